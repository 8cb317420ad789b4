"""What the words of a date can say, and how a language's tables are read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.dates.edtf import Point


@dataclass(frozen=True)
class Lead:
    """What a word beside the date says: “by”, “around”; nothing, if it only fills."""

    bound: str = ""  # about, at_most, earliest, before
    is_ahead: bool = False  # speaks of what is still to come
    needs_end: bool = False  # is clear only with the end of something, or a day

    def with_word(self, other: "Lead") -> "Lead | None":
        """Both words together; None where they contradict each other."""
        if self.bound and other.bound and self.bound != other.bound:
            return None
        return Lead(
            self.bound or other.bound,
            self.is_ahead or other.is_ahead,
            self.needs_end or other.needs_end,
        )


@dataclass(frozen=True)
class Clue:
    """A date as the words give it, before the year is looked for."""

    year: int | None = None
    year_shift: int | None = None  # this year 0, last year -1
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    part: str = ""  # start, middle, end, late

    @property
    def is_whole_year(self) -> bool:
        return not (self.month or self.quarter or self.half)

    @property
    def is_year_end(self) -> bool:
        """The end of a year, for which the desk writes December."""
        return self.part == "end" and self.is_whole_year

    def point(self, year: int | None) -> Point:
        month = 12 if self.is_year_end else self.month
        return Point(year, month, self.day, self.quarter, self.half)

    def shared(self, other: "Clue") -> "Clue":
        """With the year of the other of a pair; a bare day takes its month too."""
        clue = self
        if clue.day and not clue.month:
            clue = replace(clue, month=other.month)
        if clue.year is None and clue.year_shift is None:
            clue = replace(clue, year=other.year, year_shift=other.year_shift)
        return clue


@dataclass(frozen=True)
class Count:
    """“25 years ago” is Count("year", -25, "ago"); “yesterday” Count("day", -1)."""

    unit: str  # year, month, week, day, quarter
    number: int
    kind: str = "exact"  # exact, ago, within, ahead


@dataclass(frozen=True)
class DateLanguage:
    """One language's words for dates; the patterns name what they find."""

    tidy: Callable[[str], str]
    points: Sequence[re.Pattern[str]]
    bare_day: re.Pattern[str]
    counts: Sequence[tuple[re.Pattern[str], str]]  # with the kind of Count
    since: Sequence[re.Pattern[str]]
    joins: Sequence[tuple[str, str, str]]  # kind, opening word, joining word
    leads: Sequence[tuple[str, Lead]]
    trails: Sequence[tuple[str, Lead]]
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    parts: Mapping[str, str]
    years: Mapping[str, int]  # this year, last year
    units: Mapping[str, str]
    fixed: Mapping[str, Count]  # yesterday, last month

    def number(self, printed: str) -> int | None:
        if printed.isascii() and printed.isdigit():
            return int(printed)
        return self.numbers.get(printed)

    def clue(self, text: str, beside: str = "") -> Clue | None:
        """What the text says of a date; `beside` is the other date of a pair."""
        for pattern in self.points:
            if match := pattern.fullmatch(text):
                return self._clue(match.groupdict())
        if beside and (match := self.bare_day.fullmatch(text)):
            other = self.clue(beside)
            if other and other.day:
                return Clue(day=self.number(match["day"]))
        return None

    def _clue(self, found: dict[str, str | None]) -> Clue | None:
        numbers: dict[str, int | None] = {}
        for name in ("year", "day", "quarter", "half"):
            if printed := found.get(name):
                numbers[name] = self.number(printed)
                if numbers[name] is None:
                    return None
        if month := found.get("month"):
            numbers["month"] = self.months.get(month) or self.number(month)
            if numbers["month"] is None:
                return None
        return Clue(
            **numbers,
            year_shift=self.years.get(found.get("this") or ""),
            part=self.parts.get(found.get("part") or "", ""),
        )

    def count(self, text: str) -> Count | None:
        if text in self.fixed:
            return self.fixed[text]
        for pattern, kind in self.counts:
            if match := pattern.fullmatch(text):
                number = self.number(match["number"])
                unit = self.units.get(match["unit"])
                if number and unit:
                    return Count(unit, -number if kind == "ago" else number, kind)
        return None

    def pairs(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Every way to read the text as two dates: the kind, and both sides."""
        for kind, opening, joining in self.joins:
            if text.startswith(opening):
                parts = text.removeprefix(opening).split(joining)
                for cut in range(1, len(parts)):
                    yield (
                        kind,
                        joining.join(parts[:cut]).strip(),
                        joining.join(parts[cut:]).strip(),
                    )
