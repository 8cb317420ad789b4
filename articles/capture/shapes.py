"""What a block is by its form and place: title, lead, heading, list item, paragraph.

Nothing here knows a word of any language. A heading is short, ends no sentence, opens
with a capital where the script has them, and stands before something longer.
"""

from articles.capture.han import is_han
from articles.capture.margins import mark_above, mark_below
from articles.capture.units import Unit, stands_alone
from articles.models.version import SectionKind

LONGEST_TITLE = 64  # by `size`
LONGEST_HEADING = 36


def give_kinds(text: str, units: list[Unit]) -> None:
    """Say of each unit of body text what it is, in place."""
    body = [unit for unit in units if unit.is_body]
    if not body:
        return
    mark_above(text, body)
    body = [unit for unit in body if unit.is_body]
    titled = _mark_title(text, body)
    _mark_headings(text, [unit for unit in body if unit is not titled])
    _mark_lead([unit for unit in body if unit is not titled])
    mark_below(text, body)


def _mark_title(text: str, body: list[Unit]) -> Unit | None:
    first, last = body[0], body[-1]
    if len(body) < 2:
        return None
    if first.kind == SectionKind.HEADING and first.is_fixed and not first.within:
        first.kind = SectionKind.TITLE
        return first
    if stands_alone(text, first, LONGEST_TITLE) and not all(
        stands_alone(text, unit, LONGEST_HEADING) for unit in body[1:3]
    ):
        first.kind = SectionKind.TITLE
        return first
    if _is_foreign_title(text, body[:-1], last):
        last.kind = SectionKind.TITLE
        return last
    return None


def _is_foreign_title(text: str, body: list[Unit], last: Unit) -> bool:
    """A digest may close with the title, in another script, of what it digests."""
    return stands_alone(text, last, LONGEST_TITLE) and _is_han(
        last.of(text)
    ) != _is_han("".join(unit.of(text)[:500] for unit in body[:20]))


def _is_han(text: str) -> bool:
    return 4 * sum(map(is_han, text)) > len(text)


def _mark_headings(text: str, body: list[Unit]) -> None:
    alone = [stands_alone(text, unit, LONGEST_HEADING) for unit in body]
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
