"""English words for dates."""

import re

from articles.dates.clues import Count, DateLanguage, Lead
from articles.dates.wording import MONTHS

NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()


def _months() -> dict[str, int]:
    """January and Jan, and the Sept of newspapers."""
    names = [name.lower() for name in MONTHS["en"]]
    full = {name: number for number, name in enumerate(names, 1)}
    return full | {name[:3]: number for name, number in full.items()} | {"sept": 9}


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,.;")


MONTH = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:(?P<year>[0-9]{4})|(?P<this>this year|last year|next year|the year))"
OF_YEAR = rf"(?:,? (?:of )?{YEAR})?"
PART = (
    r"(?:(?P<part>early|mid|late|(?:the )?(?:end|start|beginning|middle))"
    r"(?: of |[ -]))?"
)
ORDINAL = r"(?:the )?(?P<{}>first|second|third|fourth|1st|2nd|3rd|4th)"
POINTS = [
    rf"{PART}{MONTH}{OF_YEAR}",
    rf"{MONTH} (?:the )?{DAY}{OF_YEAR}",
    rf"(?:the )?{DAY} (?:of )?{MONTH}{OF_YEAR}",
    rf"{PART}{ORDINAL.format('quarter')}[ -]quarter{OF_YEAR}",
    rf"q(?P<quarter>[1-4]){OF_YEAR}",
    r"(?P<year>[0-9]{4})[ -]q(?P<quarter>[1-4])",
    rf"{PART}{ORDINAL.format('half')} half{OF_YEAR}",
    rf"h(?P<half>[12]){OF_YEAR}",
    rf"{PART}{YEAR}",
]

DATES = DateLanguage(
    tidy=_tidy,
    points=[re.compile(pattern) for pattern in POINTS],
    bare_day=re.compile(DAY),
    counts=[
        (re.compile(pattern.replace("N", r"(?P<number>[0-9]{1,4}|[a-z]+)")), kind)
        for pattern, kind in [
            (r"N (?P<unit>[a-z]+) ago", "ago"),
            (r"N (?P<unit>[a-z]+) from now", "ahead"),
            (r"(?:with)?in the next N (?P<unit>[a-z]+)", "within"),
            (r"within N (?P<unit>[a-z]+)", "within"),
        ]
    ],
    since=[re.compile("(?:ever )?since (.+)"), re.compile("from (.+) (?:to date|on)")],
    joins=[
        ("one_of", "either ", " or "),
        ("one_of", "", " or "),
        ("interval", "from ", " to "),
        ("interval", "between ", " and "),
        ("interval", "", " to "),
        ("interval", "", "–"),
        ("interval", "", "-"),
    ],
    leads=[
        ("no later than ", Lead("at_most")),
        ("not later than ", Lead("at_most")),
        ("at the latest ", Lead("at_most")),
        ("by ", Lead("at_most")),
        ("no earlier than ", Lead("earliest")),
        ("not earlier than ", Lead("earliest")),
        ("not before ", Lead("earliest")),
        ("at the earliest ", Lead("earliest")),
        ("before ", Lead("before")),
        ("approximately ", Lead("about")),
        ("around ", Lead("about")),
        ("about ", Lead("about")),
        ("circa ", Lead("about")),
        ("as of ", Lead()),
        ("during ", Lead()),
        ("in ", Lead()),
        ("on ", Lead()),
        ("at ", Lead()),
    ],
    trails=[
        (" at the latest", Lead("at_most")),
        (" at the earliest", Lead("earliest")),
        (" or so", Lead("about")),
    ],
    numbers={name: number for number, name in enumerate(NUMBERS, 1)}
    | {"first": 1, "second": 2, "third": 3, "fourth": 4}
    | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "a": 1, "an": 1},
    months=_months(),
    parts={
        name: part
        for part, names in {
            "start": ["early", "start", "beginning"],
            "middle": ["mid", "middle"],
            "end": ["end"],
            # Read as an end that is not yet December: late 2023.
            "late": ["late"],
        }.items()
        for name in [*names, *(f"the {name}" for name in names)]
    },
    years={"this year": 0, "the year": 0, "last year": -1, "next year": 1},
    units={
        name: unit
        for unit in ("year", "month", "week", "day")
        for name in (unit, f"{unit}s")
    },
    fixed={
        "today": Count("day", 0),
        "yesterday": Count("day", -1),
        "tomorrow": Count("day", 1),
        "this month": Count("month", 0),
        "last month": Count("month", -1),
        "next month": Count("month", 1),
        "this quarter": Count("quarter", 0),
        "last quarter": Count("quarter", -1),
        "next quarter": Count("quarter", 1),
    },
)
