"""Lists of entities, articles and claims with what each list says of its rows."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from entities.models import (
    Citation,
    Claim,
    Comparison,
    ComparisonClaim,
    Entity,
)
from entities.pages.cards import Card, Maker
from entities.pages.comparisons import Box, boxes, claim_keys
from entities.pages.loading import load

NEWEST = 8
OPEN = 5


def with_claim_counts(entities) -> QuerySet[Entity]:
    """Annotate each entity with `size`, its public claims as first subject."""
    public = Q(claims__in=Claim.objects.published())
    return entities.annotate(size=Count("claims", filter=public, distinct=True))


def articles_with_claim_counts() -> QuerySet[Article]:
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


def newest_claims(language: str) -> list[Card]:
    keys = list(
        Claim.objects.published()
        .order_by("-published_at", "-pk")
        .values_list("pk", flat=True)[:NEWEST]
    )
    return Maker(load(keys), language).cards(keys)


def open_disagreements(language: str) -> list[Box]:
    """Open disagreements, those changed last first."""
    newest = Comparison.objects.published().open().order_by("-changed_at", "slug")
    members = list(
        ComparisonClaim.objects.filter(comparison__in=newest.values("pk")[:OPEN])
        .select_related("comparison")
        .order_by("-comparison__changed_at", "comparison__slug", "position")
    )
    return boxes(members, Maker(load(claim_keys(members)), language))


def publishers_entity(publisher) -> Entity | None:
    """The entity that stands for a publisher, if readers may see it."""
    return Entity.objects.published().filter(publisher=publisher).first()
