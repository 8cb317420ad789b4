"""One function per model; every default is visible and nothing is random."""

import itertools
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.models import Article, Passage, Publisher, Rights, Status, Version
from entities.models import (
    Attribution,
    AttributionLink,
    Citation,
    Claim,
    ClaimTopic,
    Comparison,
    ComparisonClaim,
    ComparisonClass,
    Entity,
    EntityKind,
    LinkVerb,
    Name,
    Property,
    PropertyGroup,
    Qualifier,
    QualifierKind,
    Topic,
    Unit,
    UnitKind,
    Value,
    ValueType,
)

serial = itertools.count(1)


def member_of(group):
    """An editor who is named like the group."""
    user, made = get_user_model().objects.get_or_create(
        username=group, defaults={"is_staff": True}
    )
    if made:
        user.groups.add(Group.objects.get(name=group))
    return user


def annotator():
    """The person who drafts."""
    return member_of("annotator")


def reviewer():
    """The second person, who publishes."""
    return member_of("reviewer")


def publisher():
    """Whoever may change what readers see, and do without a second person."""
    return member_of("publisher")


def in_review(record):
    """Send a draft to review and return it."""
    record.submit(by=annotator())
    return record


def published(record):
    """Publish a draft as the reviewer and return it; one step for the history."""
    record.status = Status.IN_REVIEW
    record.publish(by=reviewer())
    return record


def make_publisher(**fields) -> Publisher:
    n = next(serial)
    defaults = {"slug": f"publisher-{n}", "name": {"en": f"Publisher {n}"}}
    return Publisher.objects.create(**(defaults | fields))


def make_article(text="Acme earned 5 million yuan in 2023.", **fields) -> Article:
    """A draft article with one version; `text=None` for none."""
    n = next(serial)
    defaults = {
        "slug": f"article-{n}",
        "title": f"Article {n}",
        "title_language": "en",
        "language": "en",
        "rights": Rights.FULL,
        "drafted_by": annotator(),
    }
    fields.setdefault("publisher", None)
    fields["publisher"] = fields["publisher"] or make_publisher()
    article = Article.objects.create(**(defaults | fields))
    if text is not None:
        Version.objects.capture(article, text)
    return article


def make_entity(**fields) -> Entity:
    n = next(serial)
    defaults = {
        "slug": f"entity-{n}",
        "kind": EntityKind.CONCEPT,
        "label": {"en": f"Entity {n}"},
        "drafted_by": annotator(),
    }
    return Entity.objects.create(**(defaults | fields))


def make_company(**fields) -> Entity:
    """A published company."""
    return published(make_entity(**({"kind": EntityKind.COMPANY} | fields)))


def make_name(entity, text, **fields) -> Name:
    return Name.objects.create(
        **({"entity": entity, "text": text, "language": "en"} | fields)
    )


def make_unit(slug="CNY", **fields) -> Unit:
    defaults = {"label": {"en": slug}, "kind": UnitKind.CURRENCY}
    return Unit.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_property(slug="revenue", **fields) -> Property:
    group, _ = PropertyGroup.objects.get_or_create(
        slug="money", defaults={"label": {"en": "Money"}}
    )
    defaults = {"label": {"en": slug.capitalize()}, "group": group}
    return Property.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_qualifier_kind(slug="period") -> QualifierKind:
    return QualifierKind.objects.get_or_create(
        slug=slug, defaults={"label": {"en": slug.replace("_", " ")}}
    )[0]


def make_topic(**fields) -> Topic:
    n = next(serial)
    defaults = {
        "slug": f"topic-{n}",
        "title": {"en": f"Topic {n}"},
        "drafted_by": annotator(),
    }
    return Topic.objects.create(**(defaults | fields))


def make_attribution(*voices, inferred=()) -> Attribution:
    """A chain through the given entities; one published outlet if none is given."""
    n = next(serial)
    verb, _ = LinkVerb.objects.get_or_create(
        slug="says", defaults={"label": {"en": "says"}}
    )
    voices = voices or (
        published(make_entity(kind=EntityKind.PUBLISHER, slug=f"outlet-{n}")),
    )
    attribution = Attribution.objects.create(slug=f"attribution-{n}")
    for position, voice in enumerate(voices):
        AttributionLink.objects.create(
            attribution=attribution,
            position=position,
            by=voice,
            verb=verb,
            inferred=position in inferred,
        )
    return attribution


def make_citation(claim, article=None, quote=None, **fields) -> Citation:
    """Cite `quote` (by default the whole text) of the article's current version."""
    article = article or published(make_article())
    version = article.current_version
    passage = Passage.objects.find(version, quote or version.text, occurrence=1)
    fields.setdefault("attribution", None)
    attribution = fields.pop("attribution") or make_attribution()
    defaults = {"asserted_by": attribution.origin}
    return Citation.objects.create(
        claim=claim, passage=passage, attribution=attribution, **(defaults | fields)
    )


def make_value(claim, **fields) -> Value:
    if fields.get("type") in (None, ValueType.MONEY):
        amount = {
            "type": ValueType.MONEY,
            "low": Decimal(5_000_000),
            "high": Decimal(5_000_000),
            "unit": make_unit(),
            "as_printed": "5 million yuan",
        }
        fields = amount | fields
    return Value.objects.create(claim=claim, **fields)


def make_draft_claim(subject=None, topics=(), value=None, **fields) -> Claim:
    """A draft claim with a value and no citation."""
    n = next(serial)
    claim = Claim.objects.create(
        **(
            {
                "subject": subject or make_company(),
                "property": fields.pop("property", None) or make_property(),
                "sentences": {"en": f"Sentence {n}."},
                "drafted_by": annotator(),
            }
            | fields
        )
    )
    make_value(claim, **(value or {}))
    for position, topic in enumerate(topics):
        ClaimTopic.objects.create(claim=claim, topic=topic, position=position)
    return claim


def make_claim(article=None, quote=None, attribution=None, **fields) -> Claim:
    """A published claim that cites a published article."""
    claim = make_draft_claim(**fields)
    make_citation(claim, article, quote, attribution=attribution)
    return published(claim)


def make_qualifier(claim, kind="period", **content) -> Qualifier:
    return Qualifier.objects.create(
        claim=claim, kind=make_qualifier_kind(kind), **(content or {"text": "2023"})
    )


def make_comparison(*claims, **fields) -> Comparison:
    """A draft comparison of the given claims."""
    n = next(serial)
    comparison = Comparison.objects.create(
        **(
            {
                "slug": f"comparison-{n}",
                "comparison_class": ComparisonClass.DIFFER,
                "kind": "differs_in_number",
                "title": {"en": f"Comparison {n}"},
                "explanation": {"en": "They count different things."},
                "drafted_by": annotator(),
            }
            | fields
        )
    )
    for position, claim in enumerate(claims):
        ComparisonClaim.objects.create(
            comparison=comparison, claim=claim, position=position
        )
    return comparison
