"""Records with only what readers may see of them: the database leaves out the rest.

What is hidden is not loaded, or is marked `<field>_is_public = False`, which makes it
null in the API.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q

from articles.models import Article, Publisher
from entities.models import (
    AttributionLink,
    Citation,
    Claim,
    ClaimSubject,
    ClaimTopic,
    Comparison,
    ComparisonClaim,
    Entity,
    EntityRelation,
    Qualifier,
    Stance,
    Topic,
    Value,
    ValueEntity,
)


def public(model, field: str) -> Exists:
    """The condition that readers may see the record of `model` in `field`."""
    return Exists(model.objects.published().filter(pk=OuterRef(field)))


def visible_claims():
    """Published claims, in ten queries however many."""
    return (
        Claim.objects.published()
        .select_related("subject", "property__group")
        .prefetch_related(
            Prefetch("co_subjects", _co_subjects()),
            Prefetch("claim_topics", _claim_topics()),
            Prefetch("values", _values()),
            Prefetch("qualifiers", _qualifiers()),
            Prefetch("citations", _citations()),
            Prefetch("stances", _stances()),
            Prefetch("memberships", _memberships()),
        )
    )


def _co_subjects():
    return ClaimSubject.objects.filter(public(Entity, "entity")).select_related(
        "entity"
    )


def _claim_topics():
    return ClaimTopic.objects.filter(public(Topic, "topic")).select_related("topic")


def _values():
    entities = ValueEntity.objects.filter(public(Entity, "entity"))
    return (
        Value.objects.select_related("unit", "inferred_unit", "resolved_by")
        .annotate(resolved_by_is_public=public(Claim, "resolved_by"))
        .prefetch_related(Prefetch("value_entities", entities.select_related("entity")))
    )


def _qualifiers():
    """A qualifier that names something hidden is left out whole."""
    return Qualifier.objects.filter(
        Q(entity=None) | public(Entity, "entity"),
        Q(other_claim=None) | public(Claim, "other_claim"),
    ).select_related("kind", "entity", "other_claim")


def visible_citations():
    """Citations of passages in articles that may be cited; the texts stay behind."""
    readable = Article.objects.citable().filter(
        pk=OuterRef("passage__version__article")
    )
    return Citation.objects.filter(Exists(readable))


def _citations():
    links = AttributionLink.objects.select_related("by", "verb", "at").annotate(
        by_is_public=public(Entity, "by"), at_is_public=public(Entity, "at")
    )
    return (
        visible_citations()
        .select_related(
            "passage__version__article__publisher", "asserted_by", "attribution"
        )
        .defer("passage__version__text", "passage__version__raw")
        .annotate(asserted_by_is_public=public(Entity, "asserted_by"))
        .prefetch_related(Prefetch("attribution__links", links))
    )


def _stances():
    return (
        Stance.objects.filter(public(Entity, "by"))
        .select_related("by", "about")
        .annotate(about_is_public=public(Claim, "about"))
    )


def _memberships():
    return (
        ComparisonClaim.objects.filter(public(Comparison, "comparison"))
        .select_related("comparison")
        .order_by("comparison__slug")
    )


def visible_entities():
    relations = EntityRelation.objects.filter(public(Entity, "other"))
    return (
        Entity.objects.published()
        .select_related("publisher")
        .annotate(publisher_is_public=public(Publisher, "publisher"))
        .prefetch_related(
            "names",
            "identifiers",
            Prefetch("relations", relations.select_related("other")),
        )
    )


def visible_topics():
    return (
        Topic.objects.published()
        .select_related("parent")
        .annotate(parent_is_public=public(Topic, "parent"))
        .prefetch_related(Prefetch("children", Topic.objects.published()))
    )


def visible_comparisons():
    """Published comparisons; those show no claim that is not published itself."""
    return (
        Comparison.objects.published()
        .select_related("stance_by", "derived_from")
        .annotate(
            stance_by_is_public=public(Entity, "stance_by"),
            derived_from_is_public=public(Claim, "derived_from"),
        )
        .prefetch_related(
            Prefetch(
                "members", ComparisonClaim.objects.select_related("claim__subject")
            )
        )
    )
