"""What an editor typed and has not saved is kept, for that editor alone."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles.models import KeptForm
from articles.models.kept_form import MOST_FORMS
from entities.models import Claim, Entity
from tests.admin_form import errors_on, opened
from tests.entities.test_admin_conflicts import page_of
from tests.entities.test_admin_two_versions import fields_of
from tests.factories import make_draft_claim, make_entity

pytestmark = pytest.mark.django_db
ADD = "/admin/entities/entity/add/"


def keep(client, address, **typed):
    return client.post(f"{address}kept/", opened(client, address) | typed)


def client_of(name, **rights) -> Client:
    user = get_user_model().objects.create_user(name, is_staff=True, **rights)
    client = Client()
    client.force_login(user)
    return client


def test_unsaved_work_is_offered_shown_and_gone_on_with(editor_client):
    entity = make_entity()
    answer = keep(editor_client, page_of(entity), note="typed and left")
    assert answer.json()["kept"].startswith("Kept at ")
    page = editor_client.get(page_of(entity))
    assert "You have unsaved work from" in page.content.decode()
    assert page.context["kept_lines"] == [("Note", "typed and left")]
    assert fields_of(page)["note"] == [""]
    again = editor_client.get(page_of(entity), {"unsaved": "yes"})
    assert again.context["errors"] == []
    assert fields_of(again)["note"] == ["typed and left"]
    assert Entity.objects.get().note == ""
    assert errors_on(editor_client.post(page_of(entity), fields_of(again))) == ""
    assert Entity.objects.get().note == "typed and left"
    assert not KeptForm.objects.exists()


def test_going_on_with_rows_and_errors_shows_them_as_they_were_left(editor_client):
    claim = make_draft_claim()
    keep(editor_client, page_of(claim), **{"values-0-low": "no number", "as_of": "?"})
    again = editor_client.get(page_of(claim), {"unsaved": "yes"})
    assert fields_of(again)["values-0-low"] == ["no number"]
    assert 'class="errorlist' not in again.content.decode()
    assert errors_on(editor_client.post(page_of(claim), fields_of(again)))


def test_going_on_saves_nothing_even_where_all_is_well(editor_client):
    entity = make_entity()
    keep(editor_client, page_of(entity), note="typed and left")
    before = Entity.history.count()
    for _ in range(2):
        editor_client.get(page_of(entity), {"unsaved": "yes"})
    assert (Entity.objects.get().note, Entity.history.count()) == ("", before)


def test_a_new_record_is_kept_as_well(editor_client):
    keep(editor_client, ADD, slug="half-typed")
    page = editor_client.get(ADD)
    assert ("Slug", "half-typed") in page.context["kept_lines"]
    again = editor_client.get(ADD, {"unsaved": "yes"})
    assert fields_of(again)["slug"] == ["half-typed"]
    assert not Entity.objects.exists()
    typed = fields_of(again) | {"kind": "concept", "label_en": "Half typed"}
    assert errors_on(editor_client.post(ADD, typed)) == ""
    assert not KeptForm.objects.exists()


def test_unsaved_work_can_be_discarded(editor_client):
    keep(editor_client, ADD, slug="half-typed")
    assert editor_client.post(f"{ADD}kept/", {"drop": "yes"}).url == ADD
    assert not KeptForm.objects.exists()


def test_a_refused_save_is_kept(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"as_of": "no date"}
    assert errors_on(editor_client.post(page_of(claim), typed))
    assert KeptForm.objects.get().data["as_of"] == ["no date"]


def test_what_a_logged_out_editor_sends_is_offered_after_the_log_in(client, admin_user):
    entity = make_entity()
    client.force_login(admin_user)
    typed = opened(client, page_of(entity)) | {"note": "typed before the end"}
    client.logout()
    answer = client.post(page_of(entity), typed)
    assert "/admin/login/" in answer.url
    assert "is kept" in client.get(answer.url).content.decode()
    client.force_login(admin_user)
    page = client.get(page_of(entity))
    assert page.context["kept_lines"] == [("Note", "typed before the end")]


@pytest.mark.parametrize("note", [None, "", "nonsense", "[1,2,3,4]"])
def test_a_stranger_can_keep_nothing_here(client, admin_user, note):
    entity = make_entity()
    client.force_login(admin_user)
    typed = opened(client, page_of(entity))
    client.logout()
    del typed["keeper"]
    client.post(page_of(entity), typed | ({} if note is None else {"keeper": note}))
    assert not KeptForm.objects.exists()


def test_what_was_typed_before_a_right_was_lost_is_kept_and_can_be_read():
    client = client_of("ann")
    user = get_user_model().objects.get(username="ann")
    rights = Permission.objects.filter(content_type__model="entity")
    user.user_permissions.set(rights)
    entity = make_entity()
    typed = opened(client, page_of(entity)) | {"note": "typed in time"}
    user.user_permissions.set(rights.filter(codename="view_entity"))
    assert client.post(page_of(entity), typed).status_code == 403
    page = client.get(page_of(entity))
    assert "typed in time" in page.content.decode()
    assert client.get(page_of(entity), {"unsaved": "yes"}).status_code == 200
    assert Entity.objects.get().note == ""


def test_only_its_owner_sees_what_is_kept(editor_client):
    claim = make_draft_claim()
    keep(editor_client, page_of(claim), derived="for ann alone")
    other = client_of("bob", is_superuser=True)
    for address in (page_of(claim), f"{page_of(claim)}?unsaved=yes"):
        assert "for ann alone" not in other.get(address).content.decode()
    other.post(f"{page_of(claim)}kept/", {"drop": "yes"})
    assert KeptForm.objects.count() == 1


def test_nobody_keeps_a_form_that_they_may_not_save():
    claim = make_draft_claim()
    for address in (page_of(claim), "/admin/entities/claim/add/"):
        answer = client_of(f"nobody-{len(address)}").post(f"{address}kept/", {"a": "b"})
        assert answer.status_code == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("key", ["0", "999999", "x", "1\x00", "9" * 40, "1/2"])
def test_an_address_of_nothing_is_refused(editor_client, key):
    for ending in ("kept/", "presence/"):
        address = f"/admin/entities/claim/{key}/change/{ending}"
        assert editor_client.post(address, {"a": "b"}).status_code in (403, 404)
        assert editor_client.get(address).status_code == 405
    assert not KeptForm.objects.exists()


def test_secrets_and_the_marks_of_a_session_are_never_kept(editor_client):
    keep(editor_client, ADD, password="s3cret", new_Password1="s3cret", slug="ok")
    kept = KeptForm.objects.get().data
    assert "s3cret" not in str(kept)
    assert not {"csrfmiddlewaretoken", "keeper"} & set(kept)
    assert kept["slug"] == ["ok"]


def test_nul_and_odd_characters_are_kept_without_an_error(editor_client):
    typed = "a\x00b \U0001f914 \U00020bb7"
    assert keep(editor_client, ADD, slug=typed, **{"x\x00": "y"}).status_code == 200
    assert KeptForm.objects.get().data["slug"] == ["ab \U0001f914 \U00020bb7"]


def test_a_form_beyond_all_measure_is_refused_with_a_word(editor_client):
    answer = keep(editor_client, ADD, note="x" * 1_100_000)
    assert answer.status_code == 413
    assert "too long" in answer.json()["refused"]
    assert not KeptForm.objects.exists()


def test_the_oldest_and_the_too_many_are_forgotten(admin_user):
    def kept(n):
        address = f"/admin/entities/entity/{n}/change/"
        return KeptForm.objects.keep(
            user=admin_user, address=address, model=Claim, key=n, data={"a": ["b"]}
        )

    old = kept(0)
    KeptForm.objects.filter(pk=old.pk).update(
        kept_at=timezone.now() - timedelta(days=31)
    )
    assert KeptForm.objects.offered(admin_user, old.address) is None
    for n in range(1, MOST_FORMS + 3):
        kept(n)
    assert KeptForm.objects.count() == MOST_FORMS
    assert not KeptForm.objects.filter(object_id__in=[0, 1, 2]).exists()


def test_what_was_typed_into_a_record_deleted_meanwhile_is_kept(editor_client):
    entity = make_entity()
    typed = opened(editor_client, page_of(entity)) | {"note": "too late"}
    address = page_of(entity)
    entity.delete()
    assert editor_client.post(address, typed).status_code == 302
    assert KeptForm.objects.get().data["note"] == ["too late"]
