"""The readers' pages in a real browser: both widths, both colour schemes, no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from entities.models import Claim, Comparison
from tests.factories import make_article, make_claim, make_company, published

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def site(live_server):
    """The address of a site with the demo content on it."""
    call_command("seed", verbosity=0)
    return live_server.url


@pytest.fixture
def small_site(live_server):
    """The address of a site with one company and one article, quick to make."""
    acme = make_company(slug="acme")
    report = published(make_article(slug="report", text="One. Two. Three."))
    for quote in ("One", "Two", "Three"):
        make_claim(subject=acme, article=report, quote=quote)
    return live_server.url


def main_pages():
    claim = Claim.objects.published().get(ref="c001-20")
    comparison = Comparison.objects.published().open().first()
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
        claim.get_absolute_url(),
        comparison.get_absolute_url(),
        "/about/",
        "/nothing-here/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_pages_are_accessible_fit_the_screen_and_ask_nobody_else(
    browser, site, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    problems = {}
    for address in main_pages():
        response = page.goto(site + address)
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        if found:
            problems[address] = [(v["id"], v["nodes"][0]["html"]) for v in found]
        too_wide = page.evaluate("document.documentElement.scrollWidth")
        assert too_wide <= width, address
        if response.status == 200:
            assert complaints == [], address
        complaints.clear()
    assert problems == {}
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_citation_opens_in_place_by_mouse_and_by_keyboard(
    browser, small_site, script
):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{small_site}/companies/acme/")
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


def test_a_highlight_leads_to_its_claim_and_back_by_keyboard(browser, small_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small_site}/articles/report/")
    mark = page.locator("sup.fn a").first
    mark.focus()
    page.keyboard.press("Enter")
    claim = page.locator(":target")
    assert claim.get_attribute("id").startswith("c-")
    claim.locator("a.go").focus()
    page.keyboard.press("Enter")
    passage = page.locator(":target")
    assert passage.get_attribute("id").startswith("p=")
    style = "e => getComputedStyle(e.querySelector('mark')).outlineStyle"
    assert passage.evaluate(style) == "solid"
    context.close()


def test_on_paper_every_citation_stands_open(browser, small_site):
    page = browser.new_page()
    page.goto(f"{small_site}/companies/acme/")
    page.emulate_media(media="print")
    quotes = page.locator("details.q blockquote")
    assert quotes.count() == 3
    heights = quotes.evaluate_all("all => all.map(q => q.offsetHeight)")
    assert min(heights) > 0
    page.close()
