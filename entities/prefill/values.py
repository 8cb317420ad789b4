"""The figures and dates of a selection, each read for certain."""

import re
from dataclasses import replace

from articles.dates import find_dates
from entities.figures import Figure, UnreadableFigure, find_figures
from entities.prefill.material import Material, Reading
from entities.prefill.rules import Rule
from entities.prefill.stretch import Place, Stretch

LONGEST_SENTENCE = 3000
# Of a percentage: a fall of 5% of something; what the sentence says is not so.
NEITHER, UNCLEAR = "neither", "unclear"
WORDS_FIRST = re.compile("[^0-9$€£¥一二三四五六七八九十百两几半]*")  # 提升80%


def figures(stretch: Stretch, rules: tuple[Rule, ...]) -> list[Reading]:
    """Readings of Figure, in the order of the text; of the selection's own words.

    Read within its sentence: what stands around a figure may change it.
    """
    start, end = stretch.sentence
    said = stretch.text[start : min(end, start + LONGEST_SENTENCE)]
    try:
        there = find_figures(said, stretch.language)
    except UnreadableFigure:
        return []
    readings = []
    for first, last, figure in there:
        place = start + first, start + last
        if stretch.start <= place[0] and place[1] <= stretch.end:
            compared = _compared(figure, place, stretch, rules)
            if compared.comparison != UNCLEAR:
                readings.append(Reading(compared, place))
    return readings


def _compared(
    figure: Figure, place: Place, stretch: Stretch, rules: tuple[Rule, ...]
) -> Figure:
    """With what its neighbours say: 90% performance of, 比A100快80%.

    The first rule whose words stand around it decides, and decides against what the
    figure's own words say: 80 % *de performances en plus* is no share.
    """
    if figure.kind != "percent":
        return figure
    befores = leads(place, stretch)
    after = stretch.said(place[1], stretch.sentence[1])
    for rule in rules:
        stands_before = rule.before is None or any(map(rule.before.search, befores))
        if stands_before and rule.pattern.match(after):
            given = "" if rule.gives == NEITHER else rule.gives
            return replace(figure, comparison=given)
    return figure


def leads(place: Place, stretch: Stretch) -> tuple[str, ...]:
    """What its sentence says before a figure, and before its digits."""
    before = stretch.said(stretch.sentence[0], place[0])
    own = WORDS_FIRST.match(stretch.said(*place))
    return (before, before + own[0]) if own and own[0] else (before,)


def dates(stretch: Stretch, material: Material) -> tuple[list[Reading], bool]:
    """Readings of ReadDate, in the order of the text, and whether one is left out.

    “Within two years” counts from when it was said; where the sentence names another
    time before, that is not the article's date.
    """
    start, end = stretch.sentence
    said = stretch.text[start : min(end, start + LONGEST_SENTENCE)]
    readings = []
    time_is_set = is_left_out = False
    for first, last, read in find_dates(
        said, stretch.language, said_on=material.said_on
    ):
        place = start + first, start + last
        if stretch.start <= place[0] and place[1] <= stretch.end:
            if time_is_set and read.relative_to:
                is_left_out = True
            else:
                readings.append(Reading(read, place))
        named = re.search("[0-9]{4}", read.as_printed) and not read.relative_to
        time_is_set = time_is_set or bool(named)
    return readings, is_left_out
