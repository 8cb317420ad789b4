"""Dates counted from when a text speaks: 25 years ago, within two years, yesterday."""

from datetime import date, timedelta

from articles.dates.clues import Count
from articles.dates.edtf import Edtf, Point, UnreadableDate

BOUNDS = {"exact": "exact", "ago": "about", "ahead": "about", "within": "at_most"}
KNOWN_TO = {
    "year": ("year", "half", "quarter", "month", "day"),
    "quarter": ("quarter", "month", "day"),
    "month": ("month", "day"),
    "week": ("day",),
    "day": ("day",),
}


def counted_from(count: Count, said: Point | None) -> tuple[Edtf, str]:
    """The date and its bound; refused where the text's own date is too coarse."""
    if said is None or said.precision not in KNOWN_TO[count.unit]:
        raise UnreadableDate(
            f"The words count by the {count.unit}, and when the text speaks is "
            "not known so precisely."
        )
    bound = BOUNDS[count.kind]
    if count.unit == "day" and bound == "about":
        bound = "exact"
    try:
        point = _moved(said, count)
    except (OverflowError, ValueError) as problem:
        raise UnreadableDate("That is outside the calendar.") from problem
    qualifier = "~" if bound == "about" else ""
    return Edtf.of(**point, qualifier=qualifier), bound


def _moved(said: Point, count: Count) -> dict[str, int]:
    year = said.year or 0
    if count.unit == "year":
        return {"year": year + count.number}
    if count.unit == "quarter":
        years, quarter = divmod((said.months[0] - 1) // 3 + count.number, 4)
        return {"year": year + years, "quarter": quarter + 1}
    if count.unit == "month":
        years, month = divmod(said.months[0] - 1 + count.number, 12)
        return {"year": year + years, "month": month + 1}
    days = count.number * (7 if count.unit == "week" else 1)
    day = date(year, said.months[0], said.day or 1) + timedelta(days)
    return {"year": day.year, "month": day.month, "day": day.day}
