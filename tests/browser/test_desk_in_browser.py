"""The desk in a real browser: accessible, nothing inline, nobody else asked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import problems_on


def desk_pages(site):
    claim = site.claim
    article = claim.citations.get().passage.version.article
    return [
        "/admin/",
        "/admin/entities/claim/?q=Ascend",
        "/admin/entities/claim/?queue=uncited",
        "/admin/entities/topic/?queue=sent_back",
        "/admin/project/savedlist/",
        "/admin/project/savedlist/add/?address=/admin/entities/claim/?queue=drafts",
        f"/admin/entities/claim/{claim.pk}/change/",
        f"/admin/entities/claim/{claim.pk}/history/",
        "/admin/articles/proposal/",
        f"/admin/articles/proposal/{site.proposal.pk}/change/",
        "/admin/entities/claim/add/",
        f"/admin/entities/entity/{claim.subject_id}/change/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/desk/",
        f"/admin/articles/article/{article.pk}/desk/?kind=thread",
        "/admin/entities/citation/add/",
        "/admin/entities/entity/duplicates/",
        f"/admin/entities/entity/{claim.subject_id}/split/",
        f"/admin/entities/entity/{claim.subject_id}/merge/?other={site.other}",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_the_desk_is_accessible_fits_the_screen_and_asks_nobody_else(
    site, browser, width, scheme
):
    problems = problems_on(
        site,
        browser,
        desk_pages(site),
        width=width,
        scheme=scheme,
        cookies=[site.desk_cookie],
    )
    assert problems == {}


def test_the_log_in_page_is_accessible(site, browser):
    pages = ["/admin/login/"]
    assert problems_on(site, browser, pages, width=1440, scheme="dark") == {}


def test_an_editor_finds_and_opens_a_claim_by_keyboard(site, browser):
    context = browser.new_context()
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    page.goto(f"{site.url}/admin/entities/claim/")
    page.locator("#searchbar").focus()
    page.keyboard.type("c001-20")
    page.keyboard.press("Enter")
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(1)
    rows.locator("th a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        re.compile(f"/admin/entities/claim/{site.claim.pk}/change/")
    )
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_the_api_docs_render_and_try_a_request_under_the_strict_policy(site, browser):
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site.url}/api/docs/")
    operation = page.locator(".opblock").first
    operation.locator("button.opblock-summary-control").click()
    operation.locator("button.try-out__btn").click()
    operation.locator("button.execute").click()
    status = operation.locator(".live-responses-table td.response-col_status").last
    expect(status).to_have_text("200")
    assert complaints == []
    context.close()
