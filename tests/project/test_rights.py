"""Nobody raises their own rights; what is given is written down."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

from project.models import AuditEvent, GroupPolicy, GuessCount, record
from project.models.guess import TRIES

pytestmark = pytest.mark.django_db
User = get_user_model()
LOOKS_AFTER_ACCOUNTS = ["add_user", "change_user", "delete_user", "view_user"]
LOOKS_AFTER_ACCOUNTS += ["add_group", "change_group", "delete_group", "view_group"]


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames)


def make_member(name, *codenames, **fields):
    user = User.objects.create(username=name, is_staff=True, **fields)
    user.user_permissions.add(*permissions(*codenames))
    return user


@pytest.fixture
def keeper():
    """Somebody who looks after accounts and is no superuser."""
    return make_member("keeper", *LOOKS_AFTER_ACCOUNTS)


@pytest.fixture
def at_work(keeper, client):
    client.force_login(keeper)
    return client


def change_page(user) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def everything(user, **fields) -> dict:
    """Return a form that asks for all rights there are."""
    return {
        "username": user.username,
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [group.pk for group in Group.objects.all()],
        "user_permissions": [p.pk for p in Permission.objects.all()[:50]],
    } | fields


def test_a_keeper_of_accounts_gives_nobody_rights(at_work, keeper):
    Group.objects.create(name="mighty")
    other = make_member("other")
    for user in (keeper, other):
        before = user.get_all_permissions()
        answer = at_work.post(change_page(user), everything(user, first_name="New"))
        assert answer.status_code == 302
        user = User.objects.get(pk=user.pk)
        assert user.first_name == "New"
        assert not user.is_superuser
        assert not user.groups.exists()
        assert user.get_all_permissions() == before


@pytest.mark.parametrize("above", ["superuser", "holds more"])
def test_a_keeper_cannot_touch_an_account_that_may_do_more(at_work, above):
    mighty = make_member("mighty", "change_claim", is_superuser=above == "superuser")
    password = f"/admin/auth/user/{mighty.pk}/password/"
    new = {"password1": "a new way in 77", "password2": "a new way in 77"}
    assert at_work.post(password, new).status_code == 403
    assert at_work.post(change_page(mighty), everything(mighty)).status_code == 403
    delete = f"/admin/auth/user/{mighty.pk}/delete/"
    assert at_work.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"_selected_action": [mighty.pk], "post": "yes"}
    at_work.post("/admin/auth/user/", chosen | {"action": "delete_selected"})
    after = User.objects.get(pk=mighty.pk)
    assert (after.username, after.password) == ("mighty", "")


def test_a_keeper_makes_accounts_without_rights(at_work):
    new = {"username": "fresh", "usable_password": "true"}
    new |= {"password1": "a first way in 77", "password2": "a first way in 77"}
    new |= {"is_superuser": "on", "is_staff": "on", "groups": []}
    assert at_work.post("/admin/auth/user/add/", new).status_code == 302
    fresh = User.objects.get(username="fresh")
    assert not fresh.is_superuser
    assert not fresh.get_all_permissions()


def test_what_a_group_may_do_is_for_superusers(at_work, keeper):
    group = Group.objects.create(name="mighty")
    keeper.groups.add(group)
    wanted = {"name": "mighty", "permissions": [permissions("change_claim").get().pk]}
    page = f"/admin/auth/group/{group.pk}/change/"
    assert at_work.get(page).status_code == 200
    assert at_work.post(page, wanted).status_code == 403
    assert at_work.post("/admin/auth/group/add/", wanted).status_code == 403
    assert not group.permissions.exists()


def test_only_superusers_open_closed_names_and_take_second_factors(at_work, keeper):
    for _ in range(TRIES):
        GuessCount.objects.take("password", keeper.username)
    for action in ("open_again", "take_second_factor"):
        chosen = {"action": action, "_selected_action": [keeper.pk]}
        at_work.post("/admin/auth/user/", chosen)
    assert GuessCount.objects.get().tries == TRIES


def test_a_superuser_opens_a_closed_name(editor_client, keeper):
    for _ in range(TRIES + 1):
        GuessCount.objects.take("password", keeper.username)
    chosen = {"action": "open_again", "_selected_action": [keeper.pk]}
    editor_client.post("/admin/auth/user/", chosen)
    assert not GuessCount.objects.exists()


def test_giving_rights_says_who_gave_what_to_whom(editor_client, admin_user):
    group = Group.objects.create(name="careful")
    member = make_member("member")
    given = permissions("change_claim").get()
    form = everything(member, groups=[group.pk], user_permissions=[given.pk])
    assert editor_client.post(change_page(member), form).status_code == 302
    events = AuditEvent.objects.filter(about="member", who=admin_user)
    told = [event.detail for event in events.order_by("pk")]
    assert told == [
        {"changes": {"is_superuser": [False, True]}},
        {"given": ["group careful"]},
        {"given": ["entities.change_claim"]},
    ]
    assert {event.name for event in events} == {"admin"}


def test_taking_rights_is_written_down_from_either_side():
    group = Group.objects.create(name="careful")
    member = make_member("member")
    group.user_set.add(member)
    member.groups.clear()
    group.permissions.set(permissions("change_claim"))
    group.permissions.set([])
    about = ["member", "group careful"]
    told = AuditEvent.objects.filter(kind="rights_changed", about__in=about)
    rights = told.order_by("pk")
    assert [(event.about, event.detail) for event in rights] == [
        ("member", {"given": ["group careful"]}),
        ("member", {"taken": ["group careful"]}),
        ("group careful", {"given": ["entities.change_claim"]}),
        ("group careful", {"taken": ["entities.change_claim"]}),
    ]


def test_a_new_password_is_written_down_and_never_itself(editor_client):
    member = make_member("member")
    new = {"usable_password": "true"}
    new |= {"password1": "a new way in 77", "password2": "a new way in 77"}
    editor_client.post(f"/admin/auth/user/{member.pk}/password/", new)
    event = AuditEvent.objects.get(kind="password_changed")
    assert (event.name, event.about, event.detail) == ("admin", "member", {})


def test_a_superuser_lets_a_group_ask_for_a_second_factor(editor_client):
    group = Group.objects.create(name="careful")
    form = {
        "name": "careful",
        "policy-TOTAL_FORMS": 1,
        "policy-INITIAL_FORMS": 0,
        "policy-0-group": group.pk,
        "policy-0-mfa_required": "on",
    }
    page = f"/admin/auth/group/{group.pk}/change/"
    assert "second factor" in editor_client.get(page).content.decode().lower()
    assert editor_client.post(page, form).status_code == 302
    assert GroupPolicy.objects.get(group=group).mfa_required
    details = list(AuditEvent.objects.values_list("detail", flat=True))
    assert {"second_factor_required": True} in details


def test_the_log_is_read_by_superusers_and_written_by_nobody(editor_client, at_work):
    event = record("export", about="claims")
    page = f"/admin/project/auditevent/{event.pk}/change/"
    allowed = Client()
    allowed.force_login(User.objects.create_superuser("second"))
    assert "claims" in allowed.get("/admin/project/auditevent/").content.decode()
    assert allowed.get(page).status_code == 200
    assert allowed.post(page, {"about": "else"}).status_code == 403
    assert allowed.get("/admin/project/auditevent/add/").status_code == 403
    delete = f"/admin/project/auditevent/{event.pk}/delete/"
    assert allowed.post(delete, {"post": "yes"}).status_code == 403
    for address in ("/admin/project/auditevent/", page):
        assert at_work.get(address).status_code == 403


def test_the_lists_of_accounts_and_of_the_log_cost_the_same_for_many(
    editor_client, queries_for
):
    addresses = [
        "/admin/auth/user/",
        "/admin/auth/group/",
        "/admin/project/auditevent/",
    ]
    make_member("first")
    Group.objects.create(name="first")
    few = [queries_for(address) for address in addresses]
    for n in range(20):
        make_member(f"member-{n}")
        Group.objects.create(name=f"group {n}")
    assert [queries_for(address) for address in addresses] == few


def test_the_desk_shows_no_secrets_of_other_peoples_second_factors():
    shown = {model._meta.label for model in admin.site._registry}
    assert not [label for label in shown if label.startswith(("mfa.", "account."))]
    assert "usersessions.UserSession" not in shown
