"""A part mended on its own page changes its claim, and takes its rights."""

import pytest

from entities.models import Claim
from tests.admin_form import errors_on, opened
from tests.factories import (
    annotator,
    make_claim,
    make_draft_claim,
    make_qualifier,
    make_qualifier_kind,
    publisher,
)

pytestmark = pytest.mark.django_db


def mend(client, record, **typed):
    address = f"/admin/entities/{record._meta.model_name}/{record.pk}/change/"
    assert errors_on(client.post(address, opened(client, address) | typed)) == ""


@pytest.mark.parametrize("part", ["value", "citation", "qualifier"])
def test_a_part_mended_apart_is_told_by_the_claim(editor_client, part):
    claim = make_claim()
    make_qualifier(claim)
    record = {
        "value": claim.main_value,
        "citation": claim.citations.get(),
        "qualifier": claim.qualifiers.get(),
    }[part]
    mend(editor_client, record, position="7")
    after = Claim.objects.get()
    assert after.changed_at > claim.changed_at
    assert after.revision == claim.revision + 1
    last = after.history.first()
    assert last.history_change_reason == "Mended in a test."
    assert last.history_user.username == "admin"


def test_a_part_deleted_apart_is_told_by_the_claim(editor_client):
    claim = make_draft_claim()
    qualifier = make_qualifier(claim)
    address = f"/admin/entities/qualifier/{qualifier.pk}/delete/"
    editor_client.post(address, {"post": "yes"})
    assert not claim.qualifiers.exists()
    assert Claim.objects.get().revision == claim.revision + 1
    assert claim.history.first().history_change_reason == "qualifier removed"


def test_a_part_that_readers_see_is_removed_on_its_claims_page_only(editor_client):
    claim = make_claim()
    qualifier = make_qualifier(claim)
    address = f"/admin/entities/qualifier/{qualifier.pk}/delete/"
    assert editor_client.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [qualifier.pk]}
    editor_client.post("/admin/entities/qualifier/", chosen | {"post": "yes"})
    assert claim.qualifiers.exists()


def test_a_part_is_not_added_to_what_one_may_not_change(client):
    """The page for a new part cannot know beforehand which claim is chosen."""
    claim = make_claim()
    client.force_login(annotator())
    kind = make_qualifier_kind("basis").pk
    typed = {"claim": claim.pk, "kind": kind, "position": 0, "text": "as said"}
    refused = client.post("/admin/entities/qualifier/add/", typed)
    assert "publishers change it" in errors_on(refused)
    client.force_login(publisher())
    refused = client.post("/admin/entities/qualifier/add/", typed)
    assert "say why" in errors_on(refused)
    typed["change_reason"] = "The source says on what basis."
    assert errors_on(client.post("/admin/entities/qualifier/add/", typed)) == ""
    assert claim.history.first().history_change_reason == typed["change_reason"]
