"""An undone merge leaves what was before, but for what was changed since."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from entities.merging import merge, undo
from entities.models import Entity, Name
from tests.entities.tangled import everything, tangled
from tests.factories import make_company, make_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return get_user_model().objects.create_superuser("chief")


def test_an_undone_merge_leaves_every_row_as_it_was(chief):
    stays, goes = tangled()
    before = everything()
    made = merge(stays, goes, by=chief, reason="Entered twice.")
    assert everything() != before
    undo(made, by=chief)
    assert everything() == before
    made.refresh_from_db()
    assert made.undone_by == chief


def test_a_second_undo_is_refused(chief):
    made = merge(make_company(), make_company(), by=chief, reason="Twice.")
    undo(made, by=chief)
    with pytest.raises(ValidationError, match="undone already"):
        undo(made, by=chief)


def test_undoing_keeps_what_was_changed_since_and_asks_first(chief):
    stays, goes = tangled()
    claim = goes.claims.get()
    made = merge(stays, goes, by=chief, reason="Entered twice.")
    claim.refresh_from_db()
    claim.sentences = {"en": "Better said."}
    claim.save()
    name = Name.objects.get(text="Acme Inc.", entity=stays)
    name.delete()
    with pytest.raises(ValidationError) as asked:
        undo(made, by=chief)
    said = " ".join(asked.value.messages)
    assert "changed since (sentences): that change is kept" in said
    assert "deleted since" in said
    undo(made, by=chief, anyway=True)
    claim.refresh_from_db()
    assert (claim.subject, claim.sentences["en"]) == (goes, "Better said.")


def test_undoing_leaves_alone_what_somebody_moved_on(chief):
    stays, goes = tangled()
    third = Entity.objects.get(slug="third")
    made = merge(stays, goes, by=chief, reason="Entered twice.")
    name = Name.objects.get(text="Acme Inc.", entity=stays)
    name.entity = third
    name.save()
    undo(made, by=chief, anyway=True)
    name.refresh_from_db()
    assert name.entity == third


def test_undoing_names_what_was_made_since(chief):
    stays, goes = tangled()
    made = merge(stays, goes, by=chief, reason="Entered twice.")
    make_name(stays, "Acme of late")
    with pytest.raises(ValidationError, match=r"Made since for “Acme”.*1 name"):
        undo(made, by=chief)


def test_merges_in_a_row_are_undone_from_the_last(chief, client):
    first, second, third = (make_company(slug=slug) for slug in ("a1", "b1", "c1"))
    earlier = merge(second, first, by=chief, reason="Same.")
    later = merge(third, second, by=chief, reason="Same.")
    assert client.get("/companies/a1/").headers["Location"] == "/companies/c1/"
    with pytest.raises(ValidationError, match="undo that first"):
        undo(earlier, by=chief)
    undo(later, by=chief)
    assert client.get("/companies/a1/").headers["Location"] == "/companies/b1/"
    undo(earlier, by=chief)
    assert client.get("/companies/a1/").status_code == 200
