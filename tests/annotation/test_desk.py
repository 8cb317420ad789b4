"""The desk of one article: what it shows, to whom, and what it takes as a place."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from articles.desk_api import Stale
from articles.models import Passage, Version
from entities.annotation.places import passage_at
from entities.models import Mention
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_draft_claim,
    make_entity,
)

pytestmark = pytest.mark.django_db
TEXT = "Acme \U0001f914 earned 5 million yuan.\nIt said so in \U00020bb7."


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/desk/"


def state_of(desk, article):
    return desk.get(f"/api/v1/desk/articles/{article.slug}/").json()


def mark(article, entity, quote):
    passage = Passage.objects.find(article.current_version, quote)
    return Mention.objects.create(passage=passage, entity=entity)


def test_the_page_shows_every_character_and_what_is_marked(desk, article):
    acme = make_entity(label={"en": "Acme Corporation"})
    mention = mark(article, acme, "Acme")
    claim = make_draft_claim(sentences={"en": "Acme earned money."})
    citation = make_citation(claim, article, "earned 5 million yuan")
    page = desk.get(page_of(article)).content.decode()
    assert "Acme \U0001f914 earned 5 million yuan." in page
    assert "Acme Corporation" in page
    assert "Acme earned money." in page
    marks = {m["id"]: m for m in state_of(desk, article)["marks"]}
    assert marks.keys() == {f"mention-{mention.pk}", f"citation-{citation.pk}"}
    found = marks[f"citation-{citation.pk}"]
    assert TEXT[found["start"] : found["end"]] == "earned 5 million yuan"
    assert found["card"] == f"claim-{claim.key}"


def test_whoever_may_see_articles_only_is_told_of_nothing_else(client, article):
    mark(article, make_entity(label={"en": "Secret Corp"}), "Acme")
    make_citation(make_draft_claim(sentences={"en": "A secret."}), article, "earned")
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(viewer)
    told = state_of(client, article)
    assert (told["version"], told["marks"], told["cards"]) == (1, [], [])
    assert "ecret" not in client.get(page_of(article)).content.decode()


def test_the_desk_costs_the_same_for_many_marks(desk, article):
    addresses = page_of(article), f"/api/v1/desk/articles/{article.slug}/"
    mark(article, make_entity(), "Acme")
    make_citation(make_draft_claim(), article, "earned")
    for address in addresses:
        desk.get(address)
    before = [count_queries(desk, address) for address in addresses]
    for quote in ("5", "million", "yuan", "said", "so"):
        mark(article, make_entity(), quote)
        make_citation(make_draft_claim(), article, quote)
    assert [count_queries(desk, address) for address in addresses] == before


def place(**given):
    start = TEXT.index("yuan")
    return {"version": 1, "start": start, "end": start + 4, "quote": "yuan"} | given


def test_a_place_is_taken_only_where_the_text_says_so(article):
    assert passage_at(article, place()).quote == "yuan"
    with pytest.raises(ValidationError, match=r"the text says “uan\."):
        passage_at(article, place(start=place()["start"] + 1, end=place()["end"] + 1))
    with pytest.raises(ValidationError, match="the text says “nothing”"):
        passage_at(article, place(start=9000, end=9004))
    assert Passage.objects.count() == 1


def test_a_place_of_an_older_text_is_stale(article):
    Version.objects.capture(article, TEXT + " More.")
    with pytest.raises(Stale, match="newer text"):
        passage_at(article, place())


def test_an_article_without_a_text_has_a_desk_that_says_so(desk):
    article = make_article(None)
    assert "No text has been captured" in desk.get(page_of(article)).content.decode()
    assert state_of(desk, article)["version"] is None
