"""Lays an old and a new text side by side: which sentences stand where they stood.

Sentences that each text has once tie the two together, and between them run stretches
(`articles.anchoring.runs`). Words are certain of their place where their sentence and
those around it are unchanged; everything else is asked.
"""

from bisect import bisect_left, bisect_right

from rapidfuzz import fuzz

from articles.anchoring.runs import Run, runs_of
from articles.anchoring.units import printed, units_of

ALIKE = 60  # of 100: another sentence that could be meant
FURTHEST = 30  # sentences of a gap that are compared

Place = tuple[int, int]


class Alignment:
    """Two texts side by side. Offsets count code points, ends are exclusive."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.old_units, self.new_units = units_of(old), units_of(new)
        self.starts = [unit.start for unit in self.old_units]
        self.ends = [unit.end for unit in self.old_units]
        self.runs = runs_of(self.old_units, self.new_units)
        self.run_of: dict[int, Run] = {}
        self.is_sure = [False] * len(self.new_units)
        for run in self.runs:
            for step in range(run.length):
                self.run_of[run.old + step] = run
                self.is_sure[run.new + step] = run.is_sure

    def place(self, start: int, end: int) -> Place | None:
        """Return where the new text says these words of the old one, if it is certain.

        Certain is: the same words, in sentences that are unchanged, which lie with the
        sentences around them where they lay. How marks and spaces are printed does not
        matter outside the words themselves.
        """
        if self.old == self.new:
            return start, end
        first, last = self._touched(start, end)
        run = self._run(first, last)
        if run is None or not run.is_sure or not self._is_framed(run, first, last):
            return None
        return self._carried(run, first, last, start, end)

    def likely(self, start: int, end: int) -> Place | None:
        """Return where the stretch around the words went with them, certain or not."""
        first, last = self._touched(start, end)
        run = self._run(first, last)
        return self._carried(run, first, last, start, end) if run else None

    def gap(self, start: int, end: int) -> Place:
        """Return the stretch of the new text between what stands surely before the
        words and what stands surely after them."""
        first, last = self._touched(start, end)
        low, high = 0, len(self.new)
        for run in self.runs:
            if not run.is_sure:
                continue
            if run.old < first:
                before = min(run.length, first - run.old) - 1
                low = self.new_units[run.new + before].end
            if run.old + run.length - 1 > last:
                after = max(0, last + 1 - run.old)
                high = self.new_units[run.new + after].start
                break
        return low, max(low, high)

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last unit of which the words take a part."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end) - 1

    def _run(self, first: int, last: int) -> Run | None:
        """Return the stretch that holds these units, if one does."""
        run = self.run_of.get(first)
        return run if first <= last and run is self.run_of.get(last) else None

    def _carried(self, run: Run, first: int, last: int, start, end) -> Place | None:
        """Return the place by that of its sentences, if the same words stand there."""
        low = self._across(first, first + run.shift, start)
        high = self._across(last, last + run.shift, end)
        if low is None or high is None or self.new[low:high] != self.old[start:end]:
            return None
        return low, high

    def _across(self, old: int, new: int, offset: int) -> int | None:
        """Return the offset in a new unit that prints the same words as the old one."""
        before, after = self.old_units[old], self.new_units[new]
        words = self.old[before.start : before.end]
        there = self.new[after.start : after.end]
        if words == there:
            return after.start + offset - before.start
        plain, places = printed(words)
        plain_there, places_there = printed(there)
        if plain != plain_there:
            return None
        if not before.start <= offset <= before.end:  # in the space beside it
            return None
        return after.start + places_there[bisect_left(places, offset - before.start)]

    def _is_framed(self, run: Run, first: int, last: int) -> bool:
        """Whether the sentences around are unchanged: one on either side, or two on one
        while nothing new on the other resembles the words' own sentence."""
        left = first - run.old + run.opens
        right = run.old + run.length - 1 - last + run.closes
        if left and right:
            return True
        if left + right < 2:
            return False
        if left:
            after = last + run.shift + 1
            return not self._resembles(last, range(after, after + FURTHEST))
        before = first + run.shift - 1
        return not self._resembles(first, range(before, before - FURTHEST, -1))

    def _resembles(self, unit: int, others: range) -> bool:
        """Whether one of the new units up to the next sure one is like the old one."""
        key = self.old_units[unit].key
        for other in others:
            if not 0 <= other < len(self.new_units) or self.is_sure[other]:
                return False
            if fuzz.ratio(key, self.new_units[other].key, score_cutoff=ALIKE):
                return True
        return False
