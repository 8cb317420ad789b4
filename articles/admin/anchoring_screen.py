"""What the page for passages of older texts shows of one of them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from articles.anchoring.candidates import SAME_WORDS, Candidate, candidates
from articles.anchoring.differing import differences
from articles.anchoring.reanchoring import Left, Reanchoring
from articles.anchoring.units import Unit

AROUND = 120  # characters of the text shown beyond the sentence, on either side
MOST_CHOICES = 9  # one number key each
BESIDE_THE_SAME = 3  # choices shown where the first says the same words near by


@dataclass(frozen=True)
class Bit:
    """Words of one wording; `differs` where the other has others in their place."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Shown:
    """A stretch of a text in its sentence, and what stands around that."""

    lead: str
    before: list[Bit]
    words: list[Bit]
    after: list[Bit]
    tail: str

    @property
    def pieces(self) -> list[tuple[bool, list[Bit]]]:
        """The whole of it, as (whether these are the words themselves, bits)."""
        before = [Bit(self.lead, False), *self.before]
        after = [*self.after, Bit(self.tail, False)]
        return [(False, before), (True, self.words), (False, after)]


@dataclass(frozen=True)
class Choice:
    """A place in the newest text that can be chosen; `old` is the passage as it was,
    with what differs from this place."""

    number: int
    value: str
    told: str
    old: Shown
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
        """The passage where it was marked, beside the place that is chosen."""
        chosen = [choice.old for choice in self.choices if choice.is_chosen]
        return chosen[0] if chosen else self._beside(None)[0]

    @cached_property
    def choices(self) -> list[Choice]:
        places = self._places()
        sent = self.form["place"].value() if self.form else ""
        values = [f"{one.start}-{one.end}" for one in places]
        chosen = sent if sent in values else next(iter(values), "")
        return [
            Choice(number, value, _told(one), *self._beside(one), value == chosen)
            for number, (one, value) in enumerate(
                zip(places, values, strict=True), start=1
            )
        ]

    def _beside(self, one: Candidate | None) -> tuple[Shown, Shown]:
        """Return the passage and a place in the newest text, each with what differs
        from the other; without a place, the passage and nothing."""
        passage = self.left.passage
        texts = self.texts.alignment(passage.version_id)
        old = _cut(texts.old, texts.old_units, passage.start, passage.end)
        new = ("", "", "", "", "")
        if one is not None:
            new = _cut(texts.new, texts.new_units, one.start, one.end)
        before, words, after = (
            _bits(*pair) if one else ([Bit(pair[0], False)], [])
            for pair in zip(old[1:4], new[1:4], strict=True)
        )
        return (
            Shown(old[0], before[0], words[0], after[0], old[4]),
            Shown(new[0], before[1], words[1], after[1], new[4]),
        )

    def _places(self) -> list[Candidate]:
        """Return the places of words that were typed, then those that are likely."""
        passage = self.left.passage
        typed = [
            Candidate(one.start, one.end, round(one.score), is_near=False)
            for one in (self.form.found if self.form else [])
        ]
        if self.left.place:
            return [*typed, Candidate(*self.left.place, SAME_WORDS, is_near=True)]
        texts = self.texts.alignment(passage.version_id)
        there = {(one.start, one.end) for one in typed}
        likely = candidates(texts, passage.start, passage.end)
        more = [one for one in likely if (one.start, one.end) not in there]
        if more and more[0].is_near and more[0].score == SAME_WORDS:
            more = more[:BESIDE_THE_SAME]
        return [*typed, *more][:MOST_CHOICES]


def _cut(text: str, units: list[Unit], start: int, end: int) -> tuple[str, ...]:
    """Return the words from `start` to `end` with the rest of their sentence on either
    side, and some of the text on either side of that."""
    first = bisect_right(units, start, key=lambda unit: unit.end)
    last = bisect_left(units, end, key=lambda unit: unit.start) - 1
    low = min(units[first].start, start) if first < len(units) else start
    high = max(units[last].end, end) if last >= 0 else end
    lead = ("…" if low > AROUND else "") + text[max(0, low - AROUND) : low]
    tail = text[high : high + AROUND] + ("…" if high + AROUND < len(text) else "")
    return lead, text[low:start], text[start:end], text[end:high], tail


def _bits(old: str, new: str) -> tuple[list[Bit], list[Bit]]:
    both = differences(old, new)
    return (
        [Bit(bit.old, not bit.is_same) for bit in both if bit.old],
        [Bit(bit.new, not bit.is_same) for bit in both if bit.new],
    )


def _told(one: Candidate) -> str:
    where = "" if one.is_near else ", elsewhere in the text"
    if one.score == SAME_WORDS:
        return f"the same words{where}"
    return f"{one.score} % alike{where}"
