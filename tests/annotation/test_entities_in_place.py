"""Entities at the annotation desk: looked up as one types, drafted, given a name."""

import pytest

from articles.models import Passage
from entities.models import Entity, Mention, Name, NameKind
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_company,
    make_entity,
    make_name,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/desk/"
TEXT = "Acme leads, says KDXF."


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def found(desk, **query):
    answer = desk.get(f"{API}entities/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def slugs(desk, **query):
    return [row["slug"] for row in found(desk, **query)]


def place(quote):
    start = TEXT.index(quote)
    return {"version": 1, "start": start, "end": start + len(quote), "quote": quote}


def send(desk, what, body):
    return desk.post(API + what, body, content_type="application/json")


def test_entities_are_found_by_any_name_in_any_script(desk):
    tsmc = make_company(slug="tsmc", label={"en": "TSMC"})
    make_name(tsmc, "臺灣積體電路", language="zh-Hant")
    make_name(tsmc, "the island's chip maker", kind=NameKind.DESCRIPTION)
    loreal = make_company(slug="loreal", label={"fr": "L’Oréal"})
    for typed in ("tsmc", "台湾积", "臺灣", "Chip Maker"):
        assert slugs(desk, q=typed) == [tsmc.slug]
    assert slugs(desk, q="l'ore") == [loreal.slug]
    (row,) = found(desk, q="台湾", language="en")
    assert row["label"] == "TSMC"
    assert (row["name"], row["name_language"]) == ("臺灣積體電路", "zh-Hant")
    for nothing in ("??", "nobody"):
        assert found(desk, q=nothing) == []


def test_exact_names_stand_before_beginnings_and_what_is_mentioned_before_others(desk):
    article = make_article("Acme Alpha")
    for slug, label in (
        ("within", "Big Acme"),
        ("long", "Acme Alpha"),
        ("other", "Acme Beta"),
        ("exact", "Acme"),
    ):
        make_company(slug=slug, label={"en": label})
    everywhere = ["exact", "other", "long", "within"]
    assert slugs(desk, q="acme") == everywhere
    passage = Passage.objects.mark(article.current_version, 0, 10)
    Mention.objects.create(
        passage=passage, entity=Entity.objects.get(slug="long"), kind="official"
    )
    here = ["exact", "long", "other", "within"]
    assert slugs(desk, q="acme", article=article.slug) == here
    assert slugs(desk, q="acme", article="none") == everywhere
    assert slugs(desk, q="acme", article="\x00") == everywhere


def test_at_most_twenty_are_found_at_the_same_cost(desk):
    for number in range(3):
        make_company(label={"en": f"Acme {number}"})
    address = f"{API}entities/?q=acme&words=Acme"
    desk.get(address)
    before = count_queries(desk, address)
    for number in range(30):
        make_entity(label={"en": f"Acme of {number}"})
    assert len(found(desk, q="acme")) == 20
    assert count_queries(desk, address) == before


def test_it_is_told_how_words_name_an_entity(desk):
    acme = make_company(slug="acme", label={"en": "Acme"})
    make_name(acme, "ACM", kind=NameKind.ABBREVIATION)
    assert found(desk, q="acme", words="ACM")[0]["named"] == "abbreviation"
    assert found(desk, q="acme", words="Acme")[0]["named"] == "official"
    assert found(desk, q="acme", words="KDXF")[0]["named"] == ""


def test_withdrawn_and_merged_ones_are_not_offered(desk):
    acme = make_company(label={"en": "Acme"})
    acme.withdraw(by=reviewer(), reason="Made in error.")
    assert found(desk, q="acme") == []


def test_a_new_entity_is_drafted_and_marked_in_one_step(desk, article):
    body = {
        "label": "KDXF",
        "language": "en",
        "kind": "company",
        "article": article.slug,
        "places": [place("KDXF")],
    }
    answer = send(desk, "entities/", body)
    assert answer.status_code == 201, answer.content
    outcome = answer.json()
    entity = Entity.objects.get(slug=outcome["entity"])
    assert (entity.status, entity.drafted_by) == ("draft", annotator())
    assert entity.label == {"en": "KDXF"}
    name = entity.names.get()
    assert (name.text, name.language, name.kind) == ("KDXF", "en", "official")
    mention = entity.mentions.get()
    assert [mark["id"] for mark in outcome["marks"]] == [f"mention-{mention.pk}"]
    changes = {str(record.history.get().change) for record in (entity, name, mention)}
    assert changes == {outcome["change"]}
    assert slugs(desk, q="kdxf") == [entity.slug]


def test_an_entity_is_drafted_without_words(desk):
    body = {"label": "科大讯飞", "language": "zh", "kind": "company"}
    outcome = send(desk, "entities/", body).json()
    assert outcome["marks"] == []
    assert Entity.objects.get(slug=outcome["entity"]).label == {"zh": "科大讯飞"}


def test_what_was_made_in_place_is_undone_in_one_step(desk, article):
    body = {
        "label": "KDXF",
        "language": "en",
        "kind": "company",
        "article": article.slug,
        "places": [place("KDXF")],
    }
    outcome = send(desk, "entities/", body).json()
    undo = {"change": outcome["change"]}
    answer = send(desk, f"articles/{article.slug}/undo/", undo)
    assert answer.status_code == 200, answer.content
    assert outcome["marks"][0]["id"] in answer.json()["removed"]
    assert not Entity.objects.exists()
    assert not Name.objects.exists()


def test_no_twin_is_made_unless_somebody_says_so(desk):
    make_company(slug="acme", label={"en": "Acme Holdings"})
    body = {"label": "ACME", "language": "en", "kind": "company"}
    answer = send(desk, "entities/", body)
    assert answer.status_code == 422
    (reason,) = answer.json()["errors"]["label"]
    assert reason == "“ACME” and “Acme Holdings” differ in the form of company."
    assert Entity.objects.count() == 1
    (row,) = found(desk, alike="ACME")
    assert (row["slug"], row["reason"]) == ("acme", reason)
    assert send(desk, "entities/", body | {"anyway": True}).status_code == 201


@pytest.mark.parametrize(
    ("new", "there"),
    [
        ("科大訊飛", "科大讯飞"),
        ("iFlyTek", "iFlytek Co., Ltd."),
        ("Qingfeng Liu", "Liu Qingfeng"),
        ("Cambricom", "Cambricon"),
        ("Deep Seek", "DeepSeek"),
        ("Société Générale", "Generale"),
    ],
)
def test_what_a_new_name_may_mean_already_is_shown(desk, new, there):
    entity = make_entity(label={"en": there})
    make_entity(label={"en": "Something else"})
    assert slugs(desk, alike=new) == [entity.slug]


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"label": ""}, 400, "label"),
        ({"label": "x" * 301}, 400, "label"),
        ({"label": "a\x00b"}, 400, "label"),
        ({"language": "xx"}, 400, "language"),
        ({"kind": "pun"}, 400, "kind"),
        ({"article": "none", "places": [place("KDXF")]}, 404, None),
        ({"places": [place("KDXF")]}, 422, "article"),
    ],
)
def test_a_bad_entity_is_refused_and_nothing_is_drafted(desk, change, status, field):
    body = {"label": "KDXF", "language": "en", "kind": "company"} | change
    answer = send(desk, "entities/", body)
    assert answer.status_code == status, answer.content
    if field:
        assert field in answer.json()["errors"]
    assert not Entity.objects.exists()


def named(article, **fields):
    return {
        "entity": "acme",
        "text": "KDXF",
        "language": "en",
        "kind": "abbreviation",
        "places": [place("KDXF")],
    } | fields


def test_a_name_is_given_and_marked_in_one_step(desk, article):
    acme = make_entity(slug="acme", label={"en": "Acme"})
    answer = send(desk, f"articles/{article.slug}/names/", named(article))
    assert answer.status_code == 201, answer.content
    assert answer.json()["said"] == "“KDXF” is a name of Acme now. It is marked."
    assert acme.names.get().kind == "abbreviation"
    assert acme.mentions.get().kind == "abbreviation"
    record = acme.history.first()
    assert (record.history_change_reason, record.history_user) == (
        "name added",
        annotator(),
    )
    again = send(desk, f"articles/{article.slug}/names/", named(article))
    assert again.status_code == 422
    assert Name.objects.count() == 1


def test_a_name_of_what_readers_see_is_for_publishers_with_a_reason(client, article):
    acme = published(make_entity(slug="acme", label={"en": "Acme"}))
    address = f"articles/{article.slug}/names/"
    client.force_login(publisher())
    answer = send(client, address, named(article, reason=" "))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["reason"])
    assert not Name.objects.exists()
    assert not Mention.objects.exists()
    given = send(client, address, named(article, reason="It says so."))
    assert given.status_code == 201
    assert acme.history.first().history_change_reason == "It says so."
