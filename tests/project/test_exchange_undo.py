"""A batch is taken back whole, and never over what somebody did since."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Passage
from entities.models import Claim, Entity, Name
from project.exchange.undo import undo
from project.models import BatchState
from tests.factories import make_entity, make_name, make_topic, published
from tests.project.exchanged import (
    applied,
    empty_the_desk,
    exported,
    lines,
    make_desk,
    rows_of,
)

pytestmark = pytest.mark.django_db
ACME = {"table": "entities", "slug": "acme", "kind": "company", "label.en": "Acme"}


def test_new_rows_go_and_changed_ones_change_back_as_a_new_change(admin_user):
    name = make_name(make_entity(slug="beta"), "Beta", note="old")
    (row,) = rows_of("names")
    batch = applied(lines(ACME, row | {"note": "new", "kind": "alias"}), admin_user)
    undo(batch, by=admin_user)
    name.refresh_from_db()
    assert (name.note, name.kind, name.revision) == ("old", "official", 3)
    assert "undoing the import" in name.history.first().history_change_reason
    assert not Entity.objects.filter(slug="acme").exists()
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, admin_user)
    with pytest.raises(ValidationError, match="undone already"):
        undo(batch, by=admin_user)


def test_a_desk_of_drafts_goes_as_it_came_passages_included(admin_user):
    make_desk()
    whole = exported("all", "jsonl").replace(b'"published"', b'"draft"')
    empty_the_desk()
    before = exported("all", "jsonl")
    batch = applied(whole, admin_user)
    assert Passage.objects.exists()
    undo(batch, by=admin_user)
    assert exported("all", "jsonl") == before
    assert not Passage.objects.exists()
    assert not Claim.objects.exists()


def test_what_somebody_changed_since_stays_and_nothing_else_moves(admin_user):
    first, second = (make_name(make_entity(), text) for text in ("One", "Two"))
    rows = [row | {"note": "new"} for row in rows_of("names")]
    batch = applied(lines(*rows), admin_user)
    second.refresh_from_db()
    second.note = "mine"
    second.save()
    with pytest.raises(ValidationError) as refused:
        undo(batch, by=admin_user)
    assert "has changed it since (note)" in refused.value.messages[0]
    first.refresh_from_db()
    assert first.note == "new"
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED


def test_what_something_points_at_since_stays(admin_user):
    batch = applied(lines(ACME), admin_user)
    make_name(Entity.objects.get(slug="acme"), "Acme")
    with pytest.raises(ValidationError, match="points at it since: name"):
        undo(batch, by=admin_user)
    assert Name.objects.count() == 1


def test_what_readers_have_seen_is_withdrawn_rather_than_removed(admin_user):
    batch = applied(lines(ACME | {"status": "published"}), admin_user)
    with pytest.raises(ValidationError, match="withdraw it instead"):
        undo(batch, by=admin_user)


def test_a_list_in_a_cell_changes_back_too(admin_user):
    make_desk()
    other = published(make_topic(slug="other"))
    row = next(row for row in rows_of("claims") if row["table"] == "claims")
    changed = lines(row | {"topics": ["other", "aa-narrower"]})
    batch = applied(changed, admin_user, reason="Filed anew")
    claim = Claim.objects.get()
    assert claim.claim_topics.first().topic == other
    assert claim.claim_topics.first().history.first().history_user == admin_user
    undo(batch, by=admin_user)
    assert [tie.topic.slug for tie in claim.claim_topics.all()] == ["aa-narrower"]
