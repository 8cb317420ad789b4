"""What the lists of the API may be asked for, in the words of the querysets."""

import django_filters as filters
from django.db.models import Exists, OuterRef, Q

from articles.filters import ArticleFilter, Language, ModifiedSince, OneOf, Record, Text
from articles.models import Article, Publisher
from entities.models import (
    AttributionLink,
    Certainty,
    CitationPart,
    Claim,
    ClaimSubject,
    Comparison,
    ComparisonClass,
    ComparisonState,
    Entity,
    EntityKind,
    Name,
    Polarity,
    Property,
    PropertyGroup,
    Rank,
    Topic,
)
from entities.visible import visible_citations


def cited(lookup: str):
    """Return a question: which claims have a citation whose `lookup` is the value?"""

    def ask(claims, value):
        citations = visible_citations().filter(**{lookup: value})
        return claims.filter(pk__in=citations.values("claim"))

    return ask


def holding(column: str):
    """Return a question: which records hold just this value in the column?"""

    def ask(records, value):
        return records.filter(**{column: value})

    return ask


def originating_with(claims, entity):
    """Claims with a chain of attribution that ends at the entity."""
    links = AttributionLink.objects
    later = links.filter(
        attribution=OuterRef("attribution"), position__gt=OuterRef("position")
    )
    ends = links.filter(~Exists(later), by=entity)
    citations = visible_citations().filter(
        part__in=[CitationPart.STATES, CitationPart.SUPPORTS],
        attribution__in=ends.values("attribution"),
    )
    return claims.filter(pk__in=citations.values("claim"))


def filed_under(entities, topic):
    """Entities that a published claim on the topic is about."""
    claims = Claim.objects.published().on(topic)
    alongside = ClaimSubject.objects.filter(claim__in=claims)
    return entities.filter(
        Q(pk__in=claims.values("subject")) | Q(pk__in=alongside.values("entity"))
    )


def named(entities, name):
    return entities.filter(pk__in=Name.objects.filter(text=name).values("entity"))


def behind_claims_about(articles, entity):
    """Articles that published claims about the entity cite."""
    citations = visible_citations().filter(
        claim__in=Claim.objects.published().about(entity)
    )
    return articles.filter(pk__in=citations.values("passage__version__article"))


class ClaimFilter(filters.FilterSet):
    about = Record(
        Entity.objects.published,
        ask="about",
        says="Slug of an entity that is a subject of the claim.",
    )
    names = Record(
        Entity.objects.published,
        ask="naming",
        says="Slug of an entity in the value or a qualifier of a claim about others.",
    )
    topic = Record(Topic.objects.published, ask="on", says="Slug of a topic.")
    property = Record(
        Property.objects.all,
        ask=holding("property"),
        says="Slug of what the claim says of its subject.",
    )
    group = Record(
        PropertyGroup.objects.all,
        ask=holding("property__group"),
        says="Slug of a group of properties.",
    )
    kind = OneOf(
        EntityKind, ask=holding("subject__kind"), says="Kind of the claim's subject."
    )
    certainty = OneOf(
        Certainty, ask=holding("certainty"), says="How it is put, whoever says it."
    )
    polarity = OneOf(
        Polarity, ask=holding("polarity"), says="Whether it is affirmed or denied."
    )
    rank = OneOf(Rank, ask=holding("rank"), says="The desk's preference.")
    cites = Record(
        Article.objects.citable, ask="citing", says="Slug of an article it cites."
    )
    publisher = Record(
        Publisher.objects.published,
        ask=cited("passage__version__article__publisher"),
        says="Slug of the publisher of an article it cites.",
    )
    language = Language(
        ask=cited("passage__version__article__language"),
        says="Language of an article it cites.",
    )
    asserted_by = Record(
        Entity.objects.published,
        ask=cited("asserted_by"),
        says="Slug of an entity that says so.",
    )
    origin = Record(
        Entity.objects.published,
        ask=originating_with,
        says="Slug of an entity where a chain of attribution ends.",
    )
    comparison = Record(
        Comparison.objects.published,
        ask=holding("memberships__comparison"),
        says="Slug of a comparison that it takes part in.",
    )
    ref = Text(ask=holding("ref"), says="The desk's own number.")
    modified_since = ModifiedSince()


class EntityFilter(filters.FilterSet):
    kind = OneOf(EntityKind, ask=holding("kind"), says="Kind of entity.")
    topic = Record(
        Topic.objects.published,
        ask=filed_under,
        says="Slug of a topic that has claims about it.",
    )
    name = Text(ask=named, says="One of its names, in any language, letter by letter.")
    modified_since = ModifiedSince()


class TopicFilter(filters.FilterSet):
    parent = Record(
        Topic.objects.published,
        ask=holding("parent"),
        says="Slug of the wider topic.",
    )
    modified_since = ModifiedSince()


class PropertyFilter(filters.FilterSet):
    group = Record(
        PropertyGroup.objects.all, ask=holding("group"), says="Slug of its group."
    )


class ComparisonFilter(filters.FilterSet):
    # `class` is the desk's word for it and cannot be written as a Python name.
    vars()["class"] = OneOf(
        ComparisonClass,
        ask=holding("comparison_class"),
        says="What the claims do: agree, differ, change, trouble.",
    )
    state = OneOf(ComparisonState, ask=holding("state"), says="How far it is settled.")
    about = Record(
        Entity.objects.published,
        ask=lambda comparisons, entity: comparisons.among(
            Claim.objects.published().about(entity)
        ),
        says="Slug of an entity that one of its claims is about.",
    )
    claim = Record(
        Claim.objects.published,
        to_field_name="key",
        ask=holding("members__claim"),
        says="Key of a claim that takes part.",
    )
    modified_since = ModifiedSince()


class CitedArticleFilter(ArticleFilter):
    about = Record(
        Entity.objects.published,
        ask=behind_claims_about,
        says="Slug of an entity that claims citing the article are about.",
    )
