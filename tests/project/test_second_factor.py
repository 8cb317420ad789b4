"""Second factor, recovery codes, and the groups that ask for them."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user, get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, get_resolver
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from project.accounts.second_factor import SecondFactorMiddleware
from project.models import AuditEvent, GroupPolicy, GuessCount
from project.models.guess import TRIES

pytestmark = pytest.mark.django_db
User = get_user_model()
PASSWORD = "seven grey herons"
SET_UP = "/admin/account/second-factor/"
CODES = "/admin/account/recovery-codes/"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
    settings.ACCOUNT_RATE_LIMITS |= {"reauthenticate": None}


@pytest.fixture
def ada():
    return User.objects.create_user("ada", password=PASSWORD, is_staff=True)


@pytest.fixture
def inside(ada):
    """A browser that has logged in with the password alone."""
    return knock(Client())


def knock(client):
    client.post("/admin/login/", {"login": "ada", "password": PASSWORD})
    return client


def prove(client, address):
    """Give the password once more, as the page for `address` asks."""
    asked = client.get(address)
    assert asked.url.startswith("/admin/account/password/"), asked.url
    return client.post(asked.url, {"password": PASSWORD})


def code_for(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up(client):
    """Set up the app; return its secret and the recovery codes that are shown."""
    assert prove(client, SET_UP).url == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    page = client.post(SET_UP, {"code": code_for(secret)}).content.decode()
    codes = re.findall(r"<li><code>(\d{8})</code></li>", page)
    return secret, codes


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


def test_after_setting_up_the_password_alone_opens_nothing(inside):
    secret, codes = set_up(inside)
    assert len(codes) == len(set(codes)) == 10
    other = knock(Client())
    assert other.get("/admin/").status_code == 302
    assert other.get("/admin/login/").url == "/admin/login/code/"
    wrong = other.post("/admin/login/code/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    right = other.post("/admin/login/code/", {"code": code_for(secret, 1)})
    assert right.url == "/admin/"
    assert other.get("/admin/").status_code == 200
    assert {"second_factor_on", "recovery_codes_made", "code_failed"} <= set(kinds())


def test_a_code_is_good_once_however_it_is_written(inside):
    secret, _ = set_up(inside)
    code = code_for(secret)
    first, second = knock(Client()), knock(Client())
    assert first.post("/admin/login/code/", {"code": code}).status_code == 302
    again = second.post("/admin/login/code/", {"code": f"{code[:3]} {code[3:]}"})
    assert again.status_code == 200
    assert second.get("/admin/").status_code == 302


def test_a_recovery_code_is_good_once_and_its_use_is_written_down(inside):
    _, codes = set_up(inside)
    first, second = knock(Client()), knock(Client())
    assert first.post("/admin/login/code/", {"code": codes[0]}).status_code == 302
    assert second.post("/admin/login/code/", {"code": codes[0]}).status_code == 200
    assert AuditEvent.objects.get(kind="recovery_code_used").detail == {"left": 9}


def test_ten_wrong_codes_close_the_second_step_too(inside, ada):
    secret, _ = set_up(inside)
    for _ in range(TRIES):
        knock(Client()).post("/admin/login/code/", {"code": "000000"})
    refused = knock(Client()).post("/admin/login/code/", {"code": code_for(secret)})
    assert refused.status_code == 200
    assert "locked_out" in kinds()
    GuessCount.objects.forget("code", str(ada.pk))
    let_in = knock(Client()).post("/admin/login/code/", {"code": code_for(secret)})
    assert let_in.status_code == 302


def test_codes_are_shown_once_and_new_ones_make_the_old_void(inside):
    _, old = set_up(inside)
    looked = inside.get(CODES).content.decode()
    assert "10\n    left" in looked or "10 left" in " ".join(looked.split())
    assert not [code for code in old if code in looked]
    page = inside.post(CODES).content.decode()
    new = re.findall(r"<li><code>(\d{8})</code></li>", page)
    assert len(new) == 10
    assert not set(new) & set(old)
    refused = knock(Client()).post("/admin/login/code/", {"code": old[0]})
    assert refused.status_code == 200


@pytest.mark.parametrize("address", [SET_UP, CODES, SET_UP + "remove/"])
def test_changing_the_second_factor_asks_for_the_password_again(inside, address):
    if address != SET_UP:
        set_up(inside)
        session = inside.session
        session["account_authentication_methods"] = []  # as after a while
        session.save()
    for answer in (inside.get(address), inside.post(address)):
        assert answer.url.startswith("/admin/account/password/")
    wrong = inside.post(inside.get(address).url, {"password": "wrong"})
    assert "This is not the password" in wrong.content.decode()
    assert GuessCount.objects.filter(tries__gt=0).exists()


def test_setting_up_ends_what_was_opened_with_the_password_alone(inside):
    elsewhere = knock(Client())
    set_up(inside)
    assert inside.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_copy_of_the_database_opens_nothing(inside, ada):
    secret, codes = set_up(inside)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not [code for code in codes if code in kept]


def test_after_a_change_of_the_secret_key_former_ones_still_read(inside, settings):
    secret, _ = set_up(inside)
    settings.SECRET_KEY, former = "another", settings.SECRET_KEY
    lost = knock(Client()).post("/admin/login/code/", {"code": code_for(secret)})
    assert lost.status_code == 200  # refused, and no error
    settings.SECRET_KEY_FALLBACKS = [former]
    kept = knock(Client()).post("/admin/login/code/", {"code": code_for(secret)})
    assert kept.status_code == 302


# Groups that ask for it


@pytest.fixture
def asked(ada):
    """Let a group of Ada's ask for a second factor."""
    group = Group.objects.create(name="careful")
    ada.groups.add(group)
    return GroupPolicy.objects.create(group=group, mfa_required=True)


def desk_addresses(patterns, before="/") -> list[str]:
    """Return every address below /admin/ with a plausible word for each argument."""
    found = []
    for pattern in patterns:
        route = str(pattern.pattern).lstrip("^")
        route = re.sub(r"<int:[^>]*>", "1", route)
        route = re.sub(r"<path:[^>]*>|<[^>]*>", "1", route)
        if isinstance(pattern, URLResolver):
            found += desk_addresses(pattern.url_patterns, before + route)
        elif "(?P" not in route:
            found.append(before + route.rstrip("$"))
    return [address for address in found if address.startswith("/admin/")]


OPEN = {"/admin/login/", "/admin/logout/", "/admin/account/password/", SET_UP}


def test_who_lacks_the_second_factor_reaches_nothing_else_of_the_desk(
    inside, ada, asked
):
    ada.is_superuser = True
    ada.save()
    addresses = desk_addresses(get_resolver().url_patterns)
    assert len(addresses) > 100
    for address in set(addresses) - OPEN:
        for answer in (inside.get(address), inside.post(address)):
            assert (answer.status_code, answer["Location"]) == (302, SET_UP), address
    assert "session_ended" not in kinds()


def test_outside_the_desk_such_a_session_counts_for_nothing(inside, ada, asked):
    assert not inside.get("/articles/").wsgi_request.user.is_authenticated
    asked.mfa_required = False
    asked.save()
    assert inside.get("/articles/").wsgi_request.user == ada


def test_nor_does_it_for_the_api(inside, ada, asked, rf):
    def who():
        request = rf.get("/api/v1/claims/")
        request.session = inside.session
        request.COOKIES["sessionid"] = inside.session.session_key
        request.user = get_user(request)
        return SecondFactorMiddleware(
            lambda request: SessionAuthentication().authenticate(Request(request))
        )(request)

    assert who() is None
    asked.mfa_required = False
    asked.save()
    assert who() == (ada, None)


def test_the_set_up_itself_can_be_done_and_opens_the_desk(inside, asked):
    assert inside.get("/admin/").url == SET_UP
    set_up(inside)
    assert inside.get("/admin/").status_code == 200
    assert inside.get("/articles/").wsgi_request.user.is_authenticated


def test_logging_out_stays_possible(inside, asked):
    assert inside.post("/admin/logout/").status_code == 200


def test_what_a_group_asks_for_cannot_be_removed(inside, ada, asked):
    set_up(inside)
    page = inside.get(SET_UP + "remove/").content.decode()
    assert "cannot be removed" in page
    inside.post(SET_UP + "remove/")
    assert Authenticator.objects.filter(user=ada, type="totp").exists()
    asked.delete()
    inside.post(SET_UP + "remove/")
    assert not Authenticator.objects.filter(user=ada).exists()
    assert "second_factor_off" in kinds()


def test_others_and_a_group_that_does_not_ask_are_left_alone(inside, ada, asked):
    ada.groups.clear()
    assert inside.get("/admin/").status_code == 200
    ada.groups.add(asked.group)
    asked.mfa_required = False
    asked.save()
    assert inside.get("/admin/").status_code == 200
