"""A text that comes in becomes a version with sections, or nothing at all."""

import pytest
from django.core.exceptions import ValidationError

from articles.capture.storing import capture, same_bytes
from articles.models import Article, Publisher, Version
from tests.factories import (
    annotator,
    make_article,
    make_publisher,
    published,
    publisher,
)

pytestmark = pytest.mark.django_db

TEXT = "A title of some words\n\nThe first paragraph says what happened, and where.\n"


def test_a_text_becomes_a_draft_with_its_bytes_hashes_and_sections():
    raw = TEXT.replace("\n", "\r\n").encode("utf-16")
    captured = capture(raw, by=annotator(), publisher=make_publisher())
    version, article = captured.version, captured.article
    assert captured.is_new
    assert version.text == TEXT
    assert (bytes(version.raw), version.raw_encoding) == (raw, "utf-16")
    assert same_bytes(raw) == version
    assert (article.status, article.language) == ("draft", "en")
    assert [article.history.get().history_user, article.drafted_by] == [annotator()] * 2
    assert [TEXT[s.start : s.end] for s in version.sections.all()] == [
        line for line in TEXT.split("\n") if line
    ]


def test_the_same_text_in_other_bytes_is_captured_already():
    first = capture(TEXT.encode(), by=annotator())
    again = capture(TEXT.encode("utf-16"), by=annotator())
    assert (again.version, again.article) == (first.version, first.article)
    assert not again.is_new
    assert again.note == "captured already, here"
    elsewhere = capture(TEXT.encode(), by=annotator(), article=make_article("Other."))
    assert elsewhere.version == first.version
    assert str(first.article) in elsewhere.note
    assert Version.objects.filter(text=TEXT).count() == 1


def test_an_article_captured_again_gets_its_next_version():
    article = make_article("One is what it said at first.")
    captured = capture(b"Two is what it says now.", by=annotator(), article=article)
    assert (captured.is_new, captured.version.number) == (True, 2)
    back = capture(b"One is what it said at first.", by=annotator(), article=article)
    assert (back.is_new, back.version.number) == (True, 3)


def test_the_text_of_what_readers_see_changes_by_publishers_who_say_why():
    article = published(make_article("One is what it said at first."))
    raw = b"Two is what it says now."
    with pytest.raises(ValidationError, match="publishers change it"):
        capture(raw, by=annotator(), article=article, reason="It changed.")
    with pytest.raises(ValidationError, match="say why"):
        capture(raw, by=publisher(), article=article)
    assert article.versions.count() == 1
    capture(raw, by=publisher(), article=article, reason="It changed.")
    assert article.current_version.number == 2
    change = article.history.latest()
    assert change.history_change_reason == "captured as version 2: It changed."
    assert change.history_user == publisher()


@pytest.mark.parametrize(
    "raw", [b"", b" \n ", b"\x89PNG\r\n\x1a\n", b"a\x1bb and more of it", b"12 34"]
)
def test_what_is_refused_leaves_nothing_behind(raw):
    with pytest.raises(ValidationError):
        capture(raw, by=annotator())
    assert not Article.objects.exists()
    assert not Version.objects.exists()
    assert not Publisher.objects.exists()


def test_what_has_no_publisher_is_of_the_unknown_one():
    first = capture(TEXT.encode(), by=annotator())
    second = capture(b"It is another text that is in English.", by=annotator())
    assert first.article.publisher.slug == "unknown"
    assert first.article.publisher == second.article.publisher


def test_a_title_comes_from_the_text_or_the_name_and_has_an_address_of_its_own():
    body = "这是一条没有标题的消息，它来自一家中国的公司。"
    first = capture(body.encode("gb18030"), by=annotator(), name="Report 7")
    assert (first.article.title, first.article.slug) == ("Report 7", "report-7")
    assert first.article.title_is_ours
    second = capture((body + "完").encode(), by=annotator(), name="Report 7")
    assert second.article.slug.startswith("report-7-")
