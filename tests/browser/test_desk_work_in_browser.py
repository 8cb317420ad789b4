"""The pages of a desk's day in a real browser: capturing, going back, merging,
spreadsheets and moving records, with something on each of them."""

import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import expect

from entities.models import Merge
from tests.admin_form import opened
from tests.browser.looking import findings_on, problems_on
from tests.factories import make_company, make_draft_claim, make_name

LOOKS = [(320, "dark"), (1440, "light")]
PAGE = """<!doctype html><html lang="en"><head><title>Ten chips</title>
<meta name="author" content="Jo Doe"></head><body><article><h1>Ten chips</h1>
<p>Acme said on Tuesday that it had bought ten chips for 2.4 billion yuan.</p>
<table><tr><th>Year</th><th>Chips</th></tr><tr><td>2023</td><td>4</td></tr></table>
<p>It <a href="https://acme.example/r">reported</a> revenue of 3.6 billion yuan.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def day(site, django_db_blocker):
    """What a desk leaves behind in a day, each made by its own page.

    `pages` are addresses to look at; `claim` is a draft that was gone back on.
    """
    with django_db_blocker.unblock():
        client = Client()
        client.cookies["sessionid"] = site.desk_cookie["value"]
        claim = make_draft_claim(sentences={"en": "Acme bought ten chips."})
        claim.sentences["fr"] = "Acme a acheté dix puces."
        claim.save()
        history = f"/admin/entities/claim/{claim.pk}/history/"
        entry = claim.history.order_by("history_id").first().change
        captured = _captured(client)
        merge = _merged(client)
        yield SimpleNamespace(
            claim=claim,
            pages=[
                "/admin/articles/article/capture/",
                captured,
                f"/admin/articles/article/{site.article}/capture/",
                history,
                f"{history}{entry}/",
                f"/admin/entities/merge/{merge}/change/",
                f"/admin/entities/merge/{merge}/undo/",
                "/admin/project/batch/",
                "/admin/project/batch/add/",
                _checked(client),
            ],
        )


def _captured(client) -> str:
    page = SimpleUploadedFile("page.html", PAGE.encode(), "text/html")
    return client.post("/admin/articles/article/capture/", {"files": page}).url


def _merged(client) -> int:
    stays, goes = make_company(slug="ten-chips"), make_company(slug="10-chips")
    make_name(goes, "Ten Chips Ltd")
    address = f"/admin/entities/entity/{goes.pk}/merge/?other={stays.pk}"
    client.post(address, opened(client, address) | {"reason": ["The same."]})
    return Merge.objects.latest("pk").pk


def _checked(client) -> str:
    """Return the address of a batch with a change and an error."""
    asked = {"kind": "topics", "format": "jsonl"}
    lines = b"".join(client.post("/admin/project/batch/export/", asked)).splitlines()
    changed, wrong = (json.loads(line) for line in lines[:2])
    changed["order"], wrong["order"] = 9, "nine"
    table = "\n".join(map(json.dumps, (changed, wrong)))
    file = SimpleUploadedFile("topics.jsonl", table.encode())
    return client.post("/admin/project/batch/add/", {"file": file}).url + "?all"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_of_the_days_work_are_accessible_and_fit(
    site, day, browser, width, scheme
):
    cookies = [site.desk_cookie]
    look = {"width": width, "scheme": scheme, "cookies": cookies}
    assert problems_on(site, browser, day.pages, **look) == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_that_asks_for_a_reason_is_accessible(
    site, day, browser, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    page.goto(f"{site.url}/admin/entities/claim/?q={day.claim.key}")
    page.locator("#result_list tbody [name=_selected_action]").check()
    page.locator("[name=action]").select_option("withdraw")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Withdraw")).to_be_visible()
    assert findings_on(page) == []
    context.close()


def test_a_text_is_pasted_captured_and_confirmed_by_keyboard(site, browser):
    context = browser.new_context()
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site.url}/admin/articles/article/capture/")
    page.get_by_label("Paste", exact=True).focus()
    page.keyboard.type("The cluster of Acme has ten chips, said the company on Monday.")
    page.get_by_role("button", name="Capture").press("Enter")
    expect(page.get_by_text("Confirm what was found")).to_be_visible()
    page.get_by_label("Title", exact=True).fill("Ten chips of Acme")
    page.get_by_role("button", name="Confirm").press("Enter")
    expect(page.get_by_text("“Ten chips of Acme” was saved.")).to_be_visible()
    assert complaints == []
    context.close()
