"""How a passage puts it: planned, expected, hedged, denied."""

import re

from entities.prefill.material import Reading
from entities.prefill.rules import Rule, Rules
from entities.prefill.stretch import Place, Stretch

# What is hedged stays so, whatever else is said of it; a plan that is expected to do
# this or that could be either.
STRONGEST, WEAKEST = "hedged", "reported"
BY_VERB = ("opinion", "forecast", "hedged")
VERB_REACH = 24  # code points after a name in which 估算 may stand


def found(rule: Rule, stretch: Stretch) -> Place | None:
    """Where the rule's words stand, if they govern the selection."""
    start, end = reach(rule, stretch)
    said = stretch.said(start, end)
    match = rule.pattern.search(said)
    if match is None or (rule.unless and rule.unless.search(said)):
        return None
    return start + match.start(), start + match.end()


def reach(rule: Rule, stretch: Stretch) -> Place:
    """Where the rule's words may stand."""
    if rule.reach == "selection":
        return stretch.place
    if rule.reach == "sentence":
        return stretch.sentence
    return stretch.clause_start, stretch.end


def certainty(stretch: Stretch, rules: tuple[Rule, ...]) -> Reading | None:
    """How it is put; None where no words say so, or words contradict each other.

    Hedging words outweigh others. A source that is not named hedges only what is not
    called a plan or a forecast; a verb in the past is the weakest of all.
    """
    near: dict[str, Reading] = {}
    source = None
    for rule in rules:
        if place := found(rule, stretch):
            if rule.reach == "sentence":
                source = source or Reading(rule.gives, place)
            else:
                near.setdefault(rule.gives, Reading(rule.gives, place))
    if STRONGEST in near:
        return near[STRONGEST]
    past = near.pop(WEAKEST, None)
    if len(near) == 1:
        return next(iter(near.values()))
    return None if near else source or past


def by_verb(voice: Reading | None, stretch: Stretch, rules: Rules) -> Reading | None:
    """Whoever says it “believes”, “expects” or “estimates” it."""
    if voice is None or voice.words is None:
        return None
    first, last = voice.words
    end = min(last + VERB_REACH, stretch.sentence[1], max(stretch.start, last))
    if rules.speech["contrast"].search(stretch.said(last, stretch.start)):
        return None
    said = stretch.said(first, end)
    given = [name for name in BY_VERB if rules.speech[name].search(said)]
    return Reading(given[0], (first, last)) if len(given) == 1 else None


def told_as_fact(
    rule: Rule, words: Place, stretch: Stretch, rules: Rules
) -> Reading | None:
    """“Reported”, where the words of the property state what is so.

    Only where nothing in the whole sentence so far makes it a plan, a guess, a
    condition or a question; None otherwise.
    """
    if not rule.fact:
        return None
    start, end = stretch.sentence[0], stretch.clause_end
    if rule.subject == "person":  # what somebody is, whatever they may do
        start, end = stretch.place
    said = stretch.said(start, end)
    sentence = stretch.said(start, stretch.sentence[1])
    if rules.unsure.search(said) or sentence.rstrip(' "”»').endswith(("?", "？")):
        return None
    cues = (cue for cue in rules.certainty if cue.gives != WEAKEST)
    if any(cue.pattern.search(said) for cue in cues):
        return None
    return Reading(WEAKEST, words)


def polarity(stretch: Stretch, rules: tuple[Rule, ...]) -> Reading | None:
    for rule in rules:
        if place := found(rule, stretch):
            return Reading(rule.gives, place)
    return None


def skipped(pattern: re.Pattern[str], said: str) -> int:
    """How many characters of articles and the like open the words."""
    match = pattern.match(said)
    return match.end() if match else 0
