"""The dates of a running text: those that can be read for certain, where they stand."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from articles.characters import one_spelling
from articles.dates.clues import DateLanguage, Lead
from articles.dates.edtf import Edtf, UnreadableDate
from articles.dates.reading import LANGUAGES, LONGEST, ReadDate, read_date

Place = tuple[int, int]

MOST_WORDS_AROUND = 3
REACH = 20  # characters that the longest of them has
LETTER = "a-zà-öø-ÿœ"
LETTER_BEFORE = re.compile(rf"[{LETTER}0-9]['-]?$")
LETTER_AFTER = re.compile(rf"[{LETTER}0-9%]")
# 五年初 and 青年中 hold no date; only after such a word does 年底 say which year's.
NUMERALS = "0-9零〇一二三四五六七八九十百千万亿几多半个"
NO_DATE = {
    "zh": re.compile(r"年[内初底末中]?|[0-9]+|.{0,2}[一二三四1-4]季"),
    "en": re.compile(
        r"[0-9]+|the year|.*[0-9]{1,2} may|may|march|(?:the )?(?:first|second) half"
    ),
    "fr": re.compile(
        r"[0-9]+|l'année|[st][0-9]|(?:janv|févr|avr|juil|sept|oct|nov|déc)"
    ),
}
# What stands alone is no date but may be one right after such a word.
AFTER_WORD = {
    "zh": re.compile(r"(?:[在于到至将或]|计划|预计|有望|可能|最快|最早|最晚)$"),
    "en": re.compile(r"(?:\b(?:in|by|since|until|during|before|of|from|late|early)) $"),
    "fr": re.compile(r"(?:\b(?:en|dès|depuis|avant|fin|début|courant|d'ici|vers)) $"),
}
BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# 上年 is the year before the one that is reported on, whichever that is.
OTHER_YEAR = re.compile(r"上年度?|(?:上年|去年|前年)(?=同期)")
MORE = {"zh": (re.compile("年[内底初末中]"),)}
OPENERS = {"zh": ("自从", "自", "从"), "en": ("since ",), "fr": ("depuis ",)}
CLOSERS = {"zh": ("起至今", "至今", "以来", "开始", "起"), "en": (), "fr": ()}
# Left out, these would leave another date than the words give.
OPENS_RANGE = ("from ", "between ", "either ", "entre ")


def find_dates(
    text: str, language: str, *, said_on: Edtf | None = None
) -> list[tuple[int, int, ReadDate]]:
    """Start, end (code points) and date of each date that can be read for certain.

    A language that the desk does not read has none.
    """
    code = language.split("-")[0]
    if code not in LANGUAGES:
        return []
    plain, places = _without_spaces(one_spelling(text), code)
    dates: list[tuple[int, int, ReadDate]] = []
    for start, end in _joined(plain, _cores(plain, code), LANGUAGES[code]):
        found = _widest(plain, start, end, code, said_on)
        if found and (not dates or places[found[0]] >= dates[-1][1]):
            first, last = places[found[0]], places[found[1] - 1] + 1
            # As the text has it, capitals included.
            read = replace(found[2], as_printed=text[first:last])
            dates.append((first, last, read))
    return dates


def _without_spaces(plain: str, code: str) -> tuple[str, list[int]]:
    """The text as dates are matched in it, and the place of each character.

    Chinese text may have a space between a number and 年; elsewhere one space is kept.
    """
    kept = [
        at
        for at, char in enumerate(plain)
        if not (char.isspace() and (code == "zh" or plain[at - 1 : at].isspace()))
    ]
    return "".join(" " if plain[at].isspace() else plain[at] for at in kept), kept


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    words = LANGUAGES[code]
    fixed = "|".join(sorted(map(re.escape, words.fixed), key=len, reverse=True))
    return (*words.points, *MORE.get(code, ()), re.compile(fixed))


def _cores(plain: str, code: str) -> list[Place]:
    """Dates without the words around them, in order; the longer of two that overlap."""
    words = LANGUAGES[code]
    matches = [m for pattern in _patterns(code) for m in pattern.finditer(plain)]
    for pattern, _ in words.counts:
        matches += (m for m in pattern.finditer(plain) if words.count(m[0]))
    found = [m.span() for m in matches if _stands_free(plain, *m.span(), code)]
    cores: list[Place] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not cores or start >= cores[-1][1]:
            cores.append((start, end))
    return cores


def _stands_free(plain: str, start: int, end: int, code: str) -> bool:
    """Whether it is no part of a longer word or number, and no word of its own."""
    before, said = plain[max(0, start - REACH) : start], plain[start:end]
    if code == "zh":
        if re.search(f"[{NUMERALS}]$", before) and said[0] not in "今本去上明前后":
            return False
    elif LETTER_BEFORE.search(before):
        return False
    if said[-1].isalnum() and said[-1].isascii() and LETTER_AFTER.match(plain, end):
        return False
    if code == "zh" and OTHER_YEAR.match(plain, start):
        return False
    if not NO_DATE[code].fullmatch(said.rstrip(".")):
        return True
    is_year = not said.isdigit() or BARE_YEAR.fullmatch(said)
    return bool(is_year and AFTER_WORD[code].search(before))


def _joined(plain: str, cores: list[Place], words: DateLanguage) -> Iterator[Place]:
    """Each core, or two that a word such as “to” makes one."""
    joins = {joining for _, _, joining in words.joins}
    at = 0
    while at < len(cores):
        start, end = cores[at]
        if at + 1 < len(cores) and plain[end : cores[at + 1][0]] in joins:
            at += 1
            end = cores[at][1]
        yield start, end
        at += 1


def _widest(
    plain: str, start: int, end: int, code: str, said_on: Edtf | None
) -> tuple[int, int, ReadDate] | None:
    """The longest stretch around the core that reads as one date.

    Words that change the date are never left out: “before 2021” is not 2021.
    """
    words = LANGUAGES[code]
    leads = dict(words.leads) | dict.fromkeys(OPENERS[code], Lead("range"))
    for _, opening, _ in words.joins:
        leads.setdefault(opening, Lead("range" if opening in OPENS_RANGE else ""))
    trails = dict(words.trails) | dict.fromkeys(CLOSERS[code], Lead("range"))
    starts, ends = [start], [end]
    for _ in range(MOST_WORDS_AROUND):
        lead = _longest(
            leads, plain[max(0, starts[-1] - REACH) : starts[-1]], str.endswith
        )
        if lead and not LETTER_BEFORE.search(
            plain[max(0, starts[-1] - len(lead) - 3) : starts[-1] - len(lead)]
        ):
            changes = leads[lead].bound != ""
            starts = (
                [starts[-1] - len(lead)]
                if changes
                else [*starts, starts[-1] - len(lead)]
            )
        trail = _longest(trails, plain[ends[-1] : ends[-1] + REACH], str.startswith)
        if trail:
            changes = trails[trail].bound != ""
            ends = (
                [ends[-1] + len(trail)] if changes else [*ends, ends[-1] + len(trail)]
            )
    return _readable(plain, starts[::-1], ends[::-1], code, said_on)


def _readable(
    plain: str, starts: list[int], ends: list[int], code: str, said_on: Edtf | None
) -> tuple[int, int, ReadDate] | None:
    for first in starts:
        for last in ends:
            if last - first > LONGEST:
                continue
            try:
                read = read_date(plain[first:last], code, said_on=said_on)
            except UnreadableDate:
                continue
            return first, last, read
    return None


def _longest(phrases: Iterable[str], text: str, stands: Callable) -> str:
    """The longest of the phrases with which the text opens or closes."""
    return max((p for p in phrases if p and stands(text, p)), key=len, default="")
