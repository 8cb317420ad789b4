"""What a block is by its form and place: title, lead, heading, list item, paragraph.

Nothing here knows a word of any language. A heading is short, ends no sentence, opens
with a capital where the script has them, and stands before something longer.
"""

from dataclasses import dataclass, field

from articles.capture.blocks import SENTENCE_ENDS, size
from articles.capture.found import FoundSection
from articles.capture.han import is_han
from articles.models.version import SectionKind

LONGEST_TITLE = 64  # by `size`
LONGEST_HEADING = 36
MOST_WORDS = 16
MAY_END_A_HEADING = frozenset("?？!！…")


@dataclass
class Unit:
    """A block on its way to a section. `within` holds what is marked inside it."""

    start: int
    end: int
    kind: SectionKind = SectionKind.PARAGRAPH
    detail: str = ""
    treatment: str = ""
    language: str = ""
    is_fixed: bool = False  # its kind is sure already
    within: list[FoundSection] = field(default_factory=list)

    @property
    def is_body(self) -> bool:
        return self.kind != SectionKind.BOILERPLATE

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def give_kinds(text: str, units: list[Unit]) -> None:
    """Say of each unit of body text what it is, in place."""
    body = [unit for unit in units if unit.is_body]
    if not body:
        return
    titled = _mark_title(text, body)
    _mark_headings(text, [unit for unit in body if unit is not titled])
    _mark_lead([unit for unit in body if unit is not titled])


def _mark_title(text: str, body: list[Unit]) -> Unit | None:
    first, last = body[0], body[-1]
    if len(body) < 2:
        return None
    if first.kind == SectionKind.HEADING and first.is_fixed and not first.within:
        first.kind = SectionKind.TITLE
        return first
    if _stands_alone(text, first, LONGEST_TITLE) and not all(
        _stands_alone(text, unit, LONGEST_HEADING) for unit in body[1:3]
    ):
        first.kind = SectionKind.TITLE
        return first
    if _is_foreign_title(text, body[:-1], last):
        last.kind = SectionKind.TITLE
        return last
    return None


def _is_foreign_title(text: str, body: list[Unit], last: Unit) -> bool:
    """A digest may close with the title, in another script, of what it digests."""
    return _stands_alone(text, last, LONGEST_TITLE) and _is_han(
        last.of(text)
    ) != _is_han("".join(unit.of(text)[:500] for unit in body[:20]))


def _is_han(text: str) -> bool:
    return 4 * sum(map(is_han, text)) > len(text)


def _mark_headings(text: str, body: list[Unit]) -> None:
    alone = [_stands_alone(text, unit, LONGEST_HEADING) for unit in body]
    for at, unit in enumerate(body[:-1]):
        if unit.is_fixed or not alone[at]:
            continue
        # Of three and more short lines in a row none is a heading: they are a table, a
        # poem, a list of names.
        run = alone[max(0, at - 2) : at + 3]
        here = min(at, 2)
        before = 0
        while before < here and run[here - 1 - before]:
            before += 1
        after = 0
        while here + after + 1 < len(run) and run[here + after + 1]:
            after += 1
        if before + after < 2 and (after == 0 or at + 2 < len(body)):
            unit.kind = SectionKind.HEADING


def _mark_lead(body: list[Unit]) -> None:
    """The first paragraph, where more follows and no heading stands before it; a list
    of the main points may."""
    for unit in body[:-1]:
        if unit.kind == SectionKind.PARAGRAPH:
            unit.kind = SectionKind.LEAD
        if unit.kind != SectionKind.LIST_ITEM:
            return


def _stands_alone(text: str, unit: Unit, longest: int) -> bool:
    """Whether it looks like a title or heading: short, no sentence, no list item."""
    if unit.kind != SectionKind.PARAGRAPH or unit.end - unit.start > 3 * longest:
        return False
    line = unit.of(text)
    if size(line) > longest or "\n" in line or "。" in line[:-1] or ". " in line:
        return False
    if line[0].islower() or not any(char.isalpha() for char in line):
        return False
    if sum(not is_han(word[0]) for word in line.split()) > MOST_WORDS + 4:
        return False
    last = line[-1]
    return last not in SENTENCE_ENDS or last in MAY_END_A_HEADING
