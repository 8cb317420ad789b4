"""Texts that were edited after somebody marked them, with the truth by construction.

Each character of a text carries the offset at which the old text had it; an edit moves,
drops or adds characters. So the new text itself says where a passage went, whatever
our own code finds. A copy carries no offsets: it is a lookalike, not the original.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.articles.text_edits import EDITS, Document

ROUNDS = 2  # of each kind of edit, for each text
WITHIN = r"[^。！？.!?\n\]]+"  # a sentence; a full stop before no space is within it
SENTENCE = re.compile(
    rf"{WITHIN}(?:[.](?=\S){WITHIN})*[。！？.!?\]]*[”’\"]*[ ]*\n*|[.\]]|\n+"
)


@dataclass(frozen=True)
class Edited:
    """An old text, a new one, and where each stretch of the old one is in the new."""

    kind: str
    old: str
    new: str
    places: list[int | None]  # of each old offset

    def truth(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the new text has these very words; None where they are gone or
        something came between them."""
        first = self.places[start]
        if first is None:
            return None
        for step, place in enumerate(self.places[start:end]):
            if place != first + step:
                return None
        return first, first + end - start


def corpus(texts: dict[str, str], rounds: int = ROUNDS) -> Iterator[Edited]:
    """Give each text every kind of edit, as often as `rounds` says, always alike."""
    for name, text in texts.items():
        as_published = document_of(text)
        for kind, edit in EDITS.items():
            for turn in range(rounds):
                rng = random.Random(f"{name} {kind} {turn}")  # noqa: S311
                document = [[[*s] for s in p] for p in as_published]
                edit(document, rng, name[:2])
                edited = finished(kind, text, document)
                if edited.new != text:
                    yield edited


def document_of(text: str) -> Document:
    """Cut a text into paragraphs of sentences, each character with its offset."""
    document: Document = [[]]
    for found in SENTENCE.finditer(text):
        characters = [(text[at], at) for at in range(*found.span())]
        document[-1].append(characters)
        if found.group().endswith("\n"):
            document.append([])
    document = [paragraph for paragraph in document if paragraph]
    assert "".join(c for p in document for s in p for c, _ in s) == text
    return document


def finished(kind: str, old: str, document: Document) -> Edited:
    characters = [c for paragraph in document for s in paragraph for c in s]
    new = "".join(character for character, _ in characters)
    places: list[int | None] = [None] * len(old)
    for at, (_, offset) in enumerate(characters):
        if offset is not None:
            places[offset] = at
    return Edited(kind, old, new, places)


def passages_of(text: str, rng: random.Random) -> list[tuple[int, int]]:
    """What editors mark: sentences, two of them, paragraphs, names, figures."""
    found = []
    for paragraph in document_of(text):
        offsets = [stripped(text, s[0][1], s[-1][1] + 1) for s in paragraph]
        offsets = [pair for pair in offsets if pair[0] < pair[1]]
        found += offsets
        found += [(one[0], two[1]) for one, two in pairwise(offsets)][:2]
        if offsets:
            found.append((offsets[0][0], offsets[-1][1]))
        for start, end in offsets:
            words = list(re.finditer(r"[A-Za-zÀ-ÿ0-9.]+|[一-鿿]{2}", text[start:end]))
            for word in rng.sample(words, min(2, len(words))):
                found.append((start + word.start(), start + word.end()))
    return sorted(set(found))


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
