"""A selection becomes evidence for a claim, by the claim's own rules."""

import pytest

from articles.models import Passage, Status, Version
from entities.models import Attribution, Citation, Claim, Entity, LinkVerb
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    make_publisher,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "𠮷野家 \U0001f914 earned 24亿元, its rival 36亿元."


@pytest.fixture
def article():
    return make_article(
        TEXT, publisher=make_publisher(name={"en": "The Paper", "zh": "日报"})
    )


@pytest.fixture(autouse=True)
def reports():
    return LinkVerb.objects.create(slug="reports", label={"en": "reports"})


@pytest.fixture
def send(client):
    def ask(address, body=None, *, by=annotator, method="post", status=201, **headers):
        client.force_login(by())
        answer = getattr(client, method)(
            f"/api/v1/desk/{address}/",
            body or {},
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return ask


@pytest.fixture
def cite(send, article):
    def ask(claim, quote="24亿元", status=201, by=annotator, place=None, **given):
        start = TEXT.index(quote)
        there = {"version": 1, "start": start, "end": start + len(quote)}
        there |= {"quote": quote} | (place or {})
        body = {"place": there, "claim": claim.key} | given.pop("body", {}) | given
        return send(f"articles/{article.slug}/citations", body, by=by, status=status)

    return ask


def test_a_selection_becomes_a_citation_and_the_desk_is_told(cite):
    claim = make_draft_claim()
    told = cite(
        claim,
        part="supports",
        mode="headline",
        translation={"en": " 2.4 billion ", "fr": ""},
        locator="p. 3",
    )
    citation = Citation.objects.get()
    assert citation.passage.quote == "24亿元"
    assert (citation.part, citation.mode) == ("supports", "headline")
    assert (citation.translation, citation.locator) == ({"en": "2.4 billion"}, "p. 3")
    assert [mark["id"] for mark in told["marks"]] == [f"citation-{citation.pk}"]
    assert [card["id"] for card in told["cards"]] == [f"claim-{claim.key}"]
    assert told["change"] == str(citation.history.get().change)
    assert told["said"].startswith("Supports it: “")
    assert ".”." not in told["said"], "a sentence has its own full stop"


def test_without_a_chain_the_articles_publisher_vouches_and_gets_a_draft_entity(
    cite, article
):
    told = cite(make_draft_claim())
    paper = Entity.objects.get(publisher=article.publisher)
    assert (paper.kind, paper.status, paper.drafted_by) == (
        "publisher",
        Status.DRAFT,
        annotator(),
    )
    assert {name.text for name in paper.names.all()} == {"The Paper", "日报"}
    assert told["said"].endswith("Drafted the entity “The Paper”.")
    citation = Citation.objects.get()
    assert (citation.asserted_by, citation.attribution.slug) == (paper, paper.slug)
    cite(make_draft_claim())
    assert Attribution.objects.count() == 1, "the same chain is found again"


def test_a_chain_is_made_of_links_once_and_its_last_voice_vouches(cite):
    agency = make_entity(slug="agency")
    speech = make_entity(slug="speech", kind="event")
    chair = make_entity(slug="chair")
    chain = [
        {"by": "agency", "verb": "reports"},
        {"by": "chair", "verb": "reports", "inferred": True, "at": "speech"},
    ]
    cite(make_draft_claim(), chain=chain)
    citation = Citation.objects.get()
    assert (citation.asserted_by, citation.attribution.slug) == (chair, "agency--chair")
    links = list(citation.attribution.links.values_list("by", "inferred", "at"))
    assert links == [(agency.pk, False, None), (chair.pk, True, speech.pk)]
    cite(make_draft_claim(), chain=chain, asserted_by="agency")
    assert Attribution.objects.count() == 1
    assert Citation.objects.latest("pk").asserted_by == agency
    chain[1]["inferred"] = False
    cite(make_draft_claim(), chain=chain)
    assert Attribution.objects.count() == 2, "a link that differs is another chain"


def test_a_site_without_the_verb_is_asked_how_the_publisher_has_it(cite, reports):
    reports.delete()
    refused = cite(make_draft_claim(), status=422)
    assert "no verb “reports”" in refused["errors"]["chain"][0]
    assert not Entity.objects.filter(kind="publisher").exists()


@pytest.mark.parametrize(
    ("given", "field", "status"),
    [
        ({"place": {"start": 0}}, "quote", 422),
        ({"place": {"end": 9999}}, "quote", 422),
        ({"place": {"quote": "25亿元"}}, "quote", 422),
        ({"place": {"start": -1}}, "place.start", 400),
        ({"part": "proves"}, "part", 400),
        ({"chain": "nowhere"}, "chain", 400),
        ({"chain": []}, "chain", 400),
        ({"chain": [{"by": "nobody", "verb": "reports"}]}, "chain", 400),
        ({"chain": [{"by": "x\x00", "verb": "reports"}]}, "chain", 400),
        ({"chain": [{"verb": "reports"}] * 13}, "chain", 400),
        ({"chain": 7}, "chain", 400),
        ({"asserted_by": "nobody"}, "asserted_by", 400),
        ({"translation": {"xx": "words"}}, "translation", 400),
        ({"translation": "words"}, "translation", 400),
        ({"locator": "x" * 61}, "locator", 400),
        ({"body": {"claim": "none"}}, "claim", 400),
        ({"body": {"claim": "\x00"}}, "claim", 400),
    ],
)
def test_what_cannot_be_cited_is_refused_by_its_field(given, field, status, cite):
    refused = cite(make_draft_claim(), status=status, **given)
    assert list(refused["errors"]) == [field]
    assert not Citation.objects.exists()
    assert not Passage.objects.exists()
    assert not Entity.objects.filter(kind="publisher").exists()


def test_a_voice_that_the_chain_lacks_is_refused(cite):
    make_entity(slug="stranger")
    refused = cite(make_draft_claim(), status=422, asserted_by="stranger")
    assert "does not occur" in refused["errors"]["asserted_by"][0]


def test_a_passage_is_cited_once_for_the_same_claim(cite):
    claim = make_draft_claim()
    cite(claim)
    refused = cite(claim, status=422)
    assert "The claim cites this passage already." in str(refused["errors"])


def test_a_text_that_is_not_the_newest_is_not_cited(cite, article):
    Version.objects.capture(article, f"{TEXT} More.")
    assert "newer text" in cite(make_draft_claim(), status=412)["detail"]


def test_what_is_in_review_is_cited_for_by_reviewers(cite):
    claim = make_draft_claim()
    make_citation(claim)
    in_review(claim)
    assert "reviewers change it" in cite(claim, status=403)["detail"]
    cite(claim, by=reviewer)


def test_what_readers_see_is_proposed_to_or_changed_with_a_reason(
    cite, client, article
):
    claim = make_claim()
    published(article)
    refused = cite(claim, status=403)
    (address,) = refused["errors"]["propose"]
    form = client.get(address)
    assert form.status_code == 200
    initial = form.context["adminform"].form
    assert initial["quote"].value() == "24亿元"
    assert str(initial["article"].value()) == str(article.pk)
    refused = cite(claim, by=publisher, status=422)
    assert list(refused["errors"]) == ["reason"]
    outlet = make_attribution().slug
    cite(claim, by=publisher, reason="It is new.", chain=outlet)
    assert claim.history.first().history_change_reason == "It is new."


def test_a_published_claim_gets_no_voice_that_readers_may_not_see(cite, article):
    claim = make_claim()
    refused = cite(
        published(article) and claim, by=publisher, status=422, reason="New."
    )
    assert "which is not published" in str(refused["errors"])
    assert Citation.objects.count() == 1


def revision(record) -> str:
    return f'"{record.revision}"'


def test_a_citation_is_changed_as_it_was_seen(send, article):
    citation = make_citation(make_draft_claim(), article, "24亿元")
    address = f"citations/{citation.pk}"
    change = {"part": "context", "locator": "p. 9"}
    send(address, change, method="patch", status=428)
    send(address, change, method="patch", status=412, if_match='"9"')
    told = send(
        address, change, method="patch", status=200, if_match=revision(citation)
    )
    stored = Citation.objects.get()
    assert (stored.part, stored.locator) == ("context", "p. 9")
    assert (stored.attribution, stored.asserted_by) == (
        citation.attribution,
        citation.asserted_by,
    )
    assert [card["id"] for card in told["cards"]] == [f"claim-{stored.claim.key}"]


def test_another_chain_brings_its_own_voice(send, article):
    citation = make_citation(make_draft_claim(), article, "24亿元")
    chain = make_attribution()
    body = {"chain": chain.slug}
    given = {"method": "patch", "status": 200, "if_match": revision(citation)}
    send(f"citations/{citation.pk}", body, **given)
    stored = Citation.objects.get()
    assert (stored.attribution, stored.asserted_by) == (chain, chain.origin)


def test_a_citation_is_taken_away_and_its_mark_is_gone(send, article):
    claim = make_draft_claim()
    citation = make_citation(claim, article, "24亿元")
    told = send(
        f"citations/{citation.pk}",
        method="delete",
        status=200,
        if_match=revision(citation),
    )
    assert told["removed"] == [f"citation-{citation.pk}", f"claim-{claim.key}"]
    assert not Citation.objects.exists()


def test_the_last_evidence_of_a_published_claim_stays(send):
    claim = make_claim()
    citation = claim.citations.get()
    given = {"method": "delete", "by": publisher, "if_match": revision(citation)}
    refused = send(f"citations/{citation.pk}", status=422, **given)
    assert list(refused["errors"]) == ["reason"]
    body = {"reason": "It says less."}
    refused = send(f"citations/{citation.pk}", body, status=422, **given)
    assert "No citation of a published article" in str(refused["errors"])
    assert Claim.objects.get().status == Status.PUBLISHED
    assert Citation.objects.exists()


def test_a_citation_that_is_none_is_not_found(send):
    for number in (987_654, 10**30):
        send(f"citations/{number}", method="patch", status=404, if_match="*")


def test_a_card_offers_to_change_its_evidence_to_whoever_may(send, article, client):
    claim = make_draft_claim()
    make_citation(claim, article, "24亿元")

    def offers(by):
        client.force_login(by())
        state = client.get(f"/api/v1/desk/articles/{article.slug}/").json()
        return "change-citation" in state["cards"][0]["html"]

    assert offers(annotator)
    in_review(claim)
    assert not offers(annotator)
    assert offers(reviewer)


def test_the_panel_is_told_what_a_citation_says(send, article, client):
    citation = make_citation(make_draft_claim(), article, "24亿元", locator="p. 2")
    told = send(f"citations/{citation.pk}", method="get", status=200)
    assert told["claim"].pop("key") == citation.claim.key
    assert told | {"claim": ""} == {
        "revision": citation.revision,
        "quote": "24亿元",
        "claim": "",
        "part": "states",
        "mode": "own_voice",
        "chain": citation.attribution.slug,
        "asserted_by": citation.asserted_by.slug,
        "translation": {},
        "locator": "p. 2",
    }
