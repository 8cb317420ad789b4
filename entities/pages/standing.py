"""How well a set of claims is supported, counted in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef

from articles.models import Article
from entities.models import AttributionLink, Citation


@dataclass(frozen=True)
class Standing:
    claims: int
    sources: int
    origins: int
    checked_at: datetime | None


def standing(claims) -> Standing:
    """Count what `claims` rest on: articles, and origins that differ.

    An origin is where an attribution ends; outlets that pass on one origin's words
    count once.
    """
    last = ~Exists(
        AttributionLink.objects.filter(
            attribution=OuterRef("attribution"),
            position__gt=OuterRef("attribution__links__position"),
        )
    )
    return Standing(
        **Citation.objects.filter(
            claim__in=claims,
            passage__version__article__in=Article.objects.citable(),
        ).aggregate(
            claims=Count("claim", distinct=True),
            sources=Count("passage__version__article", distinct=True),
            origins=Count("attribution__links__by", distinct=True, filter=last),
            checked_at=Max("claim__changed_at"),
        )
    )
