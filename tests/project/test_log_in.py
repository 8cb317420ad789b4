"""Coming in: one door, ten tries, and one answer to whoever may not."""

from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from project.accounts.adapter import NO_ENTRY
from project.models import AuditEvent, GuessCount
from project.models.guess import TRIES, WINDOW

pytestmark = pytest.mark.django_db
User = get_user_model()
PASSWORD = "seven grey herons"
DOOR = "/admin/login/"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}


@pytest.fixture
def ada():
    return User.objects.create_user("ada", password=PASSWORD, is_staff=True)


def knock(client, name="ada", password=PASSWORD, **more):
    return client.post(DOOR, {"login": name, "password": password} | more)


def words_on(response) -> str:
    """Return the page without what differs from one request to the next."""
    token = response.context["csrf_token"]
    return response.content.decode().replace(str(token), "")


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_the_right_name_and_password_open_the_desk(client, ada):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert knock(client).url == "/admin/"
    page = client.get("/admin/").content.decode()
    assert "Your account" in page
    assert "log_in" in kinds()


def test_whoever_may_not_come_in_reads_the_same_words(client, ada):
    User.objects.create_user("barred-eve", password=PASSWORD)  # not of the desk
    User.objects.create_user(
        "barred-old", password=PASSWORD, is_staff=True, is_active=False
    )
    wrong = knock(client, password="wrong")
    assert wrong.status_code == 200
    assert NO_ENTRY.replace("'", "&#x27;") in wrong.content.decode()
    for name in ("unknown1", "barred-eve", "barred-old"):
        answer = knock(client, name)
        assert words_on(answer).replace(name, "ada") == words_on(wrong), name
        assert answer.status_code == 200


def test_each_refusal_costs_one_hash(client, ada, monkeypatch, settings):
    """Time tells nothing: the slow step is done once, whatever the reason."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    ada.set_password(PASSWORD)
    ada.save()
    closed = User.objects.create_user("closed", password=PASSWORD, is_staff=True)
    unusable = User.objects.create_user("unusable", is_staff=True)
    for _ in range(TRIES):
        GuessCount.objects.take("password", closed.username)
        GuessCount.objects.take("password", "closed-unknown")
    hashes = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self, *arguments):
        hashes.append(1)
        return encode(self, *arguments)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    costs = {}
    for name in ("ada", "nobody", "closed", "closed-unknown", unusable.username):
        hashes.clear()
        knock(client, name, "not the password")
        costs[name] = len(hashes)
    assert set(costs.values()) == {1}, costs


def test_ten_wrong_tries_close_a_name_even_to_the_right_password(ada):
    for n in range(TRIES):
        # Another browser each time, that says it comes from elsewhere.
        told = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}", "REMOTE_ADDR": f"10.0.{n}.1"}
        answer = Client(**told).post(DOOR, {"login": "ADA", "password": "wrong"})
        assert answer.status_code == 200
    refused = knock(Client())
    assert refused.status_code == 200
    assert words_on(refused) == words_on(knock(Client(), "ada", "wrong"))
    assert kinds().count("locked_out") == 1


def test_a_closed_name_answers_like_an_unknown_one(client, ada):
    for _ in range(TRIES):
        knock(client, "ada", "wrong")
        knock(client, "bob", "wrong")
    assert words_on(knock(client, "bob")).replace("bob", "ada") == words_on(
        knock(client, "ada")
    )


def test_a_name_opens_again_after_a_quarter_of_an_hour(client, ada):
    for _ in range(TRIES):
        knock(client, password="wrong")
    count = GuessCount.objects.get()
    GuessCount.objects.update(since=count.since - WINDOW)
    assert knock(client).status_code == 302


def test_wrong_tries_stay_counted_when_the_right_person_comes_in_between(ada):
    for _ in range(TRIES - 1):
        knock(Client(), password="wrong")
    assert knock(Client()).status_code == 302
    knock(Client(), password="wrong")
    assert knock(Client()).status_code == 200


def test_the_log_keeps_no_name_that_is_not_ours(client, ada):
    knock(client, "my secret password", "ada")
    event = AuditEvent.objects.get(kind="log_in_failed")
    assert "secret" not in f"{event} {event.detail}"
    knock(client, "ada", "wrong")
    assert AuditEvent.objects.filter(kind="log_in_failed", about="ada").count() == 1


def test_a_flood_of_tries_adds_one_line_to_the_log_for_each_name(client, ada):
    for _ in range(TRIES + 15):
        knock(client, password="wrong")
    assert kinds()[-TRIES - 2 :] == [
        "account_made",
        *["log_in_failed"] * TRIES,
        "locked_out",
    ]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "https:example.org",
        "/admin/\r\nSet-Cookie: a=b",
        "\0",
        "https://testserver@example.org/",
    ],
)
def test_after_logging_in_one_is_still_here(client, ada, elsewhere):
    answer = knock(client, next=elsewhere)
    assert answer.status_code == 302
    assert "Set-Cookie" not in answer.cookies
    assert answer.url.startswith("/admin/")
    assert answer["Location"].count("\n") == 0


def test_one_comes_out_where_one_wanted_to_go(client, ada):
    wanted = client.get("/admin/entities/claim/?q=a&p=2").url
    page = client.get(wanted).content.decode()
    assert 'value="/admin/entities/claim/?q=a&amp;p=2"' in page
    assert knock(client, next="/admin/entities/claim/?q=a&p=2").url == (
        "/admin/entities/claim/?q=a&p=2"
    )


def test_a_server_behind_a_socket_in_a_file_lets_people_in(ada):
    assert knock(Client(REMOTE_ADDR="")).status_code == 302


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada\0", PASSWORD),
        ("a" * 5000, "x"),
        ("", ""),
        ("ada", "x\0"),
        ("ada", "y" * 99_999),
    ],
)
def test_nonsense_at_the_door_is_refused_politely(client, ada, name, password):
    answer = knock(client, name, password)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode() or NO_ENTRY in answer.content.decode()


def test_an_account_taken_off_the_desk_is_told_so_and_not_sent_in_circles(client, ada):
    knock(client)
    User.objects.filter(pk=ada.pk).update(is_staff=False)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


def test_a_deactivated_account_is_out_at_once(client, ada):
    knock(client)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        DOOR,
        "/admin/logout/",
        "/admin/login/again/",
        "/admin/login/code/",
        "/admin/password_change/",
        "/admin/account/second-factor/",
        "/admin/account/recovery-codes/",
        "/admin/account/password/",
        "/admin/account/sessions/1/end/",
        "/admin/account/sessions/end-others/",
    ],
)
def test_a_form_of_another_site_changes_nothing(ada, address):
    strict = Client(enforce_csrf_checks=True)
    if address not in (DOOR, "/admin/login/code/"):
        strict.force_login(ada)
    answer = strict.post(address, {"login": "ada", "password": PASSWORD})
    assert answer.status_code == 403
    assert "log_out" not in kinds()


@pytest.mark.parametrize(
    "address",
    ["/admin/logout/", "/admin/login/again/", "/admin/account/sessions/end-others/"],
)
def test_following_a_link_logs_nobody_out(client, ada, address):
    client.force_login(ada)
    assert client.get(address).status_code == 405
    assert client.get("/admin/").status_code == 200


def test_logging_out_is_written_down_and_ends_the_session(client, ada):
    knock(client)
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302
    assert kinds()[-1] == "log_out"


@pytest.mark.parametrize("word", ["signup", "email", "social", "inactive"])
def test_there_is_no_signing_up_and_no_other_door(client, word):
    for start in ("/accounts/", "/admin/", "/account/"):
        answer = client.get(f"{start}{quote(word)}/")
        assert answer.status_code in (302, 404)
        if answer.status_code == 302:  # the admin hides its addresses behind the door
            assert answer.url.startswith(DOOR)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short1 pass", "at least 12"),
        ("password123456", "too common"),
        ("829104756201", "entirely numeric"),
        ("ada-lovelace-x", "too similar"),
    ],
)
def test_a_weak_password_is_refused(client, ada, password, why):
    User.objects.filter(pk=ada.pk).update(last_name="ada-lovelace")
    knock(client)
    given = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert why in client.post("/admin/password_change/", given).content.decode()
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
