"""Cuts a text into the sentences and lines by which two versions are laid side by side.

The cuts need not be a linguist's: they depend on the characters around them only, so
that what is unchanged is cut alike in both versions.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 400  # characters; few sentences are longer, but a text without marks may be
CLOSING = "”’\"'」』）)\\]»›"
# A full stop closes a sentence after a word, not after an initial (U.S., J. Doe) and
# not before a small letter (Inc. said); IA. and 15. close one.
AFTER_A_WORD = r"(?:(?<=[^\W_]{3})|(?<=[A-ZÀ-Þ]{2})|(?<=\d\d)|(?<=[%）)”\"’»」]))"
STOP = rf"{AFTER_A_WORD}\.[{CLOSING}]*(?=\s|$)(?!\s{{1,3}}[a-zà-ÿ])"
NOTE = r"\[\d{1,3}\](?=\s)"  # [2] closes what it is a note to
BREAK = re.compile(
    rf"[。！？!?…।։።។။؟۔]+[{CLOSING}]*|{STOP}|{NOTE}|[\n\t\u2028\u2029]+"
)
CLAUSE = re.compile(r"[，、；;：,](?=\D)|\s")
WORDS_ONLY = re.compile(r"[\W_]+")
PRINTS = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』〝〞＂", '"')
    | dict.fromkeys("‘’‚‛‹›＇`´", "'")
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | {"＂": '"', "＇": "'"}
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or line; `key` is its words without case, width and punctuation."""

    start: int
    end: int
    key: str


def units_of(text: str) -> list[Unit]:
    """Return the units of a text in order, without the white space between them."""
    units: list[Unit] = []
    start = 0
    for found in BREAK.finditer(text):
        units += _cut(text, start, found.end())
        start = found.end()
    units += _cut(text, start, len(text))
    return units


def key_of(words: str) -> str:
    """Return what is alike in two printings of the same words; never nothing."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return WORDS_ONLY.sub("", plain) or words


def _cut(text: str, start: int, end: int) -> list[Unit]:
    """Return the unit between two breaks, in pieces where it is far too long."""
    pieces = []
    while end - start > LONGEST:
        reach = min(end, start + 2 * LONGEST)
        found = CLAUSE.search(text, start + LONGEST // 2, reach)
        cut = found.end() if found else reach
        pieces += _unit(text, start, cut)
        start = cut
    return pieces + _unit(text, start, end)


def _unit(text: str, start: int, end: int) -> list[Unit]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return [Unit(start, start + len(words), key_of(words))] if words else []


def printed(words: str) -> tuple[str, list[int]]:
    """Return the words in one print, and where each character of it stood.

    The form of quotation marks, the width of signs and the number of spaces are a
    matter of printing; everything else may matter.
    """
    plain: list[str] = []
    places: list[int] = []
    for at, character in enumerate(words.translate(PRINTS)):
        if character.isspace():
            character = " "
            if plain and plain[-1] == " ":
                continue
        plain.append(character)
        places.append(at)
    return "".join(plain), [*places, len(words)]
