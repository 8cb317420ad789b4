"""Load claims with all that their cards show, and nothing that readers may not see.

Entities, articles and attributions are shared by many claims: each is fetched once, and
only if it is public. What is not found here is not shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch

from articles.models import Article
from entities.models import (
    AttributionLink,
    Citation,
    Claim,
    Entity,
    Qualifier,
    Value,
)

PERIOD = "period"  # the one kind of qualifier that a card shows


@dataclass
class Loaded:
    """Public claims by key, in no order, and what they refer to."""

    claims: dict[int, Claim] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    entities: dict[int, Entity] = field(default_factory=dict)
    links: dict[int, list[AttributionLink]] = field(default_factory=dict)

    def citations(self, claim: Claim) -> list[Citation]:
        """The claim's citations of articles that readers may see."""
        return [
            citation
            for citation in claim.citations.all()
            if article_key(citation) in self.articles
        ]

    def article(self, citation: Citation) -> Article:
        return self.articles[article_key(citation)]

    def origin(self, citation: Citation) -> int | None:
        """The entity at which the citation's attribution ends, by its key."""
        links = self.links.get(citation.attribution_id)
        return links[-1].by_id if links else None


def article_key(citation: Citation) -> int:
    """The article that a loaded citation lies in, as `_claims` annotates it."""
    return vars(citation)["article_key"]


def load(keys: Iterable[int], *, with_entities: bool = False) -> Loaded:
    """Load the published claims among `keys`; seven queries.

    `with_entities` also loads further subjects, entities that are values, topics and
    stances, for the one claim of a claim's page.
    """
    found = {claim.pk: claim for claim in _claims(with_entities).filter(pk__in=keys)}
    citations = [c for claim in found.values() for c in claim.citations.all()]
    articles = (
        Article.objects.citable()
        .select_related("publisher")
        .defer("summary", "source_note", "outside_knowledge")
        .in_bulk({article_key(c) for c in citations})
    )
    links: dict[int, list[AttributionLink]] = {}
    for link in (
        AttributionLink.objects.filter(
            attribution__in={c.attribution_id for c in citations}
        )
        .select_related("verb")
        .order_by("attribution", "position")
    ):
        links.setdefault(link.attribution_id, []).append(link)
    loaded = Loaded(found, articles, {}, links)
    loaded.entities = (
        Entity.objects.published()
        .only("slug", "kind", "label")
        .in_bulk(_entity_keys(loaded, with_entities))
    )
    return loaded


def _claims(whole: bool):
    """Claims with what a card shows; `whole` adds what only a claim's own page does."""
    passages = Citation.objects.select_related("passage").annotate(
        # The version itself would bring a whole article's text along.
        article_key=F("passage__version__article")
    )
    qualifiers = Qualifier.objects.select_related("kind")
    values = Value.objects.select_related("unit", "inferred_unit")
    if whole:
        values = values.prefetch_related("value_entities")
    else:
        qualifiers = qualifiers.filter(kind__slug=PERIOD)
    claims = (
        Claim.objects.published()
        .select_related("property__group")
        .defer("property__description", "property__value_types")
        .prefetch_related(
            Prefetch("values", values),
            Prefetch("qualifiers", qualifiers),
            Prefetch("citations", passages),
        )
    )
    return claims.prefetch_related("co_subjects", "stances") if whole else claims


def _entity_keys(loaded: Loaded, with_entities: bool) -> set[int]:
    keys: set[int | None] = set()
    for claim in loaded.claims.values():
        keys.add(claim.subject_id)
        keys.update(q.entity_id for q in claim.qualifiers.all())
        keys.update(c.asserted_by_id for c in claim.citations.all())
        if with_entities:
            keys.update(row.entity_id for row in claim.co_subjects.all())
            keys.update(stance.by_id for stance in claim.stances.all())
            for value in claim.values.all():
                keys.update(row.entity_id for row in value.value_entities.all())
    for links in loaded.links.values():
        for link in links:
            keys |= {link.by_id, link.at_id}
    return {key for key in keys if key is not None}
