"""Whom a passage is about: the accepted mention that opens it, or stands nearest."""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.prefill import topic
from entities.prefill.cues import skipped
from entities.prefill.material import Known, Material, Reading
from entities.prefill.rules import Rule, Rules
from entities.prefill.stretch import Place, Stretch

MADE = {"model", "product", "chip", "cluster", "software", "programme"}
ACTING = {"company", "organisation", "government", "person"} | MADE
# A place or a concept is a subject only where it opens the passage.
OPENING = ACTING | {"class", "concept", "place"}
UNFIT = {"adjective", "compound", "metonym", "gloss", "figurative", "deictic"}


@dataclass(frozen=True)
class Asked:
    """What the rest of the proposal says of the subject.

    `rule` is the property's; `speech` the words that name the speaker, who is not the
    subject; `dates` stand in the selection; `we` is the entity whose words these are;
    `claims` says whether the words have a property or a value.
    """

    rule: Rule | None = None
    speech: Place | None = None
    dates: tuple[Place, ...] = ()
    we: int | None = None
    claims: bool = False


def subject(
    stretch: Stretch, material: Material, rules: Rules | None, asked: Asked
) -> tuple[Reading | None, tuple[Reading, ...]]:
    """The Reading of the subject, and of those to choose from where it is not sure."""
    speech = asked.speech
    fit = [
        known
        for known in material.mentions
        if known.named not in UNFIT
        and not (speech and known.start < speech[1] and speech[0] < known.end)
        and known.start < stretch.end
        and known.end > stretch.bounds[0]
    ]
    fit = outermost(fit)
    inside = [k for k in fit if k.start >= stretch.start and k.end <= stretch.end]
    choices = _choices(inside, stretch, fit)
    if asked.rule and asked.rule.subject:
        return _asked_for(asked.rule.subject, inside), choices
    found = _found(stretch, material, fit, rules, asked)
    if found:
        return _reading(found), ()
    if rules and (_pronoun(stretch, rules) or topic.says_it(stretch, rules)):
        return None, choices
    if rules is not None and _latest(stretch, material, fit, asked):
        return Reading(material.latest_subject), ()
    return None, choices


def _found(
    stretch: Stretch,
    material: Material,
    fit: list[Known],
    rules: Rules | None,
    asked: Asked,
) -> Known | None:
    """The mention that the passage is about."""
    inside = [k for k in fit if k.start >= stretch.start and k.end <= stretch.end]
    if rules is None:
        return _head(stretch, fit, None, ()) or _sole(inside, stretch, fit, rules)
    if topic.says_it(stretch, rules):
        return topic.meant_by_it(stretch, material, fit, ACTING)
    if _pronoun(stretch, rules):
        return topic.we(stretch, material, asked.we, rules)
    head = _head(stretch, fit, rules, asked.dates)
    if head and (head.kind != "place" or len(inside) == 1):
        return head
    if head is None and (
        found := topic.before_predicate(stretch, fit, ACTING, rules)
        or _owner(inside, stretch, rules, asked)
    ):
        return found
    return _sole(inside, stretch, fit, rules)


def named(stretch: Stretch, material: Material) -> tuple[Reading, ...]:
    """Everything that the words name, then what their sentence names before them."""
    there = [
        known
        for known in material.mentions
        if known.start < stretch.end and known.end > stretch.bounds[0]
    ]
    inside = [k for k in there if k.start >= stretch.start and k.end <= stretch.end]
    return _choices(outermost(inside), stretch, outermost(there))


def _reading(known: Known) -> Reading:
    return Reading(known.entity, known.place)


def outermost(mentions: Iterable[Known]) -> list[Known]:
    """Without those that are part of a longer one: the 讯飞 of 讯飞星火."""
    kept: list[Known] = []
    for known in sorted(mentions, key=lambda k: (k.start, -k.end)):
        if not kept or known.start >= kept[-1].end:
            kept.append(known)
    return kept


def _asked_for(wanted: str, inside: list[Known]) -> Reading | None:
    kinds = {"person": {"person"}, "model": {"model"}, "after": MADE}.get(wanted, set())
    of_kind = {known.entity: known for known in inside if known.kind in kinds}
    if len(of_kind) == 1:
        return _reading(next(iter(of_kind.values())))
    return None


def _pronoun(stretch: Stretch, rules: Rules) -> bool:
    """Whether it opens with “it”, or speaks of “us” in somebody's own words."""
    said = stretch.said(*stretch.place)
    if rules.opener.match(said):
        return False  # it is not clear whether …
    opens = rules.pronoun.match(said, skipped(rules.skipped, said))
    return bool(opens or rules.first_person.search(said))


def _head(
    stretch: Stretch,
    fit: list[Known],
    rules: Rules | None,
    dates: tuple[Place, ...],
) -> Known | None:
    """The mention that the selection opens with, or what belongs to it."""
    if rules is None:
        return next(
            (k for k in fit if k.start == stretch.start and k.kind in OPENING), None
        )
    places = _openings(stretch, rules, dates)
    for number, known in enumerate(fit):
        opens = any(_opens(known, place, stretch, rules) for place in places)
        if opens and known.kind in OPENING:
            return _owned(known, fit[number + 1 :], stretch, rules)
    return None


def _opens(known: Known, place: int, stretch: Stretch, rules: Rules) -> bool:
    """Whether it stands there, or what it is does: the carmaker Acme."""
    if known.start == place:
        return True
    title = place < known.start and stretch.said(place, known.start)
    return bool(title and rules.title.fullmatch(title))


def _openings(
    stretch: Stretch, rules: Rules, dates: tuple[Place, ...]
) -> tuple[int, ...]:
    """Where whom it is about may stand: at once, or after a date or another phrase."""
    start = stretch.start
    at = start + skipped(rules.skipped, stretch.said(start, stretch.end))
    for first, last in dates:
        if first <= at <= last:
            at = last + skipped(rules.after_date, stretch.said(last, stretch.end))
            at += skipped(rules.skipped, stretch.said(at, stretch.end))
    places = [at]
    if phrase := rules.opener.match(stretch.said(*stretch.place)):
        after = start + phrase.end()
        places.append(after + skipped(rules.skipped, stretch.said(after, stretch.end)))
    return tuple(places)


def _owned(
    owner: Known, following: list[Known], stretch: Stretch, rules: Rules
) -> Known | None:
    """iFlytek's Spark is about Spark; of Huawei's hardware, the desk knows Huawei.

    None for two at once, for one who judges another, for somebody's people, and for a
    concept that only tells of what kind the next is.
    """
    if rules.others.match(stretch.said(owner.end, stretch.end)):
        return None
    for known in following:
        between = stretch.said(owner.end, known.start)
        if rules.coordinated.fullmatch(between) or rules.judges.match(between):
            return None
        if not between and owner.kind not in ACTING:
            return None
        if known.kind in OPENING - {"concept"} and rules.belongs.match(between):
            return _owned(known, following[1:], stretch, rules)
        break
    return owner


def _owner(
    inside: list[Known], stretch: Stretch, rules: Rules, asked: Asked
) -> Known | None:
    """Whose revenue it is, where the words name one alone that could have any."""
    if asked.rule is None or not asked.rule.owned:
        return None
    acting = {k.entity: k for k in inside if k.kind in ACTING}
    if len(acting) != 1:
        return None
    only = next(iter(acting.values()))
    lead = stretch.said(stretch.sentence[0], only.start)
    return None if rules.foreign.search(lead) else only


def _sole(
    inside: list[Known], stretch: Stretch, fit: list[Known], rules: Rules | None
) -> Known | None:
    """The only one that the sentence names so far, before the selection.

    Not who is only named as its source.
    """
    before = [k for k in fit if stretch.sentence[0] <= k.start < stretch.start]
    named = {k.entity: k for k in [*before, *inside]}
    only = next(iter(named.values())) if len(named) == 1 else None
    if only is None or not before or only.kind not in ACTING:
        return None
    lead = stretch.said(stretch.sentence[0], only.start)
    is_source = rules is not None and rules.speech["according"].search(lead)
    return None if is_source else only


def _latest(
    stretch: Stretch, material: Material, fit: list[Known], asked: Asked
) -> bool:
    """Whether this is about whom the claim before was about.

    Where the sentence names nobody, or goes on about that one without naming another,
    and only where the words clearly claim something; what somebody is quoted with may
    be about another.
    """
    if material.latest_subject is None or not asked.claims or stretch.quotation:
        return False
    here = [k for k in fit if stretch.sentence[0] <= k.start]
    if any(k.start >= stretch.start and k.kind in OPENING for k in here):
        return False
    return not here or any(k.entity == material.latest_subject for k in here)


def _choices(
    inside: list[Known], stretch: Stretch, fit: list[Known]
) -> tuple[Reading, ...]:
    """Each once: those of the selection, then those before it in the sentence."""
    before = [k for k in fit if stretch.sentence[0] <= k.start < stretch.start]
    named: dict[int, Reading] = {}
    for known in [*inside, *reversed(before)]:
        named.setdefault(known.entity, _reading(known))
    return tuple(named.values())[:9]
