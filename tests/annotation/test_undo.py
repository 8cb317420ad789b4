"""A write is done once however often it is sent, and undone as long as it stands."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from articles.models import DeskAct
from entities.models import Claim, Comment, Thread
from tests.annotation.asking import Desk
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_draft_claim,
    reviewer,
)

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"


@pytest.fixture
def article():
    return make_article("Acme earned 5 million yuan. It said so.")


@pytest.fixture
def ann(article):
    return Desk(article)


@pytest.fixture
def bob(article):
    return Desk(article, reviewer())


def start(desk, quote="earned", text="Net?", **options):
    body = {"place": desk.place(quote), "text": text}
    return desk.done("POST", "comments/", body, **options)


def test_the_same_write_sent_twice_makes_one_row_and_one_answer(ann):
    first = start(ann, key=KEY)
    assert start(ann, key=KEY) == first
    assert Thread.objects.count() == 1
    start(ann, key="another-key")
    start(ann)
    assert Thread.objects.count() == 3


def test_a_key_belongs_to_one_person_and_one_write(ann, bob):
    start(ann, key=KEY)
    start(bob, key=KEY)
    assert Thread.objects.count() == 2
    body = {"place": ann.place("earned"), "text": "Gross?"}
    told = ann.refused(422, "POST", "comments/", body, key=KEY)
    assert "saved already, as it was first sent" in told
    assert Thread.objects.count() == 2


def test_what_waited_is_not_sent_in_the_name_of_whoever_came_next(ann, bob):
    """A write waits in the page; meanwhile somebody else logs in on that browser."""
    ann.client.defaults["HTTP_DESK_USER"] = str(annotator().pk)
    start(ann)
    bob.client.defaults["HTTP_DESK_USER"] = str(annotator().pk)
    body = {"place": bob.place("earned"), "text": "Net?"}
    told = bob.refused(403, "POST", "comments/", body)
    assert "Somebody else is logged in" in told
    assert Thread.objects.count() == 1


def test_what_was_refused_is_not_remembered(ann):
    body = {"place": ann.place("earned") | {"quote": "lost"}, "text": "Net?"}
    ann.refused(422, "POST", "comments/", body, key=KEY)
    assert not DeskAct.objects.exists()
    start(ann, key=KEY)
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("key", ["short", "x" * 65, "with space", "ключ-ключ"])
def test_a_key_is_a_short_plain_word(ann, key):
    body = {"place": ann.place("earned"), "text": "Net?"}
    assert "8 to 64" in ann.refused(400, "POST", "comments/", body, key=key)


def test_what_was_done_is_forgotten_after_a_day(ann):
    first = start(ann, key=KEY)
    day = timezone.now() - timedelta(days=1, minutes=1)
    DeskAct.objects.update(at=day)
    assert "last day" in ann.refused(422, "POST", "undo/", {"change": first["change"]})
    start(ann, key=KEY)
    assert Thread.objects.count() == 2
    assert DeskAct.objects.count() == 1


def test_undoing_shows_what_is_gone(ann):
    told = ann.undo(start(ann))
    (thread,) = Thread.history.filter(history_type="-")
    assert told["removed"] == [f"thread-{thread.id}"]
    assert told["marks"] == told["cards"] == []
    assert told["said"] == "Undone: Comment added."
    assert not Comment.objects.exists()


def test_undoing_shows_what_is_back_and_what_changed_back(ann):
    start(ann)
    thread = Thread.objects.get()
    path = f"threads/{thread.pk}/"
    done = ann.done("PATCH", path, {"resolved": True}, revision=thread.revision)
    told = ann.undo(done)
    assert [mark["id"] for mark in told["marks"]] == [f"thread-{thread.pk}"]
    assert not Thread.objects.get().is_resolved
    comment = Comment.objects.get()
    ann.undo(ann.done("DELETE", f"comments/{comment.pk}/", revision=comment.revision))
    assert Comment.objects.get().text == "Net?"


def test_the_last_acts_are_listed_and_undone_one_after_the_other(ann, bob):
    done = [start(ann, quote) for quote in ("Acme", "earned", "said")]
    start(bob, "million")
    listed = ann.ask("GET", "undo/").json()["acts"]
    assert [act["change"] for act in listed] == [d["change"] for d in reversed(done)]
    assert {act["said"] for act in listed} == {"Comment added."}
    for act in listed:
        ann.undo(act)
    assert ann.ask("GET", "undo/").json() == {"acts": []}
    assert Thread.objects.count() == 1


def test_an_answer_and_what_it_answers_are_undone_in_turn(ann):
    asked = start(ann)
    path = f"threads/{Thread.objects.get().pk}/"
    answered = ann.done("POST", path, {"text": "Net of tax."})
    ann.undo(answered)
    ann.undo(asked)
    assert not Thread.objects.exists()


def test_nothing_is_undone_twice_nor_for_others_nor_from_another_desk(ann, bob):
    done = start(ann)
    elsewhere = Desk(make_article("Another text."))
    for desk, change in [
        (bob, done["change"]),
        (elsewhere, done["change"]),
        (ann, str(uuid.uuid4())),
    ]:
        assert "did here yourself" in desk.refused(
            422, "POST", "undo/", {"change": change}
        )
    ann.undo(done)
    assert "only once" in ann.refused(422, "POST", "undo/", {"change": done["change"]})
    ann.refused(400, "POST", "undo/", {"change": "nonsense"})
    ann.refused(400, "POST", "undo/", {})


def test_what_somebody_built_on_is_not_undone_and_says_why(ann, bob):
    done = start(ann)
    bob.done("POST", f"threads/{Thread.objects.get().pk}/", {"text": "Net."})
    told = ann.refused(422, "POST", "undo/", {"change": done["change"]})
    assert "has answered" in told
    assert Thread.objects.count() == 1


def test_undoing_sent_twice_is_done_once(ann):
    done = start(ann)
    body = {"change": done["change"]}
    first = ann.done("POST", "undo/", body, key=KEY)
    assert ann.done("POST", "undo/", body, key=KEY) == first
    assert Thread.history.filter(history_type="-").count() == 1


def test_a_claim_that_cites_nothing_here_any_more_loses_its_card(ann, article):
    """As seen by whoever asks what became of the text."""
    claim = make_draft_claim()
    make_citation(claim, article, "earned")
    done = ann.done("POST", "comments/", {"claim": claim.key, "text": "Net?"})
    assert {card["kind"] for card in done["cards"]} == {"claim", "thread"}
    told = ann.undo(done)
    assert [card["id"] for card in told["cards"]] == [f"claim-{claim.key}"]
    assert Claim.objects.get().revision == claim.revision


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writes at a time there")
@pytest.mark.django_db(transaction=True)
def test_the_same_write_sent_twice_at_once_is_done_once(article):
    desks, together = [Desk(article), Desk(article)], Barrier(2)
    body = {"place": desks[0].place("earned"), "text": "Net?"}

    def send(desk):
        together.wait()
        try:
            return desk.done("POST", "comments/", body, key=KEY)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(send, desks)
    assert first == second
    assert Thread.objects.count() == 1
