"""A version's text as the desk shows it: section by section, boilerplate dimmed."""

from dataclasses import dataclass

from articles.models import SectionKind, Version

MOST_SECTIONS = 400
LONGEST = 100_000  # characters


@dataclass(frozen=True)
class Piece:
    """Words of a section; `label` says what they are, if they are boilerplate."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A section and its words, cut where boilerplate lies within it."""

    kind: str
    label: str
    pieces: list[Piece]

    @property
    def is_boilerplate(self) -> bool:
        return self.kind == SectionKind.BOILERPLATE


def shown_sections(version: Version) -> tuple[list[ShownSection], bool]:
    """Return what is shown of a version, and whether there is more of it."""
    rows = list(version.sections.order_by("start", "-end", "index")[:MOST_SECTIONS])
    shown: list[ShownSection] = []
    place = 0
    while place < len(rows) and rows[place].start < LONGEST:
        outer = rows[place]
        place += 1
        inner = []
        while place < len(rows) and rows[place].end <= outer.end:
            inner.append(rows[place])
            place += 1
        shown.append(_show(version.text, outer, inner))
    last = rows[-1].end if rows else 0
    return shown, place < len(rows) or len(version.text[last:].strip()) > 0


def _show(text: str, outer, inner) -> ShownSection:
    pieces, at = [], outer.start
    for section in inner:
        if section.start < at:
            continue
        pieces.append(Piece(text[at : section.start]))
        pieces.append(Piece(text[section.start : section.end], _label(section)))
        at = section.end
    pieces.append(Piece(text[at : min(outer.end, outer.start + LONGEST)]))
    return ShownSection(
        outer.kind, _label(outer), [piece for piece in pieces if piece.text]
    )


def _label(section) -> str:
    detail = section.detail.replace("_", " ")
    kind = section.get_kind_display()
    return f"{kind}: {detail}" if detail else kind
