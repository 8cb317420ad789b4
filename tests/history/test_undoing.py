"""One's own change is taken back whole, as a new change, and never over another's."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from simple_history.models import HistoricalRecords

from articles.changes import current_change, new_change, one_change
from articles.history.undoing import take_back
from articles.models import Passage
from entities.models import Citation, Claim, Mention, Name, Thread, ValueEntity
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_qualifier,
    make_qualifier_kind,
    make_unit,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


@contextmanager
def by(user):
    """Let what is written inside be one change of the person's: {"change": its id}."""
    did = {}
    HistoricalRecords.context.request = SimpleNamespace(user=user)
    try:
        with one_change():
            yield did
            did["change"] = current_change()
    finally:
        del HistoricalRecords.context.request


def undo(did, user=None):
    with one_change():
        take_back(did["change"], by=user or annotator(), why="Undone: a test.")
        return {"change": current_change()}


def refused(did, user=None, error=ValidationError) -> str:
    with pytest.raises(error) as problem, transaction.atomic():
        undo(did, user)
    return " ".join(getattr(problem.value, "messages", [str(problem.value)]))


@pytest.fixture(autouse=True)
def passage():
    """The place of every mention here; and words that factories make at first use."""
    make_property(), make_unit(), make_qualifier_kind()
    return Passage.objects.mark(make_article().current_version, 0, 4)


def mention(entity):
    return Mention.objects.create(passage=Passage.objects.get(), entity=entity)


def test_what_was_added_goes_and_the_history_says_so():
    entity = make_entity()
    with by(annotator()) as did:
        made = mention(entity)
    undone = undo(did)
    assert not Mention.objects.exists()
    last = Mention.history.filter(id=made.pk).first()
    assert (last.history_type, last.change) == ("-", undone["change"])
    assert (last.history_user, last.history_change_reason) == (
        annotator(),
        "Undone: a test.",
    )


def test_what_was_removed_comes_back_under_its_number():
    made = mention(make_entity())
    pk, revision = made.pk, made.revision
    with by(annotator()) as did:
        made.delete()
    undo(did)
    again = Mention.objects.get()
    assert (again.pk, again.entity) == (pk, made.entity)
    assert again.revision > revision


def test_what_was_changed_changes_back_and_nothing_else_does():
    entity = make_entity(note="first", label={"en": "One"})
    with by(annotator()) as did:
        entity.note = "second"
        entity.save()
    undo(did)
    entity.refresh_from_db()
    assert (entity.note, entity.label, entity.revision) == ("first", {"en": "One"}, 3)


def test_a_claim_goes_with_all_its_parts_and_an_undone_undoing_brings_all_back():
    article, attribution = make_article(), make_attribution()
    with by(annotator()) as did:
        value = {"type": "text", "text": "with others"}
        claim = make_draft_claim(subject=make_entity(), value=value)
        make_qualifier(claim)
        citation = make_citation(claim, article, attribution=attribution)
        ValueEntity.objects.create(value=claim.values.get(), entity=make_entity())
        name = make_name(claim.subject, "Acme")
    cited = citation.passage
    undone = undo(did)
    assert not Claim.objects.exists()
    assert not Name.objects.exists()
    assert Passage.objects.filter(pk=cited.pk).exists(), "passages have no history"
    undo(undone)
    back = Claim.objects.get()
    assert back.key == claim.key
    assert back.values.get().value_entities.count() == 1
    assert (back.qualifiers.count(), back.citations.get().pk) == (1, citation.pk)
    assert Name.objects.get().key == name.key


def test_whoever_has_the_whole_open_is_told_that_a_part_went():
    claim = make_draft_claim()
    with by(annotator()) as did:
        make_qualifier(claim)
    undo(did)
    assert Claim.objects.get().revision == claim.revision + 1


@pytest.mark.parametrize("who", [reviewer, annotator], ids=["another", "oneself"])
def test_nothing_is_undone_over_a_later_change(who):
    entity = make_entity(note="first")
    with by(annotator()) as did:
        entity.note = "second"
        entity.save()
        mention(entity)
    with by(who()):
        entity.note = "third"
        entity.save()
    told = refused(did)
    assert f"{who()} has changed the entity" in told
    entity.refresh_from_db()
    assert entity.note == "third"
    assert Mention.objects.count() == 1, "all of it or nothing"


def test_what_something_points_at_by_now_stays():
    with by(annotator()) as did:
        entity = make_entity(label={"en": "Acme"})
    make_draft_claim(subject=entity, sentences={"en": "Acme earns."})
    assert "“Acme earns.” needs it" in refused(did)
    viewer = get_user_model().objects.create(username="narrow", is_staff=True)
    for right in ("add_entity", "change_entity"):
        viewer.user_permissions.add(Permission.objects.get(codename=right))
    with by(viewer) as theirs:
        entity = make_entity()
    make_draft_claim(subject=entity, sentences={"en": "A secret."})
    told = refused(theirs, viewer)
    assert "a claim needs it" in told
    assert "secret" not in told


def test_only_who_did_it_undoes_it_and_only_with_the_right_to_change():
    with by(annotator()) as did:
        mention(make_entity())
    assert "Somebody else" in refused(did, publisher(), PermissionDenied)
    narrow = get_user_model().objects.create(username="narrow", is_staff=True)
    with by(narrow) as theirs:
        mention(make_entity())
    assert "may not undo" in refused(theirs, narrow, PermissionDenied)


def test_a_status_is_not_undone_nor_what_readers_see():
    claim = make_draft_claim()
    with by(annotator()) as did:
        claim.submit(by=annotator())
    assert "another status" in refused(did)
    with by(publisher()) as made:
        entity = make_entity(drafted_by=publisher())
        entity.publish(by=publisher(), override_reason="It is urgent.")
    assert "withdraw it instead" in refused(made, publisher())


def test_a_change_of_what_went_to_review_is_for_reviewers():
    claim = make_draft_claim()
    with by(annotator()) as did:
        make_qualifier(claim)
    claim.submit(by=annotator())
    assert "reviewers change it" in refused(did, error=PermissionDenied)
    assert Claim.objects.get().qualifiers.count() == 1


def test_a_new_claim_that_went_to_review_in_the_same_go_is_taken_back():
    subject = make_entity()
    with by(annotator()) as did:
        claim = make_draft_claim(subject=subject)
        claim.submit(by=annotator())
    undo(did)
    assert not Claim.objects.exists()


def test_what_a_published_claim_rests_on_is_not_undone_away():
    claim = make_claim()
    first = claim.citations.get()
    passage = Passage.objects.find(first.article.current_version, "Acme earned")
    with by(publisher()) as did:
        Citation.objects.create(
            claim=claim,
            passage=passage,
            attribution=first.attribution,
            asserted_by=first.asserted_by,
        )
        Claim.objects.get().save()
    first.delete()
    told = refused(did, publisher())
    assert "No citation of a published article" in told
    assert Citation.objects.count() == 1


def test_a_comment_goes_until_somebody_answers_it():
    with by(annotator()) as did:
        thread = Thread.objects.start(
            by=annotator(), text="Why?", passage=Passage.objects.get()
        )
    with by(annotator()) as again:
        thread.reply(by=annotator(), text="I mean: how?")
    assert "has answered" in refused(did)
    undo(again)
    undo(did)
    assert not Thread.objects.exists()


def test_there_is_nothing_to_undo_in_what_never_was():
    assert "nothing left" in refused({"change": new_change()})
    entity = make_entity()
    with by(annotator()) as did:
        mention(entity)
    undo(did)
    assert "changed" in refused(did)
