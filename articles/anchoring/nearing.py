"""Where a text says nearly what is wanted, in time that grows with the text.

The stretches that share enough short pieces with what is wanted are looked at closely;
the rest of the text is read once.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

LEAST = 75  # how alike, of 100: two characters of eight may differ
SHORTEST = 4  # characters; less is like everything
MOST_LOOKED_AT = 12  # stretches
SHARED = 0.2  # of the pieces, for a stretch to be looked at
WHOLE, PIECE = 256, 64  # characters; a longer quote is aligned by pieces
LONG_WORD = 80  # characters
ROUGHLY = 20  # less alike than wanted may be what is mended at the edges
TOKEN = re.compile(r"[^\W\u2e80-\U0003ffff]+|[\u2e80-\U0003ffff]|[^\w\s]")

Place = tuple[int, int, float]  # start, end, how alike


def nearest(text: str, wanted: str) -> list[Place]:
    """Return places in `text` that say nearly `wanted`, none overlapping another.

    Both are folded already. A place begins and ends with a word.
    """
    if len(wanted) < SHORTEST:
        return []
    kept: list[Place] = []
    found = [
        place
        for start, end in _stretches(text, wanted)
        for place in _within(text, wanted, start, end)
    ]
    for place in sorted(found, key=lambda place: (-place[2], place[0])):
        if all(place[1] <= start or end <= place[0] for start, end, _ in kept):
            kept.append(place)
    return kept


def _stretches(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that share the most pieces with what is wanted."""
    size = 2 if len(wanted) < 12 or re.search(r"[\u2e80-\U0003ffff]", wanted) else 4
    pieces = {wanted[i : i + size] for i in range(len(wanted) - size + 1)}
    width = max(len(wanted) // 2, 24)
    shared: dict[int, set[str]] = {}
    for i in range(len(text) - size + 1):
        piece = text[i : i + size]
        if piece in pieces:
            shared.setdefault(i // width, set()).add(piece)
    nothing: set[str] = set()
    counts = {
        at: len(shared[at].union(*(shared.get(at + n, nothing) for n in (1, 2))))
        for at in shared
    }
    ranked = sorted(counts, key=lambda at: (-counts[at], at))
    taken: set[int] = set()
    for at in ranked:
        if counts[at] < SHARED * len(pieces) or len(taken) == MOST_LOOKED_AT:
            return
        if not taken & {at - 1, at + 1}:
            taken.add(at)
            yield max(at - 1, 0) * width, min((at + 4) * width, len(text))


def _within(text: str, wanted: str, start: int, end: int) -> Iterator[Place]:
    """Yield the places of one stretch, the nearest first, then what lies beside it."""
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        if end - start < SHORTEST:
            continue
        rough = _roughly(text[start:end], wanted)
        if rough is None:
            continue
        place = _mended(text, wanted, start + rough[0], start + rough[1])
        if place[2] >= LEAST:
            yield place
            waiting += [(start, place[0]), (place[1], end)]


def _roughly(text: str, wanted: str) -> tuple[int, int] | None:
    """Return about where the text says nearly what is wanted.

    Of a long quote only pieces are aligned, the first and the last that fit: to align
    the whole takes time that grows with the square of its length.
    """
    if len(wanted) <= WHOLE:
        return _aligned(text, wanted, LEAST - ROUGHLY)
    offsets = range(0, len(wanted) - PIECE, PIECE)
    heads = ((offset, wanted[offset : offset + PIECE]) for offset in offsets)
    tails = (
        (offset, wanted[len(wanted) - offset - PIECE : len(wanted) - offset])
        for offset in offsets
    )
    start = next((at[0] - n for n, p in heads if (at := _aligned(text, p, LEAST))), 0)
    end = next((at[1] + n for n, p in tails if (at := _aligned(text, p, LEAST))), 0)
    return (max(start, 0), min(end, len(text))) if start < end else None


def _aligned(text: str, wanted: str, least: float) -> tuple[int, int] | None:
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=least)
    if found is None or found.dest_start >= found.dest_end:
        return None
    return found.dest_start, found.dest_end


def _mended(text: str, wanted: str, start: int, end: int) -> Place:
    """Move the edges of a rough place to those between words that fit best.

    The rough one is as long as what is wanted: it misses what was put in, and has too
    much where something was left out.
    """
    reach = min(max(8, len(wanted) // 4), 80)
    # A little more is read than is reached, or a word would be cut at the edge.
    around = max(start - reach - LONG_WORD, 0), end + reach + LONG_WORD
    tokens = [match.span() for match in TOKEN.finditer(text, *around)]
    starts = _near(start, [s for s, _ in tokens], reach)
    ends = _near(end, [e for _, e in tokens], reach)
    head, tail = wanted[:WHOLE], wanted[-WHOLE:]
    for _ in range(2):
        until = min(end, start + WHOLE) if len(wanted) > WHOLE else end
        start = max(starts, key=lambda s: fuzz.ratio(head, text[s:until]))
        since = max(start, end - WHOLE) if len(wanted) > WHOLE else start
        end = max(ends, key=lambda e: fuzz.ratio(tail, text[since:e]))
    return start, end, fuzz.ratio(wanted, text[start:end]) if start < end else 0


def _near(edge: int, edges: list[int], reach: int) -> list[int]:
    """Return the edges of words within reach, or the one that is nearest."""
    found = [e for e in edges if abs(e - edge) <= reach]
    return found or [min(edges, key=lambda e: abs(e - edge), default=edge)]
