"""Words selected in a real browser, by mouse, touch or keys alone, against the text."""

import json
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from articles.models import Passage
from entities.models import Mention
from tests.browser.looking import findings_on
from tests.factories import make_article, make_company

TYPED = (
    "Acme \U0001f914 opened \U00020bb7野家 with Dr. Liu of Example Corp. Ltd. today."
    "\r\n"
    "x\u0302y and \u0915\u094d\u0937\u093f, \U0001f468\u200d\U0001f469\u200d\U0001f467"
    " family \U0001f1eb\U0001f1f7\U0001f1e8\U0001f1f3 flags \U0001f44d\U0001f3fd done."
    "\r\n\r\n"
    "أعلنت شركة أكمي أرباحا كبيرة. وقالت إنها ستنمو.\r\n"
    "“科大讯飞拟用24亿元建设平台。”董事长刘庆峰表示，模型\U0001f914已完成训练！下一步呢？"
)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SECOND = TYPED.split("\r\n")[1]

# Where some words are on the screen: the middle of their first and last character.
PLACE_OF = """([first, last]) => {
  const walker = document.createTreeWalker(document.querySelector("#desk-text"), 4);
  const boxes = [];
  for (const words of [first, last]) {
    walker.currentNode = walker.root;
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      const all = [...range.getClientRects()];
      const { direction } = getComputedStyle(walker.currentNode.parentElement);
      const isRtl = direction === "rtl";
      boxes.push({ a: all[0], b: all.at(-1), isRtl });
      break;
    }
  }
  const side = (box, isRtl, isEnd) =>
    isEnd === isRtl ? box.left + 0.4 : box.right - 0.4;
  const [from, to] = [boxes[0], boxes.at(-1)];
  return [
    side(from.a, from.isRtl, false), from.a.top + from.a.height / 2,
    side(to.b, to.isRtl, true), to.b.top + to.b.height / 2,
  ];
}"""


@pytest.fixture(scope="module")
def article(site, django_db_blocker):
    """An article in several scripts, with two mentions that overlap."""
    with django_db_blocker.unblock():
        made = make_article(TYPED, slug="many-scripts")
        version = made.current_version
        for words in ("\U00020bb7野家", "opened \U00020bb7野家 with"):
            passage = Passage.objects.find(version, words)
            Mention.objects.create(passage=passage, entity=make_company())
        made.text = version.text
        return made


@contextmanager
def desk_at(site, browser, article, before="", **options):
    """The article's desk in a browser; the script's own one is the page's `desk`."""
    context = browser.new_context(
        **({"viewport": {"width": 1440, "height": 900}} | options)
    )
    context.add_cookies([site.desk_cookie])
    if before:
        context.add_init_script(before)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/annotation/main.js", handed_out)
    page.goto(f"{site.url}/admin/articles/article/{article.pk}/desk/")
    wait_for(page, "Boolean(globalThis.desk?.text)")
    yield page
    assert page.complaints == []
    context.close()


def handed_out(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + "\nglobalThis.desk = desk;\n")


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


def wait_for(page, expression) -> None:
    """Wait until the expression is true; the page's policy forbids Playwright's way."""
    until = time.monotonic() + 5
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(20)


def selected(page, article) -> str:
    """What is selected; its offsets say so by the text that the server has."""
    found = page.evaluate("desk.selection")
    assert article.text[found["start"] : found["end"]] == found["quote"]
    return found["quote"]


def wait_for_quote(page, words) -> None:
    wait_for(page, f"desk.selection?.quote === {json.dumps(words)}")


def drag(page, words, last=None):
    left, top, right, bottom = page.evaluate(PLACE_OF, [words, last or words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


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


def test_the_bar_stays_out_of_the_way_of_a_drag(site, browser, article):
    with desk_at(site, browser, article) as page:
        drag(page, "Example Corp")
        bar = page.locator("#desk-bar")
        expect(bar).to_be_visible()
        covered = bar.bounding_box()
        *_, right, bottom = page.evaluate(PLACE_OF, [f"{FAMILY} family"] * 2)
        assert covered["x"] < right < covered["x"] + covered["width"]
        assert covered["y"] < bottom < covered["y"] + covered["height"]
        drag(page, f"{FAMILY} family")
        wait_for_quote(page, f"{FAMILY} family")
        expect(bar).to_be_visible()
        assert page.evaluate(OVERLAP) is False
        # A press that selects nothing else brings it back.
        x, y, *_ = page.evaluate(PLACE_OF, ["flags"] * 2)
        page.mouse.move(x, y)
        page.keyboard.down("Shift")
        page.mouse.down()
        expect(bar).to_be_hidden()
        page.mouse.up()
        page.keyboard.up("Shift")
        expect(bar).to_be_visible()


ADD = """() => {
  globalThis.did = [];
  const note = (name) => () => { did.push(name); };
  const needs = "selection";
  desk.keys.add("k", "Try it", note("k"), { needs, button: "Try" });
  desk.keys.add("j", "Try another", note("j"), { needs, button: "Another" });
  desk.keys.add("Shift+K", "Try all", note("K"));
}"""


@pytest.fixture
def tried(site, browser, article):
    with desk_at(site, browser, article) as page:
        page.evaluate(ADD)
        page.locator("#desk-text").focus()
        yield page


def keydown(page, **event):
    """Send a key press that no keyboard of the test's has."""
    page.evaluate(
        """(event) => document.activeElement.dispatchEvent(new KeyboardEvent(
          "keydown", { bubbles: true, cancelable: true, ...event }))""",
        event,
    )


def test_one_list_makes_the_keys_the_bar_and_the_help(tried):
    press(tried, "k")
    expect(tried.locator("#desk-said")).to_have_text("Select some words first.")
    assert tried.evaluate("did") == []
    bar = tried.get_by_role("toolbar", name="The selected words")
    expect(bar).to_be_hidden()
    press(tried, "ArrowDown", "k", "Shift+K")
    assert tried.evaluate("did") == ["k", "K"]
    button = bar.get_by_role("button", name="Try", exact=True)
    expect(button).to_be_visible()
    assert button.get_attribute("aria-keyshortcuts") == "k"
    assert tried.evaluate(OVERLAP) is False
    button.click()
    assert tried.evaluate("did.length") == 3
    assert tried.evaluate("document.activeElement.id") == "desk-text"
    # By keys: one Tab to the bar, arrows within it, Escape back to the text.
    press(tried, "Tab")
    first = tried.evaluate("document.activeElement.textContent")
    press(tried, "ArrowRight", "ArrowLeft")
    assert tried.evaluate("document.activeElement.textContent") == first
    button.focus()
    press(tried, "ArrowRight", "Enter", "Escape")
    assert tried.evaluate("did.at(-1)") == "j"
    assert tried.evaluate("document.activeElement.id") == "desk-text"
    press(tried, "?")
    help_panel = tried.get_by_role("dialog", name="Keys")
    expect(help_panel).to_contain_text("Try another")
    press(tried, "Escape")
    expect(help_panel).to_be_hidden()
    assert tried.evaluate("document.activeElement.id") == "desk-text"


OVERLAP = """() => {
  const [range] = CSS.highlights.get("selection");
  const bar = document.querySelector("#desk-bar").getBoundingClientRect();
  return [...range.getClientRects()].some((box) =>
    box.left < bar.right && box.right > bar.left &&
    box.top < bar.bottom && box.bottom > bar.top);
}"""


REPLY_BOX = """() => {
  const box = Object.assign(document.createElement("input"), { className: "reply" });
  document.querySelector(".cards").prepend(box);
}"""


def test_keys_act_by_what_they_say_and_leave_other_uses_alone(tried):
    press(tried, "ArrowDown")
    keydown(tried, key="k", code="KeyV")  # another layout: what is printed counts
    keydown(tried, key="л", code="KeyK")  # a Russian one has no k at all
    keydown(tried, key="K", code="KeyK")  # the shift lock is on
    assert tried.evaluate("did") == ["k", "k", "k"]
    keydown(tried, key="k", code="KeyK", isComposing=True)
    keydown(tried, key="Process", code="KeyK", keyCode=229)
    keydown(tried, key="k", code="KeyK", ctrlKey=True)
    keydown(tried, key="k", code="KeyK", altKey=True)
    keydown(tried, key="k", code="KeyK", repeat=True)
    keydown(tried, key="v", code="KeyK")
    assert tried.evaluate("did.length") == 3
    tried.evaluate(REPLY_BOX)
    for elsewhere in (".cards .reply", "#site-name a"):
        tried.locator(elsewhere).focus()
        press(tried, "k")
    assert tried.evaluate("did.length") == 3
    tried.locator(".desk-filters input").first.focus()  # a box, but none to type in
    press(tried, "k")
    assert tried.evaluate("did.length") == 4


def test_single_keys_can_be_switched_off_for_good(tried):
    press(tried, "ArrowDown")
    tried.get_by_role("button", name="Keys").click()
    tried.get_by_label("Single keys act").uncheck()
    press(tried, "Escape")
    tried.reload()
    wait_for(tried, "Boolean(globalThis.desk?.text)")
    tried.evaluate(ADD)
    tried.locator("#desk-text").focus()
    press(tried, "ArrowDown", "k", "?")
    assert tried.evaluate("did") == []
    expect(tried.get_by_role("dialog")).to_be_hidden()
    tried.get_by_role("button", name="Try", exact=True).click()
    assert tried.evaluate("did") == ["k"]


def test_fingers_select_and_find_the_bar_at_the_bottom(site, browser, article):
    phone = {
        "viewport": {"width": 320, "height": 640},
        "has_touch": True,
        "is_mobile": True,
    }
    with desk_at(site, browser, article, **phone) as page:
        page.evaluate(ADD)
        x, y, *_ = page.evaluate(PLACE_OF, ["野家", "野家"])
        page.touchscreen.tap(x + 2, y)
        wait_for_quote(page, "\U00020bb7野家")
        bar = page.locator("#desk-bar")
        expect(bar).to_be_visible()
        box = bar.bounding_box()
        assert round(box["y"] + box["height"]) == 640
        # What a finger and its handles do to the browser's own selection.
        page.evaluate(
            """() => {
              const node = document.querySelector("#desk-text [data-start]").firstChild;
              getSelection().setBaseAndExtent(node, 0, node, 6);
            }"""
        )
        wait_for_quote(page, "Acme \U0001f914")
        assert selected(page, article) == "Acme \U0001f914"
        page.locator("#desk-bar button").first.tap()
        assert selected(page, article) == "Acme \U0001f914"
        assert findings_on(page) == []


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


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_bar_and_help_are_accessible(site, browser, article, width, scheme):
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with desk_at(site, browser, article, **look) as page:
        page.evaluate(ADD)
        page.locator("#desk-text").focus()
        press(page, "ArrowDown")
        expect(page.locator("#desk-bar")).to_be_visible()
        assert findings_on(page) == []
        press(page, "?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert findings_on(page) == []
