"""A value as an editor gives it: a figure or date as printed is enough, if it is clear.

Nothing is guessed: what can be read in two ways is refused with the reason, and the
editor gives low, high and unit, or the date.
"""

from collections.abc import Iterable
from copy import copy

from django.core.exceptions import ValidationError

from articles.dates import Edtf, ReadDate, UnreadableDate, read_date
from entities.figures import Figure, UnreadableFigure, read_figure
from entities.models import Unit, Value
from entities.models.value import FIGURES

COMPLETED = ("low", "high", "bound", "unit", "comparison")


def figure_as_printed(text: str, language: str) -> Figure:
    """Read the figure, or raise ValidationError with what is unclear in it."""
    try:
        return read_figure(text, language)
    except UnreadableFigure as problem:
        raise ValidationError(
            {"as_printed": f"{problem} Give the amount and its unit yourself."}
        ) from None


def complete(
    value: Value, language: str, *, said_on: Edtf | None = None, bound: str = ""
) -> bool:
    """Fill what the words as printed say; what the editor gave stays as it is.

    `bound` is the editor's own: a figure printed plainly may be meant as approximate.

    Returns whether anything was filled. Raises ValidationError by field where the
    words are not clear, or say something else than what was given.
    """
    if value.type in FIGURES:
        return _complete_figure(value, language, bound)
    if value.type == "date" and not value.date and value.bound != "vague":
        return _complete_date(value, language, said_on)
    return False


def complete_figure(value: Value, languages: Iterable[str], *, bound: str = "") -> bool:
    """Complete a figure whose words may be of any of the languages.

    Where two read them differently, or none does, nothing is filled and a reason is
    raised.
    """
    refusals: list[ValidationError] = []
    readings: list[Value] = []
    for language in languages:
        tried = copy(value)
        try:
            if not complete(tried, language, bound=bound):
                return False
        except ValidationError as refused:
            refusals.append(refused)
        else:
            readings.append(tried)
    if len({_amount_of(tried) for tried in readings}) > 1:
        text = "That is one figure in one language and another in another."
        raise ValidationError({"as_printed": f"{text} Give the amount yourself."})
    if not readings:
        # One that could read the words knows better what is wrong with them.
        others = [r for r in refusals if "as_printed" not in r.message_dict]
        raise [*others, *refusals][0]
    for column in COMPLETED:
        setattr(value, column, getattr(readings[0], column))
    return True


def _amount_of(value: Value) -> tuple:
    return tuple(getattr(value, column) for column in COMPLETED)


def _complete_figure(value: Value, language: str, bound: str) -> bool:
    if value.low is not None or value.high is not None or not value.as_printed:
        return False
    figure = figure_as_printed(value.as_printed, language)
    if figure.kind != value.type and not _may_be_money(figure, value):
        raise ValidationError(
            {"type": f"“{value.as_printed}” reads as {figure.kind}, not {value.type}."}
        )
    value.low, value.high, value.bound = figure.low, figure.high, figure.bound
    if bound == "about" and figure.bound == "exact":
        value.bound = bound
    elif bound not in ("", "exact", figure.bound):
        there = figure.bound.replace("_", " ")
        text = f"“{value.as_printed}” reads as {there}: give low and high yourself."
        raise ValidationError({"bound": text})
    value.comparison = value.comparison or figure.comparison
    _complete_unit(value, figure)
    return True


def _may_be_money(figure: Figure, value: Value) -> bool:
    """800亿 names no currency; that it is money, the words around it say."""
    return figure.kind == "quantity" and not figure.unit and value.type == "money"


def _complete_unit(value: Value, figure: Figure) -> None:
    if not figure.unit:
        return
    if value.unit is None and value.inferred_unit is None:
        value.unit = Unit.objects.filter(slug=figure.unit).first()
        if value.unit is None:
            raise ValidationError(
                {"unit": f"The desk has no unit “{figure.unit}”: choose another."}
            )
    elif value.unit and value.unit.slug != figure.unit and figure.kind != "quantity":
        # A finer word for what is counted is the editor's to choose; a currency is not.
        text = f"“{value.as_printed}” reads as {figure.unit}."
        raise ValidationError({"unit": text})


def _complete_date(value: Value, language: str, said_on: Edtf | None) -> bool:
    if not value.as_printed:
        return False
    try:
        read = read_date(value.as_printed, language, said_on=said_on)
    except UnreadableDate as problem:
        raise ValidationError(
            {"as_printed": f"{problem} Give the date yourself."}
        ) from None
    take_date(value, read)
    return True


def take_date(value: Value, read: ReadDate) -> None:
    """Put a date that was read into a value."""
    value.date = str(read.edtf)
    value.bound = read.bound
    value.date_part = read.part
    value.year_is_implied = read.year_implied
    value.relative_to = str(read.relative_to) if read.relative_to else ""
