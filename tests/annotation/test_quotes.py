"""The quote box: a pasted quote is found in the newest text, and nothing is stored."""

import pytest

from articles.models import Passage, Section, Version
from tests.factories import annotator, make_article

pytestmark = pytest.mark.django_db
TEXT = "Results\n𠮷野家 \U0001f914 earned 24亿元.\nOutlook\nIt hopes for 24亿元 more."


@pytest.fixture
def article():
    article = make_article(TEXT)
    version = article.current_version
    for index, line in enumerate(TEXT.split("\n")):
        kind = "heading" if line in ("Results", "Outlook") else "paragraph"
        start = TEXT.index(line)
        Section.objects.create(
            version=version,
            index=index,
            kind=kind,
            start=start,
            end=start + len(line),
        )
    return article


@pytest.fixture
def find(client, article):
    client.force_login(annotator())

    def ask(quote, status=200):
        answer = client.post(
            f"/api/v1/desk/articles/{article.slug}/quotes/",
            {"quote": quote},
            content_type="application/json",
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


def test_one_sure_place_is_told_with_all_that_a_mark_needs(find):
    found = find("𠮷野家 \U0001f914")
    assert (found["is_sure"], found["more"]) == (True, False)
    (place,) = found["places"]
    assert place == {
        "version": 1,
        "start": 8,
        "end": 13,
        "quote": "𠮷野家 \U0001f914",
        "how": "exact",
        "score": 100.0,
        "before": "Results\n",
        "after": " earned 24亿元.\nOutlook\nIt hopes for 24亿元 more.",
        "heading": "Results",
        "is_boilerplate": False,
        "differences": [],
    }


def test_of_several_places_each_is_told_with_what_stands_around_it(find):
    found = find("24亿元")
    assert not found["is_sure"]
    assert [p["heading"] for p in found["places"]] == ["Results", "Outlook"]
    assert found["places"][1]["after"] == " more."


def test_a_near_place_is_not_sure_and_tells_the_differences(find):
    found = find("It hoped for 24亿元 more")
    assert not found["is_sure"]
    (place,) = found["places"]
    assert (place["how"], place["quote"]) == ("fuzzy", "It hopes for 24亿元 more")
    changed = [d for d in place["differences"] if d["old"] != d["new"]]
    assert changed == [{"old": "hoped", "new": "hopes"}]


def test_the_newest_text_is_searched_and_nothing_is_stored(find, article):
    Version.objects.capture(article, "Now it says 36亿元.")
    assert find("Outlook")["places"] == []
    (place,) = find("36亿元")["places"]
    assert place["version"] == 2
    assert not Passage.objects.exists()


def test_an_article_without_a_text_says_nothing(client):
    client.force_login(annotator())
    bare = make_article(None)
    address = f"/api/v1/desk/articles/{bare.slug}/quotes/"
    answer = client.post(address, {"quote": "x"}, content_type="application/json")
    assert answer.json() == {"places": [], "is_sure": False, "more": False}


@pytest.mark.parametrize("quote", ["", "x\x00y", "\ud800", "x" * 5_001, None, ["x"]])
def test_what_is_no_quote_is_refused_by_its_field(quote, find):
    assert list(find(quote, status=400)["errors"]) == ["quote"]
