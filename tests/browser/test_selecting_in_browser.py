"""Words selected in a real browser, by mouse, touch or keys alone, against the text."""

import pytest
from playwright.sync_api import expect

from entities.models import Mention
from tests.browser.selecting import (
    FAMILY,
    PLACE_OF,
    SECOND,
    TYPED,
    desk_at,
    drag,
    in_many_scripts,
    press,
    selected,
    wait_for,
    wait_for_quote,
)
from tests.factories import make_article, make_company

WORDS = [
    "\U00020bb7野家",
    "Example Corp",
    "x\u0302y",
    f"{FAMILY} family",
    "\U0001f1e8\U0001f1f3 flags \U0001f44d\U0001f3fd",
    "شركة أكمي",
    "24亿元",
    "模型\U0001f914已",
]


@pytest.fixture(scope="module")
def article(site, django_db_blocker):
    with django_db_blocker.unblock():
        return in_many_scripts()


@pytest.fixture(scope="module")
def opened(site, browser, article):
    with desk_at(site, browser, article) as page:
        yield page


@pytest.fixture
def desk(opened):
    """The desk with nothing selected and the focus in its text."""
    opened.keyboard.press("Escape")
    opened.locator("#desk-text").focus()
    opened.keyboard.press("Home")
    opened.keyboard.press("Escape")
    return opened


def test_every_offset_leads_to_the_text_and_back(desk, article):
    wrong = desk.evaluate(
        """(whole) => {
          const points = [...whole];
          const wrong = [];
          for (let a = 0; a < points.length; a += 1) {
            for (let b = a + 1; b <= points.length; b += 7) {
              const said = points.slice(a, b).join("");
              if (desk.text.slice(a, b) !== said) wrong.push([a, b, said]);
              const back = desk.text.offsetsOf(desk.text.range(a, b));
              const isWhite = (i) => !points[i].trim();
              if (back.start !== a && !isWhite(a)) wrong.push([a, b, back]);
              if (back.end !== b && !isWhite(b - 1)) wrong.push([a, b, back]);
            }
          }
          return wrong;
        }""",
        article.text,
    )
    assert wrong == []


@pytest.mark.parametrize("words", WORDS)
def test_the_mouse_selects_what_the_server_has(desk, article, words):
    drag(desk, words)
    wait_for_quote(desk, words)
    assert selected(desk, article) == words
    start = article.text.index(words)
    assert desk.evaluate("desk.selection.start") == start
    assert desk.evaluate("getSelection().toString()") == words  # so Ctrl+C copies it


COPIED = """() => addEventListener("copy", ({ clipboardData }) => {
  globalThis.copied = clipboardData.getData("text/plain");
}, { once: true })"""


def test_a_selection_goes_across_blocks_with_the_lines_between(desk, article):
    drag(desk, "Ltd.", "done.")
    wait_for_quote(desk, f"Ltd. today.\n{SECOND}")
    drag(desk, "done.", "شركة")
    wait_for_quote(desk, "done.\n\nأعلنت شركة")
    assert selected(desk, article) in article.text
    desk.evaluate(COPIED)
    press(desk, "Control+c")
    assert desk.evaluate("copied") == "done.\n\nأعلنت شركة"


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("\u0302", "x\u0302"),
        ("\u200d\U0001f469", FAMILY),
        ("\U0001f1e8", "\U0001f1e8\U0001f1f3"),
        ("\U0001f3fd", "\U0001f44d\U0001f3fd"),
        ("\u0937", "\u0915\u094d\u0937\u093f"),
        (" done.\n\n", "done."),
    ],
)
def test_no_character_is_cut_and_no_white_space_kept(desk, article, part, whole):
    start = article.text.index(part)
    desk.evaluate("([a, b]) => desk.select(a, b)", [start, start + len(part)])
    assert selected(desk, article) == whole


def test_a_double_click_selects_a_word_and_a_click_a_mark(desk, article):
    x, y, *_ = desk.evaluate(PLACE_OF, ["平台", "平台"])
    desk.mouse.dblclick(x + 2, y)
    wait_for_quote(desk, "平台")
    # Not every browser knows Chinese words, and what it selects comes first.
    x, y, *_ = desk.evaluate(PLACE_OF, ["训练", "训练"])
    point = {"clientX": x + 2, "clientY": y}
    desk.locator("#desk-text").dispatch_event("dblclick", point)
    wait_for_quote(desk, "训练")
    x, y, *_ = desk.evaluate(PLACE_OF, ["野家", "野家"])
    for words in ("\U00020bb7野家", "opened \U00020bb7野家 with", "\U00020bb7野家"):
        desk.wait_for_timeout(600)  # or it would be a double click
        desk.mouse.click(x + 2, y)
        wait_for_quote(desk, words)
    x, y, *_ = desk.evaluate(PLACE_OF, ["today", "today"])
    desk.wait_for_timeout(600)
    desk.mouse.click(x, y)
    wait_for(desk, "desk.selection === null")


# A word, how far from its end one clicks, and what the arrows select then.
CLICKS = {
    "flags": (-4, SECOND),
    "done.": (40, SECOND),  # beside the words, where a paragraph ends
}


@pytest.mark.parametrize("word", CLICKS)
def test_the_arrows_begin_where_a_click_selected_nothing(desk, article, word):
    beside, sentence = CLICKS[word]
    desk.evaluate("desk.select(0, 4)")  # as somebody who worked elsewhere before
    *_, x, y = desk.evaluate(PLACE_OF, [word, word])
    desk.mouse.click(x + beside, y)
    wait_for(desk, "desk.selection === null")
    expect(desk.locator("#desk-text")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    wait_for_quote(desk, sentence)


def test_keys_alone_go_by_sentence_word_and_character(desk, article):
    steps = [
        (
            "ArrowDown",
            TYPED[: TYPED.index("\r\n")],
        ),
        (
            "ArrowDown",
            SECOND,
        ),
        ("ArrowRight", "x\u0302y"),
        ("Shift+ArrowLeft", "x\u0302"),
        ("Control+Shift+ArrowRight", "x\u0302y"),
        ("Control+Shift+ArrowRight", "x\u0302y and"),
        ("Control+Shift+ArrowRight", "x\u0302y and \u0915\u094d\u0937\u093f"),
        ("Shift+ArrowRight", "x\u0302y and \u0915\u094d\u0937\u093f,"),
        ("Shift+ArrowRight", f"x\u0302y and \u0915\u094d\u0937\u093f, {FAMILY}"),
        ("Alt+Shift+ArrowRight", f"y and \u0915\u094d\u0937\u093f, {FAMILY}"),
        ("Alt+Shift+ArrowLeft", f"x\u0302y and \u0915\u094d\u0937\u093f, {FAMILY}"),
        ("ArrowDown", "أعلنت شركة أكمي أرباحا كبيرة."),
        ("ArrowLeft", "أعلنت"),  # left goes on where the text runs to the left
        ("ArrowLeft", "شركة"),
        ("Shift+ArrowLeft", "شركة أ"),
        ("ArrowDown", "وقالت إنها ستنمو."),
        ("ArrowDown", "“科大讯飞拟用24亿元建设平台。”"),
        ("ArrowDown", "董事长刘庆峰表示，模型\U0001f914已完成训练！"),
        ("ArrowLeft", "训练"),
        ("ArrowUp", "“科大讯飞拟用24亿元建设平台。”"),
        (
            "Shift+ArrowDown",
            "“科大讯飞拟用24亿元建设平台。”董事长刘庆峰表示，模型\U0001f914已完成训练！",
        ),
        ("PageUp", "أعلنت شركة أكمي أرباحا كبيرة."),
        ("End", "下一步呢？"),
    ]
    found = []
    for key, _ in steps:
        desk.keyboard.press(key)
        found.append((key, selected(desk, article)))
    assert found == steps
    expect(desk.locator("[data-selected]")).to_have_text("Selected: 下一步呢？")
    desk.keyboard.press("Escape")
    assert desk.evaluate("desk.selection") is None
    expect(desk.locator("[data-selected]")).to_have_text("Nothing selected")


def test_what_is_selected_stays_seen_and_in_view(desk, article):
    desk.set_viewport_size({"width": 1440, "height": 240})
    for _ in range(3):
        desk.keyboard.press("ArrowDown")
    desk.evaluate("document.querySelector('#desk-list a, #desk-tools button').focus()")
    seen = desk.evaluate(
        """() => {
          const [range] = CSS.highlights.get("selection");
          const box = range.getBoundingClientRect();
          return [range.toString(), box.top >= 0 && box.bottom <= innerHeight];
        }"""
    )
    desk.set_viewport_size({"width": 1440, "height": 900})
    assert seen == [selected(desk, article), True]


MARK = """async (entity) => {
  const place = { version: desk.state.version, ...desk.selection };
  await desk.act("./mentions/", { body: { places: [place], entity } });
}"""


def test_what_is_selected_arrives_in_the_database(site, browser, django_db_blocker):
    with django_db_blocker.unblock():
        acme = make_company()
        article = make_article(TYPED, slug="many-scripts-marked")
        text = article.current_version.text
    overlapping = ["opened \U00020bb7野家", "野家 with Dr", "\U0001f914 opened"]
    with desk_at(site, browser, article) as page:
        for words in [*WORDS, *overlapping]:
            drag(page, words)
            wait_for_quote(page, words)
            page.evaluate(MARK, acme.slug)
            press(page, "Escape")  # no bar over the words that come next
        page.locator("#desk-text").focus()
        press(page, "End", "ArrowUp", "Alt+Shift+ArrowLeft", "Shift+ArrowRight")
        page.evaluate(MARK, acme.slug)
    by_keys = "”董事长刘庆峰表示，模型\U0001f914已完成训练！下"
    places = [(text.index(w), w) for w in [*WORDS, *overlapping, by_keys]]
    with django_db_blocker.unblock():
        rows = Mention.objects.filter(passage__version__article=article)
        found = rows.values_list("passage__start", "passage__end", "passage__quote")
        assert sorted(found) == sorted((at, at + len(w), w) for at, w in places)


OLD_BROWSER = (
    "delete Intl.Segmenter; delete CSS.highlights; delete globalThis.Highlight;"
)


def test_an_old_browser_selects_too_and_says_what_it_cannot(site, browser, article):
    with desk_at(site, browser, article, before=OLD_BROWSER) as page:
        page.locator("#desk-text").focus()
        press(page, "ArrowDown", "ArrowDown", "ArrowRight")
        assert selected(page, article) == "x\u0302y"
        press(page, "End", "ArrowUp")
        assert selected(page, article) == "董事长刘庆峰表示，模型\U0001f914已完成训练！"
        assert page.evaluate("getSelection().toString()") == selected(page, article)
        for part, whole in (
            (FAMILY[2:], FAMILY),
            ("\U0001f1e8", "\U0001f1e8\U0001f1f3"),
        ):
            start = article.text.index(part)
            page.evaluate("([a, b]) => desk.select(a, b)", [start, start + len(part)])
            assert selected(page, article) == whole
        press(page, "?")
        expect(page.get_by_role("dialog")).to_contain_text("by the character only")
