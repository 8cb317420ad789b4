"""Where a text says what an editor pastes: exactly, printed otherwise, or nearly so.

A ladder: the first rung that finds anything answers. What is found on the two lower
ones is only ever shown, for an editor to confirm.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from articles.anchoring.folded import Folded, fold
from articles.anchoring.nearing import nearest

LONGEST = 5_000  # code points of a quote that is looked for
MOST = 200  # places; a quote found more often needs more words
WIDEST_GAP = 2_000  # code points that may be left out between two stretches
MOST_STRETCHES = 8
NEAREST, NEAR_THE_BEST = 5, 15  # how many near places are shown, and how near the best

LEFT_OUT = re.compile(
    r"\s*(?:[\[(（［【]\s*(?:…+|\.{3,}|⋯+)\s*[\])）］】]|…+|⋯+|\.{3,})\s*"
)


class How(StrEnum):
    """By which rung of the ladder a place was found."""

    EXACT = "exact"  # the very characters
    NORMALISED = "normalised"  # but for what articles.anchoring.folded takes off
    JOINED = "joined"  # stretches in this order, words between them left out
    FUZZY = "fuzzy"  # alike


SURE = {How.EXACT, How.NORMALISED}


@dataclass(frozen=True)
class Found:
    """A place in a text: offsets in code points, end exclusive; score up to 100."""

    start: int
    end: int
    how: How
    score: float = 100

    @property
    def is_sure(self) -> bool:
        """Whether the text says it there, so that nobody has to be asked."""
        return self.how in SURE


def locate(text: str, quote: str) -> list[Found]:
    """Return the places where `text`, in NFC, says `quote`.

    Sure ones in text order, others the nearest first; at most MOST. Nothing for a
    quote without a word in it, and nothing near for one longer than LONGEST.
    """
    quote = unicodedata.normalize("NFC", quote.replace("\r\n", "\n"))
    if not any(character.isalnum() for character in quote):
        return list(_exact(text, quote)) if quote.strip() else []
    if found := list(_exact(text, quote)) or list(_exact(text, quote.strip())):
        return found
    folded = fold(text)
    if found := list(_normalised(text, folded, quote)):
        return found
    if found := list(_joined(text, folded, quote)):
        return found
    return _nearly(text, quote) if len(quote) <= LONGEST else []


def _exact(text: str, quote: str) -> Iterator[Found]:
    for start in _places(text, quote):
        if _is_whole(text, start, start + len(quote)):
            yield Found(start, start + len(quote), How.EXACT)


def _normalised(text: str, folded: Folded, quote: str) -> Iterator[Found]:
    bare = LEFT_OUT.sub("", quote) if _is_one_stretch(quote) else quote
    for wanted in dict.fromkeys((fold(quote).text.strip(), fold(bare).text.strip())):
        starts = list(_places(folded.text, wanted))
        for start in starts:
            place = _with_marks(text, *folded.place(start, start + len(wanted)))
            if _is_whole(text, *place):
                yield Found(*place, How.NORMALISED)
        if starts:
            return


def _joined(text: str, folded: Folded, quote: str) -> Iterator[Found]:
    stretches = _stretches(quote)
    if not 2 <= len(stretches) <= MOST_STRETCHES:
        return
    first, *others = (fold(stretch).text.strip() for stretch in stretches)
    for start in _places(folded.text, first):
        ends = [start + len(first)]
        for wanted in others:
            reach = ends[-1] + WIDEST_GAP + len(wanted)
            at = folded.text.find(wanted, ends[-1], reach)
            if at == -1:
                break
            ends.append(at + len(wanted))
        is_found = len(ends) == len(stretches)
        # The last of several beginnings is meant: another would swallow it.
        between = ends[1] - len(others[0]) if is_found else 0
        if is_found and folded.text.find(first, start + 1, between) == -1:
            yield Found(*folded.place(start, ends[-1]), How.JOINED)


def _nearly(text: str, quote: str) -> list[Found]:
    folded, wanted = fold(text, loosely=True), fold(quote, loosely=True).text.strip()
    # The same in traditional characters comes first, however short.
    near = [(at, at + len(wanted), 100.0) for at in _places(folded.text, wanted)]
    places = [
        (*_with_marks(text, *folded.place(start, end)), round(score, 1))
        for start, end, score in near or nearest(folded.text, wanted)
    ]
    found = [
        Found(start, end, How.FUZZY, score)
        for start, end, score in places
        if _is_whole(text, start, end)
    ]
    found.sort(key=lambda place: (-place.score, place.start))
    best = found[0].score if found else 0
    return [f for f in found if f.score >= best - NEAR_THE_BEST][:NEAREST]


def _stretches(quote: str) -> list[str]:
    return [stretch for stretch in LEFT_OUT.split(quote) if stretch.strip()]


def _is_one_stretch(quote: str) -> bool:
    return len(_stretches(quote)) == 1


def _places(text: str, wanted: str) -> Iterator[int]:
    """Yield where `wanted` stands, overlaps included, at most MOST times."""
    at = text.find(wanted) if wanted else -1
    for _ in range(MOST):
        if at == -1:
            return
        yield at
        at = text.find(wanted, at + 1)


def _is_mark(character: str) -> bool:
    """Whether it belongs to the character before: an accent, a variation selector."""
    return unicodedata.category(character).startswith("M") or character == "\u200d"


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no character is cut off from its marks."""
    return not (_is_mark(text[start]) or (end < len(text) and _is_mark(text[end])))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the variation selectors and joiners that were folded off at the end."""
    while end < len(text) and text[end] in "\ufe0e\ufe0f":
        end += 1
    return start, end
