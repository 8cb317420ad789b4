"""One sees where one is logged in and ends what should not be."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.test import Client

from project.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "seven grey herons"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}


def let_in(name, browser):
    users = get_user_model().objects
    if not users.filter(username=name).exists():
        users.create_user(name, password=PASSWORD, is_staff=True)
    client = Client(HTTP_USER_AGENT=browser)
    client.post("/admin/login/", {"login": name, "password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def end(client, browser):
    session = UserSession.objects.get(user_agent=browser)
    return client.post(f"/admin/account/sessions/{session.pk}/end/")


def test_a_session_elsewhere_is_shown_and_can_be_ended():
    here, there = let_in("ada", "Here"), let_in("ada", "There")
    page = here.get("/admin/account/").content.decode()
    assert "Here" in page
    assert "There" in page
    assert end(here, "There").status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert "There" not in here.get("/admin/account/").content.decode()
    assert AuditEvent.objects.get(kind="session_ended").about == "There"


def test_all_others_can_be_ended_at_once():
    here, *others = [let_in("ada", f"Browser {n}") for n in range(4)]
    stranger = let_in("bob", "Another's")
    here.post("/admin/account/sessions/end-others/")
    assert [is_in(client) for client in others] == [False] * 3
    assert is_in(here)
    assert is_in(stranger)


def test_other_peoples_sessions_are_neither_shown_nor_ended():
    here, stranger = let_in("ada", "Here"), let_in("bob", "Another's")
    assert "Another" not in here.get("/admin/account/").content.decode()
    assert end(here, "Another's").status_code == 404
    assert here.post(f"/admin/account/sessions/{10**30}/end/").status_code == 404
    assert is_in(stranger)


def test_changing_the_password_ends_the_others_and_counts_wrong_tries():
    here, there = let_in("ada", "Here"), let_in("ada", "There")
    new = {"password1": "eight black rooks", "password2": "eight black rooks"}
    for _ in range(3):
        wrong = here.post("/admin/password_change/", new | {"oldpassword": "no"})
        assert "This is not your password" in wrong.content.decode()
    assert AuditEvent.objects.filter(kind="log_in_failed", about="ada").count() == 3
    right = here.post("/admin/password_change/", new | {"oldpassword": PASSWORD})
    assert right.url == "/admin/account/"
    assert (is_in(here), is_in(there)) == (True, False)
