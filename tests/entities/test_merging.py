"""A merge moves everything, leaves a redirect, and can be undone."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Status
from entities.merging import PlanChanged, merge, plan_merge, undo
from entities.merging.pointing import keys_to_entities
from entities.models import Claim, Entity, EntityRelation, FormerSlug, Name
from tests.entities.tangled import everything, tangled
from tests.factories import (
    make_company,
    make_draft_claim,
    make_entity,
    make_name,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return get_user_model().objects.create_superuser("chief")


def test_a_merge_moves_every_row_and_nothing_points_at_what_is_gone(chief):
    stays, goes = tangled()
    merge(stays, goes, by=chief, reason="Entered twice.")
    for model, keys in keys_to_entities().items():
        for key in keys:
            left = model._base_manager.filter(**{key.name: goes})
            assert not left.exists(), (model, key.name)
    assert set(Claim.objects.published().about(stays)) == set(
        Claim.objects.published().exclude(subject__slug="third")
    )
    goes.refresh_from_db()
    assert goes.merged_into == stays
    assert not Entity.objects.published().filter(pk=goes.pk).exists()


def test_every_key_to_an_entity_in_the_project_is_moved():
    """A model made tomorrow is in the list by itself; records of merges are not."""
    keys = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not hasattr(model, "history_type")
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.model is Entity
    }
    planned = {
        (model._meta.label, key.name)
        for model, found in keys_to_entities().items()
        for key in found
    }
    assert keys - planned == {
        ("entities.Merge", "from_entity"),
        ("entities.Merge", "to_entity"),
    }
    assert len(planned) >= 15


@pytest.mark.parametrize("answer", ["ours", "theirs"])
def test_of_two_names_alike_the_editor_chooses_what_it_says(chief, answer):
    stays, goes = tangled()
    lost = Name.objects.get(entity=goes, text="Acme")
    key = f"entities.name:{lost.pk}"
    [choice] = [c for c in plan_merge(stays, goes).choices if c.key == key]
    assert "seen once" in dict(choice.options)["theirs"]
    merge(stays, goes, by=chief, reason="Same.", answers={key: answer})
    kept = Name.objects.get(entity=stays, text="Acme")
    wanted = {"ours": ("official", ""), "theirs": ("alias", "seen once")}
    assert (kept.kind, kept.note) == wanted[answer]


def test_a_claim_about_both_keeps_one_of_them_as_its_subject(chief):
    stays, goes = tangled()
    merge(stays, goes, by=chief, reason="Same.")
    for claim in Claim.objects.all():
        assert len(set(claim.subjects)) == len(claim.subjects)


def test_a_tie_between_the_two_is_left_out(chief):
    stays, goes = tangled()
    merge(stays, goes, by=chief, reason="Same.")
    assert not EntityRelation.objects.filter(entity=stays, other=stays).exists()
    assert EntityRelation.objects.count() == 2


def test_every_moved_row_has_the_merge_in_its_history(chief):
    stays, goes = tangled()
    claim = goes.claims.get()
    merge(stays, goes, by=chief, reason="Same.")
    last = claim.history.first()
    assert (last.subject, last.history_user) == (stays, chief)
    assert last.history_change_reason == "Acme Inc. merged into Acme. Same."
    assert last.prev_record.subject == goes
    # All that moved is one change, for whoever reads the history.
    assert stays.history.first().change == last.change


def test_an_old_address_leads_to_the_entity_that_stays(chief, client):
    stays = make_company(slug="acme")
    goes = published(make_entity(slug="acme-labs", kind="organisation"))
    FormerSlug.objects.create(slug="acme-once", target=goes)
    merge(stays, goes, by=chief, reason="Same.")
    for old in ("acme-labs", "acme-once"):
        for section in ("companies", "entities"):
            answer = client.get(f"/{section}/{old}/")
            there = (answer.status_code, answer.headers["Location"])
            assert there == (301, "/companies/acme/")
        answer = client.get(f"/api/v1/entities/{old}/")
        assert answer.status_code == 301
        assert answer.headers["Location"].endswith("/api/v1/entities/acme/")


def test_a_draft_that_readers_never_knew_leaves_no_trace_for_them(chief, client):
    stays = make_company(slug="acme")
    merge(stays, make_entity(slug="secret"), by=chief, reason="Same.")
    unknown = client.get("/entities/unknown/")
    answer = client.get("/entities/secret/")
    assert answer.status_code == unknown.status_code == 404
    assert answer.content.replace(b"secret", b"unknown") == unknown.content
    assert client.get("/api/v1/entities/secret/").status_code == 404


def test_what_readers_know_is_not_merged_into_what_they_do_not_know(chief):
    with pytest.raises(ValidationError, match="merge the other way"):
        merge(make_entity(), make_company(), by=chief, reason="Same.")


def test_only_who_may_publish_entities_merges_and_undoes(chief):
    stranger = get_user_model().objects.create_user("stranger")
    stays, goes = make_company(), make_company()
    with pytest.raises(PermissionDenied):
        merge(stays, goes, by=stranger, reason="Same.")
    made = merge(stays, goes, by=chief, reason="Same.")
    with pytest.raises(PermissionDenied):
        undo(made, by=stranger)


def test_a_merge_other_than_the_one_shown_is_refused(chief):
    stays, goes = make_company(), make_company()
    shown = plan_merge(stays, goes).digest
    make_name(goes, "Came in between")
    before = everything()
    with pytest.raises(PlanChanged):
        merge(stays, goes, by=chief, reason="Same.", agreed=shown)
    assert everything() == before


def test_what_was_merged_cannot_be_published_by_itself(chief):
    stays, goes = make_company(), make_company()
    merge(stays, goes, by=chief, reason="Same.")
    goes.refresh_from_db()
    goes.status = Status.DRAFT
    with pytest.raises(ValidationError, match="undo the merge instead"):
        goes.full_clean()


def test_no_claim_is_made_about_what_was_merged(chief):
    stays, goes = make_company(), make_company()
    merge(stays, goes, by=chief, reason="Same.")
    goes.refresh_from_db()
    with pytest.raises(ValidationError, match="was merged into"):
        make_draft_claim(subject=goes).full_clean()
