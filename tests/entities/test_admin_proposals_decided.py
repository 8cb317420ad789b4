"""What a second person, or the proposer, does with a change that was proposed."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Proposal
from entities.models import Claim, Entity, Name
from tests.admin_form import FormReader, errors_on
from tests.entities.proposing import (
    WHY,
    decides,
    logged_in,
    look_of,
    new_name,
    person,
    proposed,
    proposes,
)
from tests.factories import (
    make_claim,
    make_company,
    make_name,
    make_qualifier,
    member_of,
)

pytestmark = pytest.mark.django_db


def test_the_longest_reason_is_kept_whole(ann, rey, claim):
    said = errors_on(proposes(ann, claim, derived="x", change_reason="w" * 1801))
    assert "1,800" in said
    ann.username = "a" * 150
    ann.save()
    proposal = proposed(ann, claim, derived="x", change_reason="w" * 1800)
    assert errors_on(decides(rey, proposal)) == ""
    assert claim.history.first().history_change_reason.endswith("w" * 1800)


def test_a_second_person_sees_it_and_accepts_it(ann, rey, claim):
    proposal = proposed(ann, claim, derived="by adding up")
    page = logged_in(rey).get(look_of(proposal))
    [line] = page.context["looked"].lines
    assert (line.label, line.old, line.new) == ("Derived", "", "by adding up")
    assert WHY in page.content.decode()
    assert decides(rey, proposal).status_code == 302
    saved = Claim.objects.get()
    assert saved.derived == "by adding up"
    assert saved.status == "published"
    last = saved.history.first()
    assert last.history_user == rey
    assert last.history_change_reason == f"Proposed by ann: {WHY}"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", rey)


def test_rows_are_proposed_and_accepted_too(ann, rey):
    entity = make_company(slug="acme")
    entity.status = "in_review"
    entity.publish(by=member_of("reviewer"))
    old = make_name(entity, "Old name")
    proposal = proposed(
        ann,
        entity,
        **new_name("Ackme", index=1, total=2, initial=1),
        **{"names-0-text": "Older name"},
    )
    lines = logged_in(rey).get(look_of(proposal)).context["looked"].lines
    told = [(line.old, line.new) for line in lines]
    assert ("Old name", "Older name") in told
    assert any("Ackme" in new and not was for was, new in told)
    assert Name.objects.filter(entity=entity).count() == 1
    decides(rey, proposal)
    assert set(entity.names.values_list("text", flat=True)) == {"Older name", "Ackme"}
    assert old.history.first().history_user == rey


def test_nobody_accepts_or_refuses_their_own(rey, claim):
    proposal = proposed(rey, claim, derived="mine")
    page = logged_in(rey).get(look_of(proposal)).content.decode()
    assert 'value="accept"' not in page
    assert 'value="refuse"' not in page
    for verb in ("accept", "refuse"):
        answer = decides(rey, proposal, verb, note="So.")
        assert answer.status_code == 403
    assert Claim.objects.get().derived == ""
    assert Proposal.objects.get().state == "open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(
            state="accepted", decided_by=rey, decided_at=proposal.at
        )


def test_an_annotator_sees_and_does_not_decide(ann, claim):
    proposal = proposed(ann, claim, derived="mine")
    other = person("bo", "annotator")
    assert logged_in(other).get(look_of(proposal)).status_code == 200
    for verb in ("accept", "refuse", "take_back"):
        assert decides(other, proposal, verb, note="So.").status_code == 403
    assert Proposal.objects.get().state == "open"


def test_who_refuses_says_why_and_the_proposer_reads_it(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    assert "Say why" in errors_on(decides(rey, proposal, "refuse", note=" "))
    decides(rey, proposal, "refuse", note="It says five.\x00")
    assert Claim.objects.get().derived == ""
    page = logged_in(ann).get(look_of(proposal)).content.decode()
    assert "It says five." in page
    assert "Refused by rey" in page
    said = errors_on(decides(rey, proposal, "accept"))
    assert "decided on it" in said
    assert Claim.objects.get().derived == ""


def test_its_proposer_takes_it_back(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    decides(ann, proposal, "take_back")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.data) == ("taken_back", {})
    assert "taken back" in errors_on(decides(rey, proposal))


def test_what_nobody_else_touched_since_is_joined_with_the_proposal(ann, rey, claim):
    proposal = proposed(ann, claim, derived="proposed")
    claim.rank_reason = "changed since"
    claim.save()
    decides(rey, proposal)
    saved = Claim.objects.get()
    assert (saved.derived, saved.rank_reason) == ("proposed", "changed since")


@pytest.mark.parametrize(
    ("choice", "saved"), [("theirs", "since"), ("mine", "proposed"), ("anew", "since")]
)
def test_of_what_was_changed_since_the_decider_chooses(choice, saved, ann, rey, claim):
    """But writes nothing of their own: that takes a publisher."""
    proposal = proposed(ann, claim, derived="proposed")
    claim.derived = "since"
    claim.save()
    assert "Choose a version" in errors_on(decides(rey, proposal))
    decides(rey, proposal, **{"choice:derived": choice, "anew:derived": "my own"})
    assert Claim.objects.get().derived == saved
    state = Proposal.objects.get().state
    assert state == ("open" if choice == "anew" else "accepted")


def test_a_publisher_settles_it_in_other_words(ann, claim):
    proposal = proposed(ann, claim, derived="proposed")
    claim.derived = "since"
    claim.save()
    typed = {"choice:derived": "anew", "anew:derived": "both"}
    decides(member_of("publisher"), proposal, **typed)
    assert Claim.objects.get().derived == "both"


def test_nobody_accepts_what_they_have_not_seen(ann, rey, claim):
    proposal = proposed(ann, claim, derived="proposed")
    client = logged_in(rey)
    assert "Look at it again" in errors_on(
        client.post(look_of(proposal), {"verb": "accept"})
    )
    reader = FormReader()
    reader.feed(client.get(look_of(proposal)).content.decode())
    claim.rank_reason = "changed meanwhile"
    claim.save()
    sent = {"verb": "accept", "compared": reader.fields["compared"]}
    assert "Look at it again" in errors_on(client.post(look_of(proposal), sent))
    assert Claim.objects.get().derived == ""
    assert Proposal.objects.get().state == "open"


def test_what_stands_against_it_by_now_leaves_it_open(ann, rey, claim):
    qualifier = make_qualifier(claim, "period", text="2023")
    proposal = proposed(ann, claim, **{"qualifiers-0-DELETE": "on"})
    claim.property.required_qualifiers.add(qualifier.kind)
    assert "needs the qualifier" in errors_on(decides(rey, proposal))
    assert claim.qualifiers.count() == 1
    assert Proposal.objects.get().state == "open"


def test_nothing_is_changed_in_what_readers_no_longer_see(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    claim.withdraw(by=rey, reason="Wrong.")
    assert "no longer see" in errors_on(decides(rey, proposal))
    assert Claim.objects.get().derived == ""
    decides(rey, proposal, "refuse", note="It was withdrawn.")
    assert Proposal.objects.get().state == "refused"


def test_a_record_that_is_gone_leaves_a_page_that_says_so(ann, rey):
    entity = Entity.objects.get(pk=make_claim().subject_id)
    proposal = proposed(ann, entity, **new_name("Ackme"))
    Proposal.objects.update(object_id=999_999)
    page = logged_in(rey).get(look_of(proposal))
    assert "The record is gone." in page.content.decode()
    assert "gone" in errors_on(decides(rey, proposal))
    assert logged_in(rey).get("/admin/articles/proposal/").status_code == 200
    assert decides(rey, proposal, "refuse", note="Gone.").status_code == 302
