"""Entities entered twice are suggested with reasons, and others are left in peace."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities.alike import how_alike, meeting_points
from entities.duplicates import suggestions
from entities.models import (
    Distinction,
    Entity,
    EntityRelation,
    Identifier,
    Name,
    NameKind,
)
from tests.factories import annotator, make_company, make_entity, make_name


def called(text, kind="company", **fields):
    return make_entity(kind=kind, label={"en": text}, **fields)


ALIKE = [
    ("Acme", "Acme", "Both are called"),
    ("ACME", "Acme", "case, accents or punctuation"),
    ("Société Générale", "Societe Generale", "case, accents or punctuation"),
    ("Œuvre", "Oeuvre", "case, accents or punctuation"),
    ("ＡＣＭＥ", "ACME", "width"),
    ("華為", "华为", "traditional characters"),
    ("臺積電", "台积电", "traditional characters"),
    ("Deep Seek", "DeepSeek", "spaces or hyphens"),
    ("GPT-4", "GPT4", "spaces or hyphens"),
    ("Acme Inc.", "Acme", "form of company"),
    ("Acme Co., Ltd.", "Acme Corporation", "form of company"),
    ("Dassault S.A.", "Dassault", "form of company"),
    ("科大讯飞股份有限公司", "科大讯飞", "form of company"),
    ("華為技術有限公司", "华为技术", "form of company"),
    ("Liu Qingfeng", "Qingfeng LIU", "another order"),
    ("Cambricon", "Cambrican", "one letter"),
    ("Anthropic", "Antrhopic", "one letter"),
    ("Kēdà Xùnfēi", "Keda Xunfei", "case, accents or punctuation"),
    ("中关村科学城", "中关村科技城", "one letter"),
]
UNLIKE = [
    ("GPT-4", "GPT-5"),
    ("GPT-5.2", "GPT-52"),
    ("Ascend 910B", "Ascend 910C"),
    ("昇腾910", "昇腾910B"),
    ("Model S", "Model X"),
    ("Intel", "Inter"),
    ("中国银行", "中国农行"),
    ("Zhang Wei", "Zhang Lei"),
    ("公司", "集团"),
    ("Acme", "Acme Robotics"),
    ("2023 report", "2024 report"),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_one_name_written_in_two_ways_is_recognised_and_meets_itself(
    one, other, reason
):
    _, said = how_alike(one, other)
    assert reason in said
    assert how_alike(other, one)[0] == how_alike(one, other)[0]
    assert set(meeting_points(one)) & set(meeting_points(other))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_of_two_things_are_not_taken_for_one(one, other):
    assert how_alike(one, other) is None


pytest_db = pytest.mark.django_db


@pytest_db
def test_a_suggestion_gives_its_reasons_the_strongest_first():
    one, other = called("Acme"), called("Acme Inc.")
    Identifier.objects.create(
        entity=one, scheme="website", value="https://www.acme.org/"
    )
    Identifier.objects.create(entity=other, scheme="website", value="http://acme.org/")
    [found] = suggestions()
    assert {found.first, found.second} == {one, other}
    assert found.reasons == [
        "Both have the website http://acme.org/ and https://www.acme.org/.",
        "“Acme” and “Acme Inc.” differ in the form of company.",
    ]
    assert suggestions(one)[0].other(one) == other


@pytest_db
@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (("ticker", "700", "XHKG"), ("ticker", "00700.HK", "XHKG"), True),
        (("ticker", "NVDA", "XNAS"), ("ticker", "NVDA", "XNGS"), True),
        (("ticker", "002230", "XSHE"), ("ticker", "002230", "XKRX"), False),
        (("isin", "us67066g1040", ""), ("isin", "US67066G1040", ""), True),
        (("website", "acme.org/a", ""), ("website", "https://acme.org/b", ""), False),
    ],
)
def test_one_identifier_is_recognised_in_another_format(ours, theirs, found):
    for number, (scheme, value, mic) in enumerate((ours, theirs)):
        entity = called(f"Name{'AB'[number] * 5}")
        Identifier.objects.create(entity=entity, scheme=scheme, value=value, mic=mic)
    assert bool(suggestions()) is found


@pytest_db
def test_a_romanisation_and_an_error_of_the_sources_say_what_they_are():
    xunfei, keda = called("科大讯飞"), called("Keda Xunfei")
    make_name(xunfei, "Kēdà Xùnfēi", kind=NameKind.ROMANISATION, language="zh-Latn")
    cambricon, cambrian = called("Cambricon"), called("Cambrian")
    make_name(cambricon, "Cambrian", kind=NameKind.TRANSLATION_ERROR)
    first, second = suggestions()
    assert {first.first, first.second} == {xunfei, keda}
    assert "of the kind romanisation" in first.reasons[0]
    assert {second.first, second.second} == {cambricon, cambrian}
    assert "of the kind translation error" in second.reasons[0]
    assert second.weight < first.weight


@pytest_db
@pytest.mark.parametrize(
    "kind", ["description", "deictic", "common_noun", "surname", "adjective", "metonym"]
)
def test_words_that_many_are_called_by_suggest_nothing(kind):
    for entity in (called("Alpha"), called("Beta")):
        make_name(entity, "the company", kind=kind)
    assert suggestions() == []


@pytest_db
def test_kinds_that_cannot_be_one_are_not_suggested():
    called("Spark", kind="model")
    called("Spark", kind="person")
    assert suggestions() == []
    called("Spark", kind="product")
    assert len(suggestions()) == 1


@pytest_db
def test_what_was_told_apart_tied_merged_or_withdrawn_is_left_in_peace():
    one, other = called("Acme"), called("Acme")
    assert len(suggestions()) == 1
    told = Distinction.objects.create(first=other, second=one, by=annotator())
    assert suggestions() == suggestions(one) == []
    told.delete()
    tie = EntityRelation.objects.create(entity=one, kind="part_of", other=other)
    assert suggestions() == []
    tie.delete()
    other.status, other.withdrawal_reason = "withdrawn", "An error."
    other.save()
    assert suggestions() == suggestions(other) == []
    other.merged_into = one
    other.save()
    assert suggestions() == []


@pytest_db
def test_a_name_that_a_crowd_shares_suggests_nothing():
    for _ in range(31):
        called("Institute", kind="organisation")
    assert suggestions() == []


@pytest_db
def test_the_suggestions_cost_the_same_for_one_pair_and_for_fifty():
    called("Acme"), called("Acme")
    with CaptureQueriesContext(connection) as one:
        assert len(suggestions()) == 1
    for number in range(25):
        called(f"Number{number}x"), called(f"Number{number} x")
    with CaptureQueriesContext(connection) as many:
        assert len(suggestions()) == 26
    assert len(one) == len(many) == 6


@pytest_db
def test_three_thousand_entities_are_compared_without_comparing_all_with_all():
    syllables = "ba de fi go lu mar nok pel ras tum vex zan".split()
    words = [a + b + c for a in syllables for b in syllables for c in syllables]
    by = get_user_model().objects.create(username="bulk")
    labels = [
        f"{word} {words[n * 7 % 1728]}" for n, word in enumerate(words + words[:1272])
    ]
    made = Entity.objects.bulk_create(
        Entity(slug=f"e-{n}", kind="company", label={"en": label}, drafted_by=by)
        for n, label in enumerate(labels)
    )
    Name.objects.bulk_create(
        Name(entity=entity, text=f"{entity.label['en']} Inc.", language="en")
        for entity in made
    )
    started = time.process_time()
    found = suggestions()
    assert time.process_time() - started < 4
    assert all(s.reasons for s in found)
    assert make_company() not in {s.first for s in found}
