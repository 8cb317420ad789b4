"""Who may not change what readers see proposes a change; a second person decides."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from articles.models import KeptForm, Proposal
from entities.models import Claim
from tests.admin_form import FormReader, errors_on, opened
from tests.entities.proposing import (
    WHY,
    logged_in,
    look_of,
    page_of,
    person,
    proposed,
    proposes,
)
from tests.factories import (
    make_article,
    make_citation,
    make_qualifier,
    member_of,
)

pytestmark = pytest.mark.django_db


def test_a_proposal_leaves_the_record_and_its_history_as_they_are(ann, claim):
    before = Claim.objects.filter(pk=claim.pk).values().get()
    rows = claim.history.count()
    proposal = proposed(ann, claim, derived="by adding up")
    assert Claim.objects.filter(pk=claim.pk).values().get() == before
    assert claim.history.count() == rows
    assert (proposal.by, proposal.reason) == (ann, WHY)
    assert proposal.revision == claim.revision
    assert proposal.data["derived"] == ["by adding up"]
    assert not {"csrfmiddlewaretoken", "keeper", "change_reason"} & set(proposal.data)


def test_the_published_page_stays_closed_and_leads_to_the_form(ann, claim):
    client = logged_in(ann)
    page = client.get(page_of(claim, "change")).content.decode()
    assert 'name="derived"' not in page
    assert page_of(claim) in page
    typed = {"derived": "straight", "change_reason": WHY, "revision": claim.revision}
    assert client.post(page_of(claim, "change"), typed).status_code == 403
    assert Claim.objects.get().derived == ""


def test_a_proposal_has_a_reason_and_changes_something(ann, claim):
    assert "required" in errors_on(proposes(ann, claim, derived="x", change_reason=" "))
    assert "Nothing would change" in errors_on(proposes(ann, claim))
    assert not Proposal.objects.exists()


def test_a_form_that_could_not_be_saved_is_not_proposed_and_not_lost(ann, claim):
    said = errors_on(proposes(ann, claim, as_of="no date"))
    assert "is not a date" in said
    assert not Proposal.objects.exists()
    kept = KeptForm.objects.get(user=ann)
    assert kept.address == page_of(claim)
    client = logged_in(ann)
    assert (
        'value="no date"' in client.get(kept.address + "?unsaved=yes").content.decode()
    )


def test_what_would_keep_it_from_being_published_cannot_be_proposed(ann, claim):
    qualifier = make_qualifier(claim, "period", text="2023")
    claim.property.required_qualifiers.add(qualifier.kind)
    said = errors_on(proposes(ann, claim, **{"qualifiers-0-DELETE": "on"}))
    assert "needs the qualifier" in said
    assert claim.qualifiers.count() == 1
    assert not Proposal.objects.exists()


def test_a_newer_proposal_of_the_same_person_replaces_the_older(ann, rey, claim):
    first = proposed(ann, claim, derived="one")
    second = proposed(ann, claim, derived="two")
    assert [p.pk for p in Proposal.objects.all()] == [second.pk] != [first.pk]
    other = person("bo", "annotator")
    proposed(other, claim, derived="three")
    assert Proposal.objects.count() == 2
    assert logged_in(rey).post(look_of(first), {"verb": "accept"}).status_code == 404


def test_a_form_that_was_overtaken_is_settled_before_it_is_proposed(ann, claim):
    client = logged_in(ann)
    fields = opened(client, page_of(claim)) | {"derived": "mine"}
    claim.derived = "theirs"
    claim._change_reason = "mended"
    claim.save()
    page = client.post(page_of(claim), fields)
    assert "after you had opened it" in errors_on(page)
    reader = FormReader()
    reader.feed(page.content.decode())
    sent = reader.fields | {"choice:derived": "mine"}
    assert errors_on(client.post(page_of(claim), sent)) == ""
    assert Proposal.objects.get().data["derived"] == ["mine"]
    assert Proposal.objects.get().revision == claim.revision
    assert Claim.objects.get().derived == "theirs"


@pytest.mark.parametrize("key", ["0", "999999", "nonsense", "9" * 40, "1%00"])
def test_nonsense_in_an_address_is_not_found(key, ann, rey):
    assert (
        logged_in(ann).get(f"/admin/entities/claim/{key}/propose/").status_code == 404
    )
    look = f"/admin/articles/proposal/{key}/change/"
    assert logged_in(rey).get(look).status_code == 404
    add = f"/admin/entities/citation/propose/?claim={key}"
    assert logged_in(ann).get(add).status_code == 404


def test_a_nul_and_too_much_are_no_error_of_ours(ann, claim):
    response = proposes(ann, claim, derived="a\x00b")
    assert "Null characters" in errors_on(response)
    said = errors_on(proposes(ann, claim, sentences_en="x" * 1_000_001))
    assert "too long" in said
    assert not Proposal.objects.exists()


def test_the_records_page_tells_of_it_to_the_desk(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    for user in (ann, rey, member_of("publisher")):
        page = logged_in(user).get(page_of(claim, "change")).content.decode()
        assert look_of(proposal) in page
        assert "By ann" in page


def test_the_list_shows_what_is_mine_and_what_is_mine_to_decide(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    own = proposed(rey, claim, derived="also")
    listed = "/admin/articles/proposal/?whose="
    for user, query, expected in [
        (rey, "to-decide", [proposal]),
        (rey, "mine", [own]),
        (ann, "to-decide", []),
        (ann, "mine", [proposal]),
    ]:
        page = logged_in(user).get(listed + query)
        assert list(page.context["cl"].result_list) == expected
    assert list(Proposal.objects.to_decide(rey)) == [proposal]
    assert list(Proposal.objects.mine(ann)) == [proposal]


def test_nobody_without_the_right_to_view_sees_a_proposal(ann, claim):
    proposal = proposed(ann, claim, derived="a-secret-proposal")
    nobody = get_user_model().objects.create(username="nobody", is_staff=True)
    assert logged_in(nobody).get(look_of(proposal)).status_code == 403
    assert logged_in(nobody).get("/admin/articles/proposal/").status_code == 403
    assert logged_in(nobody).get(page_of(claim)).status_code == 403
    assert Client().get(look_of(proposal)).status_code == 302
    for address in (
        claim.get_absolute_url(),
        f"/api/v1/claims/{claim.key}/",
        claim.subject.get_absolute_url(),
    ):
        response = Client().get(address)
        assert response.status_code == 200
        assert "a-secret-proposal" not in response.content.decode()


def test_more_citations_do_not_make_the_page_of_a_proposal_dearer(
    ann, rey, claim, queries_for
):
    proposal = proposed(ann, claim, derived="mine")
    client = logged_in(rey)
    with_one = queries_for(look_of(proposal), client)
    for number in range(5):
        make_citation(claim, make_article(text=f"Passage {number} says so."))
    assert queries_for(look_of(proposal), client) == with_one


def test_the_first_page_counts_what_waits(ann, rey, claim):
    proposed(ann, claim, derived="mine")
    for user, label, address in [
        (rey, "Proposed changes to decide", "whose=to-decide"),
        (ann, "My proposed changes", "whose=mine"),
    ]:
        asked = logged_in(user).get("/admin/").context["questions"]
        [question] = [q for q in asked if q.label == label]
        [count] = question.counts
        assert (count.shown, count.noun) == ("1", "proposal")
        page = logged_in(user).get(count.address)
        assert len(page.context["cl"].result_list) == 1
        assert address in count.address
    labels = [q.label for q in logged_in(ann).get("/admin/").context["questions"]]
    assert "Proposed changes to decide" not in labels
