"""Marks in which words an old and a new wording differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

# A word, one Han character, white space, or one sign.
WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[^\W\u3400-\u9fff]+|\s+|.")
MOST = 3_000  # words that are compared


@dataclass(frozen=True)
class Bit:
    """Words of one wording; `differs` where the other has others in their place."""

    text: str
    differs: bool


def differences(old: str, new: str) -> tuple[list[Bit], list[Bit]]:
    """Return both wordings in bits, the old one first.

    Wordings that are too long to compare differ as a whole.
    """
    if old == new:
        return [Bit(old, False)], [Bit(new, False)]
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > MOST:
        return [Bit(old, True)], [Bit(new, True)]
    steps = Levenshtein.opcodes(before, after)
    left = [(step.tag, before[step.src_start : step.src_end]) for step in steps]
    right = [(step.tag, after[step.dest_start : step.dest_end]) for step in steps]
    return list(_bits(left)), list(_bits(right))


def _bits(pieces: list[tuple[str, list[str]]]) -> Iterator[Bit]:
    """Give the pieces that have words; those that differ together as one bit."""
    text, differs = "", False
    for tag, words in pieces:
        if words and text and (tag != "equal") != differs:
            yield Bit(text, differs)
            text = ""
        if words:
            text, differs = text + "".join(words), tag != "equal"
    if text:
        yield Bit(text, differs)
