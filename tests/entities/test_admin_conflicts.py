"""Two people at one record: neither overwrites the other without knowing."""

import pytest
from django.urls import reverse

from entities.models import Claim, Entity, Value
from tests.admin_form import errors_on, opened
from tests.factories import make_draft_claim, make_entity, make_qualifier, make_value

pytestmark = pytest.mark.django_db


def page_of(record) -> str:
    model = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{model}_change", args=[record.pk])


def saved_by_another(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


def test_the_later_of_two_saves_is_refused_and_what_was_typed_is_kept(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "typed by the second"}
    saved_by_another(claim, derived="saved by the first")
    response = editor_client.post(page_of(claim), typed)
    assert "after you had opened it" in errors_on(response)
    assert "typed by the second" in response.content.decode()
    assert Claim.objects.get().derived == "saved by the first"


def test_a_refused_form_is_refused_again_until_the_record_is_opened_anew(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim))
    saved_by_another(claim, derived="saved by the first")
    assert errors_on(editor_client.post(page_of(claim), typed))
    assert errors_on(editor_client.post(page_of(claim), typed))
    anew = opened(editor_client, page_of(claim))
    assert errors_on(editor_client.post(page_of(claim), anew)) == ""


@pytest.mark.parametrize("sent", [None, "", "0", "999", "one"])
def test_a_save_without_the_revision_that_was_read_is_refused(sent, editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "typed"}
    del typed["revision"]
    if sent is not None:
        typed["revision"] = sent
    assert errors_on(editor_client.post(page_of(claim), typed))
    assert Claim.objects.get().derived == ""


def test_a_row_that_somebody_else_changed_is_refused_too(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"values-0-as_printed": "second"}
    saved_by_another(claim.values.get(), as_printed="first")
    response = editor_client.post(page_of(claim), typed)
    assert "after you had opened it" in errors_on(response)
    assert "second" in response.content.decode()
    assert Value.objects.get().as_printed == "first"


def test_a_row_that_somebody_else_removed_is_not_an_error_of_the_site(editor_client):
    claim = make_draft_claim()
    qualifier = make_qualifier(claim)
    typed = opened(editor_client, page_of(claim))
    qualifier.delete()
    assert errors_on(editor_client.post(page_of(claim), typed))


def test_a_save_between_check_and_write_is_caught_by_the_write(
    editor_client, monkeypatch
):
    """Saves the record a second time after the form was checked: the closest race."""
    entity = make_entity()
    typed = opened(editor_client, page_of(entity)) | {"note": "typed by the second"}
    plain_save = Entity.save
    saves = []

    def save_after_another(self, *args, **options):
        saves.append(self)
        if len(saves) == 1:
            saved_by_another(Entity.objects.get(pk=self.pk), note="saved by the first")
        return plain_save(self, *args, **options)

    monkeypatch.setattr(Entity, "save", save_after_another)
    response = editor_client.post(page_of(entity), typed)
    assert errors_on(response)
    assert "typed by the second" in response.content.decode()


def test_a_name_taken_between_check_and_write_is_told_not_crashed(
    editor_client, monkeypatch
):
    entity = make_entity(slug="acme")
    typed = opened(editor_client, page_of(entity)) | {"slug": "taken"}
    make_entity(slug="taken")
    # As if the other had come after the check.
    monkeypatch.setattr(Entity, "validate_unique", lambda self, exclude=None: None)
    monkeypatch.setattr(Entity, "full_clean", lambda self, **options: None)
    response = editor_client.post(page_of(entity), typed)
    assert "refused" in errors_on(response)
    assert Entity.objects.filter(slug="acme").exists()


def test_two_new_main_values_that_race_are_told_not_crashed(editor_client):
    claim = make_draft_claim()
    claim.values.get().delete()
    typed = opened(editor_client, page_of(claim))
    make_value(claim)
    typed |= {
        "values-TOTAL_FORMS": "1",
        "values-0-id": "",
        "values-0-claim": claim.pk,
        "values-0-part": "main",
        "values-0-type": "text",
        "values-0-bound": "exact",
        "values-0-text": "something",
        "values-0-position": "0",
    }
    assert errors_on(editor_client.post(page_of(claim), typed))
    assert claim.values.count() == 1
