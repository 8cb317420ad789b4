"""Where a record stands and its verbs, for clients of the desk."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

from entities.models import Claim
from tests.factories import (
    annotator,
    in_review,
    make_citation,
    make_draft_claim,
    make_property,
    make_qualifier_kind,
    reviewer,
)

pytestmark = pytest.mark.django_db
PATH = "/api/v1/claims/{name}/status/"


@pytest.fixture
def claim():
    claim = make_draft_claim()
    make_citation(claim)
    return in_review(claim)


@pytest.fixture
def desk(client):
    client.force_login(reviewer())
    return client


def step(client, claim, verb, match=None, **body):
    headers = {"if-match": match} if match else {}
    return client.post(
        PATH.format(name=claim.key),
        json.dumps({"verb": verb, **body}),
        content_type="application/json",
        headers=headers,
    )


def test_a_reviewer_reads_where_a_claim_stands_and_publishes_it(desk, claim):
    told = desk.get(PATH.format(name=claim.key))
    assert told.json()["status"] == "in_review"
    assert told.json()["missing"] == {}
    assert told.json()["moves"] == [
        {"verb": "send_back", "needs_reason": True},
        {"verb": "publish", "needs_reason": False},
    ]
    assert told["Cache-Control"] == "private, no-store"
    done = step(desk, claim, "publish", told["ETag"])
    assert done.status_code == 200
    assert done.json()["status"] == "published"
    assert done["ETag"] != told["ETag"]
    assert Claim.objects.get().published_by == reviewer()


def test_a_step_without_the_revision_that_was_read_is_refused(desk, claim):
    assert step(desk, claim, "publish").status_code == 428
    read = desk.get(PATH.format(name=claim.key))["ETag"]
    Claim.objects.get().save()
    assert step(desk, claim, "publish", read).status_code == 412
    assert Claim.objects.get().status == "in_review"


def test_what_is_missing_is_told_by_field(desk, claim):
    claim.property.required_qualifiers.add(make_qualifier_kind("period"))
    refused = step(desk, claim, "publish", "*")
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["qualifiers"]
    assert (
        desk.get(PATH.format(name=claim.key)).json()["missing"]
        == (refused.json()["errors"])
    )


def test_a_step_that_the_person_may_not_take_is_refused(client, claim):
    client.force_login(annotator())
    refused = step(client, claim, "publish", "*")
    assert refused.status_code == 403
    assert "second person" in refused.json()["detail"]


@pytest.mark.parametrize(
    "body", [{"verb": "delete"}, {}, {"verb": "publish", "reason": "x" * 3000}, []]
)
def test_a_body_that_is_none_is_refused(body, desk, claim):
    refused = desk.post(
        PATH.format(name=claim.key), json.dumps(body), content_type="application/json"
    )
    assert refused.status_code == 400
    assert refused.json()["errors"]


def test_whoever_is_not_logged_in_learns_nothing(claim):
    there = Client().get(PATH.format(name=claim.key))
    nowhere = Client().get(PATH.format(name="nothing"))
    assert there.status_code == nowhere.status_code == 403
    assert there.content == nowhere.content


def test_another_site_cannot_take_a_step_in_an_editors_name(claim):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer())
    assert step(strict, claim, "publish", "*").status_code == 403
    assert Claim.objects.get().status == "in_review"


@pytest.mark.parametrize("name", ["nothing", "a.b", "%00"])
def test_an_unknown_record_is_told_in_the_apis_form(name, desk):
    answer = desk.get(PATH.format(name=name))
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_every_answer_is_as_the_document_says(desk, claim, tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", format="openapi-json", file=str(file))
    document = json.loads(file.read_text())
    operations = document["paths"][PATH]
    make_property().required_qualifiers.add(make_qualifier_kind("period"))
    answers = [
        ("get", desk.get(PATH.format(name=claim.key))),
        ("get", desk.get(PATH.format(name="nothing"))),
        ("get", desk.get(PATH.format(name=claim.key), {"unknown": "1"})),
        ("post", step(desk, claim, "publish")),
        ("post", step(desk, claim, "publish", '"99"')),
        ("post", step(desk, claim, "publish", "*")),
        ("post", step(desk, claim, "send_back", "*", reason="Say of which year.")),
        ("post", step(desk, claim, "publish", "*")),
    ]
    codes = [answer.status_code for _, answer in answers]
    assert codes == [200, 404, 400, 428, 412, 422, 200, 403]
    for method, answer in answers:
        described = operations[method]["responses"][str(answer.status_code)]
        media = answer["Content-Type"].split(";")[0]
        schema = described["content"][media]["schema"]
        schema |= {"components": document["components"]}
        Draft202012Validator(schema).validate(answer.json())
