"""A selection and the words around it: its sentence, its clause, its quotation."""

import re
from dataclasses import dataclass
from functools import cached_property

from articles.characters import one_spelling

Place = tuple[int, int]

FARTHEST = 2000  # code points on either side that can say what a selection means
SENTENCE_END = re.compile(
    r"[。！!？?…；;]+[”’\"»」』)\]]*|(?<![\s.][a-z])(?<!\bmr)(?<!\bno)(?<!\bdr)(?<!\binc)"
    r"(?<!\bltd)(?<!\bco)(?<!\bcorp)\.[”\"»)\]]*(?=\s|$|\[)|\n|\[[0-9]{1,3}\]"
)
CLAUSE_END = re.compile(r"[,，:：—]|\s[-–]\s|^")
QUOTES = {"“": "”", "«": "»", "「": "」", "『": "』"}
BLANK = re.compile(r"[\s\-–•*]*")


@dataclass(frozen=True)
class Stretch:
    """What a selection [start, end) says and stands in.

    `text` is the version's, `language` of the section, `floor` and `ceiling` bound the
    section. All places are code points of the version's text.
    """

    text: str
    start: int
    end: int
    language: str
    floor: int = 0
    ceiling: int = -1

    @cached_property
    def bounds(self) -> Place:
        """Where the words that are looked at begin and end."""
        ceiling = len(self.text) if self.ceiling < 0 else self.ceiling
        return (
            max(self.floor, self.start - FARTHEST, 0),
            min(max(ceiling, self.end), self.end + FARTHEST),
        )

    @cached_property
    def plain(self) -> str:
        """The words that are looked at, in one spelling."""
        return one_spelling(self.text[slice(*self.bounds)])

    def said(self, start: int, end: int) -> str:
        """The text of a place, in one spelling."""
        first = self.bounds[0]
        return self.plain[max(0, start - first) : max(0, end - first)]

    def quoted(self, place: Place) -> str:
        """The text of a place as it stands."""
        return self.text[slice(*place)]

    @property
    def place(self) -> Place:
        return self.start, self.end

    @cached_property
    def sentence(self) -> Place:
        """The sentence or sentences that the selection lies in."""
        first, last = self.bounds
        before, after = self.said(first, self.start), self.said(self.end, last)
        ends = [match.end() for match in SENTENCE_END.finditer(before)]
        start = first + (ends[-1] if ends else 0)
        gap = BLANK.match(self.said(start, self.start))
        start += gap.end() if gap else 0
        if SENTENCE_END.search(self.said(max(first, self.end - 2), self.end) + " "):
            return start, self.end
        stop = SENTENCE_END.search(after)
        return start, self.end + (stop.end() if stop else len(after))

    @cached_property
    def clause_start(self) -> int:
        """Where the clause begins that the selection begins in."""
        start = self.sentence[0]
        before = self.said(start, self.start)
        *_, last = CLAUSE_END.finditer(before)
        gap = BLANK.match(before, last.end())
        return start + (gap.end() if gap else last.end())

    @cached_property
    def clause_end(self) -> int:
        """Where the clause ends that the selection ends in."""
        after = self.said(self.end, self.sentence[1])
        stop = re.search(r"[,，:：。.!?！？\n]", after)
        return self.end + (stop.start() if stop else len(after))

    @cached_property
    def quotation(self) -> Place | None:
        """The marks included, the innermost quotation that holds the selection."""
        first, last = self.bounds
        before = self.text[first : self.start + 1]
        after = self.text[max(first, self.end - 1) : last]
        found = []
        for opening, closing in QUOTES.items():
            start = before.rfind(opening)
            stop = after.find(closing)
            within = closing in before[start + 1 : -1]
            if start >= 0 and stop >= 0 and not within:
                between = after[:stop].rfind(opening)
                if between < 0:
                    found.append((first + start, max(first, self.end - 1) + stop + 1))
        found += self._straight(first, last)
        return max(found, default=None)

    def _straight(self, first: int, last: int) -> list[Place]:
        """Marks that look alike at both ends pair up from the paragraph's start."""
        start = self.text.rfind("\n", first, self.start) + 1 or first
        marks = [at for at in range(max(start, first), last) if self.text[at] == '"']
        return [
            (opening, closing + 1)
            for opening, closing in zip(marks[::2], marks[1::2], strict=False)
            if opening <= self.start and self.end <= closing + 1
        ]
