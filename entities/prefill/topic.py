"""Whom a passage is about that does not name them: “has sold it”, 已推出, “we”."""

from articles.characters import one_spelling
from entities.prefill.cues import skipped
from entities.prefill.material import Known, Material
from entities.prefill.rules import Rules
from entities.prefill.stretch import Stretch

NEAR = 40  # code points between a person and what they belong to
AROUND = 4  # mentions between the two
FIRST = 20  # mentions of a person that may say whose they are
EMPLOYERS = {"company", "organisation", "government"}
EARLIER = 400  # code points before a sentence in which “it” may have been named


def before_predicate(
    stretch: Stretch, fit: list[Known], acting: set[str], rules: Rules
) -> Known | None:
    """The one who does what the selection opens with: Acme *has sold it*.

    The mention right before it, unless it belongs to other words (the head *of Acme*);
    where the language drops a subject, the one with whom the sentence opens.
    """
    said = stretch.said(*stretch.place)
    if not rules.predicate.match(said):
        return None
    earlier = [k for k in fit if stretch.sentence[0] <= k.start < stretch.start]
    if not earlier:
        return None
    last = earlier[-1]
    gap = stretch.said(last.end, stretch.start)
    if last.kind in acting and rules.predicate_gap.fullmatch(gap):
        lead = stretch.said(stretch.sentence[0], last.start)
        if rules.depends.search(lead) or last.end > stretch.start:
            return None
        return last
    if rules.dropped.match(said):
        return _opening(stretch, earlier, acting, rules)
    return None


def _opening(
    stretch: Stretch, earlier: list[Known], acting: set[str], rules: Rules
) -> Known | None:
    """With whom the sentence opens, if no other clause names another doer."""
    first = earlier[0]
    start = stretch.sentence[0]
    lead = stretch.said(start, first.start)
    if first.kind not in acting or skipped(rules.skipped, lead) < len(lead):
        return None
    for known in earlier[1:]:
        is_other = known.kind in acting and known.entity != first.entity
        if is_other and rules.clause.search(stretch.said(start, known.start)):
            return None
    return first


def says_it(stretch: Stretch, rules: Rules) -> bool:
    """Whether the selection opens with “it”, 该公司 or the like."""
    said = stretch.said(*stretch.place)
    if rules.opener.match(said):
        return False  # it is not clear whether …
    return bool(rules.it.match(said, skipped(rules.skipped, said)))


def meant_by_it(
    stretch: Stretch, material: Material, fit: list[Known], acting: set[str]
) -> Known | None:
    """Whom “it” means: the latest claim's subject, if named last as well.

    Neither alone is sure; but where an editor has marked these words as a mention, it
    is. `fit` are mentions, `acting` the kinds that may be meant.
    """
    for known in material.mentions:
        if known.start == stretch.start and known.kind in acting:
            return known
    floor = max(stretch.bounds[0], stretch.sentence[0] - EARLIER)
    doers = [k for k in fit if floor <= k.start < stretch.start and k.kind in acting]
    if not doers or doers[-1].entity != material.latest_subject:
        return None
    return doers[-1]


def we(
    stretch: Stretch, material: Material, speaker: int | None, rules: Rules
) -> Known | None:
    """The organisation of the person who says “we”, as the text itself tells it.

    None where the selection does not open with it, or nobody is sure.
    """
    said = stretch.said(*stretch.place)
    if speaker is None or not rules.we.match(said, skipped(rules.skipped, said)):
        return None
    mentions = sorted(material.mentions, key=lambda known: known.start)
    places = [
        n for n, k in enumerate(mentions) if (k.entity, k.kind) == (speaker, "person")
    ]
    theirs = {}
    for number in places[:FIRST]:
        for known in mentions[max(0, number - AROUND) : number + AROUND + 1]:
            person = mentions[number]
            if known.kind in EMPLOYERS and _joined(known, person, stretch, rules):
                theirs[known.entity] = known
    return next(iter(theirs.values())) if len(theirs) == 1 else None


def _joined(known: Known, person: Known, stretch: Stretch, rules: Rules) -> bool:
    """科大讯飞董事长刘庆峰; Jane Roe, chairman and president of Acme."""
    if 0 <= person.start - known.end <= NEAR:
        between, joins = stretch.text[known.end : person.start], rules.employs
    elif 0 <= known.start - person.end <= NEAR:
        between, joins = stretch.text[person.end : known.start], rules.employed_by
    else:
        return False
    return bool(joins.fullmatch(one_spelling(between)))
