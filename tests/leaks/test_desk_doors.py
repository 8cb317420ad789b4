"""Who gets what at each address of the desk: one table, and the addresses from the
admin's own registry. An address without a row fails."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from project.models import SavedList
from tests.desk_records import RECORDS
from tests.factories import annotator
from tests.leaks.doors import ask, walk

pytestmark = pytest.mark.django_db
UNKNOWN = 987_654_321
LOG_IN = 302  # to the page for logging in

# Each kind of page: what GET and POST give to somebody at the desk who may see nothing,
# and to somebody who may only look at records of this one kind.
TABLE = """
                  nobody     viewer
changelist        403 403    200 200
add               403 403    403 403
change            403 403    200 403
history           403 403    200 200
simple_history    403 403    404 404
delete            403 403    403 403
kept_add          405 403    405 403
kept_change       405 403    405 403
presence          405 403    405 200
move              403 403    302 302
capture           403 403    403 403
captured          403 403    200 403
capture_again     403 403    403 403
anchoring         403 403    200 403
desk              403 403    200 405
duplicates        403 403    403 403
merge             403 403    403 403
split             403 403    403 403
undo              403 403    403 403
export            405 404    405 404
apply             403 403    403 403
password_change   403 403    403 403
propose           403 403    403 403
review            403 403    200 200
review_next       403 403    200 405
propose_kept      403 403    403 403
"""
# Pages that differ from their kind.
OTHERWISE = {
    # What belongs to each: everybody has such a list, nobody sees another's.
    ("project_savedlist", "changelist"): ((200, 200), (200, 200)),
    ("project_savedlist", "add"): ((200, 200), (200, 200)),
    ("project_savedlist", "change"): ((302, 302), (302, 302)),
    ("project_savedlist", "history"): ((302, 302), (302, 302)),
    ("project_savedlist", "delete"): ((302, 302), (302, 302)),
    ("project_savedlist", "kept_add"): ((405, 200), (405, 200)),
    ("project_savedlist", "presence"): ((405, 404), (405, 404)),
    # Files are for those who import, the log is for superusers; a proposal is seen by
    # those who see what it is about.
    **{
        (of, kind): ((403, 403), (403, 403))
        for of in ("project_batch", "project_auditevent", "articles_proposal")
        for kind in ("changelist", "change", "history")
    },
    ("project_batch", "presence"): ((405, 403), (405, 403)),
    ("articles_proposal", "presence"): ((405, 403), (405, 403)),
}
# What belongs to no model: what GET gives to a stranger, and to who may see nothing.
REST = {
    "account_login": (200, 302),
    "mfa_authenticate": (302, 302),
    "login_start_over": (405, 405),
    "account_change_password": (302, 200),
    "mfa_index": (302, 200),
    "account_reauthenticate": (302, 200),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "end_other_sessions": (302, 405),
    "end_session": (302, 405),
    "index": (302, 200),
    "login": (200, 302),
    "logout": (302, 405),
    "password_change": (302, 200),
    "password_change_done": (302, 200),
    "autocomplete": (302, 403),
    "jsi18n": (302, 200),
    "view_on_site": (302, 404),
    "app_list": (302, 404),
}


def rows():
    """The table as {kind: ((GET, POST) for nobody, (GET, POST) for the viewer)}."""
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        kind, *codes = line.split()
        one, two, three, four = map(int, codes)
        found[kind] = ((one, two), (three, four))
    return found


ROWS = rows()
MODELS = {f"{m._meta.app_label}_{m._meta.model_name}": m for m in admin.site._registry}


def desk_routes():
    """(model or "", kind, pattern) of each named route of the desk."""
    for pattern, name in walk(get_resolver().url_patterns):
        if not pattern.startswith("admin/") or not name:
            continue
        of = next((m for m in MODELS if name.startswith(f"{m}_")), "")
        yield of, name.removeprefix(f"{of}_"), pattern


def test_every_address_of_the_desk_has_a_row():
    known = {(of, kind) for of, kind, _ in desk_routes()}
    assert {kind for of, kind in known if of} == set(ROWS)
    assert {kind for of, kind in known if not of} == set(REST)


def person(name, *codenames):
    user = get_user_model().objects.create(username=name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def made(of):
    if of == "project_savedlist":  # somebody else's, not shared
        return SavedList.objects.create(
            owner=annotator(), name="Mine", path="/admin/entities/claim/"
        )
    return RECORDS[of]()


def address(of, kind, key) -> str:
    """The page's address for the record of that number."""
    name = f"admin:{of}_{kind}"
    for arguments in ([], [key], [key, "0f8fad5b-d9cb-469f-a165-70867728950e"]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


def kinds_of(of) -> list[str]:
    return sorted({kind for model, kind, _ in desk_routes() if model == of})


@pytest.mark.parametrize("of", MODELS)
def test_the_desk_answers_as_the_table_says(of):
    record = made(of)
    stranger, nobody = Client(), person("nobody")
    outsider = Client()
    outsider.force_login(get_user_model().objects.create(username="outsider"))
    viewer = person("viewer", f"view_{MODELS[of]._meta.model_name}")
    wrong = {}
    for kind in kinds_of(of):
        shown = record.current_version if kind == "captured" else record
        page, other = address(of, kind, shown.pk), address(of, kind, UNKNOWN)
        refused = [ask(page, method, client=nobody) for method in ("GET", "POST")]
        got = (
            {ask(page, client=stranger)[0], ask(page, "POST", client=outsider)[0]},
            tuple(answer[0] for answer in refused),
            tuple(ask(page, method, client=viewer)[0] for method in ("GET", "POST")),
        )
        expected = ({LOG_IN}, *OTHERWISE.get((of, kind), ROWS[kind]))
        if got != expected:
            wrong[kind] = got, expected
        # Whoever may not look learns not even what is there.
        unknown = [ask(other, method, client=nobody) for method in ("GET", "POST")]
        if of == "project_savedlist":  # says which number it was asked for
            refused = [answer[0] for answer in refused]
            unknown = [answer[0] for answer in unknown]
        assert page == other or refused == unknown, kind
    assert wrong == {}


def test_what_belongs_to_no_model_answers_as_the_table_says():
    stranger, nobody = Client(), person("nobody")
    got = {
        kind: tuple(
            ask(rest_address(kind), client=who)[0] for who in (stranger, nobody)
        )
        for kind in REST
    }
    assert {k: v for k, v in got.items() if v != REST[k]} == {}


def rest_address(kind) -> str:
    given = {
        "end_session": [1],
        "view_on_site": [1, 1],
        "app_list": ["entities"],
    }.get(kind, [])
    for name in (kind, f"admin:{kind}"):
        try:
            return reverse(name, args=given)
        except NoReverseMatch:
            continue
    raise AssertionError(kind)
