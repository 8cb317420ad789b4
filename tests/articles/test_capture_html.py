"""A page keeps its words, structure, links and what it says of itself."""

import pytest
from django.core.exceptions import ValidationError

from articles.capture.pages import read_html, read_markdown
from articles.models import SectionKind
from tests.articles.pages import LONG, news_page


def read(page: str, **options):
    return read_html(page.encode(), url="https://courier.example/x", **options)


def sections_of(page) -> list[tuple[str, str]]:
    return [(str(s.kind), page.text[s.start : s.end]) for s in page.sections]


def test_headings_lists_tables_and_captions_become_sections():
    page = read(news_page())
    found = sections_of(page)
    for expected in [
        ("title", "Chips grow"),
        ("heading", "Numbers"),
        ("list_item", "First item"),
        ("list_item", "One inside"),
        ("list_item", "Second item"),
        ("paragraph", "2023 | 3.2 bn"),
        ("heading", "What comes"),
    ]:
        assert expected in found
    kinds = {
        text: section for section, (_, text) in zip(page.sections, found, strict=True)
    }
    assert page.sections[kinds["One inside"].under] == kinds["Numbers"]
    assert kinds["2023 | 3.2 bn"].detail == "table_row"
    assert kinds["Numbers"].under is None


def test_nothing_of_the_article_is_cut_and_nothing_around_it_is_taken():
    text = read(news_page()).text
    for words in ["By Ann Li", "The plant in Wuhu. Photo: Bob Roe", "Sales", LONG]:
        assert words in text
    for words in ["Home", "not a word", "color", "All rights reserved"]:
        assert words not in text


def test_what_stands_around_inside_the_article_is_marked_and_kept():
    page = read(news_page())
    marked = [s for s in page.sections if s.detail == "page_furniture"]
    assert [page.text[s.start : s.end] for s in marked] == [
        "More from us: subscribe now"
    ]
    assert {s.kind for s in marked} == {SectionKind.BOILERPLATE}


def test_sections_lie_in_order_and_part_the_whole_text():
    page = read(news_page(body="<p>𠮷野家 🤔 e\u0301te\u0301 [2]</p>"))
    at = 0
    for section in page.sections:
        if section.kind == SectionKind.BOILERPLATE and section.end <= at:
            continue  # [2] lies in its paragraph
        assert at <= section.start < section.end
        assert page.text[at : section.start].strip() == ""
        at = section.end
    assert page.text[at:].strip() == ""
    assert "𠮷野家 🤔 été [2]" in page.text


def test_the_rules_mark_what_is_boilerplate_by_its_words():
    body = (
        "<p>© 2024 The Courier. All rights reserved.</p><p>It grew by a third.[2]</p>"
    )
    page = read(news_page(body=body))
    marked = [
        page.text[s.start : s.end]
        for s in page.sections
        if s.kind == SectionKind.BOILERPLATE
    ]
    assert "[2]" in marked
    assert "© 2024 The Courier. All rights reserved." in marked
    assert ("paragraph", "It grew by a third.[2]") in sections_of(page)


def test_links_say_which_words_led_where():
    page = read(
        news_page(
            body="<p>e\u0301 𠮷 <a href='https://b.example/é'>the  other\none</a></p>"
            "<p><a href='javascript:alert(1)'>bad</a> <a href='//['>worse</a></p>"
        )
    )
    said = [(page.text[link.start : link.end], link.url) for link in page.links]
    assert said == [
        ("those who asked", "https://courier.example/report?a=1&b=2"),
        ("the other one", "https://b.example/é"),
    ]


def test_a_page_says_who_wrote_it_when_and_where():
    said = read(news_page()).said
    assert (said.title, said.byline, said.day) == ("Chips grow", "Ann Li", "2024-03-05")
    assert (said.publisher, said.language) == ("The Courier", "en")
    assert said.url == "https://courier.example/a/1"


def test_a_date_in_the_text_is_not_taken_for_the_pages_own():
    page = f"<html><body><article><h1>A</h1><p>{LONG} In 2019-05-06 it fell.</p>"
    assert read(page).said.day == ""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("24&nbsp;bn &#x4EBF; &#20159; &euro; &lt;b&gt;", "24\xa0bn 亿 亿 € <b>"),
        ("&#147;so&#148; &#8220;and&#8221; &amp;amp;", "“so” “and” &amp;"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("  a \n\t b<b> c</b>d <i> e</i> ", "a b cd e"),
        ("<script>x</script>a<!-- b --><style>c</style><textarea>d</textarea>", "a"),
        ("<pre>  a\n    b\n</pre>", "a\n    b"),
        ("<div>a<p>b</p>c</div>d", "a\n\nb\n\nc\n\nd"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
        ("<table><tr><td></td><td>c</td></tr><tr><td>1<td>2</table>", "| c\n1 | 2"),
        ("<p>fi\ufb01 ① Å</p>", "fi\ufb01 ① Å"),
    ],
)
def test_markup_becomes_text_as_a_browser_lays_it(markup, text):
    assert read(f"<html><body>{markup}</body></html>").text == text


@pytest.mark.parametrize(
    ("encoding", "said", "header"),
    [
        ("gbk", '<meta charset="gb2312">', ""),
        ("big5", "", "text/html; charset=Big5"),
        ("gb18030", '<meta http-equiv=x content="text/html; charset=GBK">', ""),
        ("utf-8", '<meta charset="iso-8859-1">', "text/html; charset=latin1"),
        ("utf-16", '<meta charset="utf-8">', ""),
        ("utf-8", '<meta charset="nonsense">', "text/html; charset=base64"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_really_in(encoding, said, header):
    words = "這家公司去年的收入比前一年增長了百分之二十" * 3
    if encoding == "gbk":
        words = "这家公司去年的收入比前一年增长了百分之二十" * 3
    raw = f"<html><head>{said}</head><body><p>{words}</p></body></html>"
    page = read_html(raw.encode(encoding), content_type=header)
    assert page.text == words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<div>" * 40_000 + "x", "nested more than"),
        ("<p>x" * 70_000, "elements"),
        ("<p " + " ".join(f"a{n}=1" for n in range(3_000)) + ">x", "attributes"),
        ("<html><body><script>only()</script></body></html>", "no text"),
        ("<p>bell \x07</p>", "U+0007"),
        ("", "empty"),
        ("\x89PNG\r\n\x1a\n", "PNG"),
    ],
    ids=["nesting", "elements", "attributes", "no words", "a control", "none", "PNG"],
)
def test_what_is_no_page_is_refused_in_words(page, words):
    raw = page.encode("latin-1")
    with pytest.raises(ValidationError) as refused:
        read_html(raw)
    assert words in refused.value.messages[0]


def test_a_megabyte_of_brackets_is_read_as_text():
    assert len(read("<" * 1_000_000).text) == 1_000_000


def test_a_declared_entity_is_not_blown_up():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    bomb += "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    page = read(bomb + "]><html><body><p>&j; words</p></body></html>")
    assert len(page.text) < 2_000


def test_markdown_gives_its_words_and_its_structure():
    page = read_markdown(
        b"# The **title**\n\nSome [words](https://a.example) &amp; <b>more</b>\n\n"
        b"- one\n- two\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n"
    )
    assert sections_of(page) == [
        ("title", "The title"),
        ("paragraph", "Some words & more"),
        ("list_item", "one"),
        ("list_item", "two"),
        ("heading", "Part"),
        ("paragraph", "a | b"),
        ("paragraph", "1 | 2"),
        ("paragraph", "said"),
    ]
    assert page.links[0].url == "https://a.example"
    assert page.said.title == "The title"


@pytest.mark.parametrize(
    "hostile", [b"> " * 5_000 + b"x", b"- " * 5_000 + b"x", b"# " * 600_000]
)
def test_hostile_markdown_is_refused_and_not_cut(hostile):
    with pytest.raises(ValidationError, match=r"too deep|at most"):
        read_markdown(hostile)
