"""What a merge or split does beyond moving rows: to readers, and to what claims say."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Status
from entities.kinds import may_be_same
from entities.merging.pointing import counted
from entities.models import (
    AttributionLink,
    Citation,
    Claim,
    Comparison,
    ComparisonClaim,
    Distinction,
    Entity,
    Qualifier,
    ValueEntity,
)

SHOWN = 5  # examples of each kind; the rest is counted


def examples(sentence: str, records: QuerySet) -> Iterator[str]:
    """Yield the sentence with the first of the records and the number of others."""
    found = list(records[: SHOWN + 1])
    if not found:
        return
    more = records.count() - SHOWN if len(found) > SHOWN else 0
    named = ", ".join(f"“{record}”" for record in found[:SHOWN])
    yield f"{sentence} {named}" + (f" and {more} more." if more else ".")


def for_readers(
    source: Entity, target: Entity, moved: dict[str, list[Any]]
) -> Iterator[str]:
    """Yield what readers will see because of it, or see no longer.

    moved: the rows that change hands, by the plural name of their model.
    """
    seen = {entity.pk: entity.status == Status.PUBLISHED for entity in (source, target)}
    claims = Claim.objects.filter(pk__in=[c.pk for c in moved.get("claims", [])])
    if seen[source.pk] and not seen[target.pk]:
        if any(moved.values()):
            yield (
                f"Readers see “{source}” and not “{target}”: what moves is not seen "
                "until that is published."
            )
        yield from examples(
            f"Readers will not see these claims until “{target}” is published:",
            claims.published(),
        )
    if seen[target.pk] and not seen[source.pk]:
        counts = [counted(len(rows), type(rows[0])) for rows in moved.values() if rows]
        if counts:
            yield (
                f"Readers see “{target}” and not “{source}”: what moves may be seen "
                f"with it ({', '.join(counts)})."
            )
        backing = Citation.objects.filter(
            claim=OuterRef("pk"),
            passage__version__article__in=Article.objects.citable(),
        )
        yield from examples(
            "Published claims that readers do not see now and will see:",
            claims.filter(Exists(backing), status=Status.PUBLISHED),
        )


def for_claims(source: Entity, target: Entity, moving: Iterable[int]) -> Iterator[str]:
    """Yield what claims about both would say afterwards. moving: keys of claims."""
    if target.pk is None:
        return
    moving = list(moving)
    of_target = Claim.objects.about(target).values("pk")
    yield from examples(
        "A comparison lays claims of both side by side; they will be about one entity:",
        Comparison.objects.filter(
            Exists(_members(moving)), Exists(_members(of_target))
        ),
    )
    yield from examples(
        "A claim about one names the other, and then itself:",
        Claim.objects.filter(
            _names(target, Q(pk__in=moving)) | _names(source, Q(pk__in=of_target))
        ),
    )
    same_place = Citation.objects.filter(
        claim__in=of_target,
        claim__property=OuterRef("claim__property"),
        passage=OuterRef("passage"),
    )
    doubled = Citation.objects.filter(Exists(same_place), claim__in=moving)
    yield from examples(
        "Claims of both say one property from one passage; they may be one claim:",
        Claim.objects.filter(pk__in=doubled.values("claim")),
    )


def _members(claims):
    return ComparisonClaim.objects.filter(comparison=OuterRef("pk"), claim__in=claims)


def _names(entity: Entity, which: Q) -> Q:
    """The claims among `which` with the entity in a value or a qualifier."""
    values = ValueEntity.objects.filter(entity=entity).values("value__claim")
    qualifiers = Qualifier.objects.filter(entity=entity).values("claim")
    return which & (Q(pk__in=values) | Q(pk__in=qualifiers))


def for_the_pair(source: Entity, target: Entity) -> Iterator[str]:
    """Yield what speaks against their being one entity."""
    if not may_be_same(source.kind, target.kind):
        yield (
            f"“{source}” is a {source.get_kind_display()} and “{target}” a "
            f"{target.get_kind_display()}: such are rarely the same."
        )
    for told in Distinction.objects.between(source, target).select_related("by"):
        reason = f": {told.reason}" if told.reason else "."
        day = f"{told.at:%Y-%m-%d}"
        yield f"{told.by} said on {day} that they are not the same{reason}"
    links = AttributionLink.objects
    chains = links.filter(
        by=target, attribution__in=links.filter(by=source).values("attribution")
    )
    if count := chains.values("attribution").distinct().count():
        yield (
            f"In {count} chains of attribution both pass something on: they will count "
            "as one voice."
        )
