"""Cut a text into blocks by form: paragraphs, list items, lines that stand alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.capture.han import is_han

MOST_BLOCKS = 20_000  # what comes after them stays one block
BULLET = re.compile(
    r"(?:[-*+•·●○◦▪■◆◇▶►‣–]|[0-9]{1,3}[.)]|\([0-9]{1,3}\)|[①-⑳])[ \t\u3000\u00a0]+"
    r"(?=\S)|[•●▪■◆◇▶►①-⑳](?=\w)"
)
HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
SENTENCE_ENDS = frozenset("。.!?！？…;；:：,，、")
CLOSERS = "\"'”’»）)】]』」"
WRAPPED_AT = range(48, 121)  # columns at which plain text is broken by hand
RAGGED = 24  # columns that a broken line may fall short of the widest


@dataclass(frozen=True)
class Block:
    """A stretch of a text with no blank at its ends; `marker` opens a list item."""

    start: int
    end: int
    marker: int | None = None  # where the bullet or # starts, which ends at `start`

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def blocks_of(text: str, is_alone: Callable[[Block], bool]) -> list[Block]:
    """The blocks of a text in order: its lines, with broken lines put together.

    `is_alone` says of a line whether it is never part of a paragraph.
    """
    blocks: list[Block] = []
    for group in _groups(text):
        blocks += _joined(text, group, is_alone)
        if len(blocks) >= MOST_BLOCKS:
            rest = blocks[MOST_BLOCKS - 1].start
            last = Block(rest, len(text.rstrip()))
            return [*blocks[: MOST_BLOCKS - 1], last]
    return blocks


def size(text: str) -> int:
    """How long a line looks: a Han character is as wide as two letters and a half."""
    return sum(5 if is_han(char) else 2 for char in text) // 5


def ends_a_sentence(text: str) -> bool:
    return text.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS or text[-1:] in SENTENCE_ENDS


def _groups(text: str) -> Iterator[list[Block]]:
    """Lines that no blank line parts."""
    group: list[Block] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line.strip():
            left = start + len(line) - len(line.lstrip())
            group.append(_line(text, left, start + len(line.rstrip())))
        elif group:
            yield group
            group = []
        if len(group) >= MOST_BLOCKS:
            yield group
            group = []
        start = end + 1
    if group:
        yield group


def _line(text: str, start: int, end: int) -> Block:
    bullet = BULLET.match(text, start, end) or HASHES.match(text, start, end)
    return Block(bullet.end(), end, start) if bullet else Block(start, end)


def _joined(
    text: str, lines: list[Block], is_alone: Callable[[Block], bool]
) -> list[Block]:
    """The lines as they are, or as paragraphs where they are broken by hand."""
    if not _is_broken_by_hand(text, lines):
        return lines
    joined = [lines[0]]
    starts_anew = is_alone(lines[0])
    for line in lines[1:]:
        was_alone, starts_anew = starts_anew, is_alone(line)
        if line.marker is None and not was_alone and not starts_anew:
            joined[-1] = Block(joined[-1].start, line.end, joined[-1].marker)
        else:
            joined.append(line)
    return joined


def _is_broken_by_hand(text: str, lines: list[Block]) -> bool:
    """Whether the lines are about equally wide and mostly end within a sentence."""
    *broken, _ = lines
    if not broken:
        return False
    widths = [line.end - line.start for line in lines]
    widest = max(widths)
    if widest not in WRAPPED_AT:
        return False
    within = [
        line
        for line, width in zip(broken, widths, strict=False)
        if width >= widest - RAGGED and not ends_a_sentence(line.of(text))
    ]
    follows = [line for line in lines[1:] if line.of(text)[:1].islower()]
    return 3 * len(within) >= 2 * len(broken) and bool(follows)
