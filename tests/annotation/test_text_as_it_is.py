"""The desk shows a version's text whole and character for character."""

import html
import re

import pytest

from articles.capture.incoming import take_in
from articles.models import Version
from entities.annotation.text import blocks_of
from tests.annotation.asking import Desk
from tests.factories import annotator, make_article, make_publisher

pytestmark = pytest.mark.django_db

MARKDOWN = """# Ten chips 🤔

By Jo Doe

Acme said it had bought **ten** chips [2].
And one 𠮷 more.

- first <b>item</b> & more
- second item

## Later


　　还有一行。
مرحبا 2.4
For reprints call 400-123-4567.
"""


def words_of(block) -> str:
    """What a browser has as the text of a block."""
    return html.unescape(re.sub("<[^>]*>", "", block.html))


def captured(raw: str, **fields) -> Version:
    fields = {"language": "en", "publisher": make_publisher()} | fields
    return take_in(raw.encode(), by=annotator(), name="a.md", **fields).version


def unmarked(text: str, *sections) -> Version:
    """A text with the sections (kind, start, end, treatment) and no others."""
    version = make_article(text=text).current_version
    for index, (kind, start, end, *more) in enumerate(sections):
        version.sections.create(
            index=index, kind=kind, start=start, end=end, treatment="".join(more)
        )
    return version


@pytest.mark.parametrize(
    "version",
    [
        lambda: captured(MARKDOWN),
        lambda: unmarked("\n\n One.\n\nTwo. \n"),
        lambda: unmarked("One.\n- two\nrest\nThree four.", ("lead", 5, 10)),
        lambda: unmarked("One two three.", ("lead", 0, 3), ("paragraph", 8, 14)),
        lambda: unmarked("One two.", ("lead", 0, 8), ("boilerplate", 4, 7)),
        lambda: unmarked("One two.", ("lead", 0, 5), ("boilerplate", 4, 7)),
    ],
    ids=[
        "captured",
        "no sections",
        "a line in no section",
        "two sections on a line",
        "boilerplate within",
        "sections that cross",
    ],
)
def test_each_character_stands_at_its_own_place(version):
    version = version()
    blocks = blocks_of(version, "en")
    assert "".join(words_of(b) + b.gap for b in blocks) == version.text
    for block in blocks:
        assert version.text[block.start : block.end] == words_of(block)
        assert not block.gap.strip()


def test_what_others_wrote_never_becomes_markup():
    version = unmarked('<script>alert(1)</script>"&amp;', ("boilerplate", 0, 8))
    assert "<script" not in "".join(block.html for block in blocks_of(version, "en"))


def test_headings_are_headings_and_a_dash_stays_with_its_item():
    version = unmarked(
        "# Ten chips\n\n- first\nrest",
        ("boilerplate", 0, 2, "convert_to_heading"),
        ("heading", 2, 11),
        ("boilerplate", 13, 15, "convert_to_list_item"),
        ("list_item", 15, 20),
    )
    blocks = blocks_of(version, "en")
    assert [(b.kind, b.is_heading, words_of(b)) for b in blocks] == [
        ("heading", True, "# Ten chips"),
        ("list_item", False, "- first"),
        ("paragraph", False, "rest"),
    ]
    assert [piece.label for piece in blocks[0].pieces] == ["boilerplate", ""]


def test_boilerplate_is_labelled_and_never_left_out():
    version = unmarked("Acme grew.\nCall 400.")
    version.sections.create(
        index=0, kind="boilerplate", detail="hotline_footer", start=11, end=20
    )
    first, second = blocks_of(version, "en")
    assert (first.label, second.label) == ("", "boilerplate: hotline footer")
    assert words_of(second) == "Call 400."


def test_a_section_in_another_language_says_so():
    version = unmarked("Acme grew.\nElle grandit.")
    version.sections.create(index=0, kind="paragraph", start=11, end=24, language="fr")
    assert [b.language for b in blocks_of(version, "en")] == ["en", "fr"]


def test_a_text_costs_one_query_however_many_sections(django_assert_num_queries):
    version = unmarked("One.\n" * 50, *(("lead", 5 * n, 5 * n + 4) for n in range(50)))
    with django_assert_num_queries(1):
        assert len(blocks_of(version, "en")) == 50


def test_more_words_than_a_passage_has_are_refused_in_an_editors_words():
    words = "It earned more. " * 1_300
    desk = Desk(make_article(words * 2))
    end = len(words)
    body = {"place": desk.place(words), "text": "All of it?"}
    for asked in (
        (400, "POST", "comments/", body),
        (422, "GET", f"prefill/?version=1&start=0&end={end}"),
    ):
        told = desk.refused(*asked)
        assert "A passage has at most 20,000 characters. Select fewer." in told
