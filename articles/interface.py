"""The words of the pages themselves: headings, labels and buttons in each language.

They stand in interface.yaml, apart from the code; content has its own Wording.
"""

from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).with_name("interface.yaml")


@cache
def words() -> dict[str, dict]:
    """Every interface word: {key: {language: text or {one, other}}}."""
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


def word(key: str, language: str, n: int | None = None, **fields) -> str:
    """Return the interface word `key`, counted by `n` and with its fields filled in."""
    phrase = words()[key][language]
    if isinstance(phrase, dict):
        phrase = phrase["one" if is_singular(n, language) else "other"]
    if n is not None:
        fields["n"] = grouped(n, language)
    return phrase.format(**fields) if fields else phrase


def is_singular(n: int | None, language: str) -> bool:
    """French counts nought as one thing, English as many."""
    return n == 1 or (n == 0 and language == "fr")


def grouped(n: int, language: str) -> str:
    """A whole number with the thousands set apart as the language does it."""
    return f"{n:,}".replace(",", "\u202f" if language == "fr" else ",")
