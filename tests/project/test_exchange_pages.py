"""The pages and commands of files: who may, what they show, and hostile files."""

import io
import zipfile
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from entities.models import Name
from project.exchange import files
from project.models import Batch
from tests.factories import make_entity, make_name, make_topic, member_of
from tests.project.exchanged import exported, lines, rows_of
from tests.project.test_admin_pages import inline_in

pytestmark = pytest.mark.django_db
LIST = "/admin/project/batch/"
ADD = "/admin/project/batch/add/"


def send(client, content: bytes, name="names.jsonl", **fields):
    data = {"file": SimpleUploadedFile(name, content), **fields}
    return client.post(ADD, data, follow=True)


def test_a_file_is_checked_stored_and_taken_back_on_its_pages(editor_client):
    name = make_name(make_entity(), "Acme", note="old")
    (row,) = rows_of("names")
    page = send(editor_client, lines(row | {"note": "<b>new</b>"}))
    assert inline_in(page) == inline_in(editor_client.get(ADD)) == []
    assert "&lt;b&gt;new&lt;/b&gt;" in page.content.decode()
    batch = Batch.objects.get()
    assert editor_client.get(f"{LIST}{batch.pk}/apply/").status_code == 405
    page = editor_client.post(f"{LIST}{batch.pk}/apply/", follow=True)
    assert "Take it back" in page.content.decode()
    name.refresh_from_db()
    assert name.note == "<b>new</b>"
    page = editor_client.post(f"{LIST}{batch.pk}/undo/", follow=True)
    assert "Taken back by" in page.content.decode()
    name.refresh_from_db()
    assert name.note == "old"
    assert inline_in(editor_client.get(LIST)) == []


def test_errors_are_told_by_cell_and_nothing_can_be_stored(editor_client):
    make_name(make_entity(), "Acme")
    (row,) = rows_of("names")
    page = send(editor_client, lines(row | {"kind": "nonsense"})).content.decode()
    assert "<b>kind</b>: “nonsense” is none of:" in page
    assert "Store it" not in page
    assert "import it again" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "not clear which table"),
        (b'{"table": "names", "nonsense": 1}\n', "no column"),
        (b'{"table": "names", "note": NaN}\n', "not JSON"),
        (b'{"table": "names", "note": ' + b"[" * 50_000, "not JSON"),
        (b"PK\x03\x04nonsense", "broken"),
        (b"\xd0\xcf\x11\xe0old", "old format"),
        (b"entity,text,language\n" + b"\xff\xfe\x00\x81" * 9, ""),
        (b'entity,text,language\n"acme,b,en\n', "no CSV"),
        (b"entity,text,language\nacme,b,en,more\n", "more cells"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_form(
    content, words, editor_client
):
    page = send(editor_client, content, "file.csv")
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "errorlist" in page.content.decode()
    assert not Batch.objects.exists()


def test_a_nul_byte_is_an_error_of_its_cell(editor_client):
    entity = make_entity()
    row = {"table": "names", "entity": entity.slug, "text": "a\0b", "language": "en"}
    page = send(editor_client, lines(row, row | {"text": "\ud800"}))
    assert page.content.decode().count("is not text") == 2
    topic = {"table": "topics", "slug": "\0", "order": "\ud800", "title.en": "T"}
    assert "is not a whole number" in send(editor_client, lines(topic)).content.decode()


def test_a_bomb_is_refused_before_it_is_unpacked(editor_client):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("names.csv", b"0" * (files.MOST_UNPACKED + 1))
    assert len(bomb.getvalue()) < 100_000
    with mock.patch.object(zipfile.ZipFile, "read") as unpacking:
        page = send(editor_client, bomb.getvalue(), "names.zip")
    assert "Unpacked, the file would be" in page.content.decode()
    unpacking.assert_not_called()


def test_a_page_takes_so_many_rows_only(editor_client):
    row = {"table": "names", "entity": "acme", "text": "a", "language": "en"}
    page = send(editor_client, lines(*[row] * 2_001))
    assert "2,001 rows; this page takes 2,000" in page.content.decode()


@pytest.mark.parametrize("key", ["0", "9" * 30, "one", "%00"])
@pytest.mark.parametrize("verb", ["apply/", "undo/", "change/"])
def test_nonsense_in_an_address_is_not_found(key, verb, editor_client):
    assert editor_client.post(f"{LIST}{key}/{verb}").status_code in (302, 404)


def test_chosen_records_and_whole_kinds_are_exported(editor_client):
    first, second = (make_topic(slug=slug) for slug in ("one", "two"))
    chosen = {"action": "export_csv", "_selected_action": [first.pk]}
    answer = editor_client.post(reverse("admin:entities_topic_changelist"), chosen)
    told = b"".join(answer.streaming_content).decode()
    assert '"one"' in told
    assert second.slug not in told
    assert "no-store" in answer.headers["Cache-Control"]
    whole = {"kind": "topics", "format": "csv"}
    answer = editor_client.post(f"{LIST}export/", whole)
    assert b"".join(answer.streaming_content) == exported("topics", "csv")
    assert editor_client.get(f"{LIST}export/").status_code == 405
    bad = {"kind": "users", "format": "csv"}
    assert editor_client.post(f"{LIST}export/", bad).status_code == 404


def test_only_the_desk_gets_to_files(client):
    batch = Batch.of(b"x", filename="x", by=member_of("annotator"))
    batch.save()
    paths = [LIST, ADD, f"{LIST}{batch.pk}/change/"]
    assert {client.get(path).status_code for path in paths} == {302}
    stranger = member_of("annotator")
    stranger.groups.clear()
    client.force_login(stranger)
    assert {client.get(path).status_code for path in paths} == {403}
    posts = [f"{LIST}{batch.pk}/{verb}/" for verb in ("apply", "undo")]
    assert {client.post(path).status_code for path in posts} == {403}
    sent = {"kind": "all", "format": "csv"}
    assert client.post(f"{LIST}export/", sent).status_code == 403


def test_a_batch_is_stored_by_whoever_checked_it(client, admin_client):
    make_name(make_entity(), "Acme")
    send(admin_client, lines(rows_of("names")[0] | {"note": "new"}))
    client.force_login(member_of("annotator"))
    assert client.post(f"{LIST}{Batch.objects.get().pk}/apply/").status_code == 403
    assert Name.objects.get().note == ""


def test_a_batch_costs_the_same_for_one_row_and_for_ninety(editor_client, queries_for):
    counts = []
    for n in (1, 90):
        for m in range(n):
            make_name(make_entity(), f"Name {n} {m}")
        send(
            editor_client, lines(*(row | {"note": f"{n}"} for row in rows_of("names")))
        )
        address = f"{LIST}{Batch.objects.first().pk}/change/"
        counts.append((queries_for(address), queries_for(LIST)))
    assert counts[0] == counts[1]


def test_the_commands_export_check_and_store(tmp_path, capsys):
    name = make_name(make_entity(), "Acme")
    editor = member_of("annotator").username
    path = tmp_path / "names.csv"
    call_command("export", "names", format="csv", out=str(path))
    path.write_text(path.read_text().replace('"official"', '"alias"'))
    call_command("import", str(path), by=editor, dry_run=True)
    name.refresh_from_db()
    assert name.kind == "official"
    call_command("import", str(path), by=editor)
    name.refresh_from_db()
    assert name.kind == "alias"
    assert "1 changed" in capsys.readouterr().out
    path.write_text(path.read_text().replace('"alias"', '"nonsense"'))
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import", str(path), by=editor)
    with pytest.raises(CommandError, match="no active editor"):
        call_command("import", str(path), by="nobody")
