"""Comments without a script: started, answered and settled on pages of the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Passage
from entities.models import Comment, Thread
from tests.admin_form import errors_on, opened
from tests.factories import annotator, make_article, make_draft_claim, reviewer

pytestmark = pytest.mark.django_db
ADD = "/admin/entities/thread/add/"


@pytest.fixture
def ann(client):
    client.force_login(annotator())
    return client


@pytest.fixture
def article():
    return make_article("Acme earned 5 million. Acme said so.")


def page_of(thread) -> str:
    return f"/admin/entities/thread/{thread.pk}/change/"


def start(text="Net?", **place):
    return Thread.objects.start(by=annotator(), text=text, **place)


def test_a_thread_is_started_at_words_of_an_article(ann, article):
    typed = opened(ann, ADD) | {
        "article": article.pk,
        "quote": "Acme",
        "occurrence": 2,
        "text": "Who?",
    }
    assert errors_on(ann.post(ADD, typed)) == ""
    thread = Thread.objects.get()
    assert thread.passage.start == article.current_version.text.rindex("Acme")
    comment = thread.comments.get()
    assert (comment.text, comment.by) == ("Who?", annotator())
    assert thread.history.get().history_user == annotator()


def test_the_claims_page_shows_its_comments_and_leads_to_new_ones(ann):
    claim = make_draft_claim()
    start("<i>Net?</i>", claim=claim)
    page = ann.get(f"/admin/entities/claim/{claim.pk}/change/").content.decode()
    assert "&lt;i&gt;Net?" in page
    assert f"{ADD}?claim={claim.pk}" in page
    typed = opened(ann, f"{ADD}?claim={claim.pk}") | {"text": "Gross?"}
    assert errors_on(ann.post(ADD, typed)) == ""
    assert claim.threads.count() == 2


def test_whoever_may_not_see_comments_is_not_shown_them_with_the_claim():
    claim = make_draft_claim()
    start("A secret.", claim=claim)
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_claim"))
    desk = Client()
    desk.force_login(viewer)
    page = desk.get(f"/admin/entities/claim/{claim.pk}/change/").content.decode()
    assert "secret" not in page
    assert "Comment on this claim" not in page


def test_a_thread_is_answered_resolved_and_reopened(ann, article):
    thread = start(passage=Passage.objects.find(article.current_version, "5 million"))
    page = page_of(thread)
    typed = opened(ann, page) | {"text": "Net of tax.", "resolved": "on"}
    assert errors_on(ann.post(page, typed)) == ""
    thread.refresh_from_db()
    assert thread.resolved_by == annotator()
    assert [c.text for c in thread.comments.all()] == ["Net?", "Net of tax."]
    typed = opened(ann, page) | {"text": "But …", "resolved": "on"}
    assert "reopen it" in errors_on(ann.post(page, typed))
    typed.pop("resolved")
    assert errors_on(ann.post(page, typed)) == ""
    assert list(Thread.objects.open()) == [thread]
    assert Comment.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose a claim, or an article"),
        ({"quote": "Acme"}, "Choose a claim, or an article"),
        ({"article": True, "quote": "Bcme"}, "does not say"),
        ({"article": True, "quote": "Acme"}, "2 times; choose"),
        ({"article": True, "quote": "Acme", "claim": True}, "one at a time"),
        ({"article": True, "quote": "5 m", "text": ""}, "required"),
        ({"article": True, "quote": "5 m", "text": "a\x00b"}, "Null characters"),
        ({"article": True, "quote": "5 m", "text": "a\x07b"}, "not text"),
        ({"article": True, "quote": "5 m", "text": "x" * 5001}, "at most 5000"),
        ({"article": "nonsense", "quote": "5 m"}, "valid choice"),
    ],
)
def test_what_leads_nowhere_is_refused_and_leaves_nothing(ann, article, given, said):
    keys = {"article": article.pk, "claim": make_draft_claim().pk}
    typed = {name: keys[name] if x is True else x for name, x in given.items()}
    answer = ann.post(ADD, opened(ann, ADD) | {"text": "Who?"} | typed)
    assert said in errors_on(answer)
    assert not Thread.objects.exists()


def test_who_was_second_is_told_what_the_first_did(ann, article):
    thread = start(passage=Passage.objects.find(article.current_version, "5 million"))
    typed = opened(ann, page_of(thread)) | {"text": "Mine.", "resolved": "on"}
    thread.resolve(by=reviewer())
    answer = ann.post(page_of(thread), typed)
    assert answer.status_code == 200
    assert "reviewer" in answer.content.decode()
    assert "Mine." in answer.content.decode(), "what was typed is still there"
    assert Comment.objects.count() == 1
