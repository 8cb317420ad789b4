"""The OpenAPI document is one, and every answer is as it says."""

import json

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from openapi_spec_validator import validate

from tests.api_document import assert_is_as_described
from tests.entities.claim_in_full import claim_in_full
from tests.leaks.doors import is_the_desks

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """The document as the command writes it, which fails on any warning."""
    file = tmp_path_factory.mktemp("api") / "schema.json"
    call_command(
        "spectacular", format="openapi-json", file=str(file), fail_on_warn=True
    )
    return json.loads(file.read_text())


@pytest.fixture(scope="module")
def public(document):
    """The paths that anybody may read; the others are the desk's."""
    return {
        path: operations
        for path, operations in document["paths"].items()
        if not is_the_desks(path)
    }


@pytest.fixture
def contents():
    """Something in every list; return what fills the places in the paths."""
    claim = claim_in_full()
    passage = claim.citations.get().passage
    return {
        "/api/v1/claims/{key}/": {"key": claim.key},
        "/api/v1/articles/{slug}/": {"slug": "acme-earns"},
        "/api/v1/publishers/{slug}/": {"slug": "the-paper"},
        "/api/v1/entities/{slug}/": {"slug": "acme"},
        "/api/v1/topics/{slug}/": {"slug": "earnings"},
        "/api/v1/comparisons/{slug}/": {"slug": "earned"},
        "/api/v1/properties/{slug}/": {"slug": "revenue"},
        "/api/v1/qualifiers/{slug}/": {"slug": "period"},
        "/api/v1/units/{slug}/": {"slug": "CNY"},
        "article": "acme-earns",
        "version": "1",
        "number": "1",
        "key": passage.key,
    }


def test_the_document_is_openapi_3_1_without_a_warning(document):
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_the_document_is_served(client, document):
    served = client.get("/api/schema/", headers={"accept": "application/json"})
    assert served.status_code == 200
    assert served.json()["paths"].keys() == document["paths"].keys()


def test_the_document_has_every_address_of_the_api(document, public):
    api = next(p for p in get_resolver().url_patterns if str(p.pattern) == "api/")
    read, status = [p for p in api.url_patterns if str(p.pattern) == "v1/"]
    (desk,) = [p for p in api.url_patterns if str(p.pattern) == "v1/desk/"]
    assert len(public) == len(read.url_patterns) == 23
    of_the_desk = [*status.url_patterns, *desk.url_patterns]
    assert len(document["paths"]) - len(public) == len(of_the_desk)


def test_every_answer_is_as_the_document_says(client, document, public, contents):
    for path, operations in public.items():
        address = path.format(**{**contents, **contents.get(path, {})})
        response = client.get(address)
        assert response.status_code == 200, address
        if "{" not in path and path != "/api/v1/":
            assert response.json()["results"], f"{path} was tried on nothing"
        assert_is_as_described(document, operations["get"], response)


def test_every_refusal_is_as_the_document_says(client, document, public, contents):
    for path, operations in public.items():
        address = path.format(**{**contents, **contents.get(path, {})})
        refused = client.get(address, {"unknown": "1"})
        assert refused.status_code == 400, address
        assert_is_as_described(document, operations["get"], refused)
        refused = client.get(address, headers={"accept": "text/html"})
        assert refused.status_code == 406, address
        assert_is_as_described(document, operations["get"], refused)
        if "{" in path:
            nowhere = dict.fromkeys(["slug", "key", "article"], "nothing")
            numbers = {"version": 9, "number": 9}
            refused = client.get(path.format(**nowhere, **numbers))
            assert refused.status_code == 404, path
            assert_is_as_described(document, operations["get"], refused)


def test_every_parameter_that_is_taken_is_described(client, public):
    for path, operations in public.items():
        names = [p["name"] for p in operations["get"].get("parameters", [])]
        if path.count("{") == 0 and path != "/api/v1/":
            assert {"cursor", "page_size", "fields", "If-None-Match"} <= set(names)
        for parameter in operations["get"].get("parameters", []):
            assert parameter["in"] == "path" or parameter["description"], path


def test_the_root_lists_what_there_is(client):
    told = client.get("/api/v1/").json()
    for endpoint in told["endpoints"]:
        assert client.get(endpoint["url"]).status_code == 200
        assert endpoint["description"]
    assert {"claims", "articles", "entities"} <= {e["name"] for e in told["endpoints"]}
    assert client.get(told["schema"]).status_code == 200
    assert client.get(told["docs"]).status_code == 200


def test_the_docs_have_no_script_or_style_within(client):
    page = client.get("/api/docs/", headers={"accept": "text/html"}).content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "<script>" not in page
    assert page.count("<script src=") == 3
