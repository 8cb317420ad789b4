"""A block on its way to a section, and whether it looks like a line of its own."""

from dataclasses import dataclass, field

from articles.capture.blocks import SENTENCE_ENDS, size
from articles.capture.found import FoundSection
from articles.capture.han import is_han
from articles.models.version import SectionKind

MOST_WORDS = 20
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

    def become_boilerplate(self, detail: str, treatment: str) -> None:
        self.kind = SectionKind.BOILERPLATE
        self.detail, self.treatment = detail, treatment
        self.within.clear()

    @property
    def is_body(self) -> bool:
        return self.kind != SectionKind.BOILERPLATE

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def words(self, text: str) -> str:
        """Its text without what is marked at its end: a line may close with [2]."""
        end = self.end
        for inner in reversed(self.within):
            if inner.end == end and inner.start > self.start:
                end = inner.start
        return text[self.start : end].rstrip()


def stands_alone(text: str, unit: Unit, longest: int) -> bool:
    """Whether it looks like a title or heading: short, no sentence, no list item."""
    if unit.kind != SectionKind.PARAGRAPH or unit.end - unit.start > 3 * longest:
        return False
    line = unit.words(text)
    if size(line) > longest or "\n" in line or "。" in line[:-1] or ". " in line:
        return False
    if line[0].islower() or not any(char.isalpha() for char in line):
        return False
    if sum(not is_han(word[0]) for word in line.split()) > MOST_WORDS:
        return False
    last = line[-1]
    return last not in SENTENCE_ENDS or last in MAY_END_A_HEADING
