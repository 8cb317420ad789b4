"""Whom a passage is about: the accepted mention that opens it, or stands nearest."""

from collections.abc import Iterable

from entities.prefill.cues import skipped
from entities.prefill.material import Known, Material, Reading
from entities.prefill.rules import Rules
from entities.prefill.stretch import Place, Stretch

MADE = {"model", "product", "chip", "cluster", "software", "programme"}
ACTING = {"company", "organisation", "government", "person"} | MADE
# A place or a concept is a subject only where it opens the passage.
OPENING = ACTING | {"class", "concept", "place"}
UNFIT = {"adjective", "compound", "metonym", "gloss", "figurative", "deictic"}


def subject(
    stretch: Stretch,
    material: Material,
    rules: Rules | None,
    *,
    wanted: str = "",
    has_property: bool = False,
    speech: Place | None = None,
    dates: tuple[Place, ...] = (),
) -> tuple[Reading | None, tuple[Reading, ...]]:
    """The Reading of the subject, and of those to choose from where it is not sure.

    `wanted` is what the property asks for: a "person", a "model", what stands "after"
    the words; `speech` the words that name the speaker, who is not the subject.
    """
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
    if wanted:
        return _asked_for(wanted, inside), _choices(inside, stretch, fit)
    if rules is not None and _pronoun(stretch, rules):
        return None, _choices(inside, stretch, fit)
    head = _head(stretch, fit, rules, dates)
    if head and (head.kind != "place" or len(inside) == 1):
        return _reading(head), ()
    return _sole(inside, stretch, fit, material, has_property=has_property)


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
    opens = rules.pronoun.match(said, skipped(rules.skipped, said))
    return bool(opens or rules.first_person.search(said))


def _head(
    stretch: Stretch,
    fit: list[Known],
    rules: Rules | None,
    dates: tuple[Place, ...],
) -> Known | None:
    """The mention that the selection opens with, or what belongs to it."""
    at = stretch.start
    if rules is not None:
        at += skipped(rules.skipped, stretch.said(at, stretch.end))
        for first, last in dates:
            if first <= at <= last:
                at = last + skipped(rules.after_date, stretch.said(last, stretch.end))
                at += skipped(rules.skipped, stretch.said(at, stretch.end))
    for number, known in enumerate(fit):
        if known.start != at or known.kind not in OPENING:
            continue
        if rules is None:
            return known
        return _owned(known, fit[number + 1 :], stretch, rules)
    return None


def _owned(
    owner: Known, following: list[Known], stretch: Stretch, rules: Rules
) -> Known | None:
    """iFlytek's Spark is about Spark; of Huawei's hardware, the desk knows Huawei."""
    for known in following:
        between = stretch.said(owner.end, known.start)
        if known.kind in OPENING - {"concept"} and rules.belongs.match(between):
            return _owned(known, following[1:], stretch, rules)
        break
    return owner


def _sole(
    inside: list[Known],
    stretch: Stretch,
    fit: list[Known],
    material: Material,
    *,
    has_property: bool,
) -> tuple[Reading | None, tuple[Reading, ...]]:
    """The only one that the sentence names so far; else the editor chooses.

    Where it names nobody, the claim before was about whom this is about; but only
    where the words clearly claim something.
    """
    before = [k for k in fit if stretch.sentence[0] <= k.start < stretch.start]
    named = {k.entity: k for k in [*before, *inside]}
    if len(named) == 1:
        only = next(iter(named.values()))
        if only.kind in ACTING and before:
            return _reading(only), ()
    if not named and has_property and material.latest_subject is not None:
        return Reading(material.latest_subject), ()
    return None, _choices(inside, stretch, fit)


def _choices(
    inside: list[Known], stretch: Stretch, fit: list[Known]
) -> tuple[Reading, ...]:
    """Each once: those of the selection, then those before it in the sentence."""
    before = [k for k in fit if stretch.sentence[0] <= k.start < stretch.start]
    named: dict[int, Reading] = {}
    for known in [*inside, *reversed(before)]:
        named.setdefault(known.entity, _reading(known))
    return tuple(named.values())[:9]
