"""The page of a company or another entity."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Count, Prefetch, Q, When, Window
from django.db.models import Value as Literal

from articles.reading import Said, tell
from entities.models import (
    Claim,
    Entity,
    EntityRelation,
    Identifier,
    Name,
    Topic,
)
from entities.models.claim import PAGE_ORDER
from entities.pages.cards import Card, Maker
from entities.pages.comparisons import (
    Shelves,
    boxes,
    claim_keys,
    members_among,
    shelve,
)
from entities.pages.loading import load
from entities.pages.standing import Standing, standing

PER_PAGE = 80


@dataclass(frozen=True)
class Kin:
    """An entity that a plain tie joins to this one."""

    kind: str
    entity: Entity


@dataclass(frozen=True)
class PropertyClaims:
    property: object
    label: Said
    cards: list[Card]


@dataclass(frozen=True)
class GroupClaims:
    slug: str
    label: Said
    properties: list[PropertyClaims]

    @property
    def size(self) -> int:
        return sum(len(row.cards) for row in self.properties)


@dataclass(frozen=True)
class EntityPage:
    entity: Entity
    name: Said
    names: list[Name]
    groups: list[GroupClaims]
    named_in: list[Card]
    shelves: Shelves
    standing: Standing
    sources: list
    topics: list[Topic]
    kin: list[Kin]
    number: int
    last: int


def with_names(entities):
    """Load the names and identifiers that the head of the page shows."""
    return entities.prefetch_related(
        Prefetch("names", Name.objects.proper().order_by("language", "pk")),
        Prefetch("identifiers", Identifier.objects.order_by("scheme", "value")),
    )


def entity_page(entity: Entity, language: str, number: int = 1) -> EntityPage | None:
    """Assemble page `number`; None where there is no such page. Claims about the
    entity come first, those that only name it after them."""
    about = Claim.objects.about(entity).published()
    keys, is_about, last = _keys(entity, number)
    if number > last:
        return None
    members = members_among(keys)
    maker = Maker(load({*keys, *claim_keys(members, folded=False)}), language)
    groups = in_groups(maker.cards(key for key in keys if is_about[key]), language)
    named_in = maker.cards(key for key in keys if not is_about[key])
    shelves = shelve(boxes(members, maker))
    return EntityPage(
        entity=entity,
        name=tell(entity.label, language),
        names=_other_names(entity, tell(entity.label, language).text),
        groups=groups,
        named_in=named_in,
        shelves=shelves,
        standing=standing(about),
        sources=maker.sources(),
        topics=list(Topic.objects.published().filter(claims__in=about).distinct()),
        kin=_kin(entity),
        number=number,
        last=last,
    )


def _keys(entity: Entity, number: int) -> tuple[list[int], dict[int, bool], int]:
    """The page's claims, whether each is about the entity, and the last page."""
    about = Claim.objects.about(entity).values("pk")
    naming = Claim.objects.naming(entity).values("pk")
    claims = (
        Claim.objects.published()
        .filter(Q(pk__in=about) | Q(pk__in=naming))
        .annotate(place=Case(When(pk__in=about, then=Literal(0)), default=Literal(1)))
        .annotate(total=Window(Count("pk")))
        .order_by("place", *PAGE_ORDER)
        .values_list("pk", "place", "total")
    )
    start = (number - 1) * PER_PAGE
    rows = list(claims[start : start + PER_PAGE])
    last = -(-rows[0][2] // PER_PAGE) if rows else 1
    return [key for key, *_ in rows], {key: place == 0 for key, place, _ in rows}, last


def in_groups(cards: list[Card], language: str) -> list[GroupClaims]:
    """Cards, already in page order, under their property groups and properties."""
    return [
        GroupClaims(
            group.slug,
            tell(group.label, language),
            [
                PropertyClaims(prop, tell(prop.label, language), list(rows))
                for prop, rows in groupby(
                    in_group, key=lambda card: card.claim.property
                )
            ],
        )
        for group, in_group in groupby(
            cards, key=lambda card: card.claim.property.group
        )
    ]


def _other_names(entity: Entity, shown: str) -> list[Name]:
    by_text = {name.text: name for name in reversed(entity.names.all())}
    by_text.pop(shown, None)
    return list(reversed(by_text.values()))


def _kin(entity: Entity) -> list[Kin]:
    """Public entities joined to this one, the tie read from this side."""
    public = Entity.objects.published()
    ties = (
        EntityRelation.objects.filter(Q(entity=entity) | Q(other=entity))
        .filter(entity__in=public, other__in=public)
        .select_related("entity", "other")
    )
    return sorted(
        (
            Kin(tie.kind, tie.other)
            if tie.entity_id == entity.pk
            else Kin(f"{tie.kind}_inverse", tie.entity)
            for tie in ties
        ),
        key=lambda kin: (kin.kind, kin.entity.slug),
    )
