"""Which blocks of a page are its article, and what the page says of itself.

trafilatura knows how news sites build pages. It is asked what the article is, and the
answer is found again among our own blocks: its text has lost credits, dates and spaces.
"""

import logging
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from trafilatura import bare_extraction

from articles.capture.elements import is_furniture
from articles.capture.layout import Block

MOST_ASKED = 8_000  # elements; trafilatura's time grows with their square
LONGEST_ATTRIBUTE = 1_000  # characters that it reads of one
HOLDERS = {"article", "body", "center", "div", "html", "main", "section", "td"}
LARGEST_PART = 0.95  # of the words that are the article's, for an element to hold it
GIVEN_DATES = "//meta/@content | //time/@datetime | //link[@rel='canonical']/@href"
GIVEN_DATA = "//script[@type='application/ld+json']/text()"
FARTHEST_TITLE = 20  # blocks between a page's title and its text
SEARCHES = 2_000_000_000  # characters to go through in search of blocks

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Said:
    """What a page says of itself; empty where it does not. `day` is ISO 8601."""

    title: str = ""
    byline: str = ""
    day: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class Article:
    """The blocks of a page from its title to its end, and those that only surround.

    `around` holds places in `blocks`.
    """

    blocks: list[Block]
    around: set[int]
    said: Said


def article_in(tree, blocks: list[Block], url: str = "") -> Article:
    """Return what of the page's blocks is its article: all where nobody can tell."""
    found = _asked(tree, url)
    said = _said(found, tree)
    kept = _kept(blocks, found) if found is not None else set()
    if not kept:
        return Article(blocks, set(), said)
    first, last = _stretch(blocks, kept)
    around = {
        place - first
        for place in range(first, last)
        if place not in kept and is_furniture(blocks[place].element)
    }
    return Article(blocks[first:last], around, said)


def _asked(tree, url: str):
    """Return trafilatura's answer; None where it has none or would take too long."""
    if sum(1 for _ in tree.iter("*")) > MOST_ASKED:
        return None
    copied = deepcopy(tree)
    for element in copied.iter("*"):
        for name, value in element.attrib.items():
            if len(value) > LONGEST_ATTRIBUTE:
                element.attrib[name] = value[:LONGEST_ATTRIBUTE]
    return bare_extraction(
        copied,
        url=url or None,
        fast=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # Only a date that is written as the page's own: no search for one in the text.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _kept(blocks: list[Block], found) -> set[int]:
    """Return the places of the blocks whose words are in the answer."""
    words = _bare(found.text or "")
    kept, at, left = set(), 0, SEARCHES
    for place, block in enumerate(blocks):
        looked_for = _bare(block.text.replace(" | ", ""))
        if not looked_for:
            continue
        stands = words.find(looked_for, at)
        if stands < 0:
            left -= len(words)
        else:
            at = stands + len(looked_for)
        if stands >= 0 or left < 0:
            kept.add(place)
    return kept


def _bare(text: str) -> str:
    return "".join(text.replace("|", "").split())


def _stretch(blocks: list[Block], kept: set[int]) -> tuple[int, int]:
    """Return where the article begins and ends: the blocks of the innermost element
    that holds it, and its title with what stands between."""
    weights: Counter = Counter()
    for place in kept:
        for element in _with_ancestors(blocks[place].element):
            weights[element] += len(blocks[place].text)
    total = max(weights.values())
    holders = [
        element
        for element, weight in weights.items()
        if weight >= LARGEST_PART * total and element.tag in HOLDERS
    ]
    innermost = max(holders, key=lambda e: sum(1 for _ in e.iterancestors()))
    inside = [
        place
        for place, block in enumerate(blocks)
        if place in kept or innermost in _with_ancestors(block.element)
    ]
    first, last = inside[0], inside[-1] + 1
    return _title_before(blocks, first), last


def _title_before(blocks: list[Block], first: int) -> int:
    if any(block.level == 1 for block in blocks[first : first + FARTHEST_TITLE]):
        return first
    for place in range(first - 1, max(-1, first - FARTHEST_TITLE - 1), -1):
        if blocks[place].level == 1:
            return place
    return first


def _with_ancestors(element):
    return [element, *element.iterancestors()]


def _said(found, tree) -> Said:
    language = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )
    if found is None:
        title = tree.findtext(".//title")
        return Said(title=_line(title, 300), language=_line(language, 12))
    return Said(
        title=_line(found.title, 300),
        byline=_line(found.author, 200),
        day=_day(found.date, tree),
        publisher=_line(found.sitename, 200),
        language=_line(language, 12),
        url=_address(found.url),
    )


def _line(text, longest: int) -> str:
    """One line without controls; nothing at all where it is longer than it may be."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text or "").split())
    return line if len(line) <= longest else ""


def _day(text, tree) -> str:
    """The date, if the page gives it as its own: any day may stand in its text."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return ""
    spellings = [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}"]
    given = [*tree.xpath(GIVEN_DATES), *tree.xpath(GIVEN_DATA)]
    own = any(spelt in value for spelt in spellings for value in given)
    return day.isoformat() if own else ""


def _address(url) -> str:
    url = _line(url, 500)
    return url if url.startswith(("http://", "https://")) else ""
