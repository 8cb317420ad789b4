"""Divide a text into sections; boilerplate is marked, never cut.

Rules (articles/capture/rules) know what boilerplate looks like; form and place say what
the rest is. Sections stand in the order of the text and do not overlap, but boilerplate
may lie within another section, as [2] does in a paragraph.
"""

from itertools import accumulate

from articles.capture.blocks import MOST_BLOCKS, Block, blocks_of, ends_a_sentence, size
from articles.capture.digests import parts_of
from articles.capture.echoes import mark_echoes
from articles.capture.found import FoundSection
from articles.capture.han import is_han
from articles.capture.language import language_of
from articles.capture.margins import mark_author_note
from articles.capture.rules import Rule, rules_for
from articles.capture.shapes import give_kinds
from articles.capture.spelling import plain
from articles.capture.units import Unit
from articles.models.version import SectionKind

LONG = 30  # `size` from which a block is rather text than a line of its own
NEAR_TOP = 1  # long blocks that may stand before what belongs to the top
NEAR_FOOT = 2
LONGEST_LINK = 80  # `size` of a line in a list of links
LEAST_WORDS = 10  # that tell English from French


def find_sections(text: str, language: str) -> list[FoundSection]:
    """Return the sections of a normalised text in `language`, in their order.

    `under` is the place in the list of the heading that a section stands under.
    """
    return _Finder(text, language).find()


class _Finder:
    def __init__(self, text: str, language: str):
        self.text = text
        self.plain = plain(text)
        self.language = language
        self.blocks = blocks_of(text, self._is_boilerplate)
        self.units: list[Unit] = []

    def find(self) -> list[FoundSection]:
        long = [size(block.of(self.text)) > LONG for block in self.blocks]
        before = list(accumulate(long, initial=0))
        links: Rule | None = None
        for block, seen in zip(self.blocks, before, strict=False):
            top = seen <= NEAR_TOP
            foot = before[-1] - seen <= NEAR_FOOT
            links = links if links and self._is_link(block) else None
            rule = self._rule_for(block, top=top, foot=foot)
            links = rule if rule and rule.reach == "onwards" else links
            if found := rule or links:
                self._add_boilerplate(block, found)
            else:
                self._add_body(block, top=top)
        give_kinds(self.text, self.units)
        mark_echoes(self.text, self.units)
        mark_author_note(self.text, self.units)
        return self._in_order()

    def _languages(self, block: Block) -> tuple[str, ...]:
        """The languages whose rules may hold for a block."""
        line = block.of(self.text)[:500]
        main = self.language.split("-")[0]
        if any(map(is_han, line)):
            return ("zh",)
        return (main,) if main in ("en", "fr") else ("en", "fr")

    def _is_boilerplate(self, block: Block) -> bool:
        return self._rule_for(block, top=False, foot=False) is not None

    def _rule_for(self, block: Block, *, top: bool, foot: bool) -> Rule | None:
        start = block.start if block.marker is None else block.marker
        languages = self._languages(block)
        # A bullet may belong to the line, as ▲ does before a picture's caption.
        for left in {start: 0, block.start: 0}:
            line, printed = self.plain[left : block.end], self.text[left : block.end]
            for rule in rules_for(languages, "line", "onwards", "opening"):
                if rule.belongs(top=top, foot=foot) and rule.takes(line, printed):
                    return rule
        return None

    def _is_link(self, block: Block) -> bool:
        """Whether a line after “related articles” is one of them."""
        line = block.of(self.text)
        return size(line) <= LONGEST_LINK and not (
            ends_a_sentence(line) and line[-1] not in "?？!！…"
        )

    def _add_boilerplate(self, block: Block, rule: Rule) -> None:
        start = block.start if block.marker is None else block.marker
        self.units.append(_boilerplate(start, block.end, rule.detail, rule.treatment))

    def _add_body(self, block: Block, *, top: bool) -> None:
        first = len(self.units)
        languages = self._languages(block)
        if block.marker is not None:
            self._add_marked(block.marker, block)
        else:
            start = self._add_label(block, languages)
            self._add_parts(start, block.end, languages)
        for unit in self.units[first:]:
            if unit.is_body:
                self._mark_stretches(unit, languages, top=top)

    def _add_marked(self, marker: int, block: Block) -> None:
        if self.text[marker] == "#":
            mark = _boilerplate(
                marker, block.start, "heading_mark", "convert_to_heading"
            )
            unit = Unit(block.start, block.end, SectionKind.HEADING, is_fixed=True)
            self.units += [mark, unit]
        else:
            self._add_item(marker, block.start, block.end)

    def _add_item(self, opens: int, start: int, end: int) -> None:
        self.units += [
            _boilerplate(opens, start, "list_dash", "convert_to_list_item"),
            Unit(start, end, SectionKind.LIST_ITEM, is_fixed=True),
        ]

    def _add_label(self, block: Block, languages: tuple[str, ...]) -> int:
        """Mark a label that opens the block; return where the rest of it starts."""
        line = self.plain[block.start : block.end]
        for rule in rules_for(languages, "label"):
            if (label := rule.pattern.match(line)) and label.end() < len(line):
                end = block.start + label.end()
                self.units.append(
                    _boilerplate(block.start, end, rule.detail, rule.treatment)
                )
                return end
        return block.start

    def _add_parts(self, start: int, end: int, languages: tuple[str, ...]) -> None:
        parts = parts_of(self.plain[start:end], rules_for(languages, "numbered"))
        if not parts:
            self.units.append(Unit(start, end))
        for part in parts:
            opens, left, right = (start + n for n in (part.opens, part.start, part.end))
            if part.form == "item":
                self._add_item(opens, left, right)
            elif part.form == "heading":
                label = _found(opens, left, "digest_label", "drop")
                heading = Unit(opens, right, SectionKind.HEADING, is_fixed=True)
                heading.within.append(label)
                self.units.append(heading)
            else:
                self.units.append(Unit(left, right, is_fixed=True))

    def _mark_stretches(self, unit: Unit, languages, *, top: bool) -> None:
        line = self.plain[unit.start : unit.end]
        taken = 0
        spans = sorted(
            (*match.span(), rule.detail, rule.treatment)
            for rule in rules_for(languages, "stretch")
            if rule.belongs(top=top, foot=False)
            for match in rule.pattern.finditer(line)
        )
        for start, end, detail, treatment in spans[:MOST_BLOCKS]:
            if start >= taken and end - start < len(line):
                found = _found(unit.start + start, unit.start + end, detail, treatment)
                unit.within.append(found)
                taken = end

    def _in_order(self) -> list[FoundSection]:
        found: list[FoundSection] = []
        heading: int | None = None
        for unit in self.units:
            if unit.kind == SectionKind.HEADING:
                heading = len(found)
            stands_under = unit.kind in (SectionKind.PARAGRAPH, SectionKind.LIST_ITEM)
            found.append(
                FoundSection(
                    unit.kind,
                    unit.start,
                    unit.end,
                    unit.detail,
                    unit.treatment,
                    self._other_language(unit),
                    heading if stands_under else None,
                )
            )
            found += unit.within
        return found

    def _other_language(self, unit: Unit) -> str:
        """The unit's language where it is surely not the text's."""
        line = unit.of(self.text)[:2000]
        if not unit.is_body or not self.language:
            return ""
        han = 4 * sum(map(is_han, line)) > len(line)
        if han:
            return "" if self.language.startswith("zh") else language_of(line) or "zh"
        if any(map(is_han, line)) or len(line.split()) < LEAST_WORDS:
            return ""
        found = language_of(line)
        return found if found != self.language else ""


def _boilerplate(start: int, end: int, detail: str, treatment: str) -> Unit:
    return Unit(start, end, SectionKind.BOILERPLATE, detail, treatment)


def _found(start: int, end: int, detail: str, treatment: str) -> FoundSection:
    return FoundSection(SectionKind.BOILERPLATE, start, end, detail, treatment)
