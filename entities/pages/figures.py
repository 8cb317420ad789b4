"""A claim's figure as readers see it: as printed, and normalised beside it."""

from dataclasses import dataclass

from articles.interface import word
from articles.reading import Said, date_in_words
from entities.figure_words import figure_in_words
from entities.models import Bound, Value, ValuePart, ValueType

READINGS: dict[str, str] = {
    ValuePart.LITERAL: "literal-reading",
    ValuePart.PROBABLE: "probable-reading",
}
DATE_BOUNDS = {Bound.ABOUT, Bound.AT_MOST, Bound.EARLIEST, Bound.OVER, Bound.UNDER}


@dataclass(frozen=True)
class Reading:
    """A part of the value beside the main one, under its badge or name."""

    badge: str
    label: str
    words: str
    printed: Said


@dataclass(frozen=True)
class Figure:
    printed: Said
    words: str
    badges: tuple[str, ...]
    readings: tuple[Reading, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.readings)


def figure_of(claim, language: str, source_language: str) -> Figure:
    """The figures of a claim whose first citation is in `source_language`."""
    values = list(claim.values.all())
    main = next((v for v in values if v.part == ValuePart.MAIN), None)
    words = value_in_words(main, language) if main else ""
    printed = main.as_printed if main and words else ""
    if squeezed(printed) == squeezed(words):
        printed = ""
    return Figure(
        printed=Said(printed, source_language, language),
        words=words,
        badges=tuple(_badges(main)) if main else (),
        readings=tuple(
            _reading(value, language, source_language)
            for value in values
            if value.part != ValuePart.MAIN
        ),
    )


def value_in_words(value: Value, language: str) -> str:
    """The normalised figure or date; "" for a value that the sentence itself says."""
    if value.is_figure:
        return figure_in_words(value, language)
    if value.type == ValueType.DATE and value.date:
        return _date_in_words(value, language)
    return ""


def _date_in_words(value: Value, language: str) -> str:
    said = date_in_words(value.date, language)
    if value.date_part:
        said = word(f"date_{value.date_part}", language, date=said)
    if value.bound in DATE_BOUNDS:
        said = word(f"date_{value.bound}", language, date=said)
    return said


def _badges(value: Value):
    """What a reader must know before using the figure."""
    if value.remark and value.remark != "only":
        yield value.remark
    if value.bound == Bound.VAGUE and value.is_figure:
        yield value.bound
    if value.year_is_implied:
        yield "implied-year"
    if value.alternatives and value.type == ValueType.DATE:
        yield "one-of"
    needs_unit = value.type in (ValueType.MONEY, ValueType.QUANTITY)
    if needs_unit and value.unit is None:
        yield "no-unit"


def _reading(value: Value, language: str, source_language: str) -> Reading:
    badge = READINGS.get(value.part, "")
    return Reading(
        badge=badge,
        label="" if badge else value.name or word(f"part_{value.part}", language),
        words=value_in_words(value, language) or value.text,
        printed=Said(value.as_printed, source_language, language),
    )


def squeezed(text: str) -> str:
    """The text without spaces and case, to see whether two say the same."""
    return "".join(text.casefold().split())
