"""What the page for passages of older texts shows of one of them."""

from dataclasses import dataclass
from functools import cached_property

from articles.anchoring.candidates import Candidate, candidates
from articles.anchoring.differing import differences
from articles.anchoring.reanchoring import Left, Reanchoring

AROUND = 160  # characters of the text shown on either side
MOST_LISTED = 200


@dataclass(frozen=True)
class Bit:
    """Words of one wording; `differs` where the other has others in their place."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Shown:
    """A stretch of a text with what stands around it."""

    before: str
    bits: list[Bit]
    after: str


@dataclass(frozen=True)
class Choice:
    """A place in the newest text that can be chosen; `old` marks the older words
    where they differ from it."""

    number: int
    value: str
    told: str
    old: list[Bit]
    new: Shown
    is_chosen: bool


class Screen:
    """The passage that is shown, and what can become of it; `form` is what was sent."""

    def __init__(self, texts: Reanchoring, key: str, form=None) -> None:
        self.texts, self.form = texts, form
        self.left = self._chosen(key)

    def _chosen(self, key: str) -> Left | None:
        named = [left for left in self.texts.left if left.passage.key == key]
        return next(iter([*named, *self.texts.asks]), None)

    @cached_property
    def number(self) -> int:
        """Which of those that are asked about it is; 0 for a certain one."""
        asks = self.texts.asks
        return asks.index(self.left) + 1 if self.left in asks else 0

    @property
    def previous(self) -> Left | None:
        return self.texts.asks[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Left | None:
        is_last = self.number >= len(self.texts.asks)
        return None if is_last else self.texts.asks[self.number]

    @cached_property
    def refusals(self) -> list[str]:
        """Why whoever looks may not move or withdraw what hangs on it."""
        user = self.texts.user
        found = (hung.kind.stands_against(hung.row, user) for hung in self.left.hung)
        return list(dict.fromkeys(text for text in found if text))

    @property
    def old(self) -> Shown:
        passage = self.left.passage
        text = self.texts.alignment(passage.version_id).old
        words = self.choices[0].old if self.choices else [Bit(passage.quote, False)]
        return shown(text, passage.start, passage.end, words)

    @cached_property
    def choices(self) -> list[Choice]:
        places = self._places()
        sent = self.form["place"].value() if self.form else ""
        values = [f"{one.start}-{one.end}" for one in places]
        chosen = sent if sent in values else next(iter(values), "")
        text, quote = self.texts.newest.text, self.left.passage.quote
        found = []
        for number, (one, value) in enumerate(zip(places, values, strict=True), 1):
            both = differences(quote, text[one.start : one.end])
            old = [Bit(bit.old, not bit.is_same) for bit in both if bit.old]
            new = [Bit(bit.new, not bit.is_same) for bit in both if bit.new]
            there = shown(text, one.start, one.end, new)
            told = _told(one)
            found.append(Choice(number, value, told, old, there, value == chosen))
        return found

    def _places(self) -> list[Candidate]:
        """Return the places of words that were typed, then those that are likely."""
        passage = self.left.passage
        typed = [
            Candidate(one.start, one.end, round(one.score), is_near=False)
            for one in (self.form.found if self.form else [])
        ][:9]
        if self.left.place:
            return [*typed, Candidate(*self.left.place, 100, is_near=True)]
        texts = self.texts.alignment(passage.version_id)
        there = {(one.start, one.end) for one in typed}
        likely = candidates(texts, passage.start, passage.end)
        more = [one for one in likely if (one.start, one.end) not in there]
        return [*typed, *more][:9]


def shown(text: str, start: int, end: int, bits: list[Bit]) -> Shown:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Shown(before, bits, after)


def _told(one: Candidate) -> str:
    where = "" if one.is_near else ", elsewhere in the text"
    if one.score == 100:
        return f"the same words{where}"
    return f"{one.score} % alike{where}"
