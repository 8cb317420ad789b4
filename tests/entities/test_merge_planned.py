"""What an editor is told before a merge, and that it is what the merge then does."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities.merging import better_way, merge, plan_merge, undo
from entities.merging.pointing import COUNTED
from entities.models import Citation, Claim, Distinction, Entity, EntityRelation
from tests.entities.tangled import everything, tangled
from tests.factories import (
    make_article,
    make_claim,
    make_company,
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
