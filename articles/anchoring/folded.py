"""A text without what changes between two printings of the same words.

Off come: kinds of white space and of quotation marks, lengths of dashes and of dots,
spaces beside a dash and beside Chinese, width (Ａ, ％), ligatures (ﬁ), case, and
what is invisible. Letters, accents, digits, superscripts and all other signs stay.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
# Scripts and signs that are set without spaces.
DENSE = (
    "\u2e80-\u303f\u3040-\u30ff\u31f0-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff65\U00020000-\U0003ffff"
)
DASHES = "\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d-"
QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″〝〞〟「」『』＂＇ʼ"
DOTS = ".…⋯"
SAME = (
    dict.fromkeys(QUOTES, "'")
    | dict.fromkeys("・•‧･·", "·")
    | dict.fromkeys("⋯…", "...")
)
# Kinds of compatibility that are only a matter of setting; <super> and <fraction> are
# not: 10² is another number than 102.
SETTING = {
    *("<wide>", "<narrow>", "<small>", "<noBreak>", "<compat>", "<font>"),
    *("<vertical>", "<initial>", "<medial>", "<final>", "<isolated>"),
}
CHANGING = (
    rf"\s*[{DASHES}]{{2,}}\s*|\s+[{DASHES}]\s*|[{DASHES}]\s+"
    rf"|[\s{INVISIBLE}]{{2,}}|[{INVISIBLE}]|(?<=[{DENSE}])\s|\s(?=[{DENSE}])"
    rf"|[{DOTS}]{{2,}}|[…⋯]|[\uff66-\uff9d][\uff9e\uff9f]"
)
DENSE_CHARACTER = re.compile(f"[{DENSE}]")


@dataclass(frozen=True)
class Folded:
    """A folded text, and where each of its characters stands in the text as it is."""

    text: str
    # Stretches in order: where one starts folded, and where it starts and ends as it
    # is; in a stretch that is as long folded, character stands for character.
    starts: list[int]
    origins: list[tuple[int, int]]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text as it is of `start` to `end` of the folded."""
        return self._at(start)[0], self._at(end - 1)[1]

    def _at(self, offset: int) -> tuple[int, int]:
        """Return start and end of what the character at `offset` stands for."""
        stretch = bisect_right(self.starts, offset) - 1
        start, end = self.origins[stretch]
        following = [*self.starts[stretch + 1 : stretch + 2], len(self.text)][0]
        if end - start == following - self.starts[stretch]:
            start += offset - self.starts[stretch]
            return start, start + 1
        return start, end


def fold(text: str, *, loosely: bool = False) -> Folded:
    """Fold the text; `loosely` takes traditional for simplified characters as well."""
    plain = {c: _plain(c, loosely) for c in set(text)}
    table = {ord(c): p for c, p in plain.items() if len(p) == 1 and p != c}
    longer = "".join(map(re.escape, (c for c, p in plain.items() if len(p) > 1)))
    pattern = f"{CHANGING}|[{longer}]" if longer else CHANGING
    parts: list[str] = []
    starts, origins = [0], [(0, 0)]
    length = read = 0

    def add(part: str, start: int, end: int) -> None:
        nonlocal length
        if part:
            starts.append(length)
            origins.append((start, end))
            parts.append(part)
            length += len(part)

    for match in re.finditer(pattern, text):
        add(text[read : match.start()].translate(table), read, match.start())
        add(_instead(match, plain), match.start(), match.end())
        read = match.end()
    add(text[read:].translate(table), read, len(text))
    return Folded("".join(parts), starts, origins)


def _instead(match: re.Match[str], plain: dict[str, str]) -> str:
    """Return what stands in the folded text for characters that are not one for one."""
    found = match.group()
    if found[0] in DOTS:
        return "..."
    if re.search(f"[{DASHES}]", found):
        return "-"
    if re.match(rf"[\s{INVISIBLE}]", found):
        around = match.string[max(match.start() - 1, 0) : match.end() + 1]
        is_dense = DENSE_CHARACTER.search(around.strip())
        return "" if is_dense or not re.search(r"\s", found) else " "
    if len(found) == 2:  # half-width kana with its mark
        return unicodedata.normalize("NFKC", found)
    return plain[found]


@lru_cache(maxsize=50_000)
def _plain(character: str, loosely: bool) -> str:
    if character.isspace():
        return " "
    if re.match(f"[{DASHES}]", character):
        return "-"
    if character in SAME:
        return SAME[character]
    kind, *codes = unicodedata.decomposition(character).split() or [""]
    if kind in SETTING and (kind != "<compat>" or codes[0] != "0020"):
        wider = "".join(chr(int(code, 16)) for code in codes)
        return "".join(_plain(c, loosely) for c in wider)
    return _simplified(character) if loosely else character.casefold()


@cache
def _converter():
    return opencc.OpenCC("t2s").convert


def _simplified(character: str) -> str:
    if not DENSE_CHARACTER.match(character):
        return character.casefold()
    simple = _converter()(character)
    return simple if len(simple) == 1 else character
