"""Whoever may work on records of one kind learns nothing of the others on the way: not
by lists of choices, filters, finders, errors, refused deletions or messages."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Status
from entities.models import Claim, Entity
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_citation,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_publisher,
    make_topic,
)

pytestmark = pytest.mark.django_db
MARK = "Quetzal"


def at_desk(*codenames):
    user = get_user_model().objects.create(username="narrow", is_staff=True)
    rights = Permission.objects.filter(codename__in=codenames)
    assert rights.count() == len(codenames)
    user.user_permissions.set(rights)
    client = Client()
    client.force_login(user)
    return client


def everything_on(model):
    return [f"{verb}_{model}" for verb in ("add", "change", "delete", "view")]


@pytest.fixture
def secrets():
    """One hidden record of each kind, tied to nothing."""
    named = {"en": MARK}
    entity = make_entity(label=named, slug="secret-entity", kind="company")
    topic = make_topic(title=named, slug="secret-topic")
    publisher = make_publisher(name=named, slug="secret-publisher")
    article = make_article(
        f"{MARK} says so.", title=MARK, slug="secret-article", publisher=publisher
    )
    claim = make_draft_claim(subject=entity, topics=[topic], sentences=named)
    make_citation(claim, article)
    make_comparison(claim, title=named, slug="secret-comparison")
    return {"entity": entity, "topic": topic, "article": article, "claim": claim}


def said(response) -> str:
    assert response.status_code in (200, 302, 403), response.status_code
    return response.content.decode() if response.status_code == 200 else ""


def test_lists_and_forms_of_claims_offer_nothing_that_one_may_not_see(secrets):
    claim = make_draft_claim()
    desk = at_desk("add_claim", "change_claim", "delete_claim", "view_claim")
    Claim.objects.filter(pk=secrets["claim"].pk).update(sentences={"en": "Plain."})
    # What a claim says itself, of which its subject is part, one may see with it.
    Claim.objects.filter(pk=secrets["claim"].pk).update(subject=claim.subject)
    for page in ("", "add/", f"{claim.pk}/change/", f"{claim.pk}/history/"):
        assert MARK not in said(desk.get(f"/admin/entities/claim/{page}")), page


@pytest.mark.parametrize("model", ["article", "entity", "comparison", "topic"])
def test_other_records_pages_offer_nothing_either(secrets, model):
    own = {
        "article": lambda: make_article(),
        "entity": lambda: make_entity(),
        "comparison": lambda: make_comparison(),
        "topic": lambda: make_topic(),
    }[model]()
    kind = type(own)
    kind.objects.exclude(pk=own.pk).filter(slug__startswith="secret").update(
        **({"title": "x"} if model == "article" else {}),
        **({"label": {}} if model == "entity" else {}),
        **({"title": {}} if model in ("topic", "comparison") else {}),
    )
    desk = at_desk(*everything_on(model))
    app = own._meta.app_label
    for page in ("add/", f"{own.pk}/change/", f"{own.pk}/delete/"):
        told = said(desk.get(f"/admin/{app}/{model}/{page}"))
        assert MARK not in told, page


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("claim", "subject"),
        ("claimtopic", "topic"),
        ("citation", "claim"),
        ("mention", "entity"),
        ("entity", "publisher"),
        ("version", "article"),
        ("comparisonclaim", "claim"),
    ],
)
def test_finders_find_for_those_only_who_may_see_what_is_found(secrets, model, field):
    app = "articles" if model in ("version",) else "entities"
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    narrow = at_desk("view_unit", f"view_{model}", f"change_{model}")
    found = narrow.get("/admin/autocomplete/", asked | {"term": MARK})
    assert (found.status_code, MARK in found.content.decode()) == (403, False)


def test_a_number_of_an_entity_that_one_may_not_see_cannot_be_chosen(secrets):
    """Else its name would stand on the claim's page next."""
    claim = make_draft_claim()
    desk = at_desk("add_claim", "change_claim", "view_claim", "view_property")
    page = f"/admin/entities/claim/{claim.pk}/change/"
    form = opened(desk, page) | {"subject": [str(secrets["entity"].pk)]}
    form["sentences_en"] = ["A better sentence."]
    there = desk.post(page, form)
    unknown = desk.post(page, form | {"subject": ["987654321"]})
    assert MARK not in said(there) + said(unknown)
    claim.refresh_from_db()
    assert claim.subject != secrets["entity"]
    assert MARK not in said(desk.get(page))


def test_a_refused_deletion_names_nothing_that_one_may_not_see(secrets):
    entity = make_entity(label={"en": "Mine"}, kind="company")
    claim = make_draft_claim(subject=entity, sentences={"en": f"{MARK} stays."})
    desk = at_desk(*everything_on("entity"))
    asked = said(desk.get(f"/admin/entities/entity/{entity.pk}/delete/"))
    assert "laim" in asked  # that claims stand against it is told
    assert MARK not in asked
    chosen = {"action": "delete_selected", "_selected_action": [entity.pk]}
    assert MARK not in said(desk.post("/admin/entities/entity/", chosen))
    done = desk.post(f"/admin/entities/entity/{entity.pk}/delete/", {"post": "yes"})
    assert MARK not in said(done)
    assert Entity.objects.filter(pk=entity.pk).exists()
    # Whoever may see claims is told which.
    get_user_model().objects.get(username="narrow").user_permissions.add(
        *Permission.objects.filter(codename__in=["view_claim", "delete_claim"])
    )
    assert MARK in said(desk.get(f"/admin/entities/entity/{entity.pk}/delete/"))
    assert claim.status == Status.DRAFT


def test_filters_list_only_what_one_may_see(secrets):
    make_company()
    desk = at_desk("view_claim", "view_citation", "view_claimtopic", "view_mention")
    for model in ("claim", "claimtopic", "mention"):
        page = desk.get(f"/admin/entities/{model}/?q=nothing-at-all")
        assert MARK not in said(page), model
    page = desk.get("/admin/entities/citation/?q=nothing-at-all")
    assert MARK not in said(page)


def test_the_message_of_a_taken_address_names_no_record(secrets):
    desk = at_desk(*everything_on("topic"))
    page = "/admin/entities/topic/add/"
    form = opened(desk, page) | {"slug": ["secret-topic"], "title_en": ["New"]}
    told = desk.post(page, form)
    assert "already exists" in errors_on(told)
    assert MARK not in told.content.decode()
