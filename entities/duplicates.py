"""Which entities may have been entered twice, with the reasons in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from entities.alike import how_alike, meeting_points
from entities.exchanges import operator_of
from entities.identifiers import Scheme, host_and_path, normalised
from entities.kinds import may_be_same
from entities.models import (
    Distinction,
    Entity,
    EntityRelation,
    Identifier,
    Name,
    NameKind,
)

IDENTIFIER = 100
ERRS = 20  # how much less a name counts that is an error of the sources
CROWD = 30  # a name that so many share identifies none of them
# Said of many: they name, but not one thing alone.
NOT_ALONE = [NameKind.SURNAME, NameKind.ADJECTIVE, NameKind.METONYM, NameKind.COMPOUND]
ERRORS = [NameKind.MISNOMER, NameKind.TRANSLATION_ERROR]
REMARKABLE = [*ERRORS, NameKind.FORMER, NameKind.ABBREVIATION, NameKind.ROMANISATION]


@dataclass
class Suggestion:
    """Two entities that may be one. `reasons` are sentences, the strongest first."""

    first: Entity
    second: Entity
    weight: int
    reasons: list[str]

    def other(self, entity: Entity) -> Entity:
        return self.second if entity == self.first else self.first


@dataclass(frozen=True)
class Sign:
    """One name or identifier of an entity."""

    entity: int
    text: str
    kind: str  # of the name; of an identifier its scheme


@dataclass
class Desk:
    """All that is compared, loaded in five queries."""

    kinds: dict[int, str] = field(default_factory=dict)
    names: set[Sign] = field(default_factory=set)
    identifiers: dict[tuple[str, str], set[Sign]] = field(default_factory=dict)
    apart: set[frozenset[int]] = field(default_factory=set)

    def may_be_one(self, one: int, other: int) -> bool:
        """Neither of two kinds that cannot be the same, nor told apart by somebody."""
        return (
            one != other
            and may_be_same(self.kinds[one], self.kinds[other])
            and frozenset((one, other)) not in self.apart
        )


def suggestions(entity: Entity | None = None) -> list[Suggestion]:
    """Return the pairs that may be one entity, the likeliest first.

    Of one entity, or of all. Left out are merged and withdrawn ones, pairs that
    somebody told apart, and pairs that a relation ties: who tied them meant two.
    """
    desk = _loaded()
    only = None if entity is None else entity.pk
    if only is not None and only not in desk.kinds:
        return []
    found: dict[frozenset[int], list[tuple[int, str]]] = defaultdict(list)
    pairs = [*_by_identifier(desk), *_by_name(desk, only)]
    for one, other, weight, reason in pairs:
        if only in (None, one, other):
            found[frozenset((one, other))].append((weight, reason))
    entities = Entity.objects.in_bulk(sorted({pk for pair in found for pk in pair}))
    told = [_suggested(pair, reasons, entities) for pair, reasons in found.items()]
    return sorted(told, key=lambda s: (-s.weight, s.first.slug, s.second.slug))


def _suggested(pair, reasons, entities) -> Suggestion:
    first, second = sorted((entities[pk] for pk in pair), key=lambda e: e.slug)
    reasons = sorted(set(reasons), key=lambda reason: (-reason[0], reason[1]))
    return Suggestion(first, second, reasons[0][0], [text for _, text in reasons])


def _loaded() -> Desk:
    desk = Desk()
    current = Entity.objects.current().kept_up()
    for pk, kind, label in current.values_list("pk", "kind", "label"):
        desk.kinds[pk] = kind
        for text in (label or {}).values():
            desk.names.add(Sign(pk, text, NameKind.OFFICIAL))
    names = Name.objects.proper().exclude(kind__in=NOT_ALONE)
    for pk, text, kind in names.values_list("entity", "text", "kind"):
        if pk in desk.kinds:
            desk.names.add(Sign(pk, text, kind))
    rows = Identifier.objects.values_list("entity", "scheme", "value", "mic")
    for pk, scheme, value, mic in rows:
        if pk in desk.kinds:
            place = (scheme, _in_any_format(scheme, value, mic))
            sign = Sign(pk, f"{mic}:{value}" if mic else value, scheme)
            desk.identifiers.setdefault(place, set()).add(sign)
    tied = EntityRelation.objects.values_list("entity", "other")
    told = Distinction.objects.values_list("first", "second")
    desk.apart = {frozenset(pair) for pair in [*tied, *told]}
    return desk


def _in_any_format(scheme: str, value: str, mic: str) -> str:
    """Return what the ways to write one identifier have in common.

    One ticker in two parts of an exchange is one listing; in two exchanges it is not.
    """
    value, mic = normalised(scheme, value, mic)
    if scheme == Scheme.WEBSITE:
        return host_and_path(value)
    return f"{operator_of(mic)}:{value}" if mic else value


def _by_identifier(desk: Desk) -> Iterator[tuple[int, int, int, str]]:
    for (scheme, _), signs in desk.identifiers.items():
        for one, other in _pairs(signs):
            if desk.may_be_one(one.entity, other.entity):
                label = Scheme(scheme).label
                as_written = " and ".join(sorted({one.text, other.text}))
                reason = f"Both have the {label} {as_written}."
                yield one.entity, other.entity, IDENTIFIER, reason


def _by_name(desk: Desk, only: int | None) -> Iterator[tuple[int, int, int, str]]:
    seen = set()
    for block in _blocks(desk.names, only):
        if len({sign.entity for sign in block}) > CROWD:
            continue
        for one, other in _pairs(block):
            pair = frozenset((one, other))
            if pair in seen or not desk.may_be_one(one.entity, other.entity):
                continue
            seen.add(pair)
            if alike := how_alike(one.text, other.text):
                weight, reason = alike
                if {one.kind, other.kind} & set(ERRORS):
                    weight -= ERRS
                remarks = "".join(_remark(sign) for sign in (one, other))
                yield one.entity, other.entity, weight, reason + remarks


def _remark(sign: Sign) -> str:
    if sign.kind not in REMARKABLE:
        return ""
    return f" “{sign.text}” is of the kind {NameKind(sign.kind).label}."


def _blocks(names: Iterable[Sign], only: int | None) -> Iterable[list[Sign]]:
    """Return the names that meet; with `only` those that meet one of that entity."""
    names = sorted(names, key=lambda sign: (sign.entity, sign.text, sign.kind))
    wanted = None
    if only is not None:
        own = [sign for sign in names if sign.entity == only]
        wanted = {point for sign in own for point in meeting_points(sign.text)}
    blocks: dict[str, list[Sign]] = defaultdict(list)
    for sign in names:
        for point in meeting_points(sign.text):
            if wanted is None or point in wanted:
                blocks[point].append(sign)
    return [block for block in blocks.values() if len(block) > 1]


def _pairs(signs: Iterable[Sign]) -> Iterator[tuple[Sign, Sign]]:
    ordered = sorted(signs, key=lambda sign: (sign.entity, sign.text, sign.kind))
    for one, other in combinations(ordered, 2):
        if one.entity != other.entity:
            yield one, other
