"""The bar over selected words and the single keys, in a real browser: one list makes
both, and neither is in the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import findings_on
from tests.browser.selecting import (
    ADD,
    FAMILY,
    OVERLAP,
    PLACE_OF,
    desk_at,
    drag,
    in_many_scripts,
    press,
    selected,
    wait_for,
    wait_for_quote,
)


@pytest.fixture(scope="module")
def article(site, django_db_blocker):
    with django_db_blocker.unblock():
        return in_many_scripts()


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


def test_the_bar_stays_out_of_the_way_of_a_drag(site, browser, article):
    with desk_at(site, browser, article) as page:
        drag(page, "Example Corp")
        bar = page.locator("#desk-bar")
        expect(bar).to_be_visible()
        drag(page, f"{FAMILY} family")
        wait_for_quote(page, f"{FAMILY} family")
        expect(bar).to_be_visible()
        assert page.evaluate(OVERLAP) is False
        # It is away while the button is down, whatever is selected in the end.
        x, y, *_ = page.evaluate(PLACE_OF, ["flags"] * 2)
        page.mouse.move(x, y)
        page.keyboard.down("Shift")
        page.mouse.down()
        expect(bar).to_be_hidden()
        page.mouse.up()
        page.keyboard.up("Shift")
        expect(bar).to_be_visible()


def test_on_a_small_screen_the_bar_leaves_the_selected_words_in_view(
    site, browser, article
):
    small = {"viewport": {"width": 320, "height": 500}}
    with desk_at(site, browser, article, **small) as page:
        page.locator("#desk-text").focus()
        bar = page.locator("#desk-bar")
        press(page, "ArrowDown")
        seen = set()
        while (words := selected(page, article)) not in seen:
            seen.add(words)
            expect(bar).to_be_visible()
            assert page.evaluate(OVERLAP) is False, words
            press(page, "Escape", "ArrowDown", "ArrowDown")
        assert len(seen) > 5


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
