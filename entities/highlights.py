"""Cut a text at every boundary of the stretches that something points at.

Offsets are code points, start inclusive, end exclusive. Stretches may overlap, nest and
share their ends; the pieces do neither.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int
    key: Hashable


@dataclass(frozen=True)
class Piece:
    """A run of text that one set of stretches covers.

    `starts` and `ends` name the stretches that begin and finish with this piece.
    """

    start: int
    end: int
    keys: tuple[Hashable, ...]
    starts: tuple[Hashable, ...] = ()
    ends: tuple[Hashable, ...] = ()


def cut(start: int, end: int, stretches: Iterable[Stretch]) -> list[Piece]:
    """Return the pieces of `start`–`end` in order, without gaps.

    Stretches are clipped to the window; what lies outside it is left out. A stretch
    that begins before the window does not start in it.
    """
    inside = [s for s in stretches if s.start < end and s.end > start]
    opening: dict[int, list[Stretch]] = {}
    closing: dict[int, list[Stretch]] = {}
    for stretch in sorted(inside, key=lambda s: (s.start, -s.end)):
        opening.setdefault(max(stretch.start, start), []).append(stretch)
        closing.setdefault(min(stretch.end, end), []).append(stretch)
    bounds = sorted({start, end, *opening, *closing})
    pieces = []
    covering: dict[Hashable, None] = {}  # a set that keeps the order of opening
    for left, right in pairwise(bounds):
        for stretch in closing.get(left, ()):
            covering.pop(stretch.key, None)
        for stretch in opening.get(left, ()):
            covering[stretch.key] = None
        pieces.append(
            Piece(
                left,
                right,
                tuple(covering),
                tuple(s.key for s in opening.get(left, ()) if s.start == left),
                tuple(s.key for s in closing.get(right, ()) if s.end == right),
            )
        )
    return pieces


def windows(
    start: int, end: int, cited: Iterable[Stretch], context: int
) -> list[tuple[int, int]]:
    """Return what may be seen of `start`–`end` when only `cited` stretches may, with
    `context` characters around each; in order, merged where they touch."""
    shown: list[tuple[int, int]] = []
    for stretch in sorted(cited, key=lambda s: s.start):
        left = max(start, stretch.start - context)
        right = min(end, stretch.end + context)
        if stretch.end <= start or stretch.start >= end:
            continue
        if shown and left <= shown[-1][1]:
            shown[-1] = (shown[-1][0], max(shown[-1][1], right))
        else:
            shown.append((left, right))
    return shown
