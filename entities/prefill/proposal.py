"""What a new claim for a selection would say, field by field, or nothing."""

from dataclasses import replace

from articles.dates import ReadDate
from entities.figures import Figure
from entities.prefill import cues, speech, values
from entities.prefill.material import Material, Part, Proposal, Reading
from entities.prefill.rules import Rule, Rules, rules_of
from entities.prefill.stretch import Place, Stretch
from entities.prefill.subject import named, subject

TITLES = ("title",)
RATIOS = ("times", "times fewer")  # of what to what, only the sentence says


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
        about, choices = subject(stretch, material, None)
        first = figures[0] if figures else None
        others = named(stretch, material)
        return Proposal(language, about, choices, others, None, first, said)
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
    about, choices = subject(
        stretch,
        material,
        rules,
        wanted=rule.subject if rule else "",
        has_property=rule is not None,
        speech=spoken,
        dates=tuple(r.words for r in said if r.words and isinstance(r.gives, ReadDate)),
    )
    sure = [r for r in said if not (has_other_dates and kind_of(r) == "date")]
    is_divided = rules.divided.search(stretch.said(stretch.start, stretch.clause_end))
    value = None if is_divided else _value(sure, rule, words)
    put = cues.certainty(stretch, rules.certainty)
    return Proposal(
        language=stretch.language,
        subject=about,
        subjects=choices,
        named=named(stretch, material),
        property=Reading(rule.gives, words) if rule else None,
        value=value,
        values=said,
        certainty=put,
        polarity=cues.polarity(stretch, rules.polarity),
        speaker=voice,
        mode=Reading("headline", stretch.place) if is_title and not voice else mode,
        period=_period(sure, value),
    )


def kind_of(reading: Reading) -> str:
    """The kind of value that it is, by the desk's names."""
    return "date" if isinstance(reading.gives, ReadDate) else reading.gives.kind


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
        if place := cues.found(replace(rule, reach="selection"), stretch):
            return rule, place
    return None, None


def _value(
    said: list[Reading], rule: Rule | None, words: Place | None
) -> Reading | None:
    """The one figure or date that the property asks for; without one, a plain amount.

    Where several fit, the one among the rule's own words; else the editor chooses.
    """
    if rule is None:
        fitting = [r for r in said if kind_of(r) != "date"]
    else:
        fitting = [r for r in said if kind_of(r) in rule.value]
        if rule.unit:
            fitting = [r for r in fitting if r.gives.unit in rule.unit]
    if len(fitting) > 1 and words:
        fitting = [r for r in fitting if r.words and words[0] < r.words[1] <= words[1]]
    if len(fitting) != 1 or not _is_plain(fitting[0], rule):
        return None
    return fitting[0]


def _is_plain(reading: Reading, rule: Rule | None) -> bool:
    """Not 10 times, and not a number that the words nearby give a unit."""
    figure = reading.gives
    if isinstance(figure, ReadDate) or figure.kind != "quantity":
        return True
    return bool(figure.unit) and (rule is not None or figure.unit not in RATIOS)


def _period(said: list[Reading], value: Reading | None) -> Reading | None:
    """The one date of the selection beside the value."""
    dates = [r for r in said if isinstance(r.gives, ReadDate) and r is not value]
    if len(dates) != 1 or dates[0].gives.bound not in ("exact", "range"):
        return None
    return dates[0]
