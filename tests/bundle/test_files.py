"""The file that dump writes is whole or not there, and its owner's only."""

import re
import stat

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import Version
from project.bundle import archive
from tests.bundle.site import dump


class Interrupted(Exception):
    """What a full disk or Ctrl-C would be."""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_only_its_owner_may_read_it(site, folder):
    dump(folder / "site.zip")
    assert stat.S_IMODE((folder / "site.zip").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_kept_unless_one_says_so(site, folder):
    path = folder / "site.zip"
    path.write_bytes(b"older")
    with pytest.raises(CommandError, match=r"is there already\. .*--overwrite"):
        dump(path)
    assert path.read_bytes() == b"older"
    assert len(dump(path, overwrite=True)) > 1000
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_dump_that_breaks_off_leaves_what_was_there(
    overwrite, site, folder, monkeypatch
):
    path = folder / "site.zip"
    if overwrite:
        path.write_bytes(b"older")

    def break_off(what, done, of):
        if done == of:
            raise Interrupted

    monkeypatch.setattr(
        "project.management.commands.dump.show_on", lambda *_: break_off
    )
    with pytest.raises(Interrupted):
        dump(path, overwrite=overwrite)
    left = {path: b"older"} if overwrite else {}
    assert {file: file.read_bytes() for file in folder.iterdir()} == left


def test_a_folder_that_is_not_there_is_said(site, folder):
    with pytest.raises(CommandError, match=r"Nothing was dumped\. .*cannot be written"):
        dump(folder / "nowhere" / "site.zip")


def test_a_row_that_could_not_be_loaded_is_not_dumped(site, folder, monkeypatch):
    monkeypatch.setattr(archive, "LONGEST_LINE", 100)
    with pytest.raises(CommandError, match=r"line \d+ is too long to load"):
        dump(folder / "site.zip")
    assert list(folder.iterdir()) == []


def test_a_text_that_was_tampered_with_is_said_when_there_is_time_to_mend_it(
    site, folder
):
    version = Version.objects.latest("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or it cannot be altered
            cursor.execute("ALTER TABLE articles_version DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER version_never_changes")
    Version.objects.filter(pk=version.pk).update(text="Tampered with.")
    with pytest.raises(
        CommandError, match=f"load will refuse it [^$]*version {version.pk} "
    ):
        dump(folder / "site.zip")
    assert (folder / "site.zip").exists()


def test_both_commands_say_the_same_of_one_content(site, other, folder, capsys):
    call_command("dump", folder / "site.zip")
    dumped = capsys.readouterr().out
    call_command("load", folder / "site.zip", database=other)
    loaded = capsys.readouterr().out
    said = re.search(r"(\d+ rows), .*(content [0-9a-f]{16})", dumped)
    assert said[1] in loaded
    assert said[2] in loaded
    assert "hashes of passwords" in dumped
