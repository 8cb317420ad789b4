"""Whatever is sent to the desk's API is answered with a problem that names the field;
nothing breaks, and nothing takes long."""

import copy
import json
import re
import time
from urllib.parse import quote

import pytest
from django.db import transaction

from tests.leaks.desk_site import (
    API,
    REQUESTS,
    ask,
    client_of,
    desk_site,
    names_in,
    new_claim,
    person,
    place,
)

pytestmark = pytest.mark.django_db
SECONDS = 2.0  # of the processor, for one request
LONG = "x" * 1_000_000
# What stands in the place of each value of each body.
JUNK = ["a\x00b", "\ud800", "", ["a"], {"\x00": "\ud800"}, 1.5, True, 10**30, -1]
FULL_CLAIM = new_claim() | {
    "value": {
        "type": "money", "as_printed": "5 million yuan", "low": "5", "high": "5",
        "bound": "exact", "unit": "CNY", "comparison": "", "per": "", "date": "",
        "date_part": "", "year_is_implied": False, "relative_to": "", "text": "",
        "entities": [], "language": "en",
    },
    "qualifiers": [
        {"kind": "owner", "text": "a", "number": 1, "entity": "bolt", "claim": "b"}
    ],
    "polarity": "positive", "certainty": "reported", "as_of": "2023",
    "as_of_basis": "implied", "topics": ["earned"], "part": "states",
    "mode": "own_voice", "locator": "p. 1", "attribution": "", "submit": False,
}  # fmt: skip
BODIES = {
    ("api-desk-new-claim", "POST"): FULL_CLAIM,
    ("api-desk-citations", "POST"): {
        "place": place("lost more"), "claim": "{claim}", "part": "states",
        "mode": "own_voice", "asserted_by": "", "translation": {"fr": "perdu"},
        "chain": [{"by": "daily", "verb": "says", "at": "", "at_text": ""}],
        "locator": "", "reason": "",
    },
    ("api-desk-comments", "POST"): {
        "place": place("lost more"), "text": "Net?",
    },
    ("api-desk-entities", "POST"): {
        "label": "Zeta", "language": "en", "kind": "company", "anyway": False,
        "article": "acme-earns", "places": [place("more")],
    },
    ("api-desk-names", "POST"): {
        "entity": "umbrella", "text": "It", "language": "en", "kind": "alias",
        "reason": "", "places": [place("It")],
    },
    ("api-desk-mentions", "POST"): {
        "entity": "umbrella", "kind": "alias", "places": [place("Umbrella")],
    },
    ("api-desk-refusals", "POST"): {
        "entity": "umbrella", "places": [place("Umbrella")],
    },
    ("api-desk-citation", "DELETE"): {"reason": "Wrong."},
}  # fmt: skip


@pytest.fixture
def site(db):
    return desk_site()


@pytest.fixture
def client(site):
    return client_of(person("publisher"), raise_request_exception=False)


def paths_in(value, before=()):
    """Yield the path of each value within a body, objects and lists included."""
    if before:
        yield before
    named = dict(enumerate(value)) if isinstance(value, list) else value
    for name, inner in named.items() if isinstance(named, dict) else ():
        yield from paths_in(inner, (*before, name))


def with_junk(body, path, junk):
    made = copy.deepcopy(body)
    at = made
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = junk
    return made


def told(asking):
    """Ask, and take back what it did; the answer is a problem, if it is none."""
    started = time.process_time()
    with transaction.atomic():
        answer = asking()
        transaction.set_rollback(True)
    assert time.process_time() - started < SECONDS
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert len(answer.content) < 100_000
    return answer


def writes():
    for key, (_, *body) in REQUESTS.items():
        found = BODIES.get(key) or (body[0] if body else None)
        if found and key[1] != "GET":
            yield key, found


@pytest.mark.parametrize(("key", "body"), list(writes()))
def test_no_value_of_a_body_breaks_anything(site, client, key, body):
    for path in paths_in(body):
        for junk in [*JUNK, LONG] if len(path) == 1 else JUNK:
            sent = with_junk(body, path, junk)
            answer = told(lambda: ask(client, site, *key, body=sent))  # noqa: B023
            # A field that was sent wrong is named; deep ones by their way or by it.
            if answer.status_code in (400, 422) and not isinstance(junk, dict | str):
                fields = " ".join(answer.json()["errors"])
                names = [
                    *(part for part in path if isinstance(part, str)),
                    "place",
                    "qualifiers",
                ]
                assert any(n in fields for n in names), (path, junk, answer.content)
            assert "ErrorDetail" not in answer.content.decode()


BY_LANGUAGE = {"sentences", "translation"}


@pytest.mark.parametrize(("key", "body"), list(writes()))
def test_a_field_that_nobody_knows_is_named_however_deep(site, client, key, body):
    for path in [("knd",), *((*path, "knd") for path in paths_in(body))]:
        at = body
        for name in path[:-1]:
            at = at[name]
        if not isinstance(at, dict) or BY_LANGUAGE & set(path):
            continue
        answer = told(lambda: ask(client, site, *key, body=with_junk(body, path, 1)))  # noqa: B023
        assert answer.status_code in (400, 422), path
        told_of = " ".join(f"{n}: {t}" for n, t in answer.json()["errors"].items())
        assert re.search(r"knd: .*Unknown field\.", told_of), told_of


WHOLE = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"a"',
    "a number": b"1",
    "null": b"null",
    "no UTF-8": b'{"text": "\xff"}',
    "a deep list": b"[" * 100_000,
    "a deep object": b'{"a":' * 100_000,
    "a closed deep list": b"[" * 5_000 + b"]" * 5_000,
    "a long number": b'{"text": ' + b"9" * 10_000 + b"}",
    "an endless number": b'{"text": 1e999}',
    "no number": b'{"text": NaN}',
    "too much": b'{"text": "' + b"x" * 3_000_000 + b'"}',
    "many names": json.dumps({str(n): n for n in range(50_000)}).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_no_body_breaks_anything(site, client, name):
    for (route, method), (path, *_) in REQUESTS.items():
        if method == "GET":
            continue
        address = f"{API}{path.format(**names_in(site))}"
        kind = "text/plain" if name == "no JSON" else "application/json"
        answer = told(
            lambda: client.generic(
                method,  # noqa: B023
                address,  # noqa: B023
                WHOLE[name],
                content_type=kind,  # noqa: B023
                headers={"If-Match": '"1"'},
            )
        )
        assert answer.status_code != 500, (route, method)


PARAMETERS = {
    "articles/{article}/": ["since", "own"],
    "articles/{article}/suggestions/": ["refused"],
    "articles/{article}/prefill/": ["version", "start", "end"],
    "claims/": ["q", "article"],
    "claims/similar/": [
        *("subject", "property", "type", "as_printed", "language", "date", "text"),
    ],
    "entities/": ["q", "language", "article", "words", "alike"],
}
ASKED = [
    "%00", "%ED%A0%80", "", "%20", "-1", "true", str(10**30), "%", "x" * 20_000,
    "a%20" * 5_000, quote("中") * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("path", PARAMETERS)
def test_no_parameter_breaks_anything(site, client, path):
    address = f"{API}{path.format(**names_in(site))}"
    full = "&type=money&subject=acme" if "similar" in path else ""
    full = "&version=1&start=0&end=4" if "prefill" in path else full
    for name in [*PARAMETERS[path], "unknown"]:
        for value in ASKED:
            others = "&".join(p for p in full.split("&") if not p.startswith(name))
            answer = told(lambda: client.get(f"{address}?{name}={value}{others}"))  # noqa: B023
            if name == "unknown" or not value.strip():
                assert answer.status_code == 400, value
                assert name in answer.json()["errors"]


def test_no_name_in_an_address_breaks_anything(site, client):
    for path in sorted({path for path, *_ in REQUESTS.values()}):
        for name in names_in(site):
            if f"{{{name}}}" not in path:
                continue
            for value in ("0", str(10**30), "%00", "x" * 5000):
                address = f"{API}{path.format(**names_in(site) | {name: value})}"
                for method in ("GET", "POST", "DELETE"):
                    answer = told(
                        lambda: client.generic(method, address, b"{}",  # noqa: B023
                                               content_type="application/json",
                                               headers={"If-Match": "*"})
                    )  # fmt: skip
                    assert answer.status_code >= 400 or value == "0"


@pytest.mark.parametrize("junk", ["", "ü", '"' + "9" * 5000 + '"'])
def test_no_header_breaks_anything(site, client, junk):
    for (route, method), (_, *rest) in REQUESTS.items():
        if len(rest) == 2:
            answer = told(lambda: ask(client, site, route, method, if_match=junk))  # noqa: B023
            assert answer.status_code == 412
        if method != "GET":
            headers = {"idempotency_key": junk}
            answer = told(lambda: ask(client, site, route, method, **headers))  # noqa: B023
            assert answer.status_code == 400 or junk == ""


BEYOND = 100_000_000
PLACES = {
    "another version": (place("lost", 2), [412]),
    "a version of long ago": (place("lost", 999_999), [412]),
    "beyond the text": (place("lost") | {"start": BEYOND - 1, "end": BEYOND}, [422]),
    "half beyond": (place("so.") | {"end": BEYOND}, [422]),
    "the end first": (place("lost") | {"start": 9, "end": 5}, [422]),
    "nothing": (place("lost") | {"start": 5, "end": 5}, [422]),
    "other words": (place("lost") | {"quote": "last"}, [422]),
    "no words": (place("lost") | {"quote": ""}, [400, 422]),
    "before the text": (place("lost") | {"start": -4}, [400, 422]),
    "too far": (place("lost") | {"end": 10**30}, [400, 422]),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_of_the_newest_text_and_within_it(site, client, name):
    there, expected = PLACES[name]
    for key, body in writes():
        if "place" in body or "places" in body:
            named = {"place": there} if "place" in body else {"places": [there]}
            sent = body | named
            answer = told(lambda: ask(client, site, *key, body=sent))  # noqa: B023
            assert answer.status_code in expected, (key, answer.content)
