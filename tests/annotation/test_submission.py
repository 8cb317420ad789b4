"""A claim is sent to review from its card at the desk; its drafter takes it back."""

import pytest

from articles.models import Status, Verb
from entities.models import Citation, Claim
from tests.annotation.asking import Desk
from tests.factories import (
    make_article,
    make_citation,
    make_draft_claim,
    make_entity,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "Acme earned 5 million yuan. It said so."
SEND, BACK = 'data-act="send"', 'data-act="back-to-draft"'


@pytest.fixture
def article():
    return published(make_article(TEXT))


@pytest.fixture
def ann(article):
    return Desk(article)


@pytest.fixture
def claim(article):
    made = make_draft_claim(subject=make_entity(label={"en": "Acme"}))
    make_citation(made, article, "earned 5 million yuan")
    return made


def submission(claim) -> str:
    return f"claims/{claim.key}/submission/"


def card_of(outcome) -> str:
    (card,) = outcome["cards"]
    return card["html"]


def revision_of(claim) -> int:
    return Claim.objects.get(pk=claim.pk).revision


def test_it_goes_with_ones_own_drafts_and_what_is_missing_is_said(ann, claim):
    Citation.objects.filter(claim=claim).update(part="context")
    told = ann.done("POST", submission(claim), revision=revision_of(claim))
    claim.refresh_from_db()
    claim.subject.refresh_from_db()
    assert claim.status == claim.subject.status == Status.IN_REVIEW
    assert "and with it “Acme”" in told["said"]
    assert "Before readers see it: " in told["said"]
    assert told["change"] is None
    html = card_of(told)
    assert (SEND in html, BACK in html) == (False, True)
    rows = claim.history.first(), claim.subject.history.first()
    assert rows[0].change == rows[1].change
    assert rows[0].history_user == claim.drafted_by


def test_its_drafter_takes_it_back_as_long_as_nobody_decided(ann, claim, article):
    ann.done("POST", submission(claim), revision=revision_of(claim))
    bob = Desk(article, reviewer())
    seen = revision_of(claim)
    assert "Say what has to change" in bob.refused(
        422, "DELETE", submission(claim), revision=seen
    )
    told = ann.done("DELETE", submission(claim), revision=seen)
    assert Claim.objects.get(pk=claim.pk).status == Status.DRAFT
    assert SEND in card_of(told)
    assert told["said"] == "The claim is a draft again."
    assert "Only what is in review" in ann.refused(
        422, "DELETE", submission(claim), revision=revision_of(claim)
    )


def test_what_a_reviewer_sent_back_stays_until_it_was_looked_at(ann, claim):
    claim.subject.submit(by=claim.drafted_by)
    claim.subject.move(Verb.SEND_BACK, by=reviewer(), reason="Which Acme?")
    told = ann.done("POST", submission(claim), revision=revision_of(claim))
    claim.subject.refresh_from_db()
    assert claim.subject.status == Status.DRAFT
    assert "with it" not in told["said"]


def test_a_claim_that_the_article_does_not_say_is_none_of_its_desk(ann):
    other = make_draft_claim()
    make_citation(other)
    ann.refused(404, "POST", submission(other), revision=revision_of(other))
    assert Claim.objects.get(pk=other.pk).status == Status.DRAFT


def test_who_was_faster_counts_and_once_is_enough(ann, claim):
    seen = revision_of(claim)
    claim.save()
    ann.refused(412, "POST", submission(claim), revision=seen)
    ann.refused(428, "POST", submission(claim))
    ann.done("POST", submission(claim), revision=revision_of(claim))
    assert "Only a draft" in ann.refused(
        422, "POST", submission(claim), revision=revision_of(claim)
    )


def test_the_button_stands_where_the_verb_is_allowed(article, claim):
    def buttons(user):
        desk = Desk(article, user)
        page = desk.client.get(f"/admin/articles/article/{article.pk}/desk/")
        html = page.content.decode()
        return SEND in html, BACK in html

    drafter, bob = claim.drafted_by, reviewer()
    assert buttons(drafter) == buttons(bob) == (True, False)
    claim.submit(by=drafter)
    assert (buttons(drafter), buttons(bob)) == ((False, True), (False, False))
