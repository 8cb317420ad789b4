"""Coming in and looking after one's account, in a real browser and by keyboard."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import expect

from tests.browser.looking import problems_on

PASSWORD = "seven grey herons"


def code_for(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def ada(site, monkeypatch):
    """Somebody of the desk, who leaves no trace on the shared site."""
    # Playwright's loop runs in this thread, and waits while we ask the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    user = get_user_model().objects.create_user(
        "ada", password=PASSWORD, is_staff=True, is_superuser=True
    )
    yield user
    user.delete()


def let_in(site, user):
    """Return the cookie of a browser that has logged in and has proved it lately."""
    client = Client()
    client.post("/admin/login/", {"login": "ada", "password": PASSWORD})
    asked = client.get("/admin/account/second-factor/").url
    client.post(asked, {"password": PASSWORD})
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": site.url}


def knock(page, site):
    page.goto(f"{site.url}/admin/")
    expect(page.get_by_label("Name")).to_be_focused()  # the first box
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_the_pages_of_an_account_are_accessible(site, browser, ada, width, scheme):
    inside = [
        "/admin/account/",
        "/admin/account/second-factor/",
        "/admin/account/password/",
        "/admin/password_change/",
        "/admin/auth/user/",
        f"/admin/auth/user/{ada.pk}/change/",
        "/admin/auth/group/add/",
        "/admin/project/auditevent/",
    ]
    look = {"width": width, "scheme": scheme}
    assert problems_on(site, browser, ["/admin/login/"], **look) == {}
    cookies = [let_in(site, ada)]
    assert problems_on(site, browser, inside, cookies=cookies, **look) == {}
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "A"})
    more = ["/admin/account/second-factor/remove/", "/admin/account/recovery-codes/"]
    assert problems_on(site, browser, more, cookies=cookies, **look) == {}


def test_a_second_factor_is_set_up_and_used_by_keyboard_alone(site, browser, ada):
    page = browser.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    knock(page, site)
    page.get_by_role("link", name="Your account").press("Enter")
    page.get_by_role("link", name="Set up a second factor").press("Enter")
    page.get_by_label("Password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="The key as a picture")).to_be_visible()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Authenticator code").focus()
    page.keyboard.type(code_for(secret))
    page.keyboard.press("Enter")
    expect(page.locator("ul.codes li")).to_have_count(10)
    with page.expect_navigation():
        page.get_by_role("button", name="Log out").press("Enter")
    knock(page, site)
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.keyboard.type(code_for(secret, 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Your account")).to_be_visible()
    assert complaints == []
    page.context.close()


def test_a_session_elsewhere_is_ended_from_here(site, browser, ada):
    here, elsewhere = (browser.new_context().new_page() for _ in range(2))
    knock(elsewhere, site)
    knock(here, site)
    here.goto(f"{site.url}/admin/account/")
    expect(here.get_by_text("This session")).to_have_count(1)
    here.get_by_role("button", name="End the session of").press("Enter")
    expect(here.get_by_text("The session has ended.")).to_be_visible()
    elsewhere.goto(f"{site.url}/admin/account/")
    assert "/admin/login/" in elsewhere.url
    here.context.close()
    elsewhere.context.close()
