"""What a new claim opens with, and which claims are close to it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import Passage
from entities.models import Claim, Mention
from tests.annotation.claiming import (
    QUOTE,
    body_of,
    cited_article,
    iflytek,
    place_of,
    post,
)
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_draft_claim,
    make_entity,
    make_property,
    make_qualifier_kind,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return cited_article()


@pytest.fixture
def company():
    return iflytek()


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def prefill(desk, article, quote=QUOTE):
    place = place_of(article, quote)
    query = {name: place[name] for name in ("version", "start", "end")}
    return desk.get(f"/api/v1/desk/articles/{article.slug}/prefill/", query)


def mention(article, entity, quote):
    passage = Passage.objects.find(article.current_version, quote, 1)
    return Mention.objects.create(passage=passage, entity=entity)


def test_a_new_claim_opens_with_what_the_words_say(desk, article, company):
    body_of(article)
    make_property("funds_use").required_qualifiers.add(make_qualifier_kind("purpose"))
    mention(article, company, "科大讯飞")
    told = prefill(desk, article).json()
    assert told["subject"]["value"] == "iflytek"
    assert told["subject"]["words"] == {"start": 1, "end": 5, "quote": "科大讯飞"}
    assert told["property"]["value"] == "funds_use"
    assert told["property"]["required"] == [{"value": "purpose", "label": "purpose"}]
    assert told["value"]["reading"] == "24亿元 = CNY 2,400,000,000"
    assert told["value"]["words"]["quote"] == "24亿元"
    assert told["certainty"]["value"] == "plan"
    assert told["certainty"]["words"]["quote"].startswith("拟")
    assert told["speaker"] is None
    assert told["as_of"] == {"value": "2023-05-10", "basis": "stated"}
    assert told["close"] == []
    make_unit("%", kind="share")
    told = prefill(desk, article, "约80%").json()
    assert [value["reading"] for value in told["values"]] == ["约80% = about 80%"]


def test_what_has_just_been_claimed_is_shown_before_it_is_claimed_again(
    desk, article, company
):
    mention(article, company, "科大讯飞")
    post(desk, article, body_of(article))
    (close,) = prefill(desk, article).json()["close"]
    assert close["key"] == Claim.objects.get().key
    assert (close["why"], close["citations"]) == ("figure", 1)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("version=1&start=3&end=2", 422),
        ("version=1&start=0&end=99999", 422),
        ("version=1&start=0", 400),
        ("version=x&start=0&end=1", 400),
        ("version=2&start=0&end=1", 412),
        ("version=1&start=0&end=1&more=1", 400),
        ("version=1&start=0&end=99999999999999999999", 400),
    ],
)
def test_prefilling_refuses_places_that_are_none(desk, article, query, status):
    address = f"/api/v1/desk/articles/{article.slug}/prefill/?{query}"
    assert desk.get(address).status_code == status


def similar(desk, **query):
    return desk.get("/api/v1/desk/claims/similar/", query)


def test_close_claims_are_of_the_same_subject_and_nearly_the_same_value(desk, company):
    funds = make_property("funds_use")
    make_unit("USD")
    rows = {
        "same": {}, "near": {"low": 5_500_000, "high": 5_500_000},
        "far": {"low": 7_000_000, "high": 7_000_000},
        "dollars": {"unit": make_unit("USD")},
        "wide": {"low": 4_000_000, "high": None, "bound": "over"},
    }  # fmt: skip
    for name, value in rows.items():
        make_draft_claim(company, property=funds, value=value, sentences={"en": name})
    make_draft_claim(property=funds, sentences={"en": "another's"})
    make_draft_claim(company, sentences={"en": "another property"})
    asked = {"subject": "iflytek", "property": "funds_use", "type": "money"}
    told = similar(desk, **asked, as_printed="5 million yuan", language="en").json()
    assert [close["sentence"] for close in told["close"]][:1] == ["same"]
    assert {close["sentence"] for close in told["close"]} == {"same", "near", "wide"}
    assert told["reading"] == "5 million yuan = CNY 5,000,000"
    told = similar(desk, **asked, text="near").json()
    assert [close["sentence"] for close in told["close"]] == ["near"]


def test_close_claims_refuse_in_words(desk, company):
    assert similar(desk, type="gold").status_code == 400
    assert similar(desk, subject="nobody").status_code == 404
    assert similar(desk, subject="iflytek", property="x").status_code == 422
    answer = similar(desk, subject="iflytek", type="money", as_printed="¥5")
    assert "as_printed" in answer.json()["errors"]


def test_looking_costs_the_same_for_many_mentions_and_claims(desk, article, company):
    body_of(article)
    mention(article, company, "科大讯飞")

    place = place_of(article)
    api = "/api/v1/desk/"
    addresses = (
        f"{api}articles/{article.slug}/prefill/?version=1&start={place['start']}"
        f"&end={place['end']}",
        f"{api}claims/similar/?subject=iflytek&property=funds_use&text=it+rents",
    )
    make_draft_claim(company, property=make_property("funds_use"))
    few = [count_queries(desk, address) for address in addresses]
    for start in range(6, 28):
        passage = Passage.objects.mark(article.current_version, start, start + 2)
        Mention.objects.create(passage=passage, entity=make_entity())
        make_draft_claim(company, property=make_property("funds_use"))
    assert [count_queries(desk, address) for address in addresses] == few


def test_close_claims_are_told_to_those_only_who_may_see_claims(client, company):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_entity"))
    client.force_login(viewer)
    for subject in ("iflytek", "nobody"):
        assert similar(client, subject=subject).status_code == 403
