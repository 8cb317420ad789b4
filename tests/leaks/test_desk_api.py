"""Who gets what at each address of the desk's API: one table, and the addresses from
the resolver. An address without a row fails."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.urls import get_resolver, resolve

from tests.api_document import assert_is_as_described, document, operation_at
from tests.leaks import desk_site
from tests.leaks.desk_site import API, REQUESTS, STATUSES, client_of, names_in, person
from tests.leaks.doors import walk

pytestmark = pytest.mark.django_db

# What each operation answers to whoever is logged in: with no right at all, viewing
# articles only, viewing claims only, and to members of the groups. Three codes: for
# what is a draft, in review, published.
TABLE = """
                          nobody articles claims annotator   reviewer    publisher
article          GET      403    200      403    200         200         200
prefill          GET      403    403      403    200         200         200
new-claim        POST     403    403      403    201         201         201
submission       POST     403    403      403    200/422/422 200/422/422 200/422/422
submission       DELETE   403    403      403    422/200/422 422/422/422 422/422/422
claims-similar   GET      403    403      403    200         200         200
comments         POST     403    403      403    201         201         201
comment          PATCH    403    403      403    200         403         403
comment          DELETE   403    403      403    200         403         403
thread           POST     403    403      403    201         201         201
thread           PATCH    403    403      403    200         200         200
undo             GET      403    200      403    200         200         200
undo             POST     403    422      403    422         422         422
claims           GET      403    403      200    200         200         200
chains           GET      403    403      403    200         200         200
quotes           POST     403    200      403    200         200         200
citations        POST     403    403      403    201/403/403 201/201/403 201/201/422
citation         GET      403    403      403    200         200         200
citation         PATCH    403    403      403    200/403/403 200/200/403 200/200/422
citation         DELETE   403    403      403    200/403/403 200/200/403 200/200/422
suggestions      GET      403    200      403    200         200         200
suggestions      POST     403    403      403    201         201         201
mentions         POST     403    403      403    201         201         201
mention          DELETE   403    403      403    200         200         200
refusals         POST     403    403      403    201         201         201
refusal          DELETE   403    403      403    200         200         200
names            POST     403    403      403    201/403/422 201/201/422 201/201/422
entities         GET      403    403      403    200         200         200
entities         POST     403    403      403    201         201         201
"""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UNKNOWN = {
    "article": "zzzz-zzzzz",
    "claim": "zzzzzzzzzz",
    "citation": "987654321",
    "comment": "987654322",
    "mention": "987654323",
    "refusal": "987654324",
    "thread": "987654325",
}


def cells():
    """{(route, method): {role: code by status}}."""
    head, *lines = TABLE.strip().splitlines()
    found = {}
    for line in lines:
        route, method, *codes = line.split()
        found[f"api-desk-{route}", method] = {
            role: dict(zip(STATUSES, (code.split("/") * 3)[:3], strict=True))
            for role, code in zip(head.split(), codes, strict=True)
        }
    return found


CELLS = cells()
GROUPS = ("annotator", "reviewer", "publisher")
ROLES = list(next(iter(CELLS.values())))


def routes() -> set[str]:
    return {
        name
        for pattern, name in walk(get_resolver().url_patterns)
        if pattern.startswith("api/v1/desk/")
    }


def counted() -> list[int]:
    """How many rows each table has, in one query."""
    tables = [model._meta.db_table for model in apps.get_models()]
    counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return list(cursor.fetchone())


def is_described(key, answer) -> None:
    """Hold an answer of an operation against the OpenAPI document."""
    operation = operation_at(document(), answer.wsgi_request.path, key[1])
    assert_is_as_described(document(), operation, answer)


def taken_back(asking):
    """Ask, and undo what it did; return the answer and whether anything was done."""
    there = counted()
    with transaction.atomic():
        answer = asking()
        changed = counted() != there
        transaction.set_rollback(True)
    return answer, changed


def test_every_operation_of_the_desk_has_a_row():
    """A method that no row names is refused by the address."""
    assert {route for route, _ in CELLS} == routes()
    assert CELLS.keys() == REQUESTS.keys()
    site = desk_site.desk_site()
    client = client_of(person("publisher"))
    names = names_in(site)
    for route in routes():
        path = next(ask[0] for (name, _), ask in REQUESTS.items() if name == route)
        address = f"{API}{path.format(**names)}".partition("?")[0]
        assert resolve(address).url_name == route
        known = {method for name, method in CELLS if name == route}
        for method in set(METHODS) - known:
            assert client.generic(method, address).status_code == 405, (route, method)


@pytest.mark.parametrize("status", STATUSES)
def test_the_api_answers_as_the_table_says(status):
    """And nothing changes where it refuses; whoever is not logged in is told so."""
    site = desk_site.desk_site(status)
    clients = {role: client_of(person(role)) for role in ROLES}
    stranger, wrong, described = client_of(), {}, set()
    refused = {desk_site.ask(stranger, site, *key).content for key in CELLS}
    assert len(refused) == 1
    assert b"session has ended" in refused.pop()
    for key, expected in CELLS.items():
        for role, codes in expected.items():
            if status != "draft" and role not in GROUPS:
                continue
            answer, changed = taken_back(
                lambda: desk_site.ask(clients[role], site, *key)  # noqa: B023
            )
            told = key, role, answer.content.decode()[:300]
            assert not (answer.status_code >= 400 and changed), told
            if (key, answer.status_code) not in described:
                described.add((key, answer.status_code))
                is_described(key, answer)
            if answer.status_code != int(codes[status]):
                wrong[(*key, role)] = answer.status_code, codes[status], told[2]
    assert wrong == {}


def test_what_is_there_answers_like_what_is_not_for_whoever_may_not_look():
    """Byte for byte, in the address and in the body."""
    site = desk_site.desk_site()
    for role in ("stranger", "nobody", "articles", "claims"):
        client = client_of(None if role == "stranger" else person(role))
        for route, method in CELLS:
            path = REQUESTS[route, method][0]
            if role == "articles" and path == "articles/{article}/":
                continue
            hidden = {n: v for n, v in UNKNOWN.items() if n != role.removesuffix("s")}
            there = desk_site.ask(client, site, route, method)
            names = names_in(site) | hidden
            other = desk_site.ask(client, site, route, method, names=names)
            told = role, route, method, there.content, other.content
            assert there.status_code == other.status_code, told
            assert there.content == other.content, told
            assert there.headers == other.headers, told


def test_what_is_decided_on_has_been_seen_as_it_is():
    """A revision that is missing or superseded is told, and nothing is done."""
    site = desk_site.desk_site()
    client = client_of(person("annotator"))
    conditional = [key for key, asked in REQUESTS.items() if len(asked) == 3]
    assert len(conditional) == 9
    for key in conditional:
        for sent, expected in ((None, 428), ('"999"', 412)):
            answer, changed = taken_back(
                lambda: desk_site.ask(client, site, *key, if_match=sent)  # noqa: B023
            )
            assert (answer.status_code, changed) == (expected, False), key
            is_described(key, answer)


def test_no_write_is_taken_without_the_token():
    site = desk_site.desk_site()
    client = client_of(person("publisher"), enforce_csrf_checks=True)
    for route, method in CELLS:
        if method == "GET":
            continue
        answer, changed = taken_back(
            lambda: desk_site.ask(client, site, route, method)  # noqa: B023
        )
        assert (answer.status_code, changed) == (403, False), (route, method)
        assert "CSRF" in answer.json()["detail"]


CITE = ("api-desk-citations", "POST")
UNDO = ("api-desk-undo", "POST")


LEFT = {"nothing": 200, "in_review": 422, "published": 422, "the right": 403}


@pytest.mark.parametrize("lost", LEFT)
def test_what_one_may_no_longer_change_one_cannot_undo(lost):
    """The claim has gone on to another status, or the right to cite is gone."""
    site = desk_site.desk_site()
    user = person("annotator")
    done = desk_site.ask(client_of(user), site, *CITE)
    assert done.status_code == 201
    if lost in STATUSES:
        desk_site.stand(site.claim, lost)
    if lost == "the right":
        user.user_permissions.set(
            Permission.objects.exclude(codename="change_citation")
        )
        user.groups.clear()
    client, body = client_of(user), {"change": done.json()["change"]}
    there = counted()
    told = desk_site.ask(client, site, *UNDO, body=body)
    assert told.status_code == LEFT[lost], told.content
    assert (counted() == there) == (lost != "nothing")
    is_described(UNDO, told)


@pytest.mark.parametrize(("role", "expected"), [
    ("annotator", 403), ("reviewer", 403), ("publisher", 201),
])  # fmt: skip
def test_what_readers_see_rests_on_what_publishers_add_with_a_reason(role, expected):
    site = desk_site.desk_site("published")
    client = client_of(person(role))
    body = REQUESTS[CITE][1] | {"reason": "The paper says so too."}
    added, changed = taken_back(lambda: desk_site.ask(client, site, *CITE, body=body))
    assert (added.status_code, changed) == (expected, expected == 201)
    reason = {"reason": "It does not say so."}
    for method, sent in (("DELETE", reason), ("PATCH", reason | {"part": "context"})):
        key = ("api-desk-citation", method)
        answer, changed = taken_back(
            lambda: desk_site.ask(client, site, *key, body=sent)  # noqa: B023
        )
        assert (answer.status_code == 200, changed) == (expected == 201,) * 2, method
