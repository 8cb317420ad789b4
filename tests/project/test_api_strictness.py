"""The API takes a request at its word: what it cannot meet, it refuses by name."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError

from tests.factories import make_claim, make_company, make_topic, published

pytestmark = pytest.mark.django_db

LISTS = [
    "articles", "claims", "comparisons", "entities", "properties", "publishers",
    "qualifiers", "topics", "units",
]  # fmt: skip
LONG = "x" * 10_000
PROBLEM = "application/problem+json"


def assert_problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == PROBLEM
    body = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail"} <= set(body)
    return body


@pytest.mark.parametrize("name", LISTS)
def test_a_list_refuses_a_parameter_it_does_not_know(client, name):
    body = assert_problem(client.get(f"/api/v1/{name}/", {"publshed": "1"}), 400)
    assert body["errors"] == {"publshed": ["Unknown parameter."]}


def test_a_record_refuses_the_parameters_of_a_list(client):
    make_company(slug="acme")
    address = "/api/v1/entities/acme/"
    assert client.get(address, {"fields": "slug"}).status_code == 200
    for name in ("kind", "page_size", "ordering", "format"):
        body = assert_problem(client.get(address, {name: "company"}), 400)
        assert body["errors"] == {name: ["Unknown parameter."]}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("certainty=plan&certainty=forecast", "certainty"),
        ("fields=key&fields=ref", "fields"),
        ("about=", "about"),
        ("about=%20", "about"),
        ("about=nobody", "about"),
        ("about=%00", "about"),
        ("about=%ED%A0%80", "about"),
        ("about=" + LONG, "about"),
        ("ref=%00", "ref"),
        ("ref=" + LONG, "ref"),
        ("property=nothing", "property"),
        ("group=nothing", "group"),
        ("certainty=sure", "certainty"),
        ("polarity=0", "polarity"),
        ("rank=1", "rank"),
        ("kind=dog", "kind"),
        ("language=english", "language"),
        ("language=en%0A", "language"),
        ("modified_since=2026-11-21", "modified_since"),
        ("modified_since=2026-11-21T08:00:00", "modified_since"),
        ("modified_since=2026-11-21T08:00:00+01:00", "modified_since"),
        ("modified_since=0001-01-01T00:00:00%2B14:00", "modified_since"),
        ("modified_since=2026-13-01T00:00:00Z", "modified_since"),
        ("modified_since=" + LONG, "modified_since"),
        ("page_size=0", "page_size"),
        ("page_size=-1", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=" + "9" * 5000, "page_size"),
        ("page_size=%D9%A3", "page_size"),
        ("page_size=ten", "page_size"),
        ("cursor=abc", "cursor"),
        ("cursor=" + LONG, "cursor"),
        ("cursor=%E4%B8%AD", "cursor"),
        ("ordering=pk", "ordering"),
        ("ordering=-changed_at", "ordering"),
        ("ordering=drafted_by__password", "ordering"),
        ("fields=password", "fields"),
        ("fields=key,", "fields"),
        ("fields=" + LONG, "fields"),
    ],
    ids=lambda text: text[:40],
)
def test_a_value_that_is_none_is_refused_by_the_name_of_its_parameter(
    client, query, name
):
    body = assert_problem(client.get(f"/api/v1/claims/?{query}"), 400)
    assert list(body["errors"]) == [name]
    assert len(str(body)) < 1000


@pytest.mark.parametrize("size", ["1", "200"])
def test_a_page_holds_from_one_to_two_hundred(client, size):
    assert client.get("/api/v1/claims/", {"page_size": size}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v2/",
        "/api/v1/nothing/",
        "/api/v1/claims",
        "/api/v1/claims/a.b/",
        "/api/v1/claims/a.json",
        "/api/v1/claims/%E8%AE%AF%E9%A3%9E/",
        "/api/v1/claims/%00/",
        "/api/v1/claims/%ED%A0%80/",
        "/api/v1/claims/a%0A/",
        "/api/v1/claims/1/",
        f"/api/v1/claims/{LONG}/",
        "/api/v1/claims/../../admin/",
        "/api/v1/articles/none/versions/",
        "/api/v1/articles/none/versions/1/",
        "/api/v1/articles/none/versions/1/passages/",
        "/api/v1/articles/none/versions/99999999999999999999/",
    ],
    ids=lambda text: text[:45],
)
def test_what_is_not_there_is_a_problem_too(client, address):
    assert_problem(client.get(address), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "address", ["/api/v1/", "/api/v1/claims/", "/api/v1/topics/t/"]
)
def test_the_api_is_for_reading(client, method, address):
    published(make_topic(slug="t"))
    response = getattr(client, method)(address)
    assert_problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("text/html", 406),
        ("application/xml", 406),
        ("\x01", 406),
        ("text/html; a*=nonsense'en'%41", 406),
        (",".join(["text/html"] * 5000), 406),
    ],
    ids=lambda value: str(value)[:30],
)
def test_answers_are_json(client, accept, status):
    response = client.get("/api/v1/claims/", headers={"accept": accept})
    assert response.status_code == status
    if status == 406:
        assert_problem(response, 406)


@pytest.mark.parametrize("address", ["/api/docs/", "/api/schema/"])
def test_the_documents_refuse_in_the_same_form(client, address):
    assert_problem(client.post(address), 405)
    assert_problem(client.get(address, headers={"accept": "image/png"}), 406)


def test_the_schema_takes_no_parameter(client):
    assert_problem(client.get("/api/schema/", {"lang": "fr"}), 400)


def test_head_and_options_are_answered(client):
    shown = client.get("/api/v1/claims/")
    head = client.head("/api/v1/claims/")
    assert head.content == b""
    assert head["ETag"] == shown["ETag"]
    options = client.options("/api/v1/claims/")
    assert options.status_code == 200
    assert options["Allow"] == "GET, HEAD, OPTIONS"


def test_fields_picks_what_is_told(client):
    claim = make_claim()
    address = f"/api/v1/claims/{claim.key}/"
    told = client.get(address, {"fields": "key,subject"}).json()
    assert set(told) == {"key", "subject"}
    assert "label" in told["subject"]
    told = client.get("/api/v1/claims/", {"fields": "key"}).json()
    assert told["results"] == [{"key": claim.key}]


def test_a_fault_of_ours_is_a_problem_that_says_nothing_of_its_cause(
    client, monkeypatch
):
    def fail(self):
        raise RuntimeError("secret")

    monkeypatch.setattr("entities.api.TopicViewSet.get_queryset", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/topics/")
    assert_problem(response, 500)
    assert "secret" not in response.content.decode()


def test_what_django_holds_for_an_attack_is_a_refusal(client, monkeypatch):
    def refuse(self):
        raise TooManyFieldsSent("secret")

    monkeypatch.setattr("entities.api.TopicViewSet.get_queryset", refuse)
    assert_problem(client.get("/api/v1/topics/"), 400)
    many = "&".join(f"a{n}=1" for n in range(1001))
    assert client.get(f"/api/v1/claims/?{many}").status_code == 400


def test_a_database_that_does_not_answer_is_a_503_that_says_when_to_try_again(
    client, monkeypatch
):
    def fail(self):
        raise OperationalError("secret")

    monkeypatch.setattr("entities.api.TopicViewSet.get_queryset", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/topics/")
    assert_problem(response, 503)
    assert response["Retry-After"] == "5"
