"""A merge moves everything, leaves a redirect, and can be undone."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Passage, Status
from entities.merging import (
    PlanChanged,
    better_way,
    merge,
    plan_merge,
    undo,
)
from entities.merging.pointing import COUNTED, keys_to_entities, snapshot
from entities.models import (
    AttributionLink,
    Citation,
    Claim,
    ClaimSubject,
    Distinction,
    Entity,
    EntityRelation,
    FormerSlug,
    Identifier,
    Mention,
    Merge,
    MergedRow,
    Name,
    Stance,
    ValueEntity,
)
from tests.factories import (
    make_article,
    make_attribution,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_qualifier,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return get_user_model().objects.create_superuser("chief")


def everything():
    """Every row of our tables as texts, what counts saves aside."""
    models = [
        model
        for app in ("articles", "entities")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_type") and model not in (Merge, MergedRow)
    ]
    return {
        (model._meta.label_lower, row.pk): {
            name: value for name, value in snapshot(row).items() if name not in COUNTED
        }
        for model in models
        for row in model._base_manager.all()
    }


def tangled():
    """A company entered twice, with every kind of row at the one that is to go."""
    stays = make_company(slug="acme", label={"en": "Acme"})
    goes = make_company(
        slug="acme-inc", label={"en": "Acme Inc.", "zh": "顶点"}, kind="company"
    )
    article = published(make_article(text="Acme earned 5 million. Acme Inc. too."))
    chain = make_attribution(goes)
    about = make_claim(article, "Acme Inc. too.", subject=goes, attribution=chain)
    other = make_claim(article, "Acme earned 5 million.", subject=stays)
    make_name(stays, "Acme")
    make_name(goes, "Acme", kind="alias", note="seen once")
    make_name(goes, "Acme Inc.")
    Identifier.objects.create(entity=goes, scheme="wikidata", value="Q95")
    third = make_company(slug="third")
    EntityRelation.objects.create(entity=goes, kind="part_of", other=third)
    EntityRelation.objects.create(entity=third, kind="held_by", other=goes)
    EntityRelation.objects.create(entity=goes, kind="part_of", other=stays)
    version = article.current_version
    shared = Passage.objects.find(version, "Acme", occurrence=1)
    Mention.objects.create(passage=shared, entity=stays)
    Mention.objects.create(passage=shared, entity=goes)
    alone = Passage.objects.find(version, "Acme Inc.", occurrence=1)
    Mention.objects.create(passage=alone, entity=goes)
    of_third = make_draft_claim(subject=third)
    ClaimSubject.objects.create(claim=of_third, entity=goes)
    ClaimSubject.objects.create(claim=other, entity=goes)
    ClaimSubject.objects.create(claim=about, entity=stays)
    make_qualifier(of_third, "role", entity=goes)
    ValueEntity.objects.create(value=of_third.values.get(), entity=goes)
    Stance.objects.create(claim=of_third, by=goes, position="doubts")
    make_comparison(about, other, stance_by=goes)
    FormerSlug.objects.create(slug="acme-old", target=goes)
    AttributionLink.objects.create(
        attribution=make_attribution(), position=1, by=third, at=goes,
        verb=chain.links.get().verb,
    )  # fmt: skip
    return stays, goes


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


def test_the_dry_run_says_just_what_the_merge_does(chief):
    stays, goes = tangled()
    before = everything()
    plan = plan_merge(stays, goes)
    assert everything() == before
    made = merge(stays, goes, by=chief, reason="Entered twice.", agreed=plan.digest)
    after = everything()
    promised = {
        (change.model, change.row.pk): change.after
        for change in plan.changes
        if change.row.pk
    }
    really = {
        key: after.get(key)
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    added = {key for key in really if key not in before}
    assert {row.model for row in made.rows.filter(change="added")} == {
        model for model, _ in added
    }
    for key, row in really.items():
        if key in added:
            continue
        wanted = promised[key]
        assert row == (
            wanted and {n: v for n, v in wanted.items() if n not in COUNTED}
        ), key
    # What the plan names and left as it was is the entity that stays.
    assert {key for key in promised if key not in really} <= {
        ("entities.entity", stays.pk)
    }


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


def test_the_plan_says_what_readers_will_see_that_they_did_not_see(chief):
    stays = make_company(slug="acme")
    goes = make_company(slug="hidden")
    make_name(goes, "Hidden name")
    claim = make_claim(subject=goes)
    Entity.objects.filter(pk=goes.pk).update(status="withdrawn", withdrawal_reason="-")
    goes.refresh_from_db()
    said = " ".join(plan_merge(stays, goes).warnings)
    assert "may be seen with it (1 claim, 1 name)" in said
    assert str(claim) in said
    merge(stays, goes, by=chief, reason="Same.")
    assert claim in Claim.objects.published()


def test_the_plan_names_claims_that_would_speak_of_themselves():
    stays, goes = make_company(label={"en": "One"}), make_company(label={"en": "Two"})
    claim = make_claim(subject=goes)
    make_qualifier(claim, "compared_with", entity=stays)
    said = " ".join(plan_merge(stays, goes).warnings)
    assert "names the other, and then itself" in said
    assert str(claim) in said


def test_the_plan_names_claims_that_may_be_one():
    stays, goes = make_company(), make_company()
    article = published(make_article(text="Both earned it."))
    cost = make_property("cost")
    make_claim(article, "Both earned it.", subject=stays, property=cost)
    twin = make_claim(article, "Both earned it.", subject=goes, property=cost)
    said = " ".join(plan_merge(stays, goes).warnings)
    assert "may be one claim" in said
    assert str(twin) in said


def test_the_plan_tells_who_said_that_they_are_not_the_same(chief):
    stays, goes = make_company(), make_company()
    Distinction.objects.create(first=goes, second=stays, by=chief, reason="A spin-off")
    assert any("A spin-off" in text for text in plan_merge(stays, goes).warnings)
    made = merge(stays, goes, by=chief, reason="They are after all.")
    assert not Distinction.objects.exists()
    undo(made, by=chief)
    assert Distinction.objects.get().reason == "A spin-off"


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


def test_the_entity_that_readers_know_should_stay():
    known, draft = make_company(), make_entity()
    assert better_way(draft, known) == (known, "readers know it")
    fuller = make_company()
    make_claim(subject=fuller)
    assert better_way(known, fuller) == (fuller, "more claims are about it")


def test_a_plan_costs_the_same_for_few_rows_of_each_and_for_many():
    stays, goes = tangled()
    with CaptureQueriesContext(connection) as one:
        plan_merge(stays, goes)
    for number in range(8):
        make_name(goes, f"Name {number}")
        claim = make_claim(subject=goes)
        Citation.objects.filter(claim=claim).update(asserted_by=goes)
        other = make_company()
        EntityRelation.objects.create(entity=other, kind="part_of", other=goes)
    with CaptureQueriesContext(connection) as many:
        plan = plan_merge(stays, goes)
    assert len(plan.moved["claims"]) == 9
    assert len(many) <= len(one) + 2


def test_no_claim_is_made_about_what_was_merged(chief):
    stays, goes = make_company(), make_company()
    merge(stays, goes, by=chief, reason="Same.")
    goes.refresh_from_db()
    with pytest.raises(ValidationError, match="was merged into"):
        make_draft_claim(subject=goes).full_clean()
