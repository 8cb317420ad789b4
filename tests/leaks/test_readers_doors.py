"""What is not published is nowhere: the site is walked before and after an unpublished
twin of everything is in it, and every answer is the same byte for byte."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from articles.models import Publishable
from tests.factories import annotator
from tests.leaks import doors
from tests.leaks.marking import MARK, last_keys, mark_texts, our_models, unmarked
from tests.leaks.site import REASON, STATES, hide_everything, public_site

pytestmark = pytest.mark.django_db
# The parameters of the list of claims that take the name of such a record.
ASKED_BY = {
    "articles": ["cites"],
    "claims": ["ref"],
    "comparisons": ["comparison"],
    "entities": ["about", "names", "asserted_by", "origin"],
    "publishers": ["publisher"],
    "topics": ["topic"],
}
METHODS = ["OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker):
    """What everything answered before and after, and the twins by state."""
    with django_db_blocker.unblock(), rolled_back():
        site = public_site()
        asked = doors.addresses(site)
        before = {address: doors.ask(address) for address in asked}
        since = last_keys()
        twins = {state: hide_everything(site, state) for state in STATES}
        mark_texts(since)
        after = {address: doors.ask(address) for address in asked}
        yield SimpleNamespace(before=before, after=after, site=site, twins=twins)


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_walk_knows_every_route_and_parameter():
    assert doors.readers_routes() == set(doors.READERS)
    asked = {name for names in doors.list_parameters().values() for name in names}
    assert asked <= set(doors.QUERIES)


def test_the_walk_finds_pages_and_each_table_and_text_has_a_hidden_twin(walked):
    good = [a for a, (status, *_) in walked.before.items() if status == 200]
    assert len(good) > 150
    assert unmarked() == set()
    empty = {m for m in our_models() if not m._default_manager.exists()}
    assert empty == set()


def test_no_answer_has_the_mark(walked):
    told = {a for a, answer in walked.after.items() if MARK in str(answer).lower()}
    # Only what was asked for is said again.
    assert told <= {a for a in walked.after if MARK in a}


def test_no_answer_changes_by_a_byte(walked):
    """Pages, lists, counts, filters, pagers, ETags, redirects, errors."""
    changed = {a for a in walked.after if walked.before[a] != walked.after[a]}
    assert changed == set()


def hidden_addresses(twins):
    """Where each hidden record would be, on pages and in the API, with its name."""
    for record in vars(twins).values():
        page = record.get_absolute_url()
        _, kind, name, _ = page.split("/")
        kind = kind.replace("companies", "entities")
        yield page, name
        yield f"/preview{page}", name
        yield page.replace(name, f"once-{name}"), name
        yield f"/api/v1/{kind}/{name}/", name
        if kind == "articles":
            yield f"/api/v1/articles/{name}/versions/", name
            yield f"/api/v1/articles/{name}/versions/1/", name
            yield f"/api/v1/articles/{name}/versions/1/passages/", name
        for parameter in ASKED_BY[kind]:
            yield f"/api/v1/claims/?{parameter}={name}", name


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_hidden_address_answers_like_an_unknown_one_of_its_length(walked, method):
    state = "draft" if method == "GET" else "in_review"
    for address, name in hidden_addresses(walked.twins[state]):
        hidden = doors.ask(address, method)
        unknown = doors.ask(address.replace(name, "x" * len(name)), method)
        assert hidden[0] in (400, 404) or "ref=" in address, address
        assert hidden == unknown, address


def test_what_was_withdrawn_tells_its_reason_and_no_more(walked):
    for state in ("withdrawn", "reopened"):
        for record in vars(walked.twins[state]).values():
            if not isinstance(record, Publishable):
                continue
            address = record.get_absolute_url()
            status, _, _, body = doors.ask(address)
            assert status == 410, address
            assert REASON in body.decode()
            assert MARK not in body.decode().lower()
            name = address.split("/")[2]
            kind = address.split("/")[1].replace("companies", "entities")
            status, _, _, body = doors.ask(f"/api/v1/{kind}/{name}/")
            assert status == 410, address
            assert MARK not in body.decode().lower()


def counted():
    return {model: model._base_manager.count() for model in apps.get_models()}


def test_no_method_but_get_and_head_does_anything(walked):
    """On every route; the desk's verbs refuse the public."""
    names = doors.names_of(walked.site)
    there = counted()
    for route, (address, *_) in doors.READERS.items():
        address = address.format(**names)
        for method in METHODS:
            status, headers, _, body = doors.ask(address, method)
            assert MARK not in body.decode().lower(), (method, route)
            assert status in expected(route, method), (method, route, status)
            if status == 405:
                assert "GET" in headers["Allow"]
    assert counted() == there


def expected(route: str, method: str) -> set[int]:
    if route.endswith("-status") or route.startswith("api-desk-"):
        return {403, 405}
    if route == "api/":
        return {404}
    if route.startswith("api"):
        return {200} if method == "OPTIONS" else {405}
    return {405} if method in ("OPTIONS", "TRACE", "BREW") else {403, 405}


def test_a_visitors_answers_are_the_same_with_a_session_as_without(walked):
    """So nothing that an editor opens can be kept for others by mistake."""
    editor = Client()
    editor.force_login(annotator())
    for address, answer in walked.after.items():
        if doors.is_the_desks(address) or "/preview/" in address or "?" in address:
            continue
        assert doors.ask(address, client=editor) == answer, address


KEPT_AND_ASKED_AGAIN = "public, max-age=0, must-revalidate"


def test_nothing_may_be_kept_without_asking_again(walked):
    """Of pages each language and each session has its own; the API gives a mark."""
    for address, (status, headers, _, _) in walked.after.items():
        rule = headers.get("Cache-Control", "")
        if address == "/api/docs/":
            continue  # the same page for everybody, for ever
        if address.startswith("/api/"):
            expected = KEPT_AND_ASKED_AGAIN if status == 200 else "no-cache"
            assert rule == expected, address
            assert ("ETag" in headers) == (status == 200), address
        else:
            assert rule == "", address
            varies = set(headers["Vary"].split(", "))
            assert {"Accept-Language", "Cookie"} <= varies, address
