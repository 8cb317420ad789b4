"""Stretches in which sentence follows sentence in an old text and in a new one.

A sentence that each text has once ties the two together. What is repeated belongs to a
stretch only between two such ties, or between one and the end of both texts: elsewhere
nobody can say which of its places is meant. Of stretches that have changed places, the
heaviest in one order are sure, unless what moved past them weighs about as much.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from articles.anchoring.units import Unit

OUTWEIGHS = 3  # times what has moved past it
AT_THE_BEGINNING, AT_THE_END = 2, 1


@dataclass(slots=True, eq=False)
class Run:
    """Units that follow each other in both texts; `old` and `new` number the first."""

    old: int
    new: int
    length: int = 1
    weight: int = 0  # characters
    # What the ends of both texts count for, in sentences: nothing can stand before a
    # beginning, while corrections quote at the end what was wrong.
    opens: int = 0
    closes: int = 0
    is_sure: bool = False

    @property
    def shift(self) -> int:
        return self.new - self.old


def runs_of(old: Sequence[Unit], new: Sequence[Unit]) -> list[Run]:
    """Return the stretches that both texts have, in the order of the old one."""
    runs: list[Run] = []
    for at, there in _ties(old, new):
        run = runs[-1] if runs else None
        if run and run.shift == there - at and _equal(old, new, run, at):
            run.length = at - run.old + 1
        else:
            runs.append(Run(at, there))
    _reach_the_ends(runs, old, new)
    for run in runs:
        units = old[run.old : run.old + run.length]
        run.weight = sum(len(unit.key) for unit in units)
    _settle(runs)
    return runs


def _ties(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the pairs of units whose words each text has once."""
    in_old = Counter(unit.key for unit in old)
    in_new = Counter(unit.key for unit in new)
    where = {unit.key: number for number, unit in enumerate(new)}
    return [
        (number, where[unit.key])
        for number, unit in enumerate(old)
        if in_old[unit.key] == 1 and in_new[unit.key] == 1
    ]


def _equal(old: Sequence[Unit], new: Sequence[Unit], run: Run, until: int) -> bool:
    """Whether what lies between the run and the unit `until` is the same in both."""
    between = range(run.old + run.length, until)
    return all(old[at].key == new[at + run.shift].key for at in between)


def _reach_the_ends(runs: list[Run], old: Sequence[Unit], new: Sequence[Unit]) -> None:
    """Let the first and the last run take in what both texts begin and end with."""
    if not runs:
        return
    first = runs[0]
    if not first.shift and _same(old[: first.old], new[: first.old]):
        first.length += first.old
        first.old = first.new = 0
        first.opens = AT_THE_BEGINNING
    last = runs[-1]
    left = len(old) - last.old - last.length
    if last.shift == len(new) - len(old) and _same(
        old[len(old) - left :], new[len(new) - left :]
    ):
        last.length += left
        last.closes = AT_THE_END


def _same(one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    return [unit.key for unit in one] == [unit.key for unit in other]


def _settle(runs: list[Run]) -> None:
    """Say which runs are sure: the heaviest that stand in one order in both texts, but
    for those that another one of about their weight has moved past."""
    chain = _heaviest_in_order(runs)
    in_chain = set(map(id, chain))
    weights = [0, *accumulate(run.weight for run in chain)]
    olds, news = [run.old for run in chain], [run.new for run in chain]
    doubts = [0] * (len(chain) + 1)
    for run in runs:
        if id(run) in in_chain:
            continue
        low, high = sorted((bisect_left(olds, run.old), bisect_left(news, run.new)))
        if weights[high] - weights[low] < OUTWEIGHS * run.weight:
            doubts[low] += 1
            doubts[high] -= 1
    for run, doubt in zip(chain, accumulate(doubts), strict=False):
        run.is_sure = doubt == 0


def _heaviest_in_order(runs: list[Run]) -> list[Run]:
    """Return the runs of the greatest weight that stand in one order in both texts.

    `runs` are in the order of the old text. A Fenwick tree over the new one keeps the
    best that ends before each place.
    """
    rank = {run.new: n for n, run in enumerate(sorted(runs, key=lambda r: r.new), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)
    best: list[tuple[int, int]] = []  # total weight, number of the run before
    for number, run in enumerate(runs):
        at, before = rank[run.new] - 1, (0, -1)
        while at:
            before = max(before, tree[at])
            at &= at - 1
        best.append((before[0] + run.weight, before[1]))
        at = rank[run.new]
        while at < len(tree):
            tree[at] = max(tree[at], (best[number][0], number))
            at += at & -at
    chain: list[Run] = []
    at = max(range(len(runs)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        chain.append(runs[at])
        at = best[at][1]
    return chain[::-1]
