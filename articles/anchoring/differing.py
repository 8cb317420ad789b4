"""Two wordings side by side: what both say, and what only one of them does."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

TOKEN = re.compile(r"[^\W\u2e80-\U0003ffff]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Stretch:
    """What stands in the old wording and in the new one; equal, or one may be empty."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def differences(old: str, new: str) -> list[Stretch]:
    """Return both wordings, word by word or Chinese character by character.

    The old parts together are `old`, the new ones `new`.
    """
    words, others = TOKEN.findall(old), TOKEN.findall(new)
    found: list[Stretch] = []
    for step in Indel.opcodes(words, others):
        stretch = Stretch(
            "".join(words[step.src_start : step.src_end]),
            "".join(others[step.dest_start : step.dest_end]),
        )
        if found and not (stretch.is_same or found[-1].is_same):
            before = found.pop()  # one thing in another's place
            stretch = Stretch(before.old + stretch.old, before.new + stretch.new)
        found.append(stretch)
    return found
