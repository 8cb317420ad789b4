"""What a new claim for a selection would say, field by field, or nothing."""

import re
from dataclasses import replace

from entities.figures import Figure
from entities.prefill import choosing, cues, speech, values
from entities.prefill.choosing import kind_of
from entities.prefill.material import Known, Material, Part, Proposal, Reading
from entities.prefill.rules import Rule, Rules, rules_of
from entities.prefill.stretch import Place, Stretch
from entities.prefill.subject import MADE, Asked, named, subject

TITLES = ("title",)
PAUSE = re.compile("[,，;；:：。]")
LONE_NUMBER = re.compile(r"(?<![\w.,-])[0-9][0-9.,]*+(?= [a-zà-ÿ])")  # 1,200 jobs


def propose(material: Material, start: int, end: int) -> Proposal:
    """Read the selection [start, end) of the text; offsets are code points.

    Languages without rules get their figures and dates, where these are read at all.
    """
    part = _part_at(material, start)
    language = (part and part.language) or material.language
    stretch = Stretch(
        material.text,
        start,
        end,
        language,
        part.start if part else 0,
        part.end if part else -1,
    )
    rules = rules_of(language)
    dates, is_left_out = values.dates(stretch, material)
    figures = values.figures(stretch, rules.comparison if rules else ())
    said = tuple(sorted([*figures, *dates], key=lambda reading: reading.words or (0,)))
    if rules is None:
        about, choices = subject(stretch, material, None, Asked())
        first = figures[0] if figures else None
        others = named(stretch, material)
        return Proposal(
            language,
            stretch.sentence,
            subject=about,
            subjects=choices,
            named=others,
            value=first,
            values=said,
        )
    return _by_rules(
        stretch,
        material,
        rules,
        said,
        is_title=_is_title(part),
        has_other_dates=is_left_out,
    )


def _part_at(material: Material, start: int) -> Part | None:
    return next((p for p in material.parts if p.start <= start < p.end), None)


def _is_title(part: Part | None) -> bool:
    return part is not None and part.kind in TITLES


def _by_rules(
    stretch: Stretch,
    material: Material,
    rules: Rules,
    said: tuple[Reading, ...],
    *,
    is_title: bool,
    has_other_dates: bool,
) -> Proposal:
    rule, words = _property(stretch, material, rules, said)
    voice, mode = None, None
    # What somebody is in passing, the text says itself: “Jane Roe, CEO of Acme, said”.
    if not (rule and rule.subject == "person"):
        voice, mode = speech.speaker(stretch, material, rules)
    spoken = voice.words if voice and mode and mode.gives == "paraphrase" else None
    sure = [r for r in said if not (has_other_dates and kind_of(r) == "date")]
    is_divided = rules.divided.search(stretch.said(stretch.start, stretch.clause_end))
    value = None
    if not is_divided:
        value = choosing.value(sure, rule, words, stretch, rules)
    dates = tuple(r.words for r in said if r.words and kind_of(r) == "date")
    we = voice.gives if voice else None
    asked = Asked(rule, spoken, dates, we, claims=bool(rule or value))
    about, choices = subject(stretch, material, rules, asked)
    put = cues.certainty(stretch, rules.certainty)
    if not put and spoken:
        put = cues.by_verb(voice, stretch, rules)
    needs_value = rule and (rule.compared or rule.ranks)
    if rule and words and not put and (value or not needs_value):
        put = cues.told_as_fact(rule, words, stretch, rules)
    return Proposal(
        language=stretch.language,
        sentence=stretch.sentence,
        subject=about,
        subjects=choices,
        named=named(stretch, material),
        property=Reading(rule.gives, words) if rule else None,
        properties=_touched_on(stretch, rules),
        value=value,
        values=said,
        certainty=put,
        polarity=cues.polarity(stretch, rules.polarity),
        speaker=voice,
        mode=Reading("headline", stretch.place) if is_title and not voice else mode,
        period=choosing.period(sure, value),
    )


def _property(
    stretch: Stretch, material: Material, rules: Rules, said: tuple[Reading, ...]
) -> tuple[Rule | None, Place | None]:
    """The first rule whose words are in the selection and whose value is there."""
    units = {r.gives.unit for r in said if isinstance(r.gives, Figure)}
    for rule in rules.property:
        if rule.gives not in material.properties:
            continue
        if rule.value and not {kind_of(r) for r in said} & set(rule.value):
            continue
        if rule.unit and not units & set(rule.unit):
            continue
        if rule.alone and _says_how_much(said, stretch, rules):
            continue
        if place := cues.found(replace(rule, reach="selection"), stretch):
            return rule, place
    return _compares(stretch, material, rules, said)


def _touched_on(stretch: Stretch, rules: Rules) -> tuple[str, ...]:
    """Each property of which a rule's words are there, whatever else it asks for."""
    there = [
        rule.gives
        for rule in rules.property
        if cues.found(replace(rule, reach="selection"), stretch)
    ]
    return tuple(dict.fromkeys(there))


def _compares(
    stretch: Stretch, material: Material, rules: Rules, said: tuple[Reading, ...]
) -> tuple[Rule | None, Place | None]:
    """A share of one made thing, or an excess over it, in a clause that names both."""
    rule = next((r for r in rules.property if r.compared), None)
    figures = [r for r in said if isinstance(r.gives, Figure) and r.gives.comparison]
    if len(figures) != 1 or rule is None or rule.gives not in material.properties:
        return None, None
    figure, place = figures[0].gives, figures[0].words
    if place is None:
        return None, None
    made = [
        known
        for known in material.mentions
        if stretch.start <= known.start < stretch.end and known.kind in MADE
    ]
    if figure.comparison == "share_of":  # 90% of the answers is a share of no other
        made = [known for known in made if _is_in_clause(known, place, stretch)]
    return (rule, place) if len({k.entity for k in made}) == 2 else (None, None)


def _is_in_clause(known: Known, place: Place, stretch: Stretch) -> bool:
    first, last = min(known.end, place[1]), max(known.start, place[0])
    return not PAUSE.search(stretch.said(first, last))


def _says_how_much(said: tuple[Reading, ...], stretch: Stretch, rules: Rules) -> bool:
    """Whether an amount or another number stands beside the dates.

    Not the trillion of a trillion-parameter model, nor the 4 of GPT-4.
    """
    amounts = [r for r in said if kind_of(r) != "date"]
    if any(not choosing.modifies(r, stretch, rules) for r in amounts):
        return True
    read = [reading.words for reading in said if reading.words]
    for number in LONE_NUMBER.finditer(stretch.said(*stretch.place)):
        at = stretch.start + number.start()
        if not any(start <= at < end for start, end in read):
            return True
    return False
