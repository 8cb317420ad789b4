"""Lists of entities, articles and claims with what each list says of its rows."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from entities.models import (
    Citation,
    Claim,
    ClaimSubject,
    Comparison,
    ComparisonClaim,
    Entity,
)
from entities.pages.cards import Card, Maker
from entities.pages.comparisons import Box, boxes, claim_keys
from entities.pages.loading import load

NEWEST = 8
OPEN = 5
RECENT = 300
COMPANIES = 12


def with_claim_counts(entities) -> QuerySet:
    """Annotate each entity with `size`, the public claims about it."""
    public = Claim.objects.published()
    first = _count(public.filter(subject=OuterRef("pk")), "subject")
    further = _count(
        ClaimSubject.objects.filter(claim__in=public, entity=OuterRef("pk")), "entity"
    )
    return entities.annotate(size=first + further)


def companies_of_late():
    """The companies that the latest claims are about, the most spoken of first.

    Only the latest are looked at, so that it costs the same however many there are.
    """
    latest = Claim.objects.published().order_by("-published_at", "-pk")[:RECENT]
    companies = Entity.objects.published().companies()
    of_late = companies.filter(pk__in=latest.values("subject"))
    return with_claim_counts(of_late).order_by("-size", "slug")[:COMPANIES]


def _count(rows, by: str) -> Coalesce:
    """The number of rows that a subquery finds."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def articles_with_claim_counts() -> QuerySet:
    """Public articles, the newest first, undated ones last, with `size`, the number of
    public claims that cite them."""
    citations = Citation.objects.filter(
        claim__in=Claim.objects.published(),
        passage__version__article=OuterRef("pk"),
    )
    per_article = (
        citations.order_by()
        .values("passage__version__article")
        .annotate(n=Count("claim", distinct=True))
        .values("n")
    )
    return (
        Article.objects.published()
        .for_display()
        .annotate(size=Coalesce(Subquery(per_article), 0))
        .order_by("-published_on", "slug")
    )


@dataclass(frozen=True)
class News:
    """What the home page shows first."""

    newest: list[Card]
    boxes: list[Box]


def news(language: str) -> News:
    """The newest claims, and the open disagreements that changed last."""
    keys = list(
        Claim.objects.published()
        .order_by("-published_at", "-pk")
        .values_list("pk", flat=True)[:NEWEST]
    )
    disagreements = Comparison.objects.published().open()
    newest = disagreements.order_by("-changed_at", "slug").values("pk")[:OPEN]
    members = list(
        ComparisonClaim.objects.filter(comparison__in=newest)
        .select_related("comparison")
        .order_by("-comparison__changed_at", "comparison__slug", "position")
    )
    maker = Maker(load({*keys, *claim_keys(members)}), language)
    return News(maker.cards(keys), boxes(members, maker))


def publishers_entity(publisher) -> Entity | None:
    """The entity that stands for a publisher, if readers may see it."""
    return Entity.objects.published().filter(publisher=publisher).first()
