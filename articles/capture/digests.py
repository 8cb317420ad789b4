"""Digests that come in one line: labels, headings and dashes within the line.

Such a line says "Summary - … [2] Group 1: Heading - First item. - Second item." A dash
parts items only where a sentence or a marker ends before it, or a numbered label's
heading does, so that a dash within a sentence parts nothing.
"""

import re
from collections import deque
from dataclasses import dataclass

from articles.capture.blocks import MOST_BLOCKS
from articles.capture.rules import Rule

SHORTEST = 160  # code points; what is shorter is no digest in one line
LEAST_ITEMS = 3
DASH = re.compile(r" [-–•·*] (?=\S)")
ENDED = frozenset(".!?。！？]…;；")
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Part:
    """A part of a line: "text", "heading" or "item", and what opens it (`label` or
    dash), from `opens` to `start`."""

    form: str
    start: int
    end: int
    opens: int


def parts_of(line: str, numbered: tuple[Rule, ...]) -> list[Part]:
    """The parts of a digest in one line (in plain spelling); none if it is none."""
    if len(line) < SHORTEST:
        return []
    labels = _labels(line, numbered)
    dashes = _dashes(line, labels)
    if len(dashes) < LEAST_ITEMS and len(labels) < 2:
        return []
    cuts = sorted(
        [("heading", start, end) for start, end in labels]
        + [("item", start, end) for start, end in dashes],
        key=lambda cut: cut[1],
    )
    parts = [Part("text", 0, len(line[: cuts[0][1]].rstrip()), 0)]
    ends = [start for _, start, _ in cuts[1:]] + [len(line)]
    for (form, opens, start), next_opens in zip(cuts, ends, strict=True):
        end = start + len(line[start:next_opens].rstrip())
        parts.append(Part(form, start, end, opens))
    return [part for part in parts if part.start < part.end]


def _labels(line: str, numbered: tuple[Rule, ...]) -> list[tuple[int, int]]:
    """Where numbered labels stand; each after a blank and before a dash."""
    found = []
    for rule in numbered:
        for match in rule.pattern.finditer(line):
            begins = match.start() == 0 or line[match.start() - 1] == " "
            heading = DASH.search(line, match.end(), match.end() + LONGEST_HEADING)
            if begins and heading:
                found.append(match.span())
    return sorted(found)


def _dashes(line: str, labels: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where dashes part items: after what has ended, and first after a label."""
    found = []
    headings = deque(end for _, end in labels)
    for match in DASH.finditer(line):
        after_heading = bool(headings) and headings[0] <= match.start()
        if after_heading or line[match.start() - 1 : match.start()] in ENDED:
            found.append(match.span())
        while headings and headings[0] <= match.start():
            headings.popleft()
    return found[:MOST_BLOCKS]
