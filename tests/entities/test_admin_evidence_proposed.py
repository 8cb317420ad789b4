"""A citation of a published claim is proposed like any change, beside the others."""

import pytest

from articles.models import Passage, Proposal
from entities.models import Citation
from tests.admin_form import errors_on, opened
from tests.entities.proposing import WHY, decides, logged_in, look_of
from tests.factories import make_article, make_draft_claim, member_of

pytestmark = pytest.mark.django_db


def evidence(**typed):
    article = make_article(text="Four it was, says the report. Five it was not.")
    article.status = "in_review"
    article.publish(by=member_of("reviewer"))
    return {"article": article.pk, "quote": "Four it was", "change_reason": WHY} | typed


def add_page(claim) -> str:
    return f"/admin/entities/citation/propose/?claim={claim.pk}"


def cited(user, claim, /, **typed):
    client = logged_in(user)
    fields = opened(client, add_page(claim))
    first = claim.citations.first()
    chain = {"attribution": first.attribution_id, "asserted_by": first.asserted_by_id}
    return client.post(add_page(claim), fields | chain | evidence(**typed))


def test_a_citation_of_a_published_claim_is_proposed_and_accepted(ann, rey, claim):
    passages = Passage.objects.count()
    assert errors_on(cited(ann, claim)) == ""
    assert claim.citations.count() == 1
    assert Passage.objects.count() == passages
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.part) == (claim, "entities.citation")
    page = logged_in(rey).get(look_of(proposal))
    assert "Four it was" in page.content.decode()
    assert decides(rey, proposal).status_code == 302
    new = Citation.objects.get(passage__quote="Four it was")
    assert new.claim == claim
    assert new.history.first().history_user == rey
    last = claim.history.first()
    assert last.history_change_reason == f"Proposed by ann: {WHY}"


def test_a_second_citation_does_not_replace_the_first(ann, claim):
    cited(ann, claim)
    cited(ann, claim, quote="Five it was not")
    assert Proposal.objects.open().count() == 2


def test_a_proposed_citation_is_for_the_claim_of_its_page(ann, claim):
    other = make_draft_claim(drafted_by=ann)
    said = errors_on(cited(ann, claim, claim=other.pk))
    assert "This is proposed for" in said
    assert not Proposal.objects.exists()
    assert "does not say" in errors_on(cited(ann, claim, quote="Six it was"))
    draft = f"/admin/entities/citation/propose/?claim={other.pk}"
    assert logged_in(ann).get(draft).status_code == 403
