"""What speaks against a name where it stands: it may be a part of a longer one.

A longer name that the desk knows has been found already; these are signs of one that
it does not know. Offsets are code points of the text.
"""

import re
from bisect import bisect_right

CAPITALISED = re.compile(r"[^\W\d_]\w*")
BEFORE = re.compile(r"([^\W\d_]\w*)[ -]$")
LONGEST_WORD = 40
OPENS_SENTENCE = re.compile(r"[.!?:;…。！？：；“”\"«»(\[\n—–]\s*$")
TITLE = re.compile(r"《([^《》\n]{1,200})》")
MOSTLY = 0.7  # of the words of a headline have a capital
WORD = re.compile(r"[^\W\d_]{4,}")


def titles_in(text: str) -> "Titles":
    return Titles([match.span(1) for match in TITLE.finditer(text)])


class Titles:
    """What stands in 《》, the marks of titles: names, whether known or not."""

    def __init__(self, spans: list[tuple[int, int]]):
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def hide(self, start: int, end: int) -> bool:
        """Whether a title has this stretch as a part of its words."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return False
        left, right = self._spans[at]
        return start < right and (start, end) != (left, right)


def is_headline(words: str) -> bool:
    """Whether words have capitals because they stand in a headline."""
    long = WORD.findall(words)
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 1 and capitals >= MOSTLY * len(long)


def has_capitalised_neighbour(
    text: str, start: int, end: int, *, named: set[int], before: bool
) -> bool:
    """Whether a word with a capital goes on with the name, or leads up to it.

    `named` has the starts and ends of other names: those are no part of this one.
    `before` says whether to look there too.
    """
    if text[end : end + 1] in (" ", "-") and end + 1 not in named:
        follows = CAPITALISED.match(text, end + 1, end + 1 + LONGEST_WORD)
        if follows and _is_part_of_a_name(follows.group()):
            return True
    if not before or start - 1 in named:
        return False
    leading = BEFORE.search(text[max(0, start - LONGEST_WORD) : start])
    if not leading or not _is_part_of_a_name(leading.group(1)):
        return False
    sentence = text[max(0, start - 2 * LONGEST_WORD) : start - len(leading.group())]
    return bool(sentence) and not OPENS_SENTENCE.search(sentence)


def _is_part_of_a_name(word: str) -> bool:
    """A capital, then small letters; GPUs is a noun of its own."""
    return word[0].isupper() and any(c.islower() for c in word[1:-1] or word[1:])
