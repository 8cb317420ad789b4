"""Two editors at one article: each is told what the other does, and nobody else's."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.changes import current_change, earlier, new_change, one_change
from articles.models import Passage, Version
from entities.models import Citation, Claim, Comment, Mention, Refusal, Thread
from tests.annotation.asking import Desk
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_draft_claim,
    make_entity,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("Acme earned 5 million yuan. It said so.")


@pytest.fixture
def ann(article):
    return Desk(article)


@pytest.fixture
def bob(article):
    return Desk(article, reviewer())


def news(desk, since, **query):
    asked = "&".join(f"{name}={text}" for name, text in query.items())
    answer = desk.ask("GET", f"?since={since}&{asked}".rstrip("&"))
    assert answer.status_code == 200, answer.content
    return answer.json()


def start(desk, quote="earned", text="Net?"):
    return desk.done("POST", "comments/", {"place": desk.place(quote), "text": text})


def by(user, row):
    row._history_user = user
    return row


def mark(article, entity, quote, user):
    passage = Passage.objects.find(article.current_version, quote)
    mention = by(user, Mention(passage=passage, entity=entity))
    mention.save()
    return mention


def test_an_id_of_some_seconds_ago_is_less_than_those_made_since():
    change = new_change()
    assert earlier(change, 1) < change < new_change()
    assert earlier(change, 0) <= change
    assert earlier(earlier(change, 10**12), 1).version == 7


def test_what_others_did_is_told_with_what_is_there_now(ann, bob, article):
    since = ann.ask("GET").json()["change"]
    done = start(bob)
    told = news(ann, since)
    assert told["marks"] == done["marks"]
    assert [card["id"] for card in told["cards"]] == [done["marks"][0]["card"]]
    assert told["news"] == [
        {"change": done["change"], "said": "reviewer added 1 comment."}
    ]
    assert told["change"] == done["change"]
    assert told["version"] == 1


def test_what_is_gone_is_told_and_what_came_and_went_too(ann, bob, article):
    mention = mark(article, make_entity(), "Acme", reviewer())
    claim = make_draft_claim()
    citation = make_citation(claim, article, "earned")
    since = ann.ask("GET").json()["change"]
    for row in (mention, citation):
        pk = row.pk
        by(reviewer(), row).delete()
        row.pk = pk
    bob.undo(start(bob))
    removed = set(news(ann, since)["removed"])
    assert {f"mention-{mention.pk}", f"citation-{citation.pk}"} <= removed
    assert f"claim-{claim.key}" in removed
    assert f"thread-{Thread.history.first().id}" in removed
    assert Citation.objects.count() == 0


def test_a_claim_that_is_deleted_loses_its_card(ann, article):
    claim = make_draft_claim(subject=make_entity())
    citation = make_citation(claim, article, "earned")
    since = ann.ask("GET").json()["change"]
    claim.values.get().delete()
    citation.delete()
    by(reviewer(), claim).delete()
    assert f"claim-{claim.key}" in news(ann, since)["removed"]
    assert not Claim.objects.exists()


def test_one_is_not_told_of_oneself_unless_one_asks(ann):
    since = ann.ask("GET").json()["change"]
    done = start(ann)
    assert news(ann, since)["news"] == []
    (told,) = news(ann, since, own="yes")["news"]
    assert told == {"change": done["change"], "said": "annotator added 1 comment."}


def test_other_articles_and_other_versions_are_not_told_of(ann, article):
    elsewhere = Desk(make_article("Another text says more."), reviewer())
    since = ann.ask("GET").json()["change"]
    start(elsewhere, "more")
    by(reviewer(), make_draft_claim()).save()
    version = elsewhere.article.current_version
    words = {"version": version, "start": 0, "end": 7, "quote": "Another"}
    by(reviewer(), Refusal(**words, entity=make_entity())).save()
    assert news(ann, since)["news"] == []
    Version.objects.capture(article, "Acme earned 6 million yuan.")
    mark(article, make_entity(), "Acme", reviewer())
    told = news(ann, since)
    assert (told["version"], len(told["news"])) == (2, 1)


def test_a_change_of_a_claim_is_told_where_it_is_cited(ann, article):
    claim = make_draft_claim()
    make_citation(claim, article, "earned")
    since = ann.ask("GET").json()["change"]
    claim.sentences = {"en": "It is mended."}
    by(reviewer(), claim).save()
    told = news(ann, since)
    assert "It is mended." in told["cards"][0]["html"]
    assert told["news"][-1]["said"] == "reviewer changed 1 claim."


def test_a_change_that_took_its_time_is_not_missed(ann, article):
    """Its id is older than that of what was seen before it was done."""
    entity = make_entity()
    with one_change():
        current_change()
        since = str(new_change())
        mark(article, entity, "Acme", reviewer())
    assert len(news(ann, since)["news"]) == 1


def test_settled_comments_are_told_by_their_card(ann, bob):
    thread = start(ann)["marks"][0]["id"]
    since = ann.ask("GET").json()["change"]
    row = Thread.objects.get()
    bob.done("PATCH", f"threads/{row.pk}/", {"resolved": True}, revision=row.revision)
    told = news(ann, since)
    assert (told["removed"], told["marks"]) == ([thread], [])
    assert "Resolved by reviewer" in told["cards"][0]["html"]
    assert told["news"][-1]["said"] == "reviewer changed 1 thread of comments."


def test_whoever_may_not_see_a_kind_is_not_told_of_it(article, bob):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    desk = Desk(article, viewer)
    since = desk.ask("GET").json()["change"]
    start(bob)
    mark(article, make_entity(), "Acme", reviewer())
    told = news(desk, since)
    assert [told[name] for name in ("news", "marks", "cards", "removed")] == [[]] * 4
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "asked", ["since=nonsense", "since=", "since=1&since=2", "until=1", "since=%00"]
)
def test_nonsense_is_refused(ann, asked):
    assert ann.ask("GET", f"?{asked}").status_code == 400


def test_asking_is_cheap_where_nothing_happened_and_the_same_for_much(ann, bob):
    state = f"/api/v1/desk/articles/{ann.article.slug}/?since={new_change()}"
    quiet = count_queries(ann.client, state)
    whole = count_queries(ann.client, state.partition("?")[0])
    start(bob)
    one = count_queries(ann.client, state)
    for quote in ("Acme", "yuan", "said", "so"):
        start(bob, quote)
    assert count_queries(ann.client, state) == one
    assert quiet < whole
    assert annotator() != reviewer()
