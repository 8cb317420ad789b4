"""Whether words of a text may be a way of writing a name: capitals and accents.

A plain text has neither, so that `folding` finds iFLYTEK for iFlytek; here apple is
told from Apple, an us from the US, and a pêche from a Peche.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from entities.folding import PLAINER

PLAINER_IN_BOTH = PLAINER | {
    ord(chr(letter).upper()): plain.upper()
    for letter, plain in PLAINER.items()
    if chr(letter) != "ı"
}
SHORT = 3  # letters of an abbreviation that is a word in small letters: us, it, who
SURELY_ONE_WORD = 6  # letters of a name like OpenAI that is no word when all are small


@dataclass(frozen=True)
class Letter:
    """A letter without its accents; `opens` if it is the first of its word."""

    base: str
    accents: frozenset[str]
    opens: bool


def may_write(said: str, name: str, *, is_word: bool = False) -> bool:
    """Whether `said` writes `name`; both look the same when plain.

    `is_word` for a name that is an ordinary word, such as machine learning: it may
    have capitals or not.
    """
    if said == name:
        return True
    there = list(_letters(unicodedata.normalize("NFC", said)))
    known = list(_letters(name))
    if len(there) != len(known):
        return False  # a few letters fold into two in one writing only
    if any(a.accents - b.accents for a, b in zip(there, known, strict=True)):
        return False  # accents may be left out, never put on
    return _capitals_fit(there, known, is_word=is_word)


def is_abbreviation(name: str) -> bool:
    """Whether it is of capitals and digits, with two capitals at least."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def looks_proper(name: str) -> bool:
    """Whether a capital or a digit sets it apart from the words of a language."""
    return any(c.isupper() or c.isdigit() for c in name)


@functools.lru_cache(maxsize=100_000)
def has_only_latin_letters(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def _capitals_fit(there: list[Letter], known: list[Letter], *, is_word: bool) -> bool:
    pairs = [(a, b) for a, b in zip(there, known, strict=True) if _has_case(b.base)]
    said = "".join(a.base for a, _ in pairs)
    name = "".join(b.base for _, b in pairs)
    if said == name:
        return True
    if name.isupper():
        if len(name) <= SHORT:
            return False
        return all(a.base.isupper() for a, b in pairs if b.opens)
    if is_word or name.islower():
        return True
    if said.isupper():
        return len(name) > SHORT
    if said.islower():
        several = any(b.opens for _, b in pairs[1:])
        inner = any(c.isupper() for c in name[1:])
        return inner and not several and len(name) >= SURELY_ONE_WORD
    return all(a.base.isupper() for a, b in pairs if b.opens and b.base.isupper())


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()


def _letters(text: str) -> Iterator[Letter]:
    opens = True
    for character in text:
        wide = unicodedata.normalize("NFKC", character).translate(PLAINER_IN_BOTH)
        for part in unicodedata.normalize("NFC", wide):
            if not part.isalnum():
                opens = True if unicodedata.category(part) != "Mn" else opens
                continue
            apart = unicodedata.normalize("NFD", part)
            yield Letter(apart[0], frozenset(apart[1:]), opens)
            opens = False
