"""French words for dates."""

import re

from articles.dates.clues import Count, DateLanguage, Lead
from articles.dates.wording import MONTHS

NUMBERS = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf vingt"
).split()
ABBREVIATIONS = {
    "janv": 1,
    "févr": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "déc": 12,
}


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,.;")


MONTH_NUMBERS = {
    name: number for number, name in enumerate(MONTHS["fr"], 1)
} | ABBREVIATIONS
MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
DAY = r"(?P<day>1er|[0-9]{1,2})"
YEAR = (
    r"(?:(?P<year>[0-9]{4})|(?P<this>cette année|l'année dernière|l'année prochaine"
    r"|l'année|l'an dernier|l'an passé|l'an prochain))"
)
OF_YEAR = rf"(?: (?:de )?{YEAR})?"
PART = r"(?:(?:la |le )?(?P<part>début|mi|milieu|fin)(?: de | d'| du |[ -]))?"
ORDINAL = (
    r"(?:le )?(?P<{}>premier|deuxième|second|troisième|quatrième|1er|2e|2ème|3e|3ème"
    r"|4e|4ème)"
)
POINTS = [
    rf"{PART}{MONTH}{OF_YEAR}",
    rf"(?:le )?{DAY} {MONTH}{OF_YEAR}",
    rf"{PART}{ORDINAL.format('quarter')} trimestre{OF_YEAR}",
    rf"t(?P<quarter>[1-4]){OF_YEAR}",
    rf"{PART}{ORDINAL.format('half')} semestre{OF_YEAR}",
    rf"s(?P<half>[12]){OF_YEAR}",
    rf"{PART}{YEAR}",
]

DATES = DateLanguage(
    tidy=_tidy,
    points=[re.compile(pattern) for pattern in POINTS],
    bare_day=re.compile(rf"(?:le )?{DAY}"),
    counts=[
        (re.compile(pattern.replace("N", r"(?P<number>[0-9]{1,4}|[a-z-]+)")), kind)
        for pattern, kind in [
            (r"il y a N (?P<unit>[a-z]+)", "ago"),
            (r"dans N (?P<unit>[a-z]+)", "ahead"),
            (r"dans les N prochains (?P<unit>[a-z]+)", "within"),
            (r"(?:d'ici|sous) N (?P<unit>[a-z]+)", "within"),
        ]
    ],
    since=[re.compile("depuis (?:le )?(.+)")],
    joins=[
        ("one_of", "", " ou "),
        ("interval", "entre ", " et "),
        ("interval", "du ", " au "),
        ("interval", "de ", " à "),
        ("interval", "d'", " à "),
        ("interval", "", "–"),
        ("interval", "", "-"),
    ],
    leads=[
        ("d'ici à ", Lead("at_most", is_ahead=True)),
        ("d'ici ", Lead("at_most", is_ahead=True)),
        ("au plus tard ", Lead("at_most")),
        ("au plus tôt ", Lead("earliest")),
        ("avant ", Lead("before")),
        ("autour de ", Lead("about")),
        ("environ ", Lead("about")),
        ("vers ", Lead("about")),
        ("au cours de ", Lead()),
        ("au cours du ", Lead()),
        ("courant ", Lead()),
        ("en ", Lead()),
        ("au ", Lead()),
        ("à ", Lead()),
        ("le ", Lead()),
    ],
    trails=[
        (" au plus tard", Lead("at_most")),
        (" au plus tôt", Lead("earliest")),
        (" environ", Lead("about")),
    ],
    numbers={name: number for number, name in enumerate(NUMBERS, 1)}
    | {"une": 1, "premier": 1, "1er": 1, "second": 2, "deuxième": 2}
    | {"troisième": 3, "quatrième": 4}
    | {f"{number}{mark}": number for number in (2, 3, 4) for mark in ("e", "ème")},
    months=MONTH_NUMBERS,
    parts={"début": "start", "mi": "middle", "milieu": "middle", "fin": "end"},
    years={
        "l'année": 0,
        "cette année": 0,
        "l'année dernière": -1,
        "l'an dernier": -1,
        "l'an passé": -1,
        "l'année prochaine": 1,
        "l'an prochain": 1,
    },
    units={
        "an": "year",
        "ans": "year",
        "année": "year",
        "années": "year",
        "mois": "month",
        "semaine": "week",
        "semaines": "week",
        "jour": "day",
        "jours": "day",
    },
    fixed={
        "aujourd'hui": Count("day", 0),
        "hier": Count("day", -1),
        "demain": Count("day", 1),
        "ce mois-ci": Count("month", 0),
        "le mois dernier": Count("month", -1),
        "le mois prochain": Count("month", 1),
        "ce trimestre": Count("quarter", 0),
        "le trimestre dernier": Count("quarter", -1),
    },
)
