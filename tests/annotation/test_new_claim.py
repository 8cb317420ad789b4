"""A new claim from the desk: whole or nothing, read where clear, refused else."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import Status
from entities.models import Attribution, Citation, Claim, Value
from tests.annotation.claiming import (
    PRINTED,
    QUOTE,
    body_of,
    cited_article,
    iflytek,
    place_of,
    post,
)
from tests.factories import (
    annotator,
    make_entity,
    make_qualifier_kind,
    make_topic,
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


def test_all_that_is_missing_is_said_at_once(desk, article, company):
    body = body_of(article, subject="", property="", sentences={})
    assert errors_of(post(desk, article, body)).keys() == {
        "subject", "property", "sentences",
    }  # fmt: skip


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


def test_topics_are_offered_to_those_only_who_may_see_topics(client, article):
    make_topic(title={"en": "Under wraps"})
    user = get_user_model().objects.create_user("filer", is_staff=True)
    client.force_login(user)
    address = f"/admin/articles/article/{article.pk}/desk/"
    for seen in (False, True):
        names = ["view_article", "view_claim", "add_claim", "view_entity"]
        names += ["view_topic"] * seen
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        page = client.get(address)
        assert page.status_code == 200
        assert ("Under wraps" in page.text) is seen
