"""A claim with something in every place of its JSON, for more than one module."""

from decimal import Decimal

from entities.models import (
    Claim,
    ClaimSubject,
    EntityKind,
    Stance,
    UnitKind,
    ValueEntity,
    ValueType,
)
from tests.factories import (
    make_article,
    make_attribution,
    make_claim,
    make_company,
    make_comparison,
    make_entity,
    make_publisher,
    make_qualifier,
    make_topic,
    make_unit,
    make_value,
    published,
)


def article():
    return published(
        make_article(
            "In 2023 Acme earned over 5 million yuan, it says.",
            slug="acme-earns",
            title="Acme earns",
            publisher=make_publisher(slug="the-paper", name={"en": "The Paper"}),
            published_on="2024-02",
            published_basis="stated",
        )
    )


def chain():
    paper = published(
        make_entity(slug="paper", kind=EntityKind.PUBLISHER, label={"en": "Paper"})
    )
    chairman = published(
        make_entity(
            slug="chairman", kind=EntityKind.PERSON, label={"en": "The chairman"}
        )
    )
    chain = make_attribution(paper, chairman, inferred=[1])
    forum = make_entity(slug="forum", kind=EntityKind.EVENT, label={"en": "Forum"})
    chain.links.filter(position=1).update(at=published(forum))
    return chain


def claim_in_full():
    """A published claim, bcdfghjkmn, with something in every place of its JSON."""
    acme = make_company(slug="acme", label={"en": "Acme"})
    voices = chain()
    yuan = make_unit("CNY", symbol="¥")
    other = make_claim(subject=acme, ref="c2", sentences={"en": "Another claim."})
    topic = published(make_topic(slug="earnings", title={"en": "Earnings"}))
    claim = make_claim(
        article(),
        quote="earned over 5 million yuan",
        attribution=voices,
        subject=acme,
        topics=[topic],
        ref="c1",
        sentences={"en": "Acme earned over 5 million yuan in 2023.", "fr": "Acme …"},
        value={
            "type": ValueType.MONEY,
            "low": Decimal("5000000.50"),
            "high": None,
            "bound": "over",
            "unit": yuan,
            "as_printed": "over 5 million yuan",
        },
        certainty="hedged",
        rank="deprecated",
        rank_reason="Superseded.",
        as_of="2024-02",
        as_of_basis="implied",
        note={"en": "Unaudited."},
    )
    Claim.objects.filter(pk=claim.pk).update(key="bcdfghjkmn")
    Claim.objects.filter(pk=other.pk).update(key="zyxwvtsrqp")
    claim.refresh_from_db()
    ClaimSubject.objects.create(
        claim=claim, entity=make_company(slug="acme-sub", label={"en": "Acme Sub"})
    )
    make_qualifier(claim, "period", text="2023")
    make_qualifier(claim, "rank_among", number=3)
    make_qualifier(claim, "partner", entity=acme)
    make_qualifier(claim, "follows", other_claim=other)
    speed = make_value(
        claim,
        type=ValueType.QUANTITY,
        part="threshold",
        position=1,
        name="speed",
        low=Decimal("80"),
        high=Decimal("120"),
        bound="range",
        inferred_unit=make_unit("percent", kind=UnitKind.SHARE),
        per="day",
        comparison="excess_over",
        date="2023-Q1",
        date_part="end",
        resolved_by=other,
        remark="rhetorical",
    )
    ValueEntity.objects.create(value=speed, entity=acme, role="between")
    Stance.objects.create(claim=claim, by=voices.origin, position="doubts", about=other)
    published(make_comparison(claim, other, slug="earned", title={"en": "Earned"}))
    return claim
