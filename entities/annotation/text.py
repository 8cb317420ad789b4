"""A version's text as the desk shows it: whole, block by block, nothing hidden.

Blocks and the gaps after them are the version's text, character for character, so that
what is selected in them has the version's own offsets (code points).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Section, SectionKind, Version
from entities.annotation.cards import Mark

MARKERS = "convert_to_"  # treatment of a dash or # that makes the next section's form
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Piece:
    """Words of a block; `label` says what they are, if they are boilerplate."""

    text: str
    label: str = ""

    @property
    def html(self) -> SafeString:
        if not self.label:
            return escape(self.text)
        return format_html(
            '<span class="aside" title="{}">{}</span>', self.label, self.text
        )


@dataclass(frozen=True)
class Block:
    """A stretch of the text; offsets are code points, the end exclusive.

    `gap` is the empty lines up to the next block. `label` says what a block of
    boilerplate is, "" elsewhere.
    """

    kind: str
    label: str
    language: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    gap: str

    @property
    def is_heading(self) -> bool:
        return self.kind in (SectionKind.TITLE, SectionKind.HEADING)

    @property
    def html(self) -> SafeString:
        """The words, with markup around them and no character more."""
        return format_html_join("", "{}", ((piece.html,) for piece in self.pieces))


@dataclass
class _Stretch:
    """What becomes a block: a section with the rest of its lines, or a line without."""

    start: int
    end: int
    section: Section | None = None


def blocks_of(version: Version, language: str) -> list[Block]:
    """Return the blocks of a text of which `language` is the article's; one query."""
    text = version.text
    sections = list(version.sections.order_by("start", "-end", "index"))
    outer, inner = _told_apart(sections)
    stretches = list(_with_lines_between(text, _to_line_edges(text, outer)))
    ends = [stretch.start for stretch in stretches[1:]] + [len(text)]
    within = iter([*inner, None])
    waiting = next(within)
    blocks: list[Block] = []
    for stretch, until in zip(stretches, ends, strict=True):
        inside = []
        while waiting is not None and waiting.start < stretch.end:
            inside.append(waiting)
            waiting = next(within)
        start = stretch.start if blocks else 0
        blocks.append(_block(text, stretch, inside, start, until, language))
    return blocks


def with_marks(blocks: list[Block], marks: list[Mark]) -> list[tuple[Block, list]]:
    """Return each block with the marks that begin in it, or in the gap after it."""
    starts = [block.start for block in blocks]
    rows: list[tuple[Block, list]] = [(block, []) for block in blocks]
    for mark in marks:
        rows[bisect_right(starts, mark.start) - 1][1].append(mark)
    return rows


def _told_apart(sections: list[Section]) -> tuple[list[Section], list[Section]]:
    """Return sections that lie in no other, and boilerplate within them or before."""
    outer: list[Section] = []
    inner: list[Section] = []
    for section in sections:
        is_marker = section.treatment.startswith(MARKERS)
        is_within = bool(outer) and section.start < outer[-1].end
        (inner if is_marker or is_within else outer).append(section)
    return outer, inner


def _to_line_edges(text: str, sections: list[Section]) -> list[_Stretch]:
    """Widen sections by what stands on their first and last line, such as a dash."""
    found = []
    at = 0
    for place, section in enumerate(sections):
        start = max(at, text.rfind("\n", at, section.start) + 1)
        is_last = place + 1 == len(sections)
        limit = len(text) if is_last else sections[place + 1].start
        line_ends = text.find("\n", section.end, limit)
        if line_ends == -1:  # the next one takes what lies between
            line_ends = limit if is_last else section.end
        found.append(_Stretch(start, line_ends, section))
        at = line_ends
    return found


def _with_lines_between(text: str, stretches: list[_Stretch]) -> Iterator[_Stretch]:
    """Add each line that lies in no section, unless it is empty."""
    at = 0
    for stretch in [*stretches, None]:
        until = stretch.start if stretch else len(text)
        for line in LINE.finditer(text, at, until):
            if line.group().strip():
                yield _Stretch(*line.span())
        if stretch:
            yield stretch
            at = stretch.end


def _block(text, stretch, inside, start: int, until: int, language: str) -> Block:
    section = stretch.section
    kind = section.kind if section else SectionKind.PARAGRAPH
    pieces, at = [], start
    for marked in inside:
        if marked.start < at or marked.end > stretch.end:
            continue
        pieces.append(Piece(text[at : marked.start]))
        pieces.append(Piece(text[marked.start : marked.end], label_of(marked)))
        at = marked.end
    pieces.append(Piece(text[at : stretch.end]))
    return Block(
        kind=kind,
        label=label_of(section) if kind == SectionKind.BOILERPLATE else "",
        language=(section.language if section else "") or language,
        start=start,
        end=stretch.end,
        pieces=tuple(piece for piece in pieces if piece.text),
        gap=text[stretch.end : until],
    )


def label_of(section: Section) -> str:
    """Return what a section is, such as “boilerplate: byline”."""
    detail = section.detail.replace("_", " ")
    kind = section.get_kind_display()
    return f"{kind}: {detail}" if detail else str(kind)
