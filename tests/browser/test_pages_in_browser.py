"""The readers' pages in a real browser: both widths, both colour schemes, no script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import problems_on


def main_pages(site):
    return [
        "/",
        "/companies/",
        "/companies/iflytek/",
        "/entities/",
        "/entities/ascend-910b/",
        "/topics/",
        "/topics/chip-performance/",
        "/articles/",
        "/articles/liu-qingfeng-annual-meeting-speech-2025/",
        "/publishers/outlet-000/",
        site.claim.get_absolute_url(),
        site.comparison.get_absolute_url(),
        "/about/",
        "/nothing-here/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_pages_are_accessible_fit_the_screen_and_ask_nobody_else(
    site, browser, width, scheme
):
    pages = main_pages(site)
    assert problems_on(site, browser, pages, width=width, scheme=scheme) == {}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_citation_opens_in_place_by_mouse_and_by_keyboard(site, browser, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{site.url}/companies/acme/")
    first, second = (page.locator("details.q").nth(n) for n in (0, 1))
    quote = first.locator("blockquote").first
    assert not quote.is_visible()
    first.locator("summary").click()
    assert quote.is_visible()
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    assert second.locator("blockquote").first.is_visible()
    # With the script one citation is open at a time; without it both stay open.
    expect(quote).to_be_visible(visible=not script)
    context.close()


def test_a_highlight_leads_to_its_claim_and_back_by_keyboard(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/articles/report/")
    mark = page.locator("sup.fn a").first
    mark.focus()
    page.keyboard.press("Enter")
    claim = page.locator(":target")
    expect(claim).to_have_id(re.compile("^c-"))
    claim.locator("a.go").focus()
    page.keyboard.press("Enter")
    passage = page.locator(":target")
    expect(passage).to_have_id(re.compile("^p="))
    style = "e => getComputedStyle(e.querySelector('mark')).outlineStyle"
    assert passage.evaluate(style) == "solid"
    context.close()


def test_on_paper_every_citation_stands_open(site, browser):
    page = browser.new_page()
    page.goto(f"{site.url}/companies/acme/")
    page.emulate_media(media="print")
    quotes = page.locator("details.q blockquote")
    assert quotes.count() == 3
    heights = quotes.evaluate_all("all => all.map(q => q.offsetHeight)")
    assert min(heights) > 0
    page.close()
