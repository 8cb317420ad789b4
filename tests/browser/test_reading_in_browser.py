"""Reading at the annotation desk in a real browser: what is drawn, and the way from
text to list and back."""

import re

import pytest
from playwright.sync_api import expect

DRAWN = (
    """name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())"""
)
MARKS = """kind => JSON.parse(document.getElementById("desk-state").textContent)
    .marks.filter(mark => mark.kind === kind).length"""


@pytest.fixture
def page(site, browser):
    """The desk of the article that the demo claim cites, in a window of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 700})
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site.url}/admin/articles/article/{article_of(site)}/desk/")
    yield page
    context.close()
    assert complaints == []


def article_of(site) -> int:
    return site.claim.citations.get().passage.version.article_id


def in_view(page, name) -> bool:
    """Whether the first place that a highlight draws is on the screen."""
    return page.evaluate(
        """name => {
            const [range] = CSS.highlights.get(name);
            const { top, bottom } = range.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        }""",
        name,
    )


def test_each_mark_is_drawn_where_the_text_says_so(site, page):
    drawn = page.evaluate(DRAWN, "citation")
    assert len(drawn) == page.evaluate(MARKS, "citation") > 5
    assert site.claim.citations.get().passage.quote in drawn
    shared = page.evaluate(DRAWN, "overlap")
    assert shared
    assert all(any(words in quote for quote in drawn) for words in shared)


def test_a_card_leads_to_its_place_and_the_place_to_its_card(site, page):
    last = page.locator(".card-claim").last
    page.clock.install()
    page.clock.pause_at("2100-01-01")  # what flashes does so until it has been seen
    last.locator(".facts").first.click()
    assert in_view(page, "flash")
    page.clock.resume()
    expect(last).to_have_class("card card-claim here")
    first = page.locator(".card-claim").first
    quote = first.locator(".at").first.get_attribute("data-mark")
    first.locator(".at").first.press("Enter")  # a link: its place, not another page
    assert in_view(page, "current")
    assert "#" not in page.url
    page.evaluate(
        """id => {
            const { start, end } = JSON.parse(
                document.getElementById("desk-state").textContent
            ).marks.find((mark) => mark.id === id);
            const block = document.querySelector(`[data-start="${start}"]`);
            block.scrollIntoView();
        }""",
        quote,
    )
    last.focus()
    x, y = page.evaluate(
        """() => {
            const [range] = CSS.highlights.get("current");
            const { left, top, height } = range.getClientRects()[0];
            return [left + 4, top + height / 2];
        }"""
    )
    page.mouse.click(x, y)
    expect(first).to_have_class("card card-claim here")
    expect(first).to_be_in_viewport()


def test_the_list_is_read_by_keyboard_alone(page):
    page.locator("#desk-text").focus()
    page.keyboard.press("ArrowDown")  # selects the first sentence
    page.keyboard.press("Enter")
    first = page.locator(".card.here").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    second = page.locator(".card:focus")
    assert second.get_attribute("id") != first.get_attribute("id")
    page.keyboard.press("End")
    expect(page.locator(".card").last).to_be_focused()
    page.keyboard.press("Enter")
    assert in_view(page, "current")
    words = page.evaluate(DRAWN, "current")[0]
    page.keyboard.press("Escape")
    expect(page.locator("#desk-text")).to_be_focused()
    assert page.evaluate(DRAWN, "selection") == [words]


def test_a_box_filters_the_cards_and_the_marks_at_once(page):
    claims = page.locator(".card-claim:visible")
    number = claims.count()
    page.locator("#desk-text").focus()
    page.keyboard.press("f")
    for key in ("Tab", "Tab", "Tab", "Space"):
        page.keyboard.press(key)  # comments: there are none
    expect(claims).to_have_count(0)
    expect(page.get_by_text("Nothing here fits the filters.")).to_be_visible()
    assert page.evaluate(DRAWN, "citation") == []
    assert page.url.endswith("?kind=thread")
    page.reload()
    expect(claims).to_have_count(0)
    assert page.evaluate(DRAWN, "citation") == []
    page.get_by_text("Comments", exact=True).click()
    expect(claims).to_have_count(number)
    assert len(page.evaluate(DRAWN, "citation")) == page.evaluate(MARKS, "citation")


def test_no_card_is_one_that_the_browser_numbers(page):
    """Numbered ones count each other anew when a thousand are hidden: a long task."""
    displays = page.locator(".cards > .card").evaluate_all(
        "cards => [...new Set(cards.map(card => getComputedStyle(card).display))]"
    )
    assert displays == ["block"]


def test_on_a_small_screen_a_touched_mark_calls_the_list_up(site, browser):
    context = browser.new_context(
        viewport={"width": 320, "height": 700}, has_touch=True
    )
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    with page.expect_response("**/suggestions/"):  # they change what lies where
        page.goto(f"{site.url}/admin/articles/article/{article_of(site)}/desk/")
    page.wait_for_load_state("networkidle")
    x, y = page.evaluate(
        """() => {
            const [range] = CSS.highlights.get("citation");
            document.getElementById("desk-text").scrollIntoView();
            const { left, top, height } = range.getClientRects()[0];
            return [left + 4, top + height / 2];
        }"""
    )
    page.touchscreen.tap(x, y)
    expect(page.locator(".card.here").first).to_be_in_viewport()
    opener = page.get_by_role("button", name="List")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".card.here").first).not_to_be_in_viewport()
    expect(opener).to_be_focused()
    context.close()


def test_without_a_script_the_page_reads_and_filters(site, browser):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    page.goto(f"{site.url}/admin/articles/article/{article_of(site)}/desk/")
    expect(page.locator("#desk-text .block").first).to_be_visible()
    page.locator(".card .at").last.press("Enter")
    expect(page).to_have_url(re.compile("#at-citation-"))
    page.get_by_text("Comments", exact=True).click()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".card:visible")).to_have_count(0)
    expect(page.get_by_role("link", name="Mark a mention")).to_be_visible()
    context.close()


APPLY = """async (cards) => {
    const { Desk } = await import("/static/annotation/desk.js");
    const desk = new Desk({ marks: [] });
    desk.apply({ marks: [], removed: [], cards: cards.map(([id, start, words]) => ({
        id,
        start,
        html: `<li class="card" id="${id}" data-start="${start}" data-marks=""
            data-kind="claim"><button data-act="go">${words}</button></li>`,
    })) });
}"""
SHOWN = "cards => cards.map(card => `${card.dataset.start} ${card.id}`)"


def test_cards_of_a_write_find_their_places_and_leave_the_focus_where_it_was(page):
    cards = page.locator(".cards > .card")
    before = cards.evaluate_all(SHOWN)
    end = int(before[-1].split()[0]) + 1
    page.evaluate(APPLY, [["last", end, "One"], ["first", 0, "Two"], ["b", end, "b"]])
    page.locator("#last button").focus()
    page.evaluate(APPLY, [["last", end, "Anew"]])
    expect(page.locator("#last button")).to_be_focused()
    expect(page.locator("#last button")).to_have_text("Anew")
    after = cards.evaluate_all(SHOWN)
    starts = [int(card.split()[0]) for card in after]
    assert starts == sorted(starts)
    assert len(after) == len(before) + 3
    page.evaluate(APPLY, [["last", 0, "Moved"], ["b", end + 1, "b"]])
    expect(page.locator("#last button")).to_be_focused()
    moved = cards.evaluate_all(SHOWN)
    assert f"{end} last" not in moved
    assert moved[-1] == f"{end + 1} b"
    assert sorted(moved, key=lambda card: int(card.split()[0])) == moved
