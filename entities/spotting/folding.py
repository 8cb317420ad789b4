"""A text made plain, so that one name's ways of writing are one, with the way back.

Traditional characters become simplified, wide ones narrow, capitals small; accents and
the spaces around Chinese go; hyphens in words are spaces, quotation marks are one.
"""

import functools
import re
import unicodedata
from array import array
from dataclasses import dataclass

import opencc

from entities.folding import HAN, PLAINER

QUOTES = dict.fromkeys("“”„‟«»「」『』〝〞＂", '"')
APOSTROPHES = dict.fromkeys("’‘ʼ＇‛`´", "'")
HYPHENS = dict.fromkeys("‐‑‒–−﹣－", "-")
LINE = "\n"
# A line may break within a name, a paragraph may not end in it.
SPACES = re.compile(r"[^\S\n]*\n(?![^\S\n]*\n)[^\S\n]*|[^\S\n]+")
HAN_CHARACTER = HAN.pattern
AROUND_HAN = re.compile(rf"(?<={HAN_CHARACTER}) (?=\w)|(?<=\w) (?={HAN_CHARACTER})")
WITHIN_WORDS = re.compile(r"(?<=\w)-(?=\w)")  # between spaces it parts sentences


class _Plain(dict[int, str]):
    """For each code point what it becomes: nothing, one character or several."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _made_plain(chr(point))
        return plain


_PLAIN = _Plain()


def _made_plain(character: str) -> str:
    for spelling in (QUOTES, APOSTROPHES, HYPHENS):
        if character in spelling:
            return spelling[character]
    if character == LINE:
        return LINE
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""  # accents that stand alone, soft hyphens, marks of direction
    if unicodedata.decomposition(character).startswith("<super>"):
        return " "  # ™ and the marks of footnotes
    wide = unicodedata.normalize("NFKC", character)
    wide = _to_simplified()(wide) if HAN.search(wide) else wide
    small = wide.casefold().translate(PLAINER)
    letters = unicodedata.normalize("NFD", small)
    plain = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    plain = unicodedata.normalize("NFC", plain)
    return "".join(" " if c.isspace() else c for c in plain)


@functools.cache
def _to_simplified():
    # Character by character: whole words may change their length.
    return opencc.OpenCC("t2s").convert


@dataclass(frozen=True)
class Folded:
    """A plain text; `starts[i]` is where its character `i` stood, in code points.

    `starts` has one more at its end, and is None where nothing has moved.
    """

    text: str
    starts: array | None

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to `end` stood."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


def folded(text: str) -> Folded:
    """Return the text made plain; time and room grow with its length."""
    plain = text.translate(_PLAIN)
    starts = None
    if len(plain) != len(text) or any(len(_PLAIN[ord(c)]) != 1 for c in set(text)):
        starts = _starts(text)
    plain, starts = _without(plain, starts, SPACES, " ")
    plain, starts = _without(plain, starts, AROUND_HAN, "")
    return Folded(WITHIN_WORDS.sub(" ", plain), starts)


@functools.lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """Return what is looked for when this name is; empty for nothing but signs."""
    plain = folded(name).text.strip()
    return plain if any(c.isalnum() for c in plain) else ""


def _starts(text: str) -> array:
    starts = array("l")
    for place, character in enumerate(text):
        for _ in _PLAIN[ord(character)]:
            starts.append(place)
    starts.append(len(text))
    return starts


def _without(plain, starts, pattern, instead):
    """Put `instead`, which is shorter, for what matches; move the starts with it."""
    cuts = [m.span() for m in pattern.finditer(plain) if m.group() != instead]
    if not cuts:
        return plain, starts
    if starts is None:
        starts = array("l", range(len(plain) + 1))
    kept = []
    moved = array("l")
    at = 0
    for start, end in cuts:
        kept += [plain[at:start], instead]
        moved.extend(starts[at : start + len(instead)])
        at = end
    kept.append(plain[at:])
    moved.extend(starts[at:])
    return "".join(kept), moved
