"""What stands around places of a text, by which an editor tells one from another."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import SectionKind, Version

AROUND = 60  # code points on either side


@dataclass(frozen=True)
class Surroundings:
    """The words before and after a place, and the heading it stands under, if any."""

    before: str
    after: str
    heading: str
    is_boilerplate: bool


def surroundings(
    version: Version, places: Iterable[tuple[int, int]]
) -> list[Surroundings]:
    """Return what stands around each (start, end), in one query for all of them."""
    sections = sorted(version.sections.all(), key=lambda s: (s.start, -s.end))
    headings = [s for s in sections if s.kind == SectionKind.HEADING]
    left_out = [s for s in sections if s.kind == SectionKind.BOILERPLATE]
    starts = [s.start for s in headings]
    text = version.text
    found = []
    for start, end in places:
        above = bisect_right(starts, start) - 1
        heading = headings[above] if above >= 0 else None
        found.append(
            Surroundings(
                before=_from_a_word(text[max(start - AROUND, 0) : start], start),
                after=_to_a_word(text[end : end + AROUND], end + AROUND < len(text)),
                heading=text[heading.start : heading.end] if heading else "",
                is_boilerplate=any(s.start <= start < s.end for s in left_out),
            )
        )
    return found


def _from_a_word(words: str, start: int) -> str:
    """Leave out a word that is cut at the beginning; Chinese has none to cut."""
    cut = words.find(" ") if start > AROUND else -1
    return "…" + words[cut + 1 :] if 0 <= cut < AROUND // 2 else words


def _to_a_word(words: str, goes_on: bool) -> str:
    cut = words.rfind(" ") if goes_on else -1
    return words[:cut] + "…" if cut > AROUND // 2 else words
