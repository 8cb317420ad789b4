"""What was dumped comes back as it was, on the other database too.

`other` is SQLite; the suite runs on SQLite and on PostgreSQL, so both ways are tried.
"""

import io
import json
import sqlite3
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, connection, connections, models
from django.utils import timezone

from articles.models import Passage, Publisher
from entities.models import Claim, Topic
from project.bundle.dumping import snapshot, write_into
from project.bundle.tables import all_tables, bundled_tables
from project.models import AuditEvent
from tests.bundle.site import TEXT, dump, files_of, load, rows_in
from tests.factories import make_publisher


def renumber_content_types(using):
    """Give content types and permissions other numbers, as every site has its own."""
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("UPDATE django_content_type SET id = id + 1000")
        cursor.execute(
            "UPDATE auth_permission SET id = id + 1000, "
            "content_type_id = content_type_id + 1000"
        )
        cursor.execute(
            "UPDATE auth_group_permissions SET permission_id = permission_id + 1000"
        )
        cursor.execute("PRAGMA foreign_keys = ON")


def manifest_of(bundle: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return json.loads(archive.read("manifest.json"))


def name_of_test_database():
    return str(connection.settings_dict["NAME"]).rpartition("/")[2]


def test_a_site_comes_back_whole_on_another_database_and_back(site, other, tmp_path):
    renumber_content_types(other)
    # Tables count on where a permission was made and is gone again.
    right = Permission.objects.first()
    Permission.objects.create(
        content_type=right.content_type, codename="gone", name="Gone"
    ).delete()
    there = dump(tmp_path / "there.zip")
    load(tmp_path / "there.zip")
    back = dump(tmp_path / "back.zip", other)
    assert manifest_of(back) == manifest_of(there)  # says what differs, if it does
    assert back == there
    Publisher.objects.update(slug=models.functions.Concat(models.Value("x-"), "slug"))
    assert dump(tmp_path / "changed.zip") != there
    load(tmp_path / "back.zip", "default", replace=name_of_test_database())
    assert dump(tmp_path / "again.zip") == there


def test_numbers_revisions_times_and_history_come_back(site, other, tmp_path):
    dump(tmp_path / "site.zip")
    load(tmp_path / "site.zip")
    claim = Claim.objects.using(other).get(pk=site.pk)
    assert (claim.key, claim.revision) == ("bcdfghjkmn", site.revision)
    assert claim.changed_at == Claim.objects.get(pk=site.pk).changed_at
    assert list(claim.history.using(other).values()) == list(site.history.values())
    version = claim.citations.get().article.versions.get(number=2)
    assert (version.text, bytes(version.raw)) == (TEXT, b"\x00\xff\xfe raw")
    assert claim.main_value.low == site.main_value.low


def test_accounts_keep_their_passwords_and_rights(site, other, tmp_path):
    renumber_content_types(other)
    dump(tmp_path / "site.zip")
    load(tmp_path / "site.zip")
    zoe = get_user_model().objects.using(other).get(username="zoe")
    assert zoe.check_password("a-long-password")
    group = Group.objects.using(other).get(name="translators")
    rights = group.permissions.values_list("content_type__model", "codename")
    assert list(rights) == [("claim", "change_claim")]


def test_a_number_that_was_given_out_is_not_given_out_again(site, other, tmp_path):
    gone = Topic.history.get(slug="gone", history_type="+")
    dump(tmp_path / "site.zip")
    load(tmp_path / "site.zip")
    drafted_by = get_user_model().objects.using(other).first()
    new = Topic.objects.using(other).create(slug="new", drafted_by=drafted_by)
    assert new.pk > gone.id


def test_the_history_can_stay_behind(site, other, tmp_path):
    bundle = dump(tmp_path / "site.zip", without_history=True)
    assert not [name for name in files_of(bundle) if ".historical" in name]
    load(tmp_path / "site.zip")
    assert not Claim.history.using(other).exists()
    assert Claim.objects.using(other).filter(pk=site.pk).exists()


def test_sessions_stay_behind_and_end(site, other, tmp_path):
    for using in ("default", other):
        Session.objects.using(using).create(
            session_key=f"key-{using}", expire_date=timezone.now()
        )
    make_publisher().save(using=other)
    bundle = dump(tmp_path / "site.zip")
    assert not [name for name in files_of(bundle) if "session" in name]
    load(tmp_path / "site.zip", replace="other.sqlite3")
    assert not Session.objects.using(other).exists()


def test_only_what_is_of_this_minute_and_machine_stays_behind():
    behind = {model._meta.label for model in {*all_tables()} - {*bundled_tables()}}
    assert behind <= {
        "articles.DeskAct",
        "articles.Presence",
        "contenttypes.ContentType",
        "project.GuessCount",
        "sessions.Session",
        "usersessions.UserSession",
    }


def test_no_record_keeps_a_part_of_itself_in_a_file_outside_the_database():
    fields = [field for model in apps.get_models() for field in model._meta.fields]
    assert len(fields) > 100
    assert [field for field in fields if isinstance(field, models.FileField)] == []


def test_the_guards_of_the_database_stand_after_a_load(site, other, tmp_path):
    dump(tmp_path / "site.zip")
    load(tmp_path / "site.zip")
    load(tmp_path / "site.zip", replace="other.sqlite3")
    with pytest.raises(IntegrityError, match="audit_is_never_deleted"):
        AuditEvent.objects.using(other).all().delete()
    passage = Passage.objects.using(other).first()
    passage.quote += "!"
    with pytest.raises(IntegrityError, match="passage_quotes_its_version"):
        passage.save()


def test_dump_and_load_are_in_the_log_and_change_no_bundle(site, other, tmp_path):
    first = dump(tmp_path / "first.zip")
    assert dump(tmp_path / "second.zip") == first
    load(tmp_path / "second.zip")
    *others, first_dump, second_dump = AuditEvent.objects.order_by("pk")
    assert (first_dump.kind, second_dump.kind) == ("dump", "dump")
    event = AuditEvent.objects.using(other).latest("pk")
    assert (event.kind, event.about) == ("load", "second.zip")
    logged = [row["id"] for row in rows_in(first, "project.auditevent")]
    assert logged == [other.pk for other in others]


def test_a_dump_shows_one_moment_and_lets_the_desk_go_on(site, other, tmp_path):
    dump(tmp_path / "site.zip")
    load(tmp_path / "site.zip")
    before = dump(tmp_path / "before.zip", other)
    editor = sqlite3.connect(tmp_path / "other.sqlite3", timeout=0)
    with snapshot(other):
        assert Publisher.objects.using(other).exists()  # the moment is now
        with editor:
            editor.execute("UPDATE articles_publisher SET note = 'meanwhile'")
        during = io.BytesIO()
        write_into(during, other, history=True, progress=lambda *_: None)
        assert during.getvalue() == before
    editor.close()
    assert dump(tmp_path / "after.zip", other) != before


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_dump_on_postgresql_reads_in_one_snapshot_and_cannot_write(site):
    connections.databases["second"] = connections.databases["default"]
    try:
        with snapshot("second"), connections["second"].cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("repeatable read",)
            with pytest.raises(DatabaseError, match="read-only"):
                cursor.execute("DELETE FROM articles_publisher")
    finally:
        connections["second"].close()
        del connections["second"], connections.databases["second"]
