"""Comments at the desk: where they stand, who changes them, what the page is told."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from entities.models import Claim, Comment, Thread
from tests.annotation.asking import Desk
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_draft_claim,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "Acme \U0001f914 earned 5 million yuan.\nIt said so in \U00020bb7."


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def ann(article):
    return Desk(article)


@pytest.fixture
def bob(article):
    return Desk(article, reviewer())


def start(desk, quote="5 million", text="Is this 2023?"):
    return desk.done("POST", "comments/", {"place": desk.place(quote), "text": text})


def test_a_comment_on_a_passage_is_a_mark_and_a_card(ann):
    told = start(ann)
    thread = Thread.objects.get()
    (mark,) = told["marks"]
    assert mark == {
        "id": f"thread-{thread.pk}",
        "kind": "comment",
        "start": TEXT.index("5 million"),
        "end": TEXT.index("5 million") + 9,
        "card": f"thread-{thread.pk}",
    }
    assert "Is this 2023?" in told["cards"][0]["html"]
    assert thread.passage.quote == "5 million"
    assert thread.comments.get().by == annotator()
    assert ann.ask("GET").json()["marks"] == told["marks"]


def test_a_comment_on_a_claim_stands_where_the_claim_is_cited(ann, article):
    claim = make_draft_claim(sentences={"en": "Acme earned money."})
    make_citation(claim, article, "earned")
    told = ann.done("POST", "comments/", {"claim": claim.key, "text": "Gross or net?"})
    cards = {card["kind"]: card for card in told["cards"]}
    assert cards["thread"]["start"] == cards["claim"]["start"] == TEXT.index("earned")
    assert "Acme earned money." in cards["thread"]["html"]
    assert Claim.objects.get().threads.get().comments.get().text == "Gross or net?"


def test_an_answer_and_a_settling_are_shown_and_a_settled_one_loses_its_mark(ann, bob):
    start(ann)
    thread = Thread.objects.get()
    path = f"threads/{thread.pk}/"
    told = bob.done("POST", path, {"text": "<b>Yes.</b>"})
    assert "&lt;b&gt;Yes." in told["cards"][0]["html"]
    told = bob.done("PATCH", path, {"resolved": True}, revision=thread.revision)
    assert told["marks"] == []
    assert told["removed"] == [f"thread-{thread.pk}"]
    assert "Resolved by reviewer" in told["cards"][0]["html"]
    thread.refresh_from_db()
    told = ann.done("PATCH", path, {"resolved": False}, revision=thread.revision)
    assert [mark["kind"] for mark in told["marks"]] == ["comment"]


def test_own_words_are_changed_and_taken_back_until_somebody_answers(ann, bob):
    start(ann)
    comment = Comment.objects.get()
    path = f"comments/{comment.pk}/"
    told = ann.done("PATCH", path, {"text": "Is it 2024?"}, revision=1)
    assert "Is it 2024?" in told["cards"][0]["html"]
    assert "Only who wrote" in bob.refused(
        403, "PATCH", path, {"text": "Mine."}, revision=2
    )
    bob.done("POST", f"threads/{comment.thread_id}/", {"text": "Yes."})
    assert "has answered" in ann.refused(403, "DELETE", path, revision=2)
    own = Comment.objects.get(by=reviewer())
    told = bob.done("DELETE", f"comments/{own.pk}/", revision=1)
    assert "taken back" in told["cards"][0]["html"]
    assert Comment.objects.get(pk=own.pk).text == ""


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"text": ""}, 400, "Write something first."),
        ({"text": " \n "}, 400, "Write something first."),
        ({"text": "x" * 5001}, 400, "5000"),
        ({"text": "a\x00b"}, 400, "ull"),
        ({"text": "a\u0007b"}, 422, "not text"),
        ({"place": None, "text": "Where?"}, 400, "null"),
        ({"claim": "nonsense", "text": "Where?"}, 400, "not both"),
        ({"place": {"start": 0}, "text": "Where?"}, 400, "required"),
        ({"place": "here", "text": "Where?"}, 400, "Invalid"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(ann, given, status, said):
    body = {"place": ann.place("earned")} | given
    assert said in ann.refused(status, "POST", "comments/", body)
    assert not Thread.objects.exists()


def test_a_place_where_the_text_says_something_else_is_refused_with_the_words(ann):
    place = ann.place("earned") | {"quote": "lost 2"}
    told = ann.refused(422, "POST", "comments/", {"place": place, "text": "Hm?"})
    assert "the text says “earned”" in told


def test_settling_takes_the_revision_that_was_seen(ann):
    start(ann)
    path = f"threads/{Thread.objects.get().pk}/"
    ann.refused(428, "PATCH", path, {"resolved": True})
    ann.refused(412, "PATCH", path, {"resolved": True}, revision=7)
    assert "open already" in ann.refused(
        422, "PATCH", path, {"resolved": False}, revision=1
    )


def test_other_articles_comments_are_not_here(ann):
    elsewhere = Desk(make_article("Another text says more."))
    start(elsewhere, "more")
    thread = Thread.objects.get()
    claim = make_draft_claim()
    ann.refused(404, "POST", f"threads/{thread.pk}/", {"text": "Here?"})
    ann.refused(404, "PATCH", f"threads/{thread.pk}/", {"resolved": True}, revision=1)
    comment = thread.comments.get()
    ann.refused(404, "DELETE", f"comments/{comment.pk}/", revision=1)
    ann.refused(404, "POST", "comments/", {"claim": claim.key, "text": "Here?"})
    ann.refused(404, "POST", "threads/98765432109876543210/", {"text": "Here?"})


def test_whoever_may_not_see_comments_learns_nothing(article, ann):
    start(ann)
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    rights = ["view_article", "view_passage", "view_claim", "view_citation"]
    viewer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    desk = Desk(article, viewer)
    assert desk.ask("GET").json()["cards"] == []
    there = Thread.objects.get().pk
    told = {
        desk.ask("POST", f"threads/{pk}/", {"text": "Hm?"}).content
        for pk in (there, there + 1)
    }
    assert len(told) == 1
    assert "may not" in desk.refused(
        403, "POST", "comments/", {"place": desk.place("earned"), "text": "Hm?"}
    )


def test_the_desk_costs_the_same_for_many_threads(ann, article):
    claim = make_draft_claim()
    make_citation(claim, article, "earned")
    address = f"/api/v1/desk/articles/{article.slug}/"
    start(ann)
    ann.done("POST", "comments/", {"claim": claim.key, "text": "Net?"})
    ann.ask("GET")
    before = count_queries(ann.client, address)
    for quote in ("Acme", "yuan", "said", "so"):
        start(ann, quote)
        told = ann.done("POST", "comments/", {"claim": claim.key, "text": "Net?"})
        ann.done("POST", f"threads/{Thread.objects.first().pk}/", {"text": "Gross."})
    assert count_queries(ann.client, address) == before
    assert told["said"] == "Comment added."
