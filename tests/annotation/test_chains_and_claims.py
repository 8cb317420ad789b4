"""What is offered to cite by, and the claims that one finds as one types."""

import pytest

from articles.capture.storing import unknown_publisher
from entities.models import Attribution, LinkVerb, Mention
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    make_name,
    make_publisher,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def chains_for(desk, article):
    return desk.get(f"/api/v1/desk/articles/{article.slug}/chains/").json()


def said_in(offer) -> list[str]:
    return [chain["slug"] for chain in offer["chains"]]


def test_the_articles_own_chains_come_first_and_the_newest_of_them_is_the_default(desk):
    house = make_publisher()
    article, sibling = make_article(publisher=house), make_article(publisher=house)
    first, second, third, elsewhere = (make_attribution() for _ in range(4))
    make_citation(make_draft_claim(), article, attribution=first)
    make_citation(make_draft_claim(), sibling, attribution=third)
    make_citation(make_draft_claim(), article, attribution=second)
    make_citation(make_draft_claim(), attribution=elsewhere)
    offer = chains_for(desk, article)
    assert said_in(offer) == [second.slug, first.slug, third.slug]
    assert [chain["is_own"] for chain in offer["chains"]] == [True, True, False]
    assert offer["default"] == offer["chains"][0]


def test_a_chain_is_told_link_by_link(desk):
    paper, chair = (
        make_entity(label={"en": "Paper"}),
        make_entity(label={"en": "Chair"}),
    )
    article = make_article()
    chain = make_attribution(paper, chair, inferred=[1])
    make_citation(make_draft_claim(), article, attribution=chain)
    (told,) = chains_for(desk, article)["chains"]
    assert told["said"] == "Paper ← Chair"
    assert told["links"][1] == {
        "by": {"slug": chair.slug, "name": "Chair"},
        "verb": {"slug": "says", "name": "says"},
        "inferred": True,
        "at": None,
        "at_text": "",
    }


def test_for_an_article_nobody_cited_yet_its_publisher_reports(desk):
    house = make_publisher(name={"en": "The Paper"})
    article, sibling = make_article(publisher=house), make_article(publisher=house)
    make_citation(make_draft_claim(), sibling)
    offer = chains_for(desk, article)
    assert len(offer["chains"]) == 1
    assert offer["default"] is None
    assert "no verb “reports”" in offer["note"]
    LinkVerb.objects.create(slug="reports", label={"en": "reports"})
    offer = chains_for(desk, article)
    assert offer["default"]["said"] == "The Paper reports"
    assert "one will be drafted" in offer["note"]
    assert Attribution.objects.count() == 1, "to look makes nothing"
    entity = make_entity(kind="publisher", publisher=house, label={"en": "Paper"})
    offer = chains_for(desk, article)
    assert offer["default"]["links"][0]["by"]["slug"] == entity.slug
    assert offer["note"] == ""


def test_who_cites_a_text_of_unknown_publisher_is_asked_to_name_it_first(desk):
    LinkVerb.objects.create(slug="reports", label={"en": "reports"})
    article = make_article(publisher=unknown_publisher())
    note = chains_for(desk, article)["note"]
    assert "name the publisher in the article's form first" in note
    assert "one will be drafted" in note
    make_entity(kind="publisher", publisher=article.publisher)
    note = chains_for(desk, article)["note"]
    assert "name the publisher in the article's form first" in note
    assert "drafted" not in note


def found(desk, q="", **given) -> list[dict]:
    query = ({"q": q} if q else {}) | given
    answer = desk.get("/api/v1/desk/claims/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["claims"]


def test_claims_are_found_by_sentence_name_reference_and_printed_figure(desk):
    subject = make_entity(label={"en": "Gadget Corp"})
    make_name(subject, "科大讯飞", language="zh")
    claim = make_draft_claim(
        subject=subject,
        ref="c9-1",
        sentences={"zh": "公司收入增长。", "fr": "Le chiffre d’affaires."},
    )
    make_draft_claim(value={"as_printed": "6 billion yuan"})
    for words in (
        "收入",
        "chiffre",
        "讯飞",
        "gadget",
        "c9-1",
        claim.key,
        "yuan million",
    ):
        assert [c["key"] for c in found(desk, words)] == [claim.key], words
    assert found(desk, "收入 gadget 24亿元") == [], "every word is wanted"
    (told,) = found(desk, "收入")
    assert told | {"property": ""} == {
        "key": claim.key,
        "pk": claim.pk,
        "sentence": "公司收入增长。",
        "language": "zh",
        "subject": "Gadget Corp",
        "property": "",
        "printed": "5 million yuan",
        "status": "draft",
        "cites_here": False,
        "needs_reason": False,
        "refused": "",
    }


def test_the_articles_claims_come_first_then_those_about_whom_it_mentions(desk):
    article = make_article()
    mentioned = make_entity()
    Mention.objects.create(
        passage=make_citation(make_draft_claim(), article).passage, entity=mentioned
    )
    here = make_draft_claim(sentences={"en": "A loss here."})
    make_citation(here, article, "Acme")
    about = make_draft_claim(subject=mentioned, sentences={"en": "A loss of it."})
    other = make_draft_claim(sentences={"en": "A loss elsewhere."})
    keys = [c["key"] for c in found(desk, "loss", article=article.slug)]
    assert keys == [here.key, about.key, other.key]
    keys = [c["key"] for c in found(desk, article=article.slug)]
    assert keys[-1] == about.key
    assert other.key not in keys, "without words only what is near"


def test_withdrawn_claims_are_left_out_and_others_say_who_may_cite_for_them(desk):
    claim = make_claim(sentences={"en": "Seen by readers."})
    assert "publishers change it" in found(desk, "seen by")[0]["refused"]
    desk.force_login(publisher())
    (told,) = found(desk, "seen by")
    assert (told["refused"], told["needs_reason"]) == ("", True)
    claim.withdraw(by=reviewer(), reason="It was wrong.")
    assert found(desk, "seen by") == []


def test_at_most_twenty_claims_cost_as_many_queries_as_one(desk):
    article = make_article()
    mention = make_entity()
    make_citation(make_draft_claim(subject=mention), article)
    sibling = make_article(publisher=article.publisher)
    make_citation(make_draft_claim(), sibling)
    addresses = [
        f"/api/v1/desk/claims/?q=sentence&article={article.slug}",
        f"/api/v1/desk/articles/{article.slug}/chains/",
    ]
    for address in addresses:
        desk.get(address)
    before = [count_queries(desk, address) for address in addresses]
    for _ in range(22):
        make_citation(make_draft_claim(subject=make_entity()), article, "Acme")
    assert [count_queries(desk, address) for address in addresses] == before
    assert len(found(desk, "sentence")) == 20


@pytest.mark.parametrize(
    "query", ["q=%00", "q=", "article=none", "article=%00", "q=x&q=y", "p=1"]
)
def test_what_cannot_be_asked_is_refused(query, desk):
    status = desk.get(f"/api/v1/desk/claims/?{query}").status_code
    assert status == (404 if query == "article=none" else 400)


def test_words_that_mean_something_to_a_database_are_words(desk):
    claim = make_draft_claim(sentences={"en": "It rose 100% in _one_ year's \\ time."})
    for words in ("100%", "_one_", "year's", "\\"):
        assert [c["key"] for c in found(desk, words)] == [claim.key], words
    assert found(desk, "1_0%") == []
