"""Two browsers at one claim: each sees the other, and neither loses a word."""

import time
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import expect

from articles.models import KeptForm
from tests.browser.looking import findings_on
from tests.factories import make_company, make_draft_claim, make_qualifier


@pytest.fixture(scope="module")
def draft(site, django_db_blocker):
    """A draft that two editors work on, with a part."""
    with django_db_blocker.unblock():
        claim = make_draft_claim(sentences={"en": "Acme builds one cluster."})
        make_qualifier(claim, text="2023")
        return claim


@contextmanager
def desk_of(name, site, browser, django_db_blocker, **options):
    """A browser in which `name`, who may do everything, is logged in at the desk."""
    with django_db_blocker.unblock():
        users = get_user_model().objects
        user = users.filter(username=name).first() or users.create_superuser(name)
        client = Client()
        client.force_login(user)
    context = browser.new_context(**options)
    cookie = {"value": client.cookies["sessionid"].value, "url": site.url}
    context.add_cookies([{"name": "sessionid", **cookie}])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    yield page
    context.close()


def wait_for(condition, seconds=20) -> None:
    """Wait for what a page sends while it closes, which the browser tells nobody."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def address_of(site, claim) -> str:
    return f"{site.url}/admin/entities/claim/{claim.pk}/change/"


def test_two_editors_of_one_claim(site, browser, draft, django_db_blocker):
    address = address_of(site, draft)
    with (
        desk_of("ann", site, browser, django_db_blocker) as ann,
        desk_of("bob", site, browser, django_db_blocker) as bob,
    ):
        with ann.expect_response(address + "presence/"):
            ann.goto(address)
        bob.goto(address)
        expect(bob.locator(".also-open")).to_contain_text("Also open by ann since")
        bob.locator("#id_derived").fill("what bob typed")
        bob.locator("#id_sentences_fr").fill("Acme en construit un.")
        bob.locator("#id_qualifiers-0-text").fill("2025")

        ann.locator("#id_derived").fill("what ann saved")
        ann.locator("#id_sentences_en").fill("Acme builds two clusters.")
        ann.locator("[name=_save]").click()
        expect(ann.locator(".messagelist .success")).to_be_visible()

        bob.locator("[name=_save]").click()
        expect(bob.locator("h1")).to_have_text("Two versions of one claim")
        expect(bob.locator(".errornote")).to_contain_text("ann changed this claim")
        dispute = bob.locator(".dispute")
        expect(dispute).to_have_count(1)
        expect(dispute).to_contain_text("what ann saved")
        expect(dispute).to_contain_text("what bob typed")
        taken = bob.locator(".taken-over").nth(0)
        expect(taken).to_contain_text("Acme builds two clusters.")
        expect(bob.locator(".taken-over").nth(1)).to_contain_text("2025")

        # By keyboard alone: to the first choice, on to the last of them, and save.
        dispute.locator("input[type=radio]").first.focus()
        bob.keyboard.press("Space")
        bob.keyboard.press("ArrowDown")
        bob.keyboard.press("ArrowDown")
        expect(dispute.locator("input[value=anew]")).to_be_checked()
        bob.keyboard.press("Tab")
        bob.keyboard.press("Control+a")
        bob.keyboard.type("what both agreed on")
        bob.keyboard.press("Enter")
        expect(bob.locator(".messagelist .success")).to_be_visible()
        assert ann.complaints == bob.complaints == []
    with django_db_blocker.unblock():
        draft.refresh_from_db()
        assert draft.derived == "what both agreed on"
        assert draft.sentences == {
            "en": "Acme builds two clusters.",
            "fr": "Acme en construit un.",
        }
        assert draft.qualifiers.get().text == "2025"


def test_a_closed_tab_loses_nothing(site, browser, draft, django_db_blocker):
    address = address_of(site, draft)
    with desk_of("ann", site, browser, django_db_blocker) as ann:
        ann.goto(address)
        ann.locator("#id_sentences_zh").fill("甲公司建设两个集群。")
        ann.goto("about:blank")
        with django_db_blocker.unblock():
            wait_for(KeptForm.objects.filter(object_id=draft.pk).exists)
        ann.goto(address)
        offer = ann.locator(".kept-form")
        expect(offer).to_contain_text("You have unsaved work from")
        offer.locator("summary").click()
        expect(offer).to_contain_text("甲公司建设两个集群。")
        offer.get_by_role("link", name="Continue with it").click()
        expect(ann.locator("#id_sentences_zh")).to_have_value("甲公司建设两个集群。")
        ann.locator(".kept-form button").click()
        expect(ann.locator(".kept-form")).to_have_count(0)
        expect(ann.locator("#id_sentences_zh")).to_have_value("")
        assert ann.complaints == []


def test_typing_is_kept_every_few_seconds(site, browser, draft, django_db_blocker):
    with desk_of("ann", site, browser, django_db_blocker) as ann:
        ann.clock.install()
        ann.goto(address_of(site, draft))
        ann.locator("#id_derived").fill("typed and left")
        ann.clock.fast_forward(6_000)
        expect(ann.locator(".kept-status")).to_contain_text("Kept at")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_the_pages_of_a_conflict_and_an_offer_are_accessible(
    site, browser, draft, django_db_blocker, width, scheme
):
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    address = address_of(site, draft)
    with desk_of("bob", site, browser, django_db_blocker, **look) as bob:
        bob.goto(address)
        bob.locator("#id_derived").fill(f"bob at {width} in {scheme}")
        bob.locator("#id_qualifiers-0-text").fill(f"{width} {scheme}")
        with django_db_blocker.unblock():
            somebody_else_saves(draft, f"ann at {width} in {scheme}")
            chosen = make_company().pk
        bob.locator("#id_subject").evaluate(
            "(box, key) => { box.add(new Option('other', key)); box.value = key; }",
            str(chosen),
        )
        bob.locator("[name=_save]").click()
        expect(bob.locator("h1")).to_have_text("Two versions of one claim")
        expect(bob.locator(".dispute")).to_have_count(3)
        assert findings_on(bob) == []
        bob.goto(address)
        expect(bob.locator(".kept-form")).to_be_visible()
        assert findings_on(bob) == []


def somebody_else_saves(claim, text) -> None:
    claim.refresh_from_db()
    claim.derived = text
    claim.subject = make_company()
    claim.save()
    claim.qualifiers.get().delete()
    make_qualifier(claim, text=text)
