"""The history of a record tells each change, its parts' included, in words."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from entities.models import Claim, Entity
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_qualifier,
    make_topic,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def page_of(record, page="change") -> str:
    name = record._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{name}_{page}", args=[record.pk])


def history_of(client, record) -> str:
    response = client.get(page_of(record, "history"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_form_tells_who_when_what_from_which_value_to_which(editor_client):
    claim = make_draft_claim(sentences={"en": "Acme earned 5.", "zh": "五"})
    make_qualifier(claim, text="2023")
    typed = opened(editor_client, page_of(claim)) | {
        "sentences_en": "Acme earned 6.",
        "certainty": "plan",
        "qualifiers-0-text": "2024",
    }
    assert errors_on(editor_client.post(page_of(claim), typed)) == ""
    told = history_of(editor_client, claim)
    newest = told[: told.index("As it was then")]
    assert 'Changed</span> <span class="by">by admin' in newest
    assert "<dt>Sentences (English)</dt>" in newest
    assert "<del>Acme earned 5.</del>" in newest
    assert "<ins>Acme earned 6.</ins>" in newest
    assert "中文" not in newest
    assert "<del>reported</del>" in newest
    assert "<ins>plan</ins>" in newest
    assert "Qualifier “period: 2024”" in newest
    assert "<del>2023</del>" in newest


def test_a_citation_replaced_is_a_change_of_the_claim(editor_client):
    claim = make_claim(article=published(make_article("One. Two.")), quote="One.")
    citation = claim.citations.get()
    typed = opened(editor_client, page_of(citation)) | {"quote": "Two."}
    assert errors_on(editor_client.post(page_of(citation), typed)) == ""
    told = history_of(editor_client, claim)
    newest = told[: told.index("As it was then")]
    assert "Citation “Two.”" in newest
    assert "<del>One.</del>" in newest
    assert "<ins>Two.</ins>" in newest


def test_each_status_is_told_by_its_verb_and_reason(editor_client):
    claim = make_claim()
    claim.withdraw(by=claim.published_by, reason="The figure was misread.")
    told = history_of(editor_client, claim)
    assert told.index("Withdrawn</span>") < told.index("Published</span>")
    assert told.index("Published</span>") < told.index("Made</span>")
    assert "The figure was misread." in told
    assert "by reviewer" in told


def test_rows_added_and_removed_are_told_by_name(editor_client):
    entity = make_entity(slug="acme")
    kept, gone = make_name(entity, "Acme"), make_name(entity, "Akme")
    editor_client.post(f"/admin/entities/name/{gone.pk}/delete/", {"post": "yes"})
    told = history_of(editor_client, entity)
    assert told.index("Removed:</span> Name “Akme”") < told.index(
        "Added:</span> Name “Acme”"
    )
    assert kept.text in told


def test_a_thing_that_is_gone_keeps_its_name_in_the_history(editor_client):
    partner = make_entity(label={"en": "Vanished partner"})
    claim = make_draft_claim()
    qualifier = make_qualifier(claim, "partner", entity=partner)
    qualifier.delete()
    partner.delete()
    assert "Vanished partner (gone)" in history_of(editor_client, claim)


def test_a_part_that_moves_is_told_by_both_records(editor_client):
    here, there = make_entity(slug="here"), make_entity(slug="there")
    name = make_name(here, "Wanderer")
    name.entity = there
    name.save()
    assert "Removed:</span> Name “Wanderer”" in history_of(editor_client, here)
    assert "Added:</span> Name “Wanderer”" in history_of(editor_client, there)


@pytest.mark.parametrize("kind", ["entity", "topic", "article", "comparison", "chain"])
def test_every_kind_of_record_has_such_a_page(kind, editor_client):
    record = {
        "entity": make_entity,
        "topic": make_topic,
        "article": make_article,
        "comparison": lambda: make_comparison(make_claim()),
        "chain": make_attribution,
    }[kind]()
    told = history_of(editor_client, record)
    assert "Made</span>" in told
    part = {"article": "Version “version 1”", "chain": "Attribution link “"}
    assert part.get(kind, "") in told


def test_a_record_that_was_deleted_still_tells_its_history(editor_client):
    entity = make_entity(label={"en": "Short-lived"})
    pk = entity.pk
    entity.delete()
    told = editor_client.get(f"/admin/entities/entity/{pk}/history/").content.decode()
    assert "It has been deleted." in told
    assert "Deleted</span>" in told


def test_a_history_is_for_those_who_may_see_the_record():
    claim = make_claim()
    client = Client()
    user = get_user_model().objects.create_user("outsider", is_staff=True)
    client.force_login(user)
    for address in (
        f"/admin/entities/claim/{claim.pk}/history/",
        f"/admin/entities/claim/{claim.pk}/history/{claim.history.first().change}/",
    ):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("asked", ["1", "nonsense", "%00", "9" * 40, "0" * 32])
def test_a_change_that_is_none_is_not_found(asked, editor_client):
    claim = make_draft_claim()
    other = make_entity().history.get().change
    for change in (asked, str(other)):
        address = f"/admin/entities/claim/{claim.pk}/history/{change}/"
        assert editor_client.get(address).status_code == 404


def test_a_history_costs_the_same_for_one_change_and_for_a_page_of_them(
    editor_client, queries_for
):
    claim = make_draft_claim()
    make_citation(claim)
    make_qualifier(claim, "partner", entity=make_entity())
    address = f"/admin/entities/claim/{claim.pk}/history/"
    with_few = queries_for(address)
    for n in range(30):
        claim.derived = f"step {n}"
        claim.save()
        make_citation(claim)
        make_qualifier(claim, "partner", entity=make_entity(label={"en": f"No {n}"}))
    assert queries_for(address) == with_few
    told = editor_client.get(address).content.decode()
    assert "No 29" in told
    assert 'aria-label="Pages of this history"' in told
    assert "step 0" in editor_client.get(address + "?p=4").content.decode()
    assert editor_client.get(address + "?p=nonsense").status_code == 200


def test_bulk_actions_and_verbs_are_told_with_who_did_them(editor_client, admin_user):
    claim = make_draft_claim()
    make_citation(claim)
    chosen = {"action": "submit", "_selected_action": [claim.pk]}
    editor_client.post("/admin/entities/claim/", chosen)
    Claim.objects.get().publish(by=reviewer())
    told = history_of(editor_client, claim)
    assert 'Sent to review</span> <span class="by">by admin' in told
    assert 'Published</span> <span class="by">by reviewer' in told
    assert Entity.history.filter(change=claim.history.first().change).count() == 0
