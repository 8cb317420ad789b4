"""Nothing that readers may not see is in any answer of the API."""

import pytest

from entities.models import (
    ClaimSubject,
    ClaimTopic,
    EntityRelation,
    Stance,
    ValueEntity,
    ValueType,
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
    make_publisher,
    make_qualifier,
    make_topic,
    make_value,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db

NAME = "Secret"  # in each test, the name of the thing that is hidden


def secret_entity(**fields):
    return make_entity(slug="secret", label={"en": NAME}, **fields)


def secret_claim(**fields):
    claim = make_draft_claim(sentences={"en": NAME}, **fields)
    make_citation(claim)
    return claim


def in_co_subject(claim):
    hidden = secret_entity()
    ClaimSubject.objects.create(claim=claim, entity=hidden)
    return hidden


def in_value(claim):
    hidden = secret_entity()
    ValueEntity.objects.create(value=claim.main_value, entity=hidden)
    return hidden


def in_qualifier(claim):
    hidden = secret_entity()
    make_qualifier(claim, "partner", entity=hidden)
    return hidden


def in_who_asserts(claim):
    hidden = secret_entity()
    claim.citations.update(asserted_by=hidden)
    return hidden


def in_chain(claim):
    hidden = secret_entity()
    chain = claim.citations.get().attribution
    longer = make_attribution(chain.origin, hidden)
    claim.citations.update(attribution=longer)
    return hidden


def in_occasion(claim):
    hidden = secret_entity()
    claim.citations.get().attribution.links.update(at=hidden)
    return hidden


def in_stance(claim):
    hidden = secret_entity()
    Stance.objects.create(claim=claim, by=hidden, position="doubts")
    return hidden


def in_topic(claim):
    hidden = make_topic(slug="secret", title={"en": NAME})
    ClaimTopic.objects.create(claim=claim, topic=hidden)
    return hidden


def in_comparison(claim):
    hidden = make_comparison(claim, make_claim(), slug="secret", title={"en": NAME})
    return hidden


def in_resolved_by(claim):
    hidden = secret_claim()
    make_value(
        claim, type=ValueType.TEXT, text="the sum", part="literal", resolved_by=hidden
    )
    return hidden


def in_other_claim(claim):
    hidden = secret_claim()
    make_qualifier(claim, "follows", other_claim=hidden)
    return hidden


def in_stance_about(claim):
    hidden = secret_claim()
    voice = claim.citations.get().asserted_by
    Stance.objects.create(claim=claim, by=voice, position="doubts", about=hidden)
    return hidden


def in_citation(claim):
    hidden = make_article("Secret words.", slug="secret", title=NAME)
    make_citation(claim, hidden, part="context")
    return hidden


PLACES = [
    in_co_subject, in_value, in_qualifier, in_who_asserts, in_chain, in_occasion,
    in_stance, in_topic, in_comparison, in_resolved_by, in_other_claim,
    in_stance_about, in_citation,
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_claim_names_nothing_hidden(client, place):
    claim = make_claim()
    address = f"/api/v1/claims/{claim.key}/"
    hidden = place(claim)
    for told in (client.get(address), client.get("/api/v1/claims/")):
        assert told.status_code == 200
        assert "secret" not in told.content.decode().lower()
    # The same thing, once it is published, is there: the test looks in the right place.
    published(hidden)
    assert "secret" in client.get(address).content.decode().lower()
    # The verb refuses this while the claim is there; a script may not ask it.
    type(hidden).objects.filter(pk=hidden.pk).update(status="draft")
    assert "secret" not in client.get(address).content.decode().lower()


def test_an_origin_is_where_the_chain_of_a_backing_passage_ends(client):
    claim = make_claim()
    backing = claim.citations.get().attribution.origin
    make_citation(claim, part="contradicts", attribution=make_attribution())
    told = client.get(f"/api/v1/claims/{claim.key}/").json()
    assert [origin["slug"] for origin in told["origins"]] == [backing.slug]


def test_an_entity_names_no_hidden_entity_and_no_hidden_publisher(client):
    paper = published(make_entity(kind="publisher", slug="paper"))
    hidden = secret_entity()
    EntityRelation.objects.create(entity=paper, kind="part_of", other=hidden)
    paper.publisher = make_publisher(slug="secret-press")
    paper.save()
    told = client.get("/api/v1/entities/paper/")
    assert "secret" not in told.content.decode().lower()
    published(make_article(publisher=paper.publisher))
    published(hidden)
    told = client.get("/api/v1/entities/paper/").json()
    assert told["relations"][0]["entity"]["slug"] == "secret"
    assert told["publisher"]["slug"] == "secret-press"


def test_a_topic_names_no_hidden_topic_and_no_hidden_claim(client):
    wider = make_topic(slug="secret-wider")
    hidden = secret_claim(ref="secret-1")
    shown = make_claim(ref="shown-1")
    topic = published(
        make_topic(
            slug="topic",
            parent=wider,
            narrative={"en": f"A[[c:secret-1]] b[[c:{hidden.key}]] c[[c:shown-1]]."},
        )
    )
    make_topic(slug="secret-narrower", parent=topic)
    for address in ("/api/v1/topics/topic/", "/api/v1/topics/"):
        told = client.get(address).content.decode()
        assert "secret" not in told
        assert hidden.key not in told
    told = client.get("/api/v1/topics/topic/").json()
    assert told["narrative"] == {"en": f"A b c[[c:{shown.key}]]."}
    published(wider)
    assert client.get("/api/v1/topics/topic/").json()["parent"]["slug"] == wider.slug


def test_a_comparison_names_no_hidden_voice_and_no_hidden_claim(client):
    comparison = make_comparison(make_claim(), make_claim(), slug="seen")
    voice, claim = secret_entity(), secret_claim()
    comparison.stance_by, comparison.derived_from = voice, claim
    published(comparison)
    told = client.get("/api/v1/comparisons/seen/")
    assert "secret" not in told.content.decode().lower()
    published(voice)
    published(claim)
    told = client.get("/api/v1/comparisons/seen/").json()
    assert told["stance_by"]["slug"] == "secret"
    assert told["derived_from"]["key"] == claim.key


HIDDEN = {
    "articles": lambda: make_article(slug="secret").slug,
    "claims": lambda: secret_claim().key,
    "comparisons": lambda: make_comparison(slug="secret").slug,
    "entities": lambda: secret_entity().slug,
    "publishers": lambda: make_publisher(slug="secret").slug,
    "topics": lambda: make_topic(slug="secret").slug,
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_record_answers_like_an_unknown_one_byte_for_byte(client, name):
    address = HIDDEN[name]()
    hidden = client.get(f"/api/v1/{name}/{address}/")
    unknown = client.get(f"/api/v1/{name}/unknown/")
    assert hidden.status_code == 404
    assert hidden.content == unknown.content
    assert hidden.headers == unknown.headers
    assert client.get(f"/api/v1/{name}/").json()["results"] == []


@pytest.mark.parametrize(
    ("name", "parameter", "kind"),
    [
        ("claims", "about", "entities"),
        ("claims", "names", "entities"),
        ("claims", "asserted_by", "entities"),
        ("claims", "origin", "entities"),
        ("claims", "topic", "topics"),
        ("claims", "cites", "articles"),
        ("claims", "publisher", "publishers"),
        ("claims", "comparison", "comparisons"),
        ("entities", "topic", "topics"),
        ("articles", "publisher", "publishers"),
        ("articles", "about", "entities"),
        ("comparisons", "about", "entities"),
        ("comparisons", "claim", "claims"),
        ("topics", "parent", "topics"),
    ],
)
def test_a_filter_refuses_a_hidden_value_as_an_unknown_one(
    client, name, parameter, kind
):
    hidden = client.get(f"/api/v1/{name}/", {parameter: HIDDEN[kind]()})
    unknown = client.get(f"/api/v1/{name}/", {parameter: "unknown"})
    assert hidden.status_code == 400
    assert list(hidden.json()["errors"]) == [parameter]
    assert hidden.content == unknown.content


def test_the_etag_does_not_change_with_what_is_hidden(client):
    claim = make_claim()
    address = f"/api/v1/claims/{claim.key}/"
    alone, listed = client.get(address)["ETag"], client.get("/api/v1/claims/")["ETag"]
    for place in (in_topic, in_other_claim, in_citation, in_value):
        place(claim)
    assert client.get(address)["ETag"] == alone
    assert client.get("/api/v1/claims/")["ETag"] == listed
    make_claim()
    assert client.get("/api/v1/claims/")["ETag"] != listed


def test_a_company_withdrawn_is_gone_with_the_reason_and_its_claims_are_unknown(client):
    company = make_company(slug="acme")
    claim = make_claim(subject=company)
    company.withdraw(by=reviewer(), reason="It never was.")
    gone = client.get("/api/v1/entities/acme/")
    assert gone.status_code == 410
    assert gone.json()["detail"] == "This was withdrawn: It never was."
    assert client.get(f"/api/v1/claims/{claim.key}/").status_code == 404
