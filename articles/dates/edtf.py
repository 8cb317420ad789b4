"""The desk's dates: a subset of EDTF (ISO 8601-2), never more precise than the source.

A quarter is 2023-Q1 (EDTF's 2023-33 is read too), a half 2024-H1 (2024-40), a year
that the source does not name is XXXX.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from articles.dates.wording import interval_in_words, one_of_in_words, point_in_words


class UnreadableDate(ValueError):
    """The text is not a date that the desk can hold; the message says why."""


LONGEST = 80  # as the column
OPEN = ".."
QUALIFIERS = "~?%"
POINT = re.compile(
    r"(?P<year>[0-9]{4}|XXXX)"
    r"(?:-(?:Q(?P<quarter>[0-9])|H(?P<half>[0-9])|(?P<second>[0-9]{2})))?"
    r"(?:-(?P<day>[0-9]{2}))?"
    r"(?P<qualifier>[~?%]?)"
)
# What ISO 8601-2 puts in the place of the month: quarters and halves have a letter
# with us, seasons and thirds of a year have no place.
QUARTERS = {33: 1, 34: 2, 35: 3, 36: 4}
HALVES = {40: 1, 41: 2}
SEASONS = range(21, 33)
THIRDS = range(37, 40)


@dataclass(frozen=True)
class Point:
    """One date, as precise as it was given; no year where the source names none."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    qualifier: str = ""

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.month, self.quarter, self.half)) > 1:
            raise UnreadableDate("A date has a month, a quarter or a half, not two.")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise UnreadableDate(f"There is no year {self.year:04}.")
        for name, number, last in (
            ("month", self.month, 12),
            ("quarter", self.quarter, 4),
            ("half", self.half, 2),
        ):
            if number is not None and not 1 <= number <= last:
                raise UnreadableDate(f"There is no {name} {number} in a year.")
        if self.day is not None:
            self._check_day()

    def _check_day(self) -> None:
        if self.month is None:
            raise UnreadableDate("A day needs its month.")
        # Without a year, 29 February may exist.
        if not 1 <= (self.day or 0) <= monthrange(self.year or 2000, self.month)[1]:
            raise UnreadableDate(f"{self} is not in the calendar.")

    @classmethod
    def parse(cls, text: str) -> "Point":
        match = POINT.fullmatch(text)
        if not match:
            raise UnreadableDate(_hint(text))
        numbers = {
            name: int(printed) if printed and printed != "XXXX" else None
            for name, printed in match.groupdict().items()
            if name != "qualifier"
        }
        second = numbers.pop("second")
        if second in SEASONS:
            raise UnreadableDate(
                f"“{text}” is a season. Give the months or the quarter instead."
            )
        if second in THIRDS:
            raise UnreadableDate(
                f"“{text}” is a third of a year. Give the months instead."
            )
        if second in QUARTERS:
            numbers["quarter"] = QUARTERS[second]
        elif second in HALVES:
            numbers["half"] = HALVES[second]
        else:
            numbers["month"] = second
        return cls(**numbers, qualifier=match["qualifier"])

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04}"
        if self.quarter:
            year += f"-Q{self.quarter}"
        if self.half:
            year += f"-H{self.half}"
        if self.month:
            year += f"-{self.month:02}"
        if self.day is not None:
            year += f"-{self.day:02}"
        return year + self.qualifier

    @property
    def precision(self) -> str:
        for name in ("day", "month", "quarter", "half", "year"):
            if getattr(self, name) is not None:
                return name
        return "unknown"

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month that it covers."""
        if self.month:
            return self.month, self.month
        if self.quarter:
            return 3 * self.quarter - 2, 3 * self.quarter
        if self.half:
            return 6 * self.half - 5, 6 * self.half
        return 1, 12

    @property
    def earliest(self) -> date | None:
        if self.year is None:
            return None
        return date(self.year, self.months[0], self.day or 1)

    @property
    def latest(self) -> date | None:
        if self.year is None:
            return None
        last = self.months[1]
        return date(self.year, last, self.day or monthrange(self.year, last)[1])


def _hint(text: str) -> str:
    if text in ("", OPEN):
        return "Give a date; an interval may be open at one end only, as in 2018/.."
    if re.fullmatch(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}", text):
        return f"“{text}” can be read in two ways. Write 2023-10-05."
    if "X" in text:
        return f"“{text}”: only a whole year can be missing, as in XXXX-08-22."
    return (
        f"“{text[:40]}” is not a date. Write 2023, 2023-10, 2023-10-05, 2023-Q1, "
        "2024-H1, XXXX-08-22, 2018/2019 or [2019-12,2020-H1]."
    )


@dataclass(frozen=True)
class Edtf:
    """A date, an interval (None is its open end) or one of several dates."""

    points: tuple[Point | None, ...]
    shape: str = "date"  # date, interval, one_of

    def __post_init__(self) -> None:
        if self.shape == "interval":
            self._check_interval(*self.points)
        if self.shape == "one_of" and len(set(self.points)) < 2:
            raise UnreadableDate("“One of” needs two different dates.")

    def _check_interval(self, start: Point | None, end: Point | None) -> None:
        if start is None and end is None:
            raise UnreadableDate("An interval needs at least one date.")
        if start is None or end is None:
            return
        if (start.year is None) != (end.year is None):
            raise UnreadableDate("Give the year at both ends, or at none.")
        if start.earliest and end.latest and start.earliest > end.latest:
            raise UnreadableDate(f"{start} comes after {end}.")

    @classmethod
    def parse(cls, text: str) -> "Edtf":
        """The date that the text writes in EDTF, or UnreadableDate."""
        if len(text) > LONGEST:
            raise UnreadableDate(f"A date has at most {LONGEST} characters.")
        text = text.strip().upper()
        if text.startswith("[") and text.endswith("]"):
            members = [Point.parse(member.strip()) for member in text[1:-1].split(",")]
            return cls.one_of(*members)
        if text.count("/") != 1:
            return cls((Point.parse(text),))
        start, end = text.split("/")
        return cls.interval(
            None if start == OPEN else Point.parse(start),
            None if end == OPEN else Point.parse(end),
        )

    @classmethod
    def of(cls, **parts) -> "Edtf":
        return cls((Point(**parts),))

    @classmethod
    def interval(cls, start: Point | None, end: Point | None) -> "Edtf":
        return cls((start, end), "interval")

    @classmethod
    def one_of(cls, *points: Point) -> "Edtf":
        return cls((*sorted(points, key=_place),), "one_of")

    def __str__(self) -> str:
        if self.shape == "one_of":
            return f"[{','.join(map(str, self.points))}]"
        return "/".join(OPEN if point is None else str(point) for point in self.points)

    @property
    def given(self) -> tuple[Point, ...]:
        """Its dates without the open end."""
        return tuple(point for point in self.points if point)

    @property
    def precision(self) -> str:
        """Day, month, quarter, half, year or unknown; of its first date."""
        return self.given[0].precision

    @property
    def earliest(self) -> date | None:
        """Its first day; None where the year is missing or the start is open."""
        days = [point.earliest if point else None for point in self.points]
        if self.shape == "interval":
            return days[0]
        known = [day for day in days if day]
        return min(known) if len(known) == len(days) else None

    @property
    def latest(self) -> date | None:
        """Its last day; None where the year is missing or the end is open."""
        days = [point.latest if point else None for point in self.points]
        if self.shape == "interval":
            return days[1]
        known = [day for day in days if day]
        return max(known) if len(known) == len(days) else None

    @property
    def is_uncertain(self) -> bool:
        return any(point.qualifier in ("?", "%") for point in self.given)

    @property
    def is_approximate(self) -> bool:
        return any(point.qualifier in ("~", "%") for point in self.given)

    def in_words(self, language: str) -> str:
        """The date as a reader of en, zh or fr would write it."""
        if self.shape == "interval":
            return interval_in_words(self.points[0], self.points[1], language)
        if self.shape == "one_of":
            return one_of_in_words(self.given, language)
        return point_in_words(self.given[0], language)


def _place(point: Point) -> tuple[int, int, int]:
    return point.year or 0, point.months[0], point.day or 0
