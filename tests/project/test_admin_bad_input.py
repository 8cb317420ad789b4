"""No address and no form of the desk answers 500, whatever is sent to it."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.urls import reverse

from entities.models import Identifier
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_citation,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_property,
    make_qualifier,
    make_topic,
)

pytestmark = pytest.mark.django_db
OURS = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model in admin.site._registry
    if model._meta.app_label in ("articles", "entities")
)
HUGE = "9" * 30
QUERIES = [
    "q=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    f"q={'a' * 60_000}",
    f"q={'a%20' * 2_000}",
    "q=%22%27%5C%25_",
    "p=-1",
    f"p={HUGE}",
    "o=99.-99.x",
    "e=1",
    "all=1",
    f"article={HUGE}",
    "article=one",
    "status__exact=%00",
    "queue=nonsense",
    "queue=%00&queue=waiting",
    "evidence=nonsense&untranslated=xx&drafted=me%00",
    "drafted_by__password__startswith=a",
    "_popup=1&_to_field=password",
    f"id__exact={HUGE}",
    "id__exact=one",
    "kind=%ED%A0%80",
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_a_list_survives_any_query(query, editor_client):
    make_citation(make_draft_claim())
    make_topic()
    for model in ("claim", "entity", "topic"):
        address = reverse(f"admin:entities_{model}_changelist")
        assert editor_client.get(f"{address}?{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize("key", [HUGE, "0", "one", "%00", "%ED%A0%80", "²", "-1"])
def test_a_page_of_no_record_is_not_found(key, editor_client):
    for page in ("change", "history", "delete", "history/1"):
        address = f"/admin/entities/claim/{key}/{page}/"
        assert editor_client.get(address).status_code in (302, 404), page


@pytest.mark.parametrize("term", ["%00", "%ED%A0%80", "a" * 60_000, "%25"])
def test_an_autocomplete_survives_any_term(term, editor_client):
    field = "app_label=entities&model_name=claim&field_name=subject"
    address = f"/admin/autocomplete/?{field}&term={term}"
    assert editor_client.get(address).status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_an_added_records_form_takes_nonsense_in_its_address(model, editor_client):
    adding = reverse(f"admin:{model}_add")
    names = ["claim", "subject", "entity", "article", "parent", "publisher", "group"]
    for nonsense in ("one", HUGE):
        query = "&".join(f"{name}={nonsense}" for name in names)
        assert editor_client.get(f"{adding}?{query}").status_code in (200, 403)


NONSENSE = {
    "NUL": "a\x00b",
    "half a pair": "\ud800",
    "very long": "x" * 5_000,
    "not a number": "NaN",
    "infinite": "Infinity",
    "a huge number": HUGE,
    "a tiny power": "1e-999999999",
    "a huge power": "1e999999999",
    "nested deeply": "[" * 50_000,
    "markup": "<script>alert(1)</script>",
    "nothing": "",
}


def filled(typed, nonsense) -> dict:
    """Return the form with nonsense in each box that an editor can fill."""
    kept = ("csrf", "_FORMS", "revision", "-id", "_save")
    return {
        name: values if any(part in name for part in kept) else [nonsense]
        for name, values in typed.items()
    }


def entity_with_identifier():
    entity = make_entity()
    Identifier.objects.create(entity=entity, scheme="wikidata", value="Q1")
    return entity


def claim_with_qualifier():
    claim = make_draft_claim()
    make_qualifier(claim)
    return claim


KINDS = {
    "article": make_article,
    "entity": entity_with_identifier,
    "claim": claim_with_qualifier,
    "comparison": lambda: make_comparison(make_draft_claim()),
    "citation": lambda: make_citation(make_draft_claim()),
    "property": make_property,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_full_of_nonsense_is_refused_in_words(kind, editor_client):
    record = KINDS[kind]()
    model = f"{record._meta.app_label}_{record._meta.model_name}"
    page = reverse(f"admin:{model}_change", args=[record.pk])
    typed = opened(editor_client, page)
    for name, nonsense in NONSENSE.items():
        sent = urlencode(filled(typed, nonsense), doseq=True, errors="surrogatepass")
        response = editor_client.post(
            page, sent, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code in (200, 400), name
        assert "<script>alert(1)" not in response.content.decode()


def test_a_form_without_its_rows_is_refused(editor_client):
    claim = make_draft_claim()
    page = reverse("admin:entities_claim_change", args=[claim.pk])
    typed = {k: v for k, v in opened(editor_client, page).items() if "FORMS" not in k}
    assert errors_on(editor_client.post(page, typed))


@pytest.mark.parametrize("chosen", ["one", HUGE, "\x00", "²", ""])
def test_an_action_on_no_record_does_nothing(chosen, editor_client):
    action = {"action": "submit", "_selected_action": [chosen]}
    response = editor_client.post("/admin/entities/claim/", action)
    assert response.status_code in (302, 404)


def test_a_duplicate_address_is_refused_at_its_box(editor_client):
    make_entity(slug="taken")
    typed = opened(editor_client, "/admin/entities/entity/add/")
    typed |= {"slug": "taken", "kind": "company", "label_en": "Another"}
    refused = editor_client.post("/admin/entities/entity/add/", typed)
    assert "already exists" in errors_on(refused)


def test_an_identifier_without_a_scheme_is_refused(editor_client):
    entity = make_entity()
    page = reverse("admin:entities_entity_change", args=[entity.pk])
    typed = opened(editor_client, page) | {
        "identifiers-TOTAL_FORMS": "1",
        "identifiers-0-entity": entity.pk,
        "identifiers-0-value": "Q95",
    }
    assert "required" in errors_on(editor_client.post(page, typed))
