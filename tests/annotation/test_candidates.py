"""Whom a new claim may be about and whom its value may name: offered, never taken."""

import pytest

from articles.models import Passage, Status
from entities.models import EntityKind, Mention, NameKind, ValueEntity
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_company,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
)

pytestmark = pytest.mark.django_db
TEXT = (
    "Acme builds Rocket. Most of China's LLMs use Washington's chips. Nobody is named."
)


@pytest.fixture
def article():
    return make_article(TEXT, slug="report")


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def named(slug, text, kind=NameKind.OFFICIAL, of=EntityKind.COMPANY):
    entity = make_entity(slug=slug, kind=of, label={"en": f"{slug} it is"})
    make_name(entity, text, kind=kind)
    return entity


def mention(article, entity, quote):
    passage = Passage.objects.find(article.current_version, quote)
    return Mention.objects.create(passage=passage, entity=entity)


def draft_naming(entity, **fields):
    claim = make_draft_claim(value={"type": "entity"}, **fields)
    ValueEntity.objects.create(value=claim.main_value, entity=entity)
    return claim


def told(desk, article, quote, **query):
    start = TEXT.index(quote)
    place = {"version": 1, "start": start, "end": start + len(quote)}
    address = f"/api/v1/desk/articles/{article.slug}/prefill/"
    answer = desk.get(address, place | query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def slugs(rows) -> list[str]:
    return [row["value"] for row in rows]


def test_names_of_every_kind_are_offered_and_none_is_filled_in(desk, article):
    named("models", "China's LLMs", NameKind.DESCRIPTION, EntityKind.CLASS)
    named("government", "Washington", NameKind.METONYM, EntityKind.GOVERNMENT)
    found = told(desk, article, "Most of China's LLMs use Washington's chips")
    assert found["subject"] is None
    assert slugs(found["subjects"]) == ["models", "government"]
    assert slugs(found["entities"]) == ["models", "government"]
    assert found["subjects"][0]["words"]["quote"] == "China's LLMs"


def test_the_longer_name_goes_before_what_is_part_of_it(desk, article):
    china = named("china", "China", of=EntityKind.PLACE)
    mention(article, china, "China")
    named("models", "China's LLMs", NameKind.DESCRIPTION, EntityKind.CLASS)
    found = told(desk, article, "Most of China's LLMs use Washington's chips")
    assert slugs(found["subjects"]) == ["models", "china"]


def test_words_that_only_point_or_belong_to_others_are_offered_to_nobody(desk, article):
    named("most", "Most", NameKind.DEICTIC)
    named("chipmaker", "chips", NameKind.COMPOUND)
    named("hip", "hip")  # within a word
    found = told(desk, article, "Most of China's LLMs use Washington's chips")
    assert found["subjects"] == []


def test_who_was_named_or_claimed_of_before_is_offered_where_nobody_is(desk, article):
    acme = make_company(slug="acme")
    mention(article, acme, "Acme")
    rocket = make_entity(slug="rocket", kind="product")
    claim = draft_naming(rocket, subject=make_entity(slug="plant"))
    make_citation(claim, article, "Rocket")
    found = told(desk, article, "Nobody is named")
    assert slugs(found["subjects"]) == ["acme", "plant", "rocket"]


def test_with_a_property_whom_its_values_mostly_name_is_offered(desk, article):
    property = make_property("made_by", value_types=["entity"])
    maker, other = make_entity(slug="maker"), make_entity(slug="other")
    for entity in (maker, other, maker):
        draft_naming(entity, property=property)
    quote = "Nobody is named"
    assert told(desk, article, quote)["entities"] == []
    found = told(desk, article, quote, property="made_by")
    assert slugs(found["entities"]) == ["maker", "other"]
    assert found["property"] is None, "it was not the words that said so"


def test_what_was_withdrawn_is_not_offered(desk, article):
    gone = named("gone", "Washington")
    claim = draft_naming(make_entity(slug="there"), subject=gone)
    make_citation(claim, article, "Rocket")
    gone.status = Status.WITHDRAWN
    gone.withdrawal_reason = "It is another."
    gone.save()
    found = told(desk, article, "Most of China's LLMs use Washington's chips")
    assert slugs(found["subjects"]) == slugs(found["entities"]) == ["there"]


def test_a_property_that_is_none_is_refused(desk, article):
    for wrong, status in (("none", 422), ("x" * 61, 400), ("\0", 400)):
        query = {"version": 1, "start": 0, "end": 4, "property": wrong}
        answer = desk.get(f"/api/v1/desk/articles/{article.slug}/prefill/", query)
        assert answer.status_code == status
        assert "property" in answer.json()["errors"]


def test_what_may_be_said_of_whom_the_words_mean_is_offered(desk, article):
    acme = make_company(slug="acme")
    mention(article, acme, "Acme")
    usual = make_property("usual_thing", value_types=["text"])
    priced = make_property("price", value_types=["money"])
    for property in (priced, priced, usual):
        make_draft_claim(acme, property=property)
    found = told(desk, article, "Acme builds Rocket")
    assert slugs(found["properties"]) == ["usual_thing", "price"], (
        "no amount is there to be a price"
    )
