"""Merging, splitting and telling apart at the desk, from the list to the undo."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from entities.merging import merge
from entities.models import (
    Distinction,
    Entity,
    Identifier,
    Merge,
    Name,
)
from tests.admin_form import opened
from tests.factories import make_claim, make_company, make_entity, make_name
from tests.project.test_admin_pages import inline_in

pytestmark = pytest.mark.django_db
LIST = "/admin/entities/entity/duplicates/"


def merging(entity, other=None, stays=None):
    address = f"/admin/entities/entity/{entity.pk}/merge/"
    if other is None:
        return address
    return f"{address}?other={other.pk}" + (f"&stays={stays.pk}" if stays else "")


def pair():
    stays = make_company(slug="acme", label={"en": "Acme"})
    goes = make_entity(slug="acme-2", kind="company", label={"en": "ACME"})
    make_name(goes, "Acme & Sons")
    return stays, goes


def agreed(client, address, **answers):
    """Send the form of a dry run as a browser does."""
    fields = opened(client, address) | {k: [v] for k, v in answers.items()}
    return client.post(address, fields)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_an_editor_merges_what_the_list_suggests_and_undoes_it(editor_client):
    stays, goes = pair()
    page = text_of(editor_client.get(LIST))
    assert "“ACME” and “Acme” differ in case" in page.replace(
        "“Acme” and “ACME”", "“ACME” and “Acme”"
    )
    plan = editor_client.get(merging(goes, stays))
    shown = text_of(plan)
    assert "<strong>Acme</strong> stays" in shown
    assert "readers know it" in shown
    assert "Acme &amp; Sons" in shown
    assert "differ in case" in shown  # the reason is there already
    done = agreed(editor_client, merging(goes, stays))
    made = Merge.objects.get()
    assert done.headers["Location"] == f"/admin/entities/merge/{made.pk}/change/"
    result = text_of(editor_client.get(done.headers["Location"]))
    assert "Acme &amp; Sons" in result
    assert f'action="/admin/entities/merge/{made.pk}/undo/"' in result
    assert Name.objects.get(text="Acme & Sons").entity == stays
    undone = editor_client.post(f"/admin/entities/merge/{made.pk}/undo/")
    assert undone.status_code == 302
    assert Name.objects.get(text="Acme & Sons").entity == goes
    after = text_of(editor_client.get(done.headers["Location"]))
    assert "undone by admin" in after
    assert "/undo/" not in after


def test_looking_changes_nothing(editor_client):
    stays, goes = pair()
    for address in (LIST, merging(goes), merging(goes, stays)):
        assert editor_client.get(address).status_code == 200
    assert not Merge.objects.exists()
    assert Name.objects.get(text="Acme & Sons").entity == goes


def test_the_way_can_be_turned_round_but_not_against_the_readers(editor_client):
    stays, goes = pair()
    page = text_of(editor_client.get(merging(goes, stays, stays=goes)))
    assert "The other way is better: “Acme” should stay, as readers know it" in page
    assert "merge the other way" in page
    assert 'name="agreed"' not in page


def test_a_dry_run_that_is_out_of_date_is_shown_anew(editor_client):
    stays, goes = pair()
    fields = opened(editor_client, merging(goes, stays))
    make_name(goes, "Came in between")
    again = editor_client.post(merging(goes, stays), fields)
    assert "Something has changed since" in text_of(again)
    assert "Came in between" in text_of(again)
    assert not Merge.objects.exists()
    assert agreed(editor_client, merging(goes, stays)).status_code == 302


def test_the_editor_chooses_between_two_names_alike(editor_client):
    stays, goes = pair()
    make_name(stays, "Acme & Sons", kind="former")
    lost = Name.objects.get(text="Acme & Sons", entity=goes)
    key = f"choice-entities.name:{lost.pk}"
    assert "kind: former" in text_of(editor_client.get(merging(goes, stays)))
    agreed(editor_client, merging(goes, stays), **{key: "theirs"})
    assert Name.objects.get(text="Acme & Sons").kind == "official"


def test_undoing_asks_where_something_was_changed_since(editor_client):
    stays, goes = pair()
    agreed(editor_client, merging(goes, stays))
    made = Merge.objects.get()
    name = Name.objects.get(text="Acme & Sons")
    name.note = "Since 1990"
    name.save()
    address = f"/admin/entities/merge/{made.pk}/undo/"
    asked = editor_client.post(address)
    assert "changed since (note): that change is kept" in text_of(asked)
    assert agreed(editor_client, address).status_code == 302
    name.refresh_from_db()
    assert (name.entity, name.note) == (goes, "Since 1990")


def test_what_was_merged_can_neither_be_chosen_nor_changed(editor_client):
    stays, goes = pair()
    agreed(editor_client, merging(goes, stays))
    found = editor_client.get(
        "/admin/autocomplete/",
        {"app_label": "entities", "model_name": "claim", "field_name": "subject"},
    ).json()
    assert str(goes.pk) not in {row["id"] for row in found["results"]}
    page = editor_client.get(f"/admin/entities/entity/{goes.pk}/change/")
    assert "It was merged into" in text_of(page)
    assert 'name="_save"' not in text_of(page)
    assert 'value="reopen"' not in text_of(page)  # undoing the merge is the way back
    refused = editor_client.post(
        "/admin/entities/name/add/",
        {"entity": goes.pk, "text": "X", "language": "en", "kind": "alias"},
    )
    assert "valid choice" in str(refused.context["errors"])


def test_an_editor_says_that_two_are_not_the_same(editor_client, admin_user):
    stays, goes = pair()
    fields = {"first": goes.pk, "second": stays.pk, "reason": "Father\x00 and son"}
    page = editor_client.post(LIST, fields, follow=True)
    assert "are not the same" in text_of(page)
    assert "None known" in text_of(page)
    told = Distinction.objects.get()
    assert (told.by, told.reason) == (admin_user, "Father and son")
    editor_client.post(LIST, fields)
    assert Distinction.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{}, {"first": "x", "second": "1"}, {"first": "9" * 30}, {"first": "\x00"}],
)
def test_nonsense_is_told_apart_from_nothing(editor_client, fields):
    page = editor_client.post(LIST, fields, follow=True)
    assert "These are not two entities" in text_of(page)


def test_an_editor_splits_off_a_new_entity_and_undoes_it(editor_client):
    entity = make_company(slug="acme", label={"en": "Acme"})
    claim, other = make_claim(subject=entity), make_claim(subject=entity)
    name = make_name(entity, "Acme Labs")
    Identifier.objects.create(entity=entity, scheme="wikidata", value="Q95")
    address = f"/admin/entities/entity/{entity.pk}/split/"
    assert "Acme Labs" in text_of(editor_client.get(address))
    fields = {
        "rows": [f"entities.claim:{claim.pk}", f"entities.name:{name.pk}"],
        "name": "Acme Labs",
        "language": "en",
        "slug": "acme-labs",
        "kind": "organisation",
    }
    plan = editor_client.post(address, fields)
    assert "Readers will not see these claims until “Acme Labs”" in text_of(plan)
    assert not Entity.objects.filter(slug="acme-labs").exists()
    fields |= {"agreed": plan.context["agreed"], "reason": "Two things."}
    done = editor_client.post(address, fields)
    made = Merge.objects.get()
    assert done.headers["Location"] == f"/admin/entities/merge/{made.pk}/change/"
    labs = Entity.objects.get(slug="acme-labs")
    assert set(labs.claims.all()) == {claim}
    assert set(entity.claims.all()) == {other}
    assert labs.status == "draft"
    assert list(labs.names.all()) == [name]
    assert (
        editor_client.post(f"/admin/entities/merge/{made.pk}/undo/").status_code == 302
    )
    assert set(entity.claims.all()) == {claim, other}
    assert not Entity.objects.filter(slug="acme-labs").exists()
    assert "Acme Labs" in text_of(editor_client.get(done.headers["Location"]))


def test_rows_are_split_off_to_an_entity_that_is_there(editor_client):
    entity, there = make_company(), make_company()
    name = make_name(entity, "Twin")
    make_name(there, "Twin")
    address = f"/admin/entities/entity/{entity.pk}/split/"
    fields = {"rows": [f"entities.name:{name.pk}"], "other": there.pk}
    plan = editor_client.post(address, fields)
    assert "cannot be there twice" in text_of(plan)
    fields |= {"agreed": plan.context["agreed"], "reason": "Wrong one."}
    assert editor_client.post(address, fields).status_code == 302
    assert Name.objects.filter(text="Twin").get().entity == there


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose an entity above"),
        ({"slug": "acme", "name": "A"}, "leads to something already"),
        ({"slug": "b", "name": "A\x00"}, "Null characters"),
        ({"slug": "b", "name": "A", "kind": "x"}, "valid choice"),
        (
            {"slug": "b", "name": "A", "language": "en", "kind": "chip"},
            "at least one row",
        ),
        ({"other": "999999999"}, "Choose an entity that is there"),
        ({"other": "x" * 5000}, "Choose an entity that is there"),
        (
            {"rows": ["entities.name:7", "x", "a.b:" + "9" * 40], "other": "self"},
            "Choose another entity",
        ),
    ],
)  # fmt: skip
def test_a_split_without_rows_or_aim_is_refused_in_words(editor_client, fields, said):
    entity = make_company(slug="acme")
    if fields.get("other") == "self":
        fields = fields | {"other": entity.pk}
    page = editor_client.post(f"/admin/entities/entity/{entity.pk}/split/", fields)
    assert page.status_code == 200
    assert said in text_of(page)


@pytest.mark.parametrize("other", ["", "x", "999999999", "9" * 40, "%00", "self"])
def test_another_entity_that_is_none_is_refused_in_words(editor_client, other):
    entity = make_company()
    other = entity.pk if other == "self" else other
    page = editor_client.get(f"{merging(entity)}?other={other}&stays=nonsense")
    assert page.status_code == 200
    assert "errorlist" in text_of(page)


def test_an_entity_or_merge_that_is_not_there_is_not_found(editor_client):
    for key in ("999999", "9" * 40):
        for action in ("merge", "split"):
            address = f"/admin/entities/entity/{key}/{action}/"
            assert editor_client.get(address).status_code == 404
        assert (
            editor_client.get(f"/admin/entities/merge/{key}/undo/").status_code == 404
        )


def test_who_may_not_publish_entities_may_not_merge_them(client, admin_user):
    stays, goes = pair()
    made = merge(make_company(), make_company(), by=admin_user, reason="Same.")
    annotator = get_user_model().objects.create(username="one", is_staff=True)
    codenames = ["change_entity", "view_entity", "view_merge"]
    annotator.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    client.force_login(annotator)
    for address in (
        merging(goes, stays),
        f"/admin/entities/entity/{goes.pk}/split/",
        f"/admin/entities/merge/{made.pk}/undo/",
    ):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert "Compare and merge" not in text_of(client.get(LIST))
    page = client.get(f"/admin/entities/merge/{made.pk}/change/")
    assert "undoing" not in text_of(page).partition('id="content"')[2]
    client.logout()
    assert client.get(LIST).status_code == 302


def test_no_page_of_merging_needs_an_inline_style_or_script(editor_client):
    stays, goes = pair()
    make_name(stays, "Acme & Sons", kind="former")
    split = f"/admin/entities/entity/{goes.pk}/split/"
    for address in (LIST, merging(goes), merging(goes, stays), split):
        assert inline_in(editor_client.get(address)) == [], address
    agreed(editor_client, merging(goes, stays))
    made = Merge.objects.get()
    for page in ("change", "undo"):
        address = f"/admin/entities/merge/{made.pk}/{page}/"
        assert inline_in(editor_client.get(address)) == [], address


def test_pages_of_merging_cost_the_same_for_few_rows_and_for_many(
    editor_client, queries_for
):
    stays, goes = pair()
    make_claim(subject=stays)
    made = merge(make_company(), make_entity(), by=editor_client_user(), reason="Same.")
    addresses = [
        LIST,
        merging(goes, stays),
        f"/admin/entities/entity/{goes.pk}/split/",
        f"/admin/entities/entity/{goes.pk}/change/",
        f"/admin/entities/merge/{made.pk}/change/",
        "/admin/entities/merge/",
    ]
    few = [queries_for(address) for address in addresses]
    for number in range(6):
        make_name(goes, f"Name {number}")
        twin = make_entity(kind="company", label={"en": "Acme"})
        merge(make_company(), make_entity(), by=editor_client_user(), reason="Same.")
        make_name(twin, f"Twin {number}")
    assert [queries_for(address) for address in addresses] == few
    assert text_of(editor_client.get(LIST)).count("Compare and merge") == 25


def editor_client_user():
    return get_user_model().objects.get(is_superuser=True)
