"""A new claim from the desk: whole or nothing, read where clear, refused else."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import Passage, Status
from entities.models import (
    Attribution,
    Citation,
    Claim,
    EntityKind,
    LinkVerb,
    Mention,
    Value,
)
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_draft_claim,
    make_entity,
    make_property,
    make_publisher,
    make_qualifier_kind,
    make_topic,
    make_unit,
)

pytestmark = pytest.mark.django_db
TEXT = "\U0001f914科大讯飞拟用24亿元租赁算力。讯飞说，约80%的\U00020bb7卡已到。"
QUOTE = "科大讯飞拟用24亿元租赁算力"
PRINTED = {"type": "money", "as_printed": "24亿元"}


@pytest.fixture
def article():
    publisher = make_publisher(name={"en": "The Daily"})
    made = make_article(
        TEXT, language="zh", publisher=publisher, published_on="2023-05-10",
        published_basis="stated",
    )  # fmt: skip
    for slug in ("reports", "says"):
        LinkVerb.objects.get_or_create(slug=slug, defaults={"label": {"en": slug}})
    make_entity(
        slug="the-daily", kind=EntityKind.PUBLISHER, publisher=publisher,
        label={"en": "The Daily"},
    )  # fmt: skip
    return made


@pytest.fixture
def company():
    return make_entity(slug="iflytek", kind="company", label={"en": "iFlytek"})


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def place_of(article, quote=QUOTE):
    text = article.current_version.text
    start = text.index(quote)
    return {"version": 1, "start": start, "end": start + len(quote), "quote": quote}


def body_of(article, **fields):
    make_property("funds_use", value_types=["money"])
    make_unit()
    return {
        "place": place_of(article),
        "subject": "iflytek",
        "property": "funds_use",
        "sentences": {"zh": "科大讯飞计划用二十四亿元租算力。"},
        "certainty": "plan",
        "value": {"type": "money", "as_printed": "24亿元"},
    } | fields


def post(desk, article, body, **headers):
    return desk.post(
        f"/api/v1/desk/articles/{article.slug}/claims/",
        body,
        content_type="application/json",
        **headers,
    )


def errors_of(answer) -> dict:
    assert answer.status_code in (400, 422), answer.content
    assert Claim.objects.count() == Citation.objects.count() == 0
    return answer.json()["errors"]


def test_one_sentence_makes_a_cited_draft_with_the_figure_read(desk, article, company):
    answer = post(desk, article, body_of(article))
    assert answer.status_code == 201, answer.content
    claim = Claim.objects.get()
    assert (claim.subject, claim.certainty, claim.status) == (company, "plan", "draft")
    assert claim.drafted_by == annotator()
    value = claim.main_value
    assert (value.low, value.high) == (Decimal(2_400_000_000),) * 2
    assert (value.unit.slug, value.bound, value.as_printed) == (
        "CNY",
        "exact",
        "24亿元",
    )
    citation = claim.citations.get()
    assert citation.passage.quote == QUOTE
    assert citation.asserted_by.slug == "the-daily"
    told = answer.json()
    assert [card["id"] for card in told["cards"]] == [f"claim-{claim.key}"]
    assert [mark["id"] for mark in told["marks"]] == [f"citation-{citation.pk}"]
    assert "Claim drafted." in told["said"]
    assert "is not published" in told["said"]
    assert claim.history.get().history_user == annotator()
    changes = {row.change for row in (claim.history.get(), value.history.get())}
    assert {str(change) for change in changes} == {told["change"]}


def test_everything_that_the_panel_knows_is_kept(desk, article, company):
    make_qualifier_kind("purpose")
    make_qualifier_kind("period")
    topic = make_topic()
    speaker = make_entity(slug="liu", kind="person", label={"en": "Liu"})
    body = body_of(
        article,
        sentences={"en": "One.", "fr": "Un.", "zh": " "},
        polarity="negative",
        value={
            "type": "money", "as_printed": "24亿元", "low": "2000000000",
            "high": "2400000000", "bound": "range", "unit": "CNY",
        },
        qualifiers=[
            {"kind": "purpose", "text": "computing power"},
            {"kind": "period", "entity": "iflytek"},
        ],
        as_of="2023-05", as_of_basis="implied", topics=[topic.slug],
        part="supports", mode="paraphrase", locator="s1", speaker="liu",
    )  # fmt: skip
    assert post(desk, article, body).status_code == 201
    claim = Claim.objects.get()
    assert claim.sentences == {"en": "One.", "fr": "Un."}
    assert (claim.polarity, claim.as_of, claim.as_of_basis) == (
        "negative", "2023-05", "implied",
    )  # fmt: skip
    assert (claim.main_value.low, claim.main_value.bound) == (
        Decimal(2 * 10**9),
        "range",
    )
    assert [str(q.content) for q in claim.qualifiers.all()] == [
        "computing power",
        "iFlytek",
    ]
    assert list(claim.topics.all()) == [topic]
    citation = claim.citations.get()
    assert (citation.part, citation.mode, citation.locator) == (
        "supports", "paraphrase", "s1",
    )  # fmt: skip
    voices = [link.by.slug for link in citation.attribution.links.all()]
    assert voices == ["the-daily", "liu"]
    assert citation.asserted_by == speaker


def test_the_second_claim_of_a_speaker_takes_the_same_chain(desk, article, company):
    make_entity(slug="liu", kind="person")
    for number in range(2):
        body = body_of(article, speaker="liu", sentences={"en": f"{number}."})
        assert post(desk, article, body).status_code == 201
    assert Citation.objects.values("attribution").distinct().count() == 1
    assert Attribution.objects.filter(links__by__slug="liu").distinct().count() == 1


@pytest.mark.parametrize(
    ("value", "low", "high", "bound"),
    [
        ({"type": "percent", "as_printed": "约80%"}, 80, 80, "about"),
        ({"type": "money", "as_printed": "超24亿元"}, 2_400_000_000, None, "over"),
        ({"type": "money", "as_printed": "800亿"}, 8 * 10**10, 8 * 10**10, "exact"),
        (
            {"type": "money", "as_printed": "24亿元", "bound": "about"},
            2_400_000_000, 2_400_000_000, "about",
        ),
    ],
)  # fmt: skip
def test_a_figure_as_printed_is_enough(desk, article, company, value, low, high, bound):
    make_unit("%", kind="share")
    assert post(desk, article, body_of(article, value=value)).status_code == 201
    held = Value.objects.get()
    assert (held.low, held.high, held.bound) == (low, high, bound)


def test_dates_entities_and_words_are_values_too(desk, article, company):
    values = [
        {"type": "date", "as_printed": "5月10日"},
        {"type": "date", "date": "2023-Q1"},
        {"type": "entity", "entities": ["iflytek"], "as_printed": "讯飞"},
        {"type": "text", "text": "it rents"},
        None,
    ]
    for number, value in enumerate(values):
        body = body_of(article, value=value, sentences={"en": f"{number}."})
        assert post(desk, article, body).status_code == 201
    held = {v.type + v.date: v for v in Value.objects.all()}
    assert held.keys() == {"date2023-05-10", "date2023-Q1", "entity", "text"}
    assert held["date2023-05-10"].year_is_implied
    assert [row.entity for row in held["entity"].value_entities.all()] == [company]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"subject": "nobody"}, "subject"),
        ({"property": "nothing"}, "property"),
        ({"sentences": {"en": "  "}}, "sentences"),
        ({"sentences": {"xx": "Hm."}}, "sentences"),
        ({"sentences": {"en": "a\x00b"}}, "sentences.en"),
        ({"certainty": "sure"}, "certainty"),
        ({"value": {"type": "money", "as_printed": "¥5"}}, "value.as_printed"),
        ({"value": {"type": "percent", "as_printed": "24亿元"}}, "value.type"),
        ({"value": {"type": "money"}}, "value"),
        ({"value": {"type": "money", "low": "5", "high": "4"}}, "value"),
        ({"value": {"type": "money", "low": "NaN"}}, "value.low"),
        ({"value": {"type": "money", "low": "9" * 40}}, "value.low"),
        ({"value": PRINTED | {"unit": "gold"}}, "value.unit"),
        ({"value": PRINTED | {"bound": "under"}}, "value.bound"),
        ({"value": {"type": "date", "as_printed": "soon"}}, "value.as_printed"),
        ({"value": {"type": "date", "date": "May"}}, "value.date"),
        ({"value": {"type": "entity"}}, "value.entities"),
        ({"value": {"type": "entity", "entities": ["x"]}}, "value.entities"),
        ({"value": {"type": "text"}}, "value"),
        ({"qualifiers": [{"kind": "nonsense", "text": "x"}]}, "qualifiers.nonsense"),
        ({"qualifiers": [{"kind": "period"}]}, "qualifiers.period"),
        ({"qualifiers": [{"text": "x"}]}, "qualifiers.0.kind"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"topics": ["none"]}, "topics"),
        ({"attribution": "none"}, "attribution"),
        ({"speaker": "nobody"}, "speaker"),
        ({"part": "proves"}, "part"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    desk, article, company, changed, field
):
    make_qualifier_kind("period")
    errors = errors_of(post(desk, article, body_of(article, **changed)))
    assert field in errors, errors


def test_words_that_the_text_does_not_say_there_are_refused(desk, article, company):
    moved = place_of(article) | {"start": 0, "end": len(QUOTE)}
    errors = errors_of(post(desk, article, body_of(article, place=moved)))
    assert "\U0001f914科大讯飞" in errors["quote"][0]
    old = place_of(article) | {"version": 7}
    assert post(desk, article, body_of(article, place=old)).status_code == 412


def test_sending_to_review_takes_ones_own_drafts_along(desk, article, company):
    answer = post(desk, article, body_of(article, submit=True))
    assert answer.status_code == 201, answer.content
    assert Claim.objects.get().status == Status.IN_REVIEW
    company.refresh_from_db()
    assert company.status == Status.IN_REVIEW
    assert "“iFlytek”" in answer.json()["said"]


def test_who_may_not_add_claims_adds_none_and_is_told_of_none(client, article, company):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    for codename in ("view_article", "view_claim", "view_entity", "view_mention"):
        viewer.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(viewer)
    assert post(client, article, body_of(article)).status_code == 403
    assert Claim.objects.count() == 0
    query = "version=1&start=1&end=5"
    address = f"/api/v1/desk/articles/{article.slug}/prefill/?{query}"
    assert client.get(address).status_code == 403
    client.logout()
    assert post(client, article, body_of(article)).status_code == 403


def test_close_claims_are_told_to_those_only_who_may_see_claims(client, company):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_entity"))
    client.force_login(viewer)
    for subject in ("iflytek", "nobody"):
        assert similar(client, subject=subject).status_code == 403


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
