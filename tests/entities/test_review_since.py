"""What has become of a claim since it was last reviewed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities.models import Claim
from entities.reviewing.since import past_of
from tests.factories import (
    annotator,
    in_review,
    make_citation,
    make_claim,
    make_company,
    make_draft_claim,
    make_qualifier,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def sent_back(note="Which year?"):
    """A claim with a citation and a qualifier that a reviewer sent back."""
    claim = make_draft_claim()
    make_citation(claim, part="states")
    make_qualifier(claim, text="2023")
    in_review(claim).send_back(by=reviewer(), note=note)
    return claim


def told(claim) -> list[tuple]:
    """Return (row, how, field, old, new) of all that has changed."""
    return [
        (row.label, row.how, field.label, field.old, field.new)
        for row in past_of(claim).changed
        for field in row.fields
    ]


def test_a_claim_that_nobody_has_reviewed_has_no_past_review():
    past = past_of(in_review(make_draft_claim()))
    assert past.reviewed is None
    assert past.changed == []
    assert past.sent.who == annotator()


def test_a_field_that_was_changed_is_told_with_what_it_was():
    claim = sent_back()
    claim.sentences = {"en": "In 2024 it was so."}
    claim.save()
    in_review(claim)
    [(row, how, label, old, new)] = told(claim)
    assert (row, how, label) == ("", "", "Sentences (English)")
    assert old.startswith("Sentence ")
    assert new == "In 2024 it was so."


def test_rows_that_were_added_changed_and_removed_are_told():
    claim = sent_back()
    qualifier = claim.qualifiers.get()
    qualifier.text = "2024"
    qualifier.save()
    claim.citations.get().delete()
    make_citation(claim, part="supports")
    rows = {(row, how) for row, how, *_ in told(claim)}
    assert ("Qualifier “period: 2024”", "changed") in rows
    assert sorted(how for row, how in rows if row.startswith("Citation")) == [
        "added",
        "removed",
    ]


def test_what_was_changed_and_changed_back_is_not_told():
    claim = sent_back()
    before = claim.sentences
    for sentences in ({"en": "Otherwise."}, before):
        claim.sentences = sentences
        claim.save()
    assert told(in_review(claim)) == []


def test_an_entity_that_is_called_otherwise_is_told():
    """Its sentence stands, and says something of another name."""
    claim = sent_back()
    voice = claim.citations.get().asserted_by
    for entity, label in ((claim.subject, "Acme Holdings"), (voice, "The Daily Post")):
        entity.label = entity.label | {"en": label}
        entity.save()
    other = make_company(label={"en": "Elsewhere"})
    other.label = {"en": "Nowhere"}
    other.save()
    found = {(row, how, label, new) for row, how, label, _, new in told(claim)}
    assert found == {
        ("Company “Acme Holdings”", "renamed", "Label (English)", "Acme Holdings"),
        (
            f"{voice.get_kind_display().capitalize()} “The Daily Post”",
            *("renamed", "Label (English)", "The Daily Post"),
        ),
    }


def test_a_new_subject_is_told_once_and_a_name_from_before_not_at_all():
    claim = make_draft_claim(subject=make_company(label={"en": "Before"}))
    claim.subject.label = {"en": "By then"}
    claim.subject.save()
    in_review(claim).send_back(by=reviewer(), note="Who?")
    assert past_of(claim).changed == []
    claim.subject = make_company(label={"en": "Another"})
    claim.save()
    assert told(in_review(claim)) == [("", "", "Subject", "By then", "Another")]


def test_the_last_review_is_told_with_its_reason():
    claim = sent_back("Which year?")
    in_review(claim).send_back(by=publisher(), note="Of which city?")
    in_review(claim)
    reviewed = past_of(claim).reviewed
    assert (reviewed.who, reviewed.note) == (publisher(), "Of which city?")
    assert not reviewed.was_published


def test_taking_back_an_own_draft_is_no_review():
    claim = in_review(make_draft_claim())
    claim.send_back(by=annotator())
    assert past_of(in_review(claim)).reviewed is None


def test_publishing_is_a_review_too():
    claim = make_claim()
    claim.withdraw(by=reviewer(), reason="Misread.")
    claim.reopen(by=reviewer())
    claim.certainty = "plan"
    claim.save()
    in_review(claim)
    past = past_of(claim)
    assert past.reviewed.was_published
    assert told(claim) == [("", "", "Certainty", "reported", "plan")]


def cost_of_telling(claim) -> int:
    with CaptureQueriesContext(connection) as queries:
        past_of(claim)
    return len(queries)


def test_a_long_past_costs_no_more_than_a_short_one():
    claim = sent_back()
    claim.certainty = "plan"
    claim.save()
    claim = Claim.objects.get(pk=in_review(claim).pk)
    make_qualifier(claim, text="part")
    make_citation(claim)
    few = cost_of_telling(claim)
    for n in range(4):
        make_qualifier(claim, text=f"part {n}")
        made = make_citation(claim)
        made.asserted_by.label = {"en": f"Voice {n}"}
        made.asserted_by.save()
        claim.derived = f"step {n}"
        claim.save()
    assert cost_of_telling(claim) == few
    assert len(told(claim)) > 8
