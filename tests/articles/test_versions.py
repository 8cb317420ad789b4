import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from articles.guards import lift_guards
from articles.models import Passage, StaleRecord, Version
from tests.factories import make_article

pytestmark = pytest.mark.django_db

# An emoji, a rare Han character, a combining accent.
ASTRAL = "Hi \U0001f914, \U00020bb7野家 opens e\u0301tude."


def test_offsets_count_code_points_also_beyond_the_basic_plane():
    version = make_article(ASTRAL).current_version
    passage = Passage.objects.find(version, "\U00020bb7野家")
    assert (passage.start, passage.end) == (6, 9)
    assert version.text[passage.start : passage.end] == passage.quote
    assert passage.prefix == "Hi \U0001f914, "


def test_a_text_is_stored_in_nfc_with_plain_newlines():
    version = make_article("e\u0301tude\r\nfin\rici").current_version
    assert version.text == "étude\nfin\nici"
    assert version.contract == "text/1"
    assert version.sha256 == hashlib.sha256(version.text.encode()).hexdigest()
    assert version.hash_is_right


@pytest.mark.parametrize("text", ["", " \n", "a\x00b", "a\ud800b", "\x1b[0m"])
def test_what_is_not_text_is_refused_and_nothing_is_stored(text):
    article = make_article(text=None)
    with pytest.raises(ValidationError):
        Version.objects.capture(article, text)
    assert not article.versions.exists()


def test_the_same_text_captured_again_is_the_version_there_is():
    article = make_article("One.")
    assert Version.objects.capture(article, "One.") == article.current_version
    again = Version.objects.capture(article, "Two.")
    assert again.number == 2
    assert article.current_version == again


def test_the_database_refuses_to_change_a_version():
    version = make_article("One.").current_version
    with pytest.raises(IntegrityError, match="version_never_changes"):
        Version.objects.filter(pk=version.pk).update(text="Two.")


def test_the_database_refuses_a_passage_that_its_version_does_not_say():
    version = make_article("One two.").current_version
    with pytest.raises(IntegrityError, match="passage_quotes_its_version"):
        Passage.objects.create(version=version, start=0, end=3, quote="Two")


def test_the_database_refuses_to_move_a_passage_away_from_its_words():
    version = make_article("One two.").current_version
    passage = Passage.objects.find(version, "two")
    with pytest.raises(IntegrityError, match="passage_quotes_its_version"):
        Passage.objects.filter(pk=passage.pk).update(start=3, end=6)


def test_a_passage_is_marked_once_however_often_it_is_cited():
    version = make_article("One two.").current_version
    assert Passage.objects.find(version, "two") == Passage.objects.mark(version, 4, 7)


def test_a_quote_that_occurs_twice_asks_which_is_meant():
    version = make_article("aaa b aaa").current_version
    with pytest.raises(ValidationError, match="2 times; choose"):
        Passage.objects.find(version, "aaa")
    assert Passage.objects.find(version, "aaa", occurrence=2).start == 6
    with pytest.raises(ValidationError, match="2 times only"):
        Passage.objects.find(version, "aaa", occurrence=3)


def test_a_quote_that_is_not_there_is_refused_with_the_words():
    version = make_article("One two.").current_version
    with pytest.raises(ValidationError, match="does not say “three”"):
        Passage.objects.find(version, "three")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (0, 99)])
def test_a_passage_lies_within_its_text(start, end):
    version = make_article("One two.").current_version
    with pytest.raises(ValidationError, match="does not lie"):
        Passage.objects.mark(version, start, end)


def test_nothing_is_deleted_that_something_points_at():
    article = make_article("One two.")
    with pytest.raises(ProtectedError):
        article.delete()
    Passage.objects.find(article.current_version, "two")
    with pytest.raises(ProtectedError):
        article.current_version.delete()


def test_the_later_of_two_people_saving_one_record_is_told_and_overwrites_nothing():
    article = make_article()
    mine, theirs = (type(article).objects.get(pk=article.pk) for _ in "12")
    theirs.title = "Their title"
    theirs.save()
    mine.title = "My title"
    with (
        pytest.raises(StaleRecord, match="Somebody else has changed this article"),
        transaction.atomic(),
    ):
        mine.save()
    article.refresh_from_db()
    assert article.title == "Their title"
    assert mine.title == "My title"


def test_a_renamed_article_keeps_its_old_address():
    article = make_article(slug="old")
    article.rename("new")
    assert list(article.former_slugs.values_list("slug", flat=True)) == ["old"]
    other = make_article()
    with pytest.raises(ValidationError, match="once led to something else"):
        other.rename("old")
    article.rename("old")
    assert list(article.former_slugs.values_list("slug", flat=True)) == ["new"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
def test_no_guard_speaks_of_a_table_that_a_migration_gives_its_name_back():
    def guards():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
                "AND sql LIKE '%articles_version%'"
            )
            return cursor.fetchone()[0]

    lift_guards(using="default", plan=[])
    assert guards() == 3  # nothing to migrate, nothing unguarded
    lift_guards(using="default", plan=["a migration"])
    assert guards() == 0
