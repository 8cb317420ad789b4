"""Dates in running text, as precise as the words and never more.

`said_on` is when the text speaks. It resolves “this year”, “25 years ago” and dates
without a year; without it the year stays missing, or the words are refused.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from articles.characters import one_spelling
from articles.dates import chinese, english, french
from articles.dates.clues import Clue, DateLanguage, Lead
from articles.dates.counting import counted_from
from articles.dates.edtf import Edtf, Point, UnreadableDate

LANGUAGES = {"en": english.DATES, "zh": chinese.DATES, "fr": french.DATES}
LONGEST = 80
# A date without a year is of the text's own year when it lies this near; the same day
# of another year is then at least twice as far.
NEAR = 122
ISO = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")


@dataclass(frozen=True)
class ReadDate:
    """A date read from a text, with what the words say beside it."""

    edtf: Edtf
    as_printed: str
    bound: str = "exact"  # exact, about, at_most, earliest, range
    part: str = ""  # start, middle, end
    year_implied: bool = False
    relative_to: Edtf | None = None


def read_date(text: str, language: str, *, said_on: Edtf | None = None) -> ReadDate:
    """The date that the words give, or UnreadableDate."""
    printed = text.strip()
    if len(printed) > LONGEST:
        raise UnreadableDate("That is more than a date. Mark the date only.")
    words = _language(language)
    said = _said_point(said_on)
    reader = _Reader(words, said, said_on if said else None)
    read = reader.read(words.tidy(one_spelling(printed)))
    if read is None:
        raise UnreadableDate(f"“{printed}” is not a date that the desk can place.")
    return replace(read, as_printed=printed)


def _language(code: str) -> DateLanguage:
    try:
        return LANGUAGES[code.split("-")[0]]
    except KeyError:
        raise UnreadableDate(f"The desk reads no dates in “{code}”.") from None


def _said_point(said_on: Edtf | None) -> Point | None:
    """The day or year the text speaks on, where that is one date with a year."""
    if said_on is None or said_on.shape != "date" or said_on.given[0].year is None:
        return None
    return said_on.given[0]


@dataclass(frozen=True)
class _Reader:
    words: DateLanguage
    said: Point | None
    said_on: Edtf | None

    def read(self, text: str) -> ReadDate | None:
        """The date in the text, once words such as “by” are taken off."""
        for inner, lead in self._less_and_less(text):
            found = (
                self._iso(inner, lead)
                or self._counted(inner, lead)
                or self._since(inner, lead)
                or self._pair(inner, lead)
                or self._single(inner, lead)
            )
            if found:
                return found
        return None

    def _less_and_less(self, text: str) -> Iterator[tuple[str, Lead]]:
        """The text with ever fewer words before it, each with ever fewer behind."""
        for start, before in _peeled(text, Lead(), self.words.leads, str.removeprefix):
            yield from _peeled(start, before, self.words.trails, str.removesuffix)

    def _iso(self, text: str, lead: Lead) -> ReadDate | None:
        if not ISO.fullmatch(text):
            return None
        return self._placed(Point.parse(text), Clue(), lead)

    def _counted(self, text: str, lead: Lead) -> ReadDate | None:
        """“25 years ago”, “within two years”, “yesterday”."""
        count = self.words.count(text)
        if count is None or lead.bound not in ("", "about"):
            return None
        edtf, bound = counted_from(count, self.said)
        return ReadDate(edtf, text, lead.bound or bound, relative_to=self.said_on)

    def _since(self, text: str, lead: Lead) -> ReadDate | None:
        """“since April”: an interval up to when the text speaks."""
        for pattern in self.words.since:
            match = pattern.fullmatch(text)
            clue = match and self.words.clue(match[1])
            if not clue or lead.bound:
                continue
            start, implied = self._point(clue, lead)
            if start.year is None:
                raise UnreadableDate(f"“{text}” needs a year to start from.")
            edtf = Edtf.interval(start, self.said)
            return ReadDate(edtf, text, "range", "", implied)
        return None

    def _pair(self, text: str, lead: Lead) -> ReadDate | None:
        """“from April to May”, “2019 or 2020”."""
        for kind, left, right in self.words.pairs(text):
            pair = self.words.clue(left, right), self.words.clue(right, left)
            if not (pair[0] and pair[1]) or lead.bound:
                continue
            first, last = pair[0].shared(pair[1]), pair[1].shared(pair[0])
            start, implied = self._point(first, lead)
            end, also_implied = self._point(last, lead)
            join = Edtf.one_of if kind == "one_of" else Edtf.interval
            return ReadDate(
                join(start, end), text, "range", "", implied or also_implied
            )
        return None

    def _single(self, text: str, lead: Lead) -> ReadDate | None:
        clue = self.words.clue(text)
        if clue is None:
            return None
        if lead.needs_end and not (clue.part == "end" or clue.day):
            raise UnreadableDate(f"“{text}”: before it begins, or before it ends?")
        point, implied = self._point(clue, lead)
        if lead.bound == "before":
            point, lead = _the_one_before(point), replace(lead, bound="at_most")
        return replace(self._placed(point, clue, lead), year_implied=implied)

    def _placed(self, point: Point, clue: Clue, lead: Lead) -> ReadDate:
        if lead.bound == "about":
            point = replace(point, qualifier="~")
        # December is what the desk writes for the end of a year; nothing is left over.
        part = "" if clue.is_year_end else clue.part
        part = "end" if part == "late" else part
        return ReadDate(Edtf((point,)), "", lead.bound or "exact", part)

    def _point(self, clue: Clue, lead: Lead) -> tuple[Point, bool]:
        """The clue's point, and whether its year had to be understood."""
        if clue.year is not None:
            return clue.point(clue.year), False
        if clue.year_shift is not None:
            if self.said is None or self.said.year is None:
                raise UnreadableDate(
                    "The words count from the year of the text, and that is not known."
                )
            return clue.point(self.said.year + clue.year_shift), True
        year = self._nearest_year(clue, lead)
        return clue.point(year), year is not None

    def _nearest_year(self, clue: Clue, lead: Lead) -> int | None:
        if self.said is None or self.said.year is None:
            return None
        year, (start, end) = self.said.year, _days(self.said)
        first, last = _days(clue.point(year))
        if lead.is_ahead:
            return year if last >= start else year + 1
        is_near = (first - end).days <= NEAR and (start - last).days <= NEAR
        return year if is_near else None


def _peeled(
    text: str,
    lead: Lead,
    words: Sequence[tuple[str, Lead]],
    removed: Callable[[str, str], str],
) -> Iterator[tuple[str, Lead]]:
    """The text, then without its outermost word, without two, and so on."""
    yield text, lead
    for phrase, word in words:
        shorter = removed(text, phrase)
        both = lead.with_word(word)
        if shorter.strip() and shorter != text and both:
            yield from _peeled(shorter.strip(), both, words, removed)
            return


def _days(point: Point) -> tuple[date, date]:
    """First and last day of a point that has its year."""
    return point.earliest or date.min, point.latest or date.max


def _the_one_before(point: Point) -> Point:
    """The day, month, quarter, half or year that ends as this one begins."""
    if point.year is None:
        raise UnreadableDate(f"What comes before {point} depends on the year.")
    day = date.fromordinal(_days(point)[0].toordinal() - 1)
    return {
        "day": Point(day.year, day.month, day.day),
        "month": Point(day.year, day.month),
        "quarter": Point(day.year, quarter=(day.month + 2) // 3),
        "half": Point(day.year, half=(day.month + 5) // 6),
        "year": Point(day.year),
    }[point.precision]
