"""What is no bundle, or not a whole one, is refused in words and changes nothing."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.management.base import CommandError
from django.db import connections

from articles.models import Version
from project.bundle import archive
from tests.bundle.site import dump, files_of, load, pack
from tests.factories import make_publisher

VERSIONS, PASSAGES = "articles.version.jsonl", "articles.passage.jsonl"
PUBLISHERS, TOPICS = "articles.publisher.jsonl", "entities.topic.jsonl"


@pytest.fixture(scope="module")
def bundle(site_once, tmp_path_factory):
    return dump(tmp_path_factory.mktemp("bundle") / "site.zip")


def first_row(files, name):
    return json.loads(files[name].splitlines()[0])


def with_first_row(files, name, **values):
    """Change a row as somebody would who minds the hashes."""
    row = first_row(files, name) | values
    line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rest = files[name].partition(b"\n")[2]
    files[name] = line.encode("utf-8", "surrogatepass") + b"\n" + rest


def with_first_line(files, name, line):
    files[name] = line + b"\n" + files[name].partition(b"\n")[2]


def add(files, name, content=b""):
    files[name] = content


def falsify_text(files):
    """A text with a hash of its own, which its passages do not quote."""
    text = "Something else altogether, and long enough for each of the passages."
    digest = hashlib.sha256(text.encode()).hexdigest()
    with_first_row(files, VERSIONS, text=text, sha256=digest)


DAMAGE = {
    "a file that climbs out": (
        lambda files: add(files, "../../etc/passwd", b"root"),
        r"Archive and manifest differ in: \.\./\.\./etc/passwd\.",
    ),
    "a table that is missing": (
        lambda files: files.pop(PUBLISHERS),
        r"Archive and manifest differ in: articles\.publisher\.jsonl",
    ),
    "a line that is not JSON": (
        lambda files: with_first_line(files, PUBLISHERS, b"{"),
        r"articles\.publisher, line 1: it is not the JSON of a dump",
    ),
    "a line that is not UTF-8": (
        lambda files: with_first_line(files, PUBLISHERS, b'"\xff"'),
        r"articles\.publisher, line 1: it is not the JSON of a dump",
    ),
    "a line that is no object": (
        lambda files: with_first_line(files, PUBLISHERS, b"[]"),
        r"articles\.publisher, line 1: it is not an object",
    ),
    "brackets without end": (
        lambda files: with_first_line(files, PUBLISHERS, b"[" * 100_000),
        r"articles\.publisher, line 1: it is not the JSON of a dump",
    ),
    "a number that is none": (
        lambda files: with_first_row(files, PUBLISHERS, revision=float("nan")),
        r"line 1: it is not the JSON of a dump \(NaN is no number\)",
    ),
    "half of a character": (
        lambda files: with_first_row(files, PUBLISHERS, note="\ud800"),
        r"articles\.publisher, line 1: it is not the JSON of a dump",
    ),
    "a column too many": (
        lambda files: with_first_row(files, PUBLISHERS, colour="red"),
        r"line 1: it lacks or should not have: colour",
    ),
    "a date that is none": (
        lambda files: with_first_row(files, TOPICS, changed_at="yesterday"),
        r"entities\.topic, line 1: .yesterday. value has an invalid format",
    ),
    "a number as words": (
        lambda files: with_first_row(files, PUBLISHERS, revision="1"),
        r"line 1: it is not written as a dump writes it",
    ),
    "a text longer than its column": (
        lambda files: with_first_row(files, PUBLISHERS, slug="s" * 81),
        r"line 1: slug is longer than 80 characters",
    ),
    "a key to nothing": (
        lambda files: with_first_row(files, TOPICS, parent=999_999),
        r"It points at what is not there: ",
    ),
    "a permission that nobody brings": (
        lambda files: with_first_row(
            files, "auth.group_permissions.jsonl", permission="entities.claim.rule"
        ),
        r"uses the permission “entities\.claim\.rule”",
    ),
    "what a constraint forbids": (
        lambda files: with_first_row(files, PASSAGES, start=9, end=3),
        r"articles\.passage, lines 1–\d+: the database refuses one of them",
    ),
    "a text without its hash": (
        lambda files: with_first_row(files, VERSIONS, sha256="0" * 64),
        r"The text of version \d+ does not have its hash\.",
    ),
    "a passage that quotes nothing": (
        falsify_text,
        r"articles\.passage, lines 1–\d+: .*passage_quotes_its_version",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_changed_bundle_is_refused_though_its_hashes_fit(
    what, bundle, other, tmp_path
):
    change, sentence = DAMAGE[what]
    files = files_of(bundle)
    change(files)
    refuse(tmp_path, pack(files), sentence)


def refuse(tmp_path, content, sentence):
    path = tmp_path / "changed.zip"
    path.write_bytes(content)
    before = everything_in("other")
    with pytest.raises(CommandError, match=r"^Nothing was loaded\. ") as refusal:
        load(path)
    refusal.match(sentence)
    assert everything_in("other") == before


def everything_in(using):
    connections[using].ensure_connection()
    return list(connections[using].connection.iterdump())


def say(**values):
    return lambda manifest: manifest.update(values)


def say_of_publishers(**values):
    return lambda manifest: manifest["tables"]["articles.publisher"].update(values)


def name_another_table(manifest):
    manifest["tables"]["articles.secret"] = manifest["tables"]["articles.publisher"]


LIES = {
    "another format": (say(format="tar/9"), "its format is not dossier-bundle/1"),
    "another part": (say(extra=1), "it has other parts than format, dossier"),
    "a part of another kind": (say(tables=[]), "“tables” is of another kind"),
    "another schema": (
        say(schema={"articles": ["0999_later"]}),
        r"made by Dossier \d.*articles: 0999_later there, .* here",
    ),
    "another hash": (
        say_of_publishers(sha256="0" * 64),
        r"articles\.publisher is not what the manifest says",
    ),
    "more rows": (say_of_publishers(rows=9), "is not what the manifest says"),
    "fewer bytes": (say_of_publishers(bytes=9), "is larger than the manifest says"),
    "a count below nothing": (say_of_publishers(rows=-1), "a table's figures are none"),
    "bytes without end": (
        say_of_publishers(bytes=2**62),
        "Unpacked it is larger than any dump",
    ),
    "a table that is not there": (name_another_table, r"differ in: articles\.secret"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_manifest_that_does_not_fit_is_refused(lie, bundle, other, tmp_path):
    change, sentence = LIES[lie]
    refuse(tmp_path, pack(files_of(bundle), manifest=change), sentence)


def test_a_table_that_this_site_does_not_have_is_refused(bundle, other, tmp_path):
    files = files_of(bundle) | {"articles.secret.jsonl": b""}
    content = pack(files, manifest=name_another_table)
    refuse(tmp_path, content, r"has no articles\.secret")


def flip_a_bit(bundle):
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        start = packed.getinfo(VERSIONS).header_offset + 200
    return bundle[:start] + bytes([bundle[start] ^ 1]) + bundle[start + 1 :]


def twice(bundle):
    out = io.BytesIO(bundle)
    with (
        zipfile.ZipFile(out, "a") as packed,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        packed.writestr(PUBLISHERS, b"")
    return out.getvalue()


def packed_otherwise(bundle):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        for name, content in files_of(bundle).items():
            packed.writestr(name, content)
    return out.getvalue()


BROKEN = {
    "cut off": (lambda b: b[: len(b) // 2], "is not a bundle, or was cut off"),
    "empty": (lambda b: b"", "is not a bundle, or was cut off"),
    "another file": (lambda b: b"%PDF-1.4", "is not a bundle, or was cut off"),
    "a bit flipped": (flip_a_bit, r"damaged|is not what the manifest says"),
    "a file twice": (twice, "A file is in it twice"),
    "packed otherwise": (packed_otherwise, "is packed as no dump packs it"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_archive_is_refused(how, bundle, other, tmp_path):
    break_it, sentence = BROKEN[how]
    refuse(tmp_path, break_it(bundle), sentence)


def test_a_zip_that_is_no_bundle_is_refused(other, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("holiday.txt", "Sun.")
    refuse(tmp_path, out.getvalue(), r"there is no manifest\.json in it")


def test_a_line_longer_than_any_dumps_is_refused_before_it_is_held(
    bundle, other, tmp_path, monkeypatch
):
    monkeypatch.setattr(archive, "LONGEST_LINE", 5_000)
    files = files_of(bundle)
    with_first_row(files, PUBLISHERS, note="n" * 6_000)
    refuse(tmp_path, pack(files), r"articles\.publisher, line 1 is too long")


def test_a_missing_file_is_said(other, tmp_path):
    with pytest.raises(CommandError, match=r"There is no file .*nowhere\.zip"):
        load(tmp_path / "nowhere.zip")


def test_a_site_with_something_in_it_keeps_it(bundle, other, tmp_path):
    publisher = make_publisher(slug="held")
    publisher.save(using=other)
    (tmp_path / "site.zip").write_bytes(bundle)
    for word in ("", "yes", "other"):
        with pytest.raises(CommandError, match=r"1 publishers … .*--replace other.sql"):
            load(tmp_path / "site.zip", replace=word)
    assert type(publisher).objects.using(other).get().slug == "held"
    load(tmp_path / "site.zip", replace="other.sqlite3")
    assert not type(publisher).objects.using(other).filter(slug="held").exists()


def test_a_site_that_was_not_migrated_is_told_to(bundle, other, tmp_path):
    (tmp_path / "site.zip").write_bytes(bundle)
    with connections[other].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'entities'")
    with pytest.raises(CommandError, match=r"run first: manage\.py migrate"):
        load(tmp_path / "site.zip")


def test_a_load_that_fails_halfway_changes_nothing(
    bundle, other, tmp_path, monkeypatch
):
    path = tmp_path / "site.zip"
    path.write_bytes(bundle)
    load(path)
    before = dump(tmp_path / "before.zip", other)
    monkeypatch.setattr("project.bundle.loading.what_is_false", lambda _: ["No."])
    with pytest.raises(CommandError, match=r"Nothing was loaded\. No\."):
        load(path, replace="other.sqlite3")
    assert dump(tmp_path / "after.zip", other) == before


def test_what_the_database_alters_is_refused(bundle, other, tmp_path):
    """SQLite holds 15 digits; the sixteenth must not be lost in silence."""
    files = files_of(bundle)
    name = "entities.value.jsonl"
    with_first_row(files, name, low="123456789012.12345678", high=None)
    refuse(tmp_path, pack(files), r"entities\.value came back .* with other values")
    assert not Version.objects.using(other).exists()
