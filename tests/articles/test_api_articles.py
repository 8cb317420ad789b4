"""Articles, versions and passages in the API, as far as the publisher's rights go."""

import pytest

from articles.models import Rights, Section, Version
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_draft_claim,
    make_publisher,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db

TEXT = "Nobody cites this at all, nor this. Acme earned 5 million yuan. Nor does this."
QUOTE = "Acme earned 5 million yuan."


def article_with(rights, **fields):
    article = make_article(TEXT, rights=rights, slug="article", **fields)
    if rights == Rights.NOTHING:
        return published(article)
    make_claim(published(article), QUOTE)
    return article


@pytest.mark.parametrize(
    ("rights", "text", "passages", "around"),
    [
        (Rights.FULL, TEXT, [QUOTE], True),
        (Rights.EXCERPTS, None, [QUOTE], True),
        (Rights.QUOTES, None, [QUOTE], False),
        (Rights.NOTHING, None, [], False),
    ],
)
def test_rights_decide_what_is_told_of_a_text(client, rights, text, passages, around):
    article_with(rights)
    version = client.get("/api/v1/articles/article/versions/1/").json()
    assert version["text"] == text
    told = client.get("/api/v1/articles/article/versions/1/passages/").json()["results"]
    assert [passage["quote"] for passage in told] == passages
    assert all(bool(passage["suffix"]) is around for passage in told)
    if text is None:
        beginning = TEXT[:15]
        for address in ("articles/", "articles/article/", "claims/"):
            assert beginning not in client.get(f"/api/v1/{address}").content.decode()


def test_quotes_come_without_context_in_claims_too(client):
    article_with(Rights.QUOTES)
    [claim] = client.get("/api/v1/claims/").json()["results"]
    passage = claim["citations"][0]["passage"]
    assert passage["quote"] == QUOTE
    assert (passage["prefix"], passage["suffix"]) == (None, None)


def test_only_passages_that_published_claims_cite_are_told(client):
    article = article_with(Rights.FULL)
    make_citation(make_draft_claim(), article, "Nobody cites this")
    told = client.get("/api/v1/articles/article/versions/1/passages/").json()["results"]
    assert [passage["quote"] for passage in told] == [QUOTE]
    key = told[0]["key"]
    one = client.get(f"/api/v1/articles/article/versions/1/passages/{key}/")
    assert one.json() == told[0]


def test_a_version_has_its_sections(client):
    article = article_with(Rights.EXCERPTS)
    version = article.current_version
    heading = Section.objects.create(
        version=version, index=0, kind="heading", start=0, end=6
    )
    Section.objects.create(
        version=version, index=1, kind="paragraph", start=7, end=20, under=heading
    )
    told = client.get("/api/v1/articles/article/versions/1/").json()
    assert told["sections"][1] == {
        "index": 1,
        "kind": "paragraph",
        "detail": None,
        "treatment": None,
        "start": 7,
        "end": 20,
        "language": None,
        "under": 0,
        "original": None,
    }


def test_an_article_tells_its_versions_without_their_texts(client):
    article = article_with(Rights.FULL)
    Version.objects.capture(article, "Another text.")
    told = client.get("/api/v1/articles/article/").json()
    assert [version["number"] for version in told["versions"]] == [1, 2]
    listed = client.get("/api/v1/articles/article/versions/").json()["results"]
    assert listed == told["versions"]
    assert "text" not in listed[0]


def test_what_the_desk_keeps_to_itself_stays_there(client):
    publisher = make_publisher(slug="paper", note="Desk only")
    article_with(Rights.FULL, publisher=publisher)
    make_company(slug="acme", note="Desk only")
    for address in ("publishers/paper/", "articles/article/", "entities/acme/"):
        told = client.get(f"/api/v1/{address}").content.decode()
        assert "Desk only" not in told
        assert "annotator" not in told


def test_a_renamed_article_is_found_at_its_new_address(client):
    article = article_with(Rights.FULL)
    article.rename("renamed")
    moved = client.get("/api/v1/articles/article/?fields=slug")
    assert moved.status_code == 301
    address = "http://testserver/api/v1/articles/renamed/?fields=slug"
    assert moved["Location"] == address
    assert client.get(address).json() == {"slug": "renamed"}


def test_a_draft_that_was_renamed_is_as_unknown_as_before(client):
    article = make_article(slug="draft")
    article.rename("secret")
    before = client.get("/api/v1/articles/draft/")
    assert before.status_code == 404
    assert before.content == client.get("/api/v1/articles/unknown/").content


def test_a_withdrawn_article_is_gone_with_the_reason_and_its_versions_are_unknown(
    client,
):
    article = article_with(Rights.FULL)
    article.withdraw(by=reviewer(), reason="The publisher asked.")
    gone = client.get("/api/v1/articles/article/")
    assert gone.status_code == 410
    assert gone["Content-Type"] == "application/problem+json"
    assert gone.json()["detail"] == "This was withdrawn: The publisher asked."
    assert client.get("/api/v1/articles/article/versions/1/").status_code == 404
    assert client.get("/api/v1/articles/").json()["results"] == []
