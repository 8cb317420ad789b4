"""What a request or a command does together is one change; two acts are never one."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from simple_history.models import HistoricalChanges

from articles.changes import current_change, new_change, one_change
from entities.models import Claim
from tests.admin_form import errors_on, opened
from tests.factories import (
    annotator,
    make_claim,
    make_draft_claim,
    make_entity,
    make_name,
    make_qualifier,
)


def test_later_changes_sort_after_earlier_ones():
    made = [new_change() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000
    assert made[0] > new_change(datetime(2025, 1, 1, tzinfo=UTC))
    assert {change.version for change in made[:10]} == {7}


def test_what_is_written_inside_is_one_change_and_outside_each_row_its_own():
    with one_change():
        first = current_change()
        with one_change():
            assert current_change() == first
        assert current_change() == first
    assert current_change() != current_change()
    with one_change():
        assert current_change() != first


@pytest.mark.django_db
def test_a_form_with_its_rows_is_one_change_and_the_next_another(editor_client):
    claim = make_draft_claim()
    make_qualifier(claim)
    address = f"/admin/entities/claim/{claim.pk}/change/"
    for n in ("1", "2"):
        typed = opened(editor_client, address) | {
            "derived": f"typed {n}",
            "qualifiers-0-text": f"202{n}",
        }
        assert errors_on(editor_client.post(address, typed)) == ""
    of_claim = list(claim.history.values_list("change", flat=True)[:2])
    of_part = list(claim.qualifiers.get().history.values_list("change", flat=True)[:2])
    assert of_claim == of_part
    assert of_claim[0] > of_claim[1]


@pytest.mark.django_db
def test_history_is_neither_edited_nor_deleted_from_inside():
    row = make_entity().history.get()
    row.slug = "forged"
    for attempt in (row.save, row.delete):
        with pytest.raises(PermissionDenied):
            attempt()
    for rows in (Claim.history.all(), type(row).objects.all()):
        with pytest.raises(PermissionDenied):
            rows.delete()
        with pytest.raises(PermissionDenied):
            rows.update(history_change_reason="forged")


def test_no_page_of_the_desk_edits_a_history():
    told = [m for m in admin.site._registry if issubclass(m, HistoricalChanges)]
    assert told == []


def test_a_history_is_looked_at_without_making_a_class_for_it():
    assert type(Claim.history) is type(Claim.history)
    assert type(Claim().history) is type(Claim.history)


@pytest.mark.django_db
def test_who_changed_something_is_not_forgotten():
    name = make_name(make_entity(), "Acme")
    somebody = type(annotator()).objects.create(username="somebody")
    name._history_user = somebody
    name.save()
    with pytest.raises(ProtectedError):
        somebody.delete()
    assert name.history.first().history_user == somebody


@pytest.mark.django_db
def test_a_long_reason_is_kept_whole():
    claim = make_claim()
    claim._change_reason = "because " * 100
    claim.save()
    assert claim.history.first().history_change_reason == "because " * 100
