"""Short lines at the foot that say again what the text has said: a site's summary."""

import re

from rapidfuzz import fuzz

from articles.capture.units import Unit
from articles.models.version import SectionKind

LEAST_ALIKE = 75  # per cent
LEAST_LINES = 2
MOST_LINES = 12
LONGEST = 400  # code points of a line or a sentence that is compared
SHORTEST = 12
FIRST_UNITS = 20  # what a summary repeats stands near the top
MOST_SENTENCES = 60
SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s*")


def mark_echoes(text: str, units: list[Unit]) -> None:
    """Mark, in place, a run of lines at the foot that each repeat a sentence."""
    body = [unit for unit in units if unit.is_body]
    run: list[Unit] = []
    for unit in reversed(body[-MOST_LINES:]):
        if unit.end - unit.start > LONGEST or unit.kind == SectionKind.HEADING:
            break
        run.append(unit)
    run.reverse()
    while len(run) >= LEAST_LINES and len(run) < len(body):
        sentences = _sentences(text, body[: -len(run)])
        if all(_repeats(unit.of(text), sentences) for unit in run):
            break
        run = run[1:]
    if LEAST_LINES <= len(run) < len(body):
        for unit in run:
            unit.become_boilerplate("summary_bullet", "move_to_summary")


def _sentences(text: str, body: list[Unit]) -> list[str]:
    """The first sentences of the body, those long enough to be recognised."""
    found: list[str] = []
    for unit in body[:FIRST_UNITS]:
        found += SENTENCE_END.split(unit.of(text)[:4000])
    return [s for s in found if SHORTEST <= len(s) <= LONGEST][:MOST_SENTENCES]


def _repeats(line: str, sentences: list[str]) -> bool:
    return any(fuzz.ratio(line, s, score_cutoff=LEAST_ALIKE) for s in sentences)
