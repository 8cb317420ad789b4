"""The box that searches as one types, driven by keys and mouse on a page of its own."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looking import findings_on

HERE = "http://desk.test"
SCRIPT = Path(__file__).parents[2] / "static/annotation/combobox.js"
PAGE = """<!doctype html><html lang="en"><title>Choosing</title>
<link rel="icon" href="data:,">
<main><h1>Choosing</h1><form><div class="combobox">
<label for="it">Entity</label><input id="it"><ul id="found" hidden aria-label="Found">
</ul></div><input type="hidden" id="value"></form></main>
<script type="module">
import combobox from "/combobox.js";
const all = [
  { value: "1", label: "iFlytek", detail: "company" },
  { value: "2", label: "科大讯飞", detail: "company", lang: "zh" },
  { value: "3", label: "<b>iFly</b>", detail: "" },
];
window.asked = []; window.saved = 0; window.escaped = 0; window.held = null;
async function search(text) { // one that answers even when it is not wanted any more
  asked.push(text);
  await (text === "i" && window.held);
  const anew = { value: "", label: text, detail: "a new one", isNew: true };
  if (window.mayAdd) return [...all.filter(({ label }) => label.includes(text)), anew];
  if (text === "!") throw new Error("the line is cut");
  return all.filter(({ label }) => label.toLowerCase().includes(text));
}
window.chosen = "nothing";
window.box = combobox(document.getElementById("it"), {
  list: document.getElementById("found"), search,
  value: document.getElementById("value"),
  chosen: (option) => { window.chosen = option && option.value; },
});
const form = document.querySelector("form");
form.addEventListener("submit", (event) => { event.preventDefault(); saved += 1; });
addEventListener("keydown", ({ key }) => { if (key === "Escape") escaped += 1; });
window.ready = true;
</script></html>"""


@pytest.fixture
def page(page):
    page.route(
        f"{HERE}/*",
        lambda route: (
            route.fulfill(path=SCRIPT, content_type="text/javascript")
            if route.request.url.endswith(".js")
            else route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        ),
    )
    page.goto(f"{HERE}/")
    page.wait_for_function("window.ready")
    page.focus("#it")
    return page


def active(page) -> str:
    """Return what a screen reader says is chosen in the open list."""
    return page.evaluate(
        """() => {
          const id = it.getAttribute("aria-activedescendant");
          return id && document.getElementById(id).innerText;
        }"""
    )


def test_words_are_searched_and_enter_takes_the_one_walked_to(page):
    page.clock.install()
    page.clock.pause_at("2100-01-01")  # as somebody types to whom time is long
    page.keyboard.type("ifly")
    page.clock.resume()
    page.wait_for_selector("#found:not([hidden]) li")
    page.wait_for_function("asked.at(-1) === 'ifly'")
    assert len(page.evaluate("asked")) < 4, "not one for each key"
    assert active(page) == "iFlytek company"
    assert findings_on(page) == []
    page.keyboard.press("ArrowDown")
    assert active(page) == "<b>iFly</b>", "a name is never markup"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("[chosen, it.value, saved]") == ["1", "iFlytek", 0]
    assert page.input_value("#value") == "1"
    assert page.get_attribute("#it", "aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert page.evaluate("saved") == 1, "with the list closed, Enter is the form's"


def test_the_mouse_takes_one_and_more_typing_lets_go_of_it(page):
    page.keyboard.type("讯飞")
    page.click("#found li")
    assert page.evaluate("[chosen, document.activeElement.id]") == ["2", "it"]
    page.keyboard.type("x")
    assert page.evaluate("[chosen, value.value]") == [None, ""]


def test_who_types_over_a_name_wants_another_one_unless_it_is_the_very_name(page):
    page.keyboard.type("iflytek")
    page.click("#found li")
    page.keyboard.press("Control+a")
    page.keyboard.type("ifly")
    page.wait_for_function("asked.at(-1) === 'ifly' && !found.ariaBusy")
    assert active(page) == "<b>iFly</b>"
    page.keyboard.type("tek")
    page.wait_for_function("asked.at(-1) === 'iflytek' && !found.ariaBusy")
    assert active(page) == "iFlytek company"


def test_a_form_that_is_reset_forgets_what_was_chosen(page):
    page.keyboard.type("讯飞")
    page.click("#found li")
    assert page.input_value("#value") == "2"
    page.evaluate("document.querySelector('form').reset()")
    assert page.evaluate("[it.value, value.value, chosen, box.value]") == [
        "",
        "",
        None,
        "",
    ]


def test_escape_closes_the_list_before_what_lies_around_it(page):
    page.keyboard.type("ifly")
    page.wait_for_selector("#found:not([hidden])")
    page.keyboard.press("Escape")
    assert page.is_hidden("#found")
    assert page.evaluate("escaped") == 0
    page.keyboard.press("Escape")
    assert page.evaluate("escaped") == 1


def test_a_search_that_is_overtaken_is_never_shown(page):
    page.evaluate("() => { held = new Promise((go) => { window.letGo = go; }); }")
    page.keyboard.type("i")
    page.wait_for_function("asked.length === 1")
    page.keyboard.press("Backspace")
    page.keyboard.type("讯")
    page.wait_for_selector("#found:not([hidden]) li")
    page.evaluate("() => { letGo(); return new Promise((go) => setTimeout(go)); }")
    assert active(page) == "科大讯飞 company"


def test_enter_before_the_answer_takes_nothing_that_was_not_asked_for(page):
    page.keyboard.type("i")
    page.wait_for_selector("#found:not([hidden]) li")
    page.keyboard.type("fly")
    page.keyboard.press("Enter")
    page.wait_for_function("asked.at(-1) === 'ifly'")
    assert page.evaluate("[chosen, saved]") == ["nothing", 0], "two are called so"
    page.keyboard.type("tek")
    page.keyboard.press("Enter")
    page.wait_for_function("chosen !== 'nothing'")
    assert page.evaluate("[chosen, it.value, saved]") == ["1", "iFlytek", 0]


def test_nothing_found_and_a_cut_line_are_said_and_nothing_is_saved(page):
    page.keyboard.type("zzz")
    page.wait_for_selector("text=Nothing found.")
    page.keyboard.press("Enter")
    assert page.evaluate("saved") == 0, "what is typed was not chosen"
    page.fill("#it", "!")
    page.wait_for_selector("text=Not searched: the line is cut")


def test_what_would_be_made_anew_is_not_told_as_found(page):
    page.evaluate("window.mayAdd = true; box.nothing = 'Enter begins a new one.'")
    told = page.get_by_role("status")
    page.keyboard.type("zzz")
    expect(told).to_have_text("Enter begins a new one.")
    assert active(page) == "zzz a new one"
    page.fill("#it", "讯飞")
    expect(told).to_have_text("1 found, or a new one.")


def test_keys_that_compose_characters_stay_with_the_input_method(page):
    page.clock.install()
    tools = page.context.new_cdp_session(page)
    tools.send(
        "Input.imeSetComposition",
        {"text": "ifly", "selectionStart": 4, "selectionEnd": 4},
    )
    page.clock.run_for(5_000)
    assert page.evaluate("asked") == [], "half a word is not searched"
    page.clock.resume()
    tools.send("Input.insertText", {"text": "讯飞"})
    page.wait_for_selector("#found:not([hidden]) li")
    assert page.evaluate("asked") == ["讯飞"]
