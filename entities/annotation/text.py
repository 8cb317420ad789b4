"""A version's text as the desk shows it: every character, block by block."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models import Section, SectionKind, Version


@dataclass(frozen=True)
class Block:
    """One stretch of the text; `gap` is the white space up to the next block.

    Blocks and gaps make the whole text, so that a browser can tell what stands between
    any two offsets.
    """

    kind: str
    label: str  # what boilerplate it is; "" elsewhere
    language: str
    start: int  # code points, end exclusive
    end: int
    text: str
    gap: str


def blocks_of(version: Version, language: str) -> list[Block]:
    """Return the blocks of the text in order; `language` is the article's."""
    stretches = list(_stretches(version, version.sections.all()))
    bounds = [start for _, start, _ in stretches[1:]] + [len(version.text)]
    return [
        Block(
            kind=section.kind,
            label=section.detail.replace("_", " "),
            language=section.language or language,
            start=start,
            end=end,
            text=version.text[start:end],
            gap=version.text[end:until],
        )
        for (section, start, end), until in zip(stretches, bounds, strict=True)
    ]


def _stretches(
    version: Version, sections: Iterable[Section]
) -> Iterator[tuple[Section, int, int]]:
    """Yield the outermost sections, and what no section covers line by line."""
    at = 0
    for section in sorted(sections, key=lambda s: (s.start, -s.end, s.index)):
        if section.start < at:
            continue  # within the one before
        yield from _lines(version.text, at, section.start)
        yield section, section.start, section.end
        at = section.end
    yield from _lines(version.text, at, len(version.text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[Section, int, int]]:
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words:
            left = start + line.index(words)
            found = Section(kind=SectionKind.PARAGRAPH)
            yield found, left, left + len(words)
        start += len(line) + 1
