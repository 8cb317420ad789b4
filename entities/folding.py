"""What two spellings of one name have in common."""

import functools
import re
import unicodedata
from pathlib import Path

import opencc
import yaml

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# A dot or apostrophe inside a word goes; one between digits tells GPT 5.2 from GPT 52.
INSIDE = re.compile(r"(?<![0-9])[.'’]|[.'’](?![0-9])")
BETWEEN = re.compile(r"[^\w.]+|_+")
# Letters that decompose into nothing plainer.
PLAINER = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


@functools.cache
def _forms() -> dict[str, list[str]]:
    path = Path(__file__).with_name("name_forms.yaml")
    return yaml.safe_load(path.read_text("utf-8"))


@functools.cache
def _to_simplified():
    return opencc.OpenCC("t2s").convert


@functools.lru_cache(maxsize=100_000)
def simplified(text: str) -> str:
    """Return the text in simplified characters, of ordinary width."""
    text = unicodedata.normalize("NFKC", text)
    return _to_simplified()(text) if HAN.search(text) else text


@functools.lru_cache(maxsize=100_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents, width and punctuation.

    Chinese stands as one word, in simplified characters.
    """
    plain = simplified(text).casefold().translate(PLAINER)
    letters = unicodedata.normalize("NFD", plain)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    plain = BETWEEN.sub(" ", INSIDE.sub("", unicodedata.normalize("NFC", plain)))
    return tuple(re.sub(rf"(?<={HAN.pattern}) +(?={HAN.pattern})", "", plain).split())


@functools.lru_cache(maxsize=100_000)
def core_of(text: str) -> tuple[str, ...]:
    """Return the words of a name without the form of company; never nothing."""
    words = list(words_of(text))
    forms = _forms()
    while len(words) > 1 and words[-1] in forms["endings"]:
        words.pop()
    if len(words) > 1 and words[0] in forms["beginnings"]:
        words.pop(0)
    if words and HAN.search(words[-1]):
        words[-1] = _without_form(words[-1], forms["han_endings"])
    return tuple(words)


def _without_form(name: str, endings: list[str]) -> str:
    """Take endings off as long as two characters stay."""
    for ending in endings:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return _without_form(name.removesuffix(ending), endings)
    return name


def key_of(text: str) -> str:
    """Return what is alike for names that differ in writing only."""
    return "".join(core_of(text))
