"""The lists' parameters ask for what their names say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Rights
from entities.models import (
    ClaimSubject,
    EntityKind,
    Property,
    PropertyGroup,
    ValueEntity,
)
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    make_qualifier,
    make_topic,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme():
    return make_company(slug="acme")


def found(client, name, /, **parameters) -> set[str]:
    """Return the keys or slugs that the list gives."""
    response = client.get(f"/api/v1/{name}/", parameters)
    assert response.status_code == 200, response.content
    results = response.json()["results"]
    return {record.get("key") or record["slug"] for record in results}


def test_about_finds_claims_of_which_it_is_a_subject_alone_or_with_others(client, acme):
    alone, together = make_claim(subject=acme), make_claim()
    ClaimSubject.objects.create(claim=together, entity=acme)
    make_claim()
    assert found(client, "claims", about="acme") == {alone.key, together.key}


def test_names_finds_claims_about_others_with_it_in_a_value_or_qualifier(client, acme):
    in_value, in_qualifier, own = make_claim(), make_claim(), make_claim(subject=acme)
    for claim in (in_value, own):
        ValueEntity.objects.create(value=claim.main_value, entity=acme)
    make_qualifier(in_qualifier, "partner", entity=acme)
    assert found(client, "claims", names="acme") == {in_value.key, in_qualifier.key}


def test_topic_finds_claims_and_the_entities_that_they_are_about(client, acme):
    topic = published(make_topic(slug="earnings"))
    claim = make_claim(subject=acme, topics=[topic])
    partner = make_company(slug="partner")
    ClaimSubject.objects.create(claim=claim, entity=partner)
    make_claim()
    hidden = make_draft_claim(topics=[topic])
    assert found(client, "claims", topic="earnings") == {claim.key}
    assert found(client, "entities", topic="earnings") == {"acme", "partner"}
    assert hidden.subject.slug not in found(client, "entities", topic="earnings")


def test_property_and_group_find_claims_that_say_it(client):
    group = PropertyGroup.objects.create(slug="people", label={"en": "People"})
    staff = Property.objects.create(slug="staff", label={"en": "Staff"}, group=group)
    claim, other = make_claim(property=staff), make_claim(property=make_property())
    assert found(client, "claims", property="staff") == {claim.key}
    assert found(client, "claims", group="people") == {claim.key}
    assert found(client, "claims", group="money") == {other.key}
    assert found(client, "properties", group="people") == {"staff"}


@pytest.mark.parametrize(
    ("parameter", "fields"),
    [
        ({"certainty": "hedged"}, {"certainty": "hedged"}),
        ({"polarity": "negative"}, {"polarity": "negative"}),
        ({"rank": "deprecated"}, {"rank": "deprecated", "rank_reason": "Old."}),
        ({"ref": "c7"}, {"ref": "c7"}),
    ],
)
def test_a_claim_is_found_by_what_it_holds(client, parameter, fields):
    claim = make_claim(**fields)
    make_claim()
    assert found(client, "claims", **parameter) == {claim.key}


def test_kind_finds_claims_by_their_subject_and_entities(client, acme):
    chip = published(make_entity(kind=EntityKind.CHIP, slug="chip"))
    claim = make_claim(subject=chip)
    make_claim(subject=acme)
    assert found(client, "claims", kind="chip") == {claim.key}
    assert found(client, "entities", kind="chip") == {"chip"}


def test_claims_are_found_by_the_article_they_cite_its_publisher_and_language(client):
    publisher = make_publisher(slug="paper")
    article = published(
        make_article(slug="article", language="fr", publisher=publisher)
    )
    claim = make_claim(article)
    make_claim()
    for parameter in (
        {"cites": "article"},
        {"publisher": "paper"},
        {"language": "fr"},
    ):
        assert found(client, "claims", **parameter) == {claim.key}
    assert found(client, "articles", publisher="paper") == {"article"}
    assert found(client, "articles", language="fr") == {"article"}
    assert found(client, "articles", about=claim.subject.slug) == {"article"}


def test_a_citation_that_is_not_shown_is_not_found_by_either(client):
    voice = published(make_entity(slug="voice"))
    hidden = make_article(language="fr", publisher=make_publisher(slug="paper"))
    closed = published(
        make_article(
            slug="closed",
            language="fr",
            publisher=hidden.publisher,
            rights=Rights.NOTHING,
        )
    )
    claim = make_claim()
    for article in (hidden, closed):
        chain = make_attribution(voice)
        make_citation(claim, article, part="context", attribution=chain)
    for parameter in (
        {"publisher": "paper"},
        {"language": "fr"},
        {"asserted_by": "voice"},
        {"origin": "voice"},
    ):
        assert found(client, "claims", **parameter) == set()
    assert found(client, "articles", about=claim.subject.slug) != {"closed"}
    assert client.get("/api/v1/claims/", {"cites": "closed"}).status_code == 400


def test_asserted_by_finds_who_says_so_and_origin_where_it_comes_from(client):
    outlet, speaker = (published(make_entity(slug=s)) for s in ("outlet", "speaker"))
    claim = make_claim(attribution=make_attribution(outlet, speaker))
    claim.citations.update(asserted_by=outlet)
    make_claim()
    assert found(client, "claims", asserted_by="outlet") == {claim.key}
    assert found(client, "claims", asserted_by="speaker") == set()
    assert found(client, "claims", origin="speaker") == {claim.key}
    assert found(client, "claims", origin="outlet") == set()


def test_modified_since_finds_what_changed_then_or_later(client):
    early, late = make_claim(), make_claim()
    type(early).objects.filter(pk=early.pk).update(
        changed_at=timezone.now() - timedelta(days=1)
    )
    late.refresh_from_db()
    moment = late.changed_at.isoformat()
    assert found(client, "claims", modified_since=moment) == {late.key}
    later = (late.changed_at + timedelta(microseconds=1)).isoformat()
    assert found(client, "claims", modified_since=later) == set()
    east = late.changed_at.astimezone(timezone.get_fixed_timezone(480)).isoformat()
    assert found(client, "claims", modified_since=east) == {late.key}


def test_name_finds_an_entity_by_one_of_its_names_letter_by_letter(client, acme):
    make_name(acme, "讯飞", language="zh")
    make_company()
    assert found(client, "entities", name="讯飞") == {"acme"}
    assert found(client, "entities", name="讯") == set()


def test_comparisons_are_found_by_class_state_subject_and_claim(client, acme):
    claim = make_claim(subject=acme)
    published(
        make_comparison(
            claim,
            make_claim(),
            slug="wanted",
            comparison_class="change",
            state="resolved",
        )
    )
    published(make_comparison(make_claim(), make_claim()))
    for parameter in (
        {"class": "change"},
        {"state": "resolved"},
        {"about": "acme"},
        {"claim": claim.key},
    ):
        assert found(client, "comparisons", **parameter) == {"wanted"}
    assert claim.key in found(client, "claims", comparison="wanted")
    assert len(found(client, "claims", comparison="wanted")) == 2


def test_parent_finds_the_narrower_topics(client):
    wider = published(make_topic(slug="wider"))
    published(make_topic(slug="narrower", parent=wider))
    make_topic(slug="hidden", parent=wider)
    assert found(client, "topics", parent="wider") == {"narrower"}


def test_filters_together_find_what_meets_all(client, acme):
    claim = make_claim(subject=acme, certainty="plan")
    make_claim(subject=acme)
    make_claim(certainty="plan")
    assert found(client, "claims", about="acme", certainty="plan") == {claim.key}
