"""What is mended on a page of its own counts as a change of its claim."""

import pytest

from entities.models import Claim
from tests.admin_form import errors_on, opened
from tests.factories import make_claim, make_qualifier

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
    assert last.history_change_reason == f"{part} changed"
    assert last.history_user.username == "admin"


def test_a_part_deleted_apart_is_told_by_the_claim(editor_client):
    claim = make_claim()
    qualifier = make_qualifier(claim)
    editor_client.post(
        f"/admin/entities/qualifier/{qualifier.pk}/delete/", {"post": "yes"}
    )
    assert not claim.qualifiers.exists()
    assert Claim.objects.get().revision == claim.revision + 1
