"""Editors talk to one another at passages and claims: threads, answers, settled."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.history.going_back import go_back
from articles.models import Passage, StaleRecord
from entities.models import Claim, Comment, Thread
from tests.factories import (
    annotator,
    make_article,
    make_claim,
    make_draft_claim,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def passage():
    return Passage.objects.mark(make_article().current_version, 0, 4)


def thread_on(claim=None, *, by=None, text="Is this 2023?"):
    place = {"claim": claim} if claim else {"passage": passage()}
    return Thread.objects.start(by=by or annotator(), text=text, **place)


@pytest.mark.parametrize("who", [annotator, reviewer, publisher])
def test_annotators_reviewers_and_publishers_talk_and_settle(who):
    thread = thread_on(by=who())
    thread.reply(by=who(), text="It is.")
    thread.resolve(by=who())
    assert (thread.resolved_by, thread.is_resolved) == (who(), True)
    thread.reopen(by=who())
    assert list(Thread.objects.open()) == [thread]
    texts = [comment.text for comment in thread.comments.all()]
    assert texts == ["Is this 2023?", "It is."]


def test_who_may_only_look_does_not_talk():
    stranger = get_user_model().objects.create(username="stranger")
    with pytest.raises(PermissionDenied):
        thread_on(by=stranger)
    thread = thread_on()
    for act in (
        lambda: thread.reply(by=stranger, text="Me too."),
        lambda: thread.resolve(by=stranger),
        lambda: thread.comments.get().reword(by=stranger, text="Mine."),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Comment.objects.count() == 1


def test_a_thread_stands_at_one_place():
    both = {"passage": passage(), "claim": make_draft_claim()}
    for place in ({}, both):
        with pytest.raises(ValidationError, match="passage or a claim"):
            Thread.objects.start(by=annotator(), text="Where?", **place)
        with (
            pytest.raises(IntegrityError, match="thread_stands_at"),
            transaction.atomic(),
        ):
            Thread.objects.create(**place)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 5001, "a\x00b", "\ud800"])
def test_what_is_no_comment_is_refused_and_leaves_no_thread(text):
    with pytest.raises(ValidationError) as refused:
        thread_on(text=text)
    assert set(refused.value.message_dict) == {"text"}
    assert not Thread.objects.exists()


def test_a_comment_is_its_authors_until_somebody_answers():
    thread = thread_on()
    first = thread.comments.get()
    first.reword(by=annotator(), text="Is this 2024?")
    with pytest.raises(PermissionDenied, match="Only who wrote"):
        first.reword(by=reviewer(), text="Mine.")
    thread.reply(by=reviewer(), text="Yes.")
    with pytest.raises(PermissionDenied, match="has answered"):
        first.reword(by=annotator(), text="No?")
    with pytest.raises(PermissionDenied, match="has answered"):
        first.take_back(by=annotator())
    first.refresh_from_db()
    assert first.text == "Is this 2024?"
    kept = [row.text for row in first.history.order_by("history_id")]
    assert kept == ["Is this 2023?", "Is this 2024?"]


def test_taking_the_only_comment_back_settles_the_thread():
    thread = thread_on()
    thread.reply(by=annotator(), text="And this?")
    _first, second = thread.comments.order_by("pk")
    second.take_back(by=annotator())
    assert list(Thread.objects.open()) == [thread]
    lone = thread_on()
    lone.comments.get().take_back(by=annotator())
    assert list(Thread.objects.open()) == [thread]
    assert str(lone.comments.get()) == "(taken back)"


def test_what_is_resolved_is_reopened_before_anybody_goes_on():
    thread = thread_on()
    thread.resolve(by=reviewer())
    with pytest.raises(ValidationError, match="reopen it"):
        thread.reply(by=annotator(), text="But …")
    with pytest.raises(PermissionDenied, match="reopen it"):
        thread.comments.get().reword(by=annotator(), text="But …")
    with pytest.raises(ValidationError, match="resolved already"):
        thread.resolve(by=annotator())
    assert thread.resolved_by == reviewer()


def test_two_who_resolve_at_once_do_not_overwrite_each_other():
    mine = thread_on()
    theirs = Thread.objects.get()
    theirs.resolve(by=reviewer())
    with pytest.raises(StaleRecord), transaction.atomic():
        mine.resolve(by=annotator())
    assert Thread.objects.get().resolved_by == reviewer()


def test_what_waits_for_a_drafter_is_what_another_said_last_on_a_draft():
    draft, answered, settled = (make_draft_claim() for _ in range(3))
    asked = thread_on(draft, by=reviewer())
    talk = thread_on(answered, by=reviewer())
    talk.reply(by=annotator(), text="Mended.")
    thread_on(settled, by=reviewer()).resolve(by=reviewer())
    thread_on(make_claim(), by=reviewer())
    thread_on(draft, by=annotator())
    assert list(Thread.objects.on_drafts_of(annotator())) == [asked]
    assert not Thread.objects.on_drafts_of(reviewer()).exists()


def test_comments_are_no_part_of_what_a_claim_says():
    """They bring no new version of it, and going back on it leaves them."""
    claim = make_draft_claim()
    thread_on(claim)
    assert Claim.objects.get().revision == claim.revision
    assert "threads" not in Claim.history_parts


def test_going_back_on_a_thread_takes_nobodys_words_away():
    thread = thread_on(by=annotator())
    asked = thread.history.first().change
    thread.reply(by=reviewer(), text="It is.")
    with pytest.raises(ValidationError, match="nothing to go back on"):
        go_back(thread, asked, by=annotator(), why="", seen=None)
    assert Comment.objects.count() == 2
