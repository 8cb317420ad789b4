"""Places of a new text that words of an old one may have gone to, for an editor to
choose from; none of them is ever taken by itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from articles.anchoring.alignment import Alignment, Place
from articles.anchoring.locating import locate
from articles.anchoring.units import Unit

MOST = 9
SAME_WORDS = 100  # the score of the very same ones
HERE, ELSEWHERE = 45, 65  # of 100: how alike a sentence must be, in the gap or beyond
LONGEST_WORD = 40
# Words and figures of scripts that part them; Han characters are words by themselves.
WORDS = re.compile(r"(?:[^\W\u2e80-\uffdc\U00020000-\U0003ffff]|(?<=\d)[.,](?=\d))+")
MOST_COMPARED = 5_000  # characters of a quote


@dataclass(frozen=True)
class Candidate:
    """A place, how alike its words are (of 100), and whether it stands where the words
    are looked for first: between what surely stood before them and after them."""

    start: int
    end: int
    score: int
    is_near: bool


def candidates(texts: Alignment, start: int, end: int) -> list[Candidate]:
    """Return places that may be meant, the best first, at most MOST."""
    quote = texts.old[start:end]
    low, high = texts.gap(start, end)
    likely = texts.likely(start, end)
    places: dict[Place, None] = dict.fromkeys([likely] if likely else [])
    exact = [(at, at + len(quote)) for at in _nearest(texts.new, quote, low)]
    exact.sort(key=lambda place: max(low - place[0], place[1] - high, 0))
    places |= dict.fromkeys(exact[:MOST])
    places |= dict.fromkeys(_counterparts(texts, start, end, low, high))
    if not places:
        places |= {(one.start, one.end): None for one in locate(texts.new, quote)}
    found = [_candidate(texts.new, quote, place, low, high) for place in places]
    found.sort(key=lambda one: (not one.is_near, -one.score))
    found.sort(key=lambda one: (one.start, one.end) != likely)
    return found[:MOST]


def _nearest(text: str, quote: str, low: int) -> Iterator[int]:
    """Give where the text says the quote, up to MOST times on either side of `low`."""
    at = text.find(quote, low)
    for _ in range(MOST):
        if at == -1:
            break
        yield at
        at = text.find(quote, at + 1)
    at = text.rfind(quote, 0, low + len(quote) - 1)
    for _ in range(MOST):
        if at == -1:
            break
        yield at
        at = text.rfind(quote, 0, at + len(quote) - 1)


def _candidate(text: str, quote: str, place: Place, low: int, high: int) -> Candidate:
    words, wanted = text[slice(*place)][:MOST_COMPARED], quote[:MOST_COMPARED]
    score = SAME_WORDS if words == wanted else min(99, round(fuzz.ratio(quote, words)))
    return Candidate(*place, score, low <= place[0] and place[1] <= high)


def _counterparts(
    texts: Alignment, start: int, end: int, low: int, high: int
) -> Iterator[Place]:
    """Give the place in the sentences that are most like those of the words, near where
    they stood, and in the most alike of the whole text."""
    old = [unit for unit in texts.old_units if unit.end > start and unit.start < end]
    near = [unit for unit in texts.new_units if low <= unit.start and unit.end <= high]
    for units, least in ((near, HERE), (texts.new_units, ELSEWHERE)):
        if not old or not units:
            continue
        first = _most_alike(old[0], units, least)
        last = first if len(old) == 1 else _most_alike(old[-1], units, least)
        if first is None or last is None:
            continue
        there = (
            _across(texts, old[0], first, start),
            _across(texts, old[-1], last, end),
        )
        if there[0] < there[1]:
            yield _whole_words(texts.new, *there)


def _most_alike(old: Unit, units: Sequence[Unit], least: int) -> Unit | None:
    keys = [unit.key for unit in units]
    best = process.extractOne(old.key, keys, scorer=fuzz.ratio, score_cutoff=least)
    return units[best[2]] if best else None


def _whole_words(text: str, start: int, end: int) -> Place:
    """Return the place without half words and half figures at its ends."""
    for words in WORDS.finditer(text, max(0, start - LONGEST_WORD), end + LONGEST_WORD):
        if words.start() < start < words.end():
            start = words.start()
        if words.start() < end < words.end():
            end = words.end()
    return start, end


def _across(texts: Alignment, old: Unit, new: Unit, offset: int) -> int:
    """Return the offset in a new sentence that answers to one in an old sentence."""
    before = texts.old[old.start : old.end]
    after = texts.new[new.start : new.end]
    at = min(max(offset - old.start, 0), len(before))
    if at in (0, len(before)):
        return new.start + (len(after) if at else 0)
    for step in Levenshtein.opcodes(before, after):
        if step.src_start <= at < step.src_end:
            inside = min(at - step.src_start, step.dest_end - step.dest_start)
            return new.start + step.dest_start + inside
    return new.end
