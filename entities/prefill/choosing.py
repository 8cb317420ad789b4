"""Which of the figures and dates of a passage is the value, if one clearly is."""

import re
from dataclasses import replace

from articles.dates import ReadDate
from entities.figures import Figure, UnreadableFigure, read_figure
from entities.prefill.material import Reading
from entities.prefill.rules import Rule, Rules
from entities.prefill.stretch import Place, Stretch
from entities.prefill.values import leads

RATIOS = ("times", "times fewer")  # of what to what, only the sentence says
# 1万张, “a million users”: whether that is counted or a way of speaking, nobody says.
# Of money the same holds for what somebody is quoted as saying.
ROUND = re.compile("(?:1|one|an?|une?|一)[ \xa0-]?[^0-9 .,][^0-9]*", re.IGNORECASE)


def kind_of(reading: Reading) -> str:
    """The kind of value that it is, by the desk's names."""
    return "date" if isinstance(reading.gives, ReadDate) else reading.gives.kind


def value(
    said: list[Reading],
    rule: Rule | None,
    words: Place | None,
    stretch: Stretch,
    rules: Rules,
) -> Reading | None:
    """The one figure or date that the property asks for; without one, a plain amount.

    What it was before does not count. Where several fit, the one among the rule's own
    words; else the editor chooses.
    """
    if rule is not None and rule.ranks and words:
        return _rank(words, stretch)
    fitting = [r for r in said if _fits(r, rule)]
    if len(fitting) > 1:
        fitting = [r for r in fitting if not _was_before(r, stretch, rules)]
    if len(fitting) > 1 and words:
        fitting = [r for r in fitting if r.words and words[0] < r.words[1] <= words[1]]
    if len(fitting) != 1 or not _is_plain(fitting[0], rule, stretch):
        return None
    if rule is None and modifies(fitting[0], stretch, rules):
        return None
    return _signed(fitting[0], rule, stretch, rules)


def modifies(reading: Reading, stretch: Stretch, rules: Rules) -> bool:
    """Whether the amount only tells which one is meant: the 5 million yuan contract."""
    if reading.words is None or isinstance(reading.gives, ReadDate):
        return False
    after = stretch.said(reading.words[1], stretch.sentence[1])
    return bool(rules.modified.match(after))


def _fits(reading: Reading, rule: Rule | None) -> bool:
    kind = kind_of(reading)
    if rule is None:
        return kind != "date"
    if kind not in (rule.value or rule.takes):
        return False
    if rule.unit and reading.gives.unit not in rule.unit:
        return False
    if rule.compared is None or kind != "percent":
        return True
    return bool(reading.gives.comparison) == rule.compared


def _was_before(reading: Reading, stretch: Stretch, rules: Rules) -> bool:
    """Up from 5 million, contre 5 millions un an plus tôt, 上年同期为5亿元."""
    if reading.words is None:
        return False
    return any(map(rules.former.search, leads(reading.words, stretch)))


def _is_plain(reading: Reading, rule: Rule | None, stretch: Stretch) -> bool:
    """Not 10 times, not a round number, nor one that the words nearby give a unit."""
    figure = reading.gives
    if isinstance(figure, ReadDate) or figure.kind == "percent":
        return True
    is_count = figure.kind == "quantity"
    is_loose = figure.bound == "exact" and (is_count or _is_quoted(reading, stretch))
    if is_loose and ROUND.fullmatch(figure.as_printed):
        return False
    if not is_count:
        return True
    return bool(figure.unit) and (rule is not None or figure.unit not in RATIOS)


def _is_quoted(reading: Reading, stretch: Stretch) -> bool:
    start, end = reading.words or stretch.place
    return replace(stretch, start=start, end=end).quotation is not None


def _signed(
    reading: Reading, rule: Rule | None, stretch: Stretch, rules: Rules
) -> Reading | None:
    """A net loss that came to 5 million is -5 million."""
    figure = reading.gives
    if reading.words is None or not isinstance(figure, Figure) or _is_negative(figure):
        return reading
    before = stretch.said(stretch.sentence[0], reading.words[0])
    if not rules.loss.search(before):
        return reading
    if rule is None or not rule.loses:
        return reading if rule else None
    low = None if figure.high is None else -figure.high
    high = None if figure.low is None else -figure.low
    mirrored = {"over": "under", "at_least": "at_most"}
    bound = mirrored.get(figure.bound, figure.bound)
    return replace(reading, gives=replace(figure, low=low, high=high, bound=bound))


def _is_negative(figure: Figure) -> bool:
    return any(end is not None and end < 0 for end in (figure.low, figure.high))


def _rank(words: Place, stretch: Stretch) -> Reading | None:
    """The first, 唯一的一家: a place in an order, where the words are no more."""
    try:
        figure = read_figure(stretch.quoted(words), stretch.language)
    except UnreadableFigure:
        return None
    return Reading(figure, words) if figure.unit == "ordinal" else None


def period(said: list[Reading], value: Reading | None) -> Reading | None:
    """The one date of the selection beside the value."""
    dates = [r for r in said if isinstance(r.gives, ReadDate) and r is not value]
    if len(dates) != 1 or dates[0].gives.bound not in ("exact", "range"):
        return None
    return dates[0]
