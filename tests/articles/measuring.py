"""Precision and recall of what capture finds against what is marked by hand.

Boilerplate is compared by characters; sections (title, lead, heading, paragraph, list
item) one by one: of the same kind and with the same boundaries ("exact"), or of the
same kind and with more than 80 % in common ("near").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NEAR = 0.8
Kinds = Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class Score:
    """How much was found rightly, of what was found, of what there is."""

    right: int
    found: int
    there: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.there + other.there,
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    def __str__(self) -> str:
        counts = f"{self.right}/{self.found}/{self.there}"
        return f"{self.precision:.3f} {self.recall:.3f} ({counts})"


def by_characters(
    found: Iterable[tuple[int, int]], there: Iterable[tuple[int, int]]
) -> Score:
    ours = {at for start, end in found for at in range(start, end)}
    theirs = {at for start, end in there for at in range(start, end)}
    return Score(len(ours & theirs), len(ours), len(theirs))


def by_section(found: Kinds, there: Kinds, *, near: bool = False) -> Score:
    if not near:
        return Score(len(set(found) & set(there)), len(found), len(there))
    right = sum(any(_alike(one, other) for other in found) for one in there)
    return Score(right, len(found), len(there))


def _alike(one, other) -> bool:
    common = min(one[2], other[2]) - max(one[1], other[1])
    whole = max(one[2], other[2]) - min(one[1], other[1])
    return one[0] == other[0] and common > NEAR * whole


def body_and_boilerplate(found):
    """Split FoundSections as the pages made by hand are: kinds, and boilerplate."""
    body = [
        (s.kind.value, s.start, s.end) for s in found if s.kind.value != "boilerplate"
    ]
    return body, [(s.start, s.end) for s in found if s.kind.value == "boilerplate"]
