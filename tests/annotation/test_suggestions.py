"""Mentions that the desk suggests: shown, accepted, refused, taken back."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Passage, Version
from entities.models import Mention, Refusal
from tests.counting import count_queries
from tests.factories import (
    annotator,
    make_article,
    make_company,
    make_entity,
    make_name,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "\U0001f914 Acme leads. Mercury is near Acme, says Mercury.\nAcme closes."
API = "/api/v1/desk/"


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def acme():
    return make_company(slug="acme", label={"en": "Acme"})


@pytest.fixture
def planet_and_car():
    planet = published(make_entity(slug="planet", label={"en": "Mercury (planet)"}))
    car = published(make_entity(slug="car", kind="product", label={"en": "Mercury"}))
    make_name(planet, "Mercury")
    return planet, car


@pytest.fixture
def desk(client):
    client.force_login(annotator())
    return client


def suggestions(desk, article, **query):
    address = f"{API}articles/{article.slug}/suggestions/"
    answer = desk.get(address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def words(answer):
    said = answer.get("suggestions", answer["marks"])
    return [(TEXT[one["start"] : one["end"]], one["start"]) for one in said]


def place(start, end, version=1, text=TEXT):
    return {"version": version, "start": start, "end": end, "quote": text[start:end]}


def places_of(quote):
    found, at = [], TEXT.find(quote)
    while at != -1:
        found.append(place(at, at + len(quote)))
        at = TEXT.find(quote, at + 1)
    return found


def send(desk, article, what, body, method="post"):
    address = f"{API}articles/{article.slug}/{what}/"
    return getattr(desk, method)(address, body, content_type="application/json")


def test_known_names_are_suggested_with_cards_in_text_order(desk, article, acme):
    answer = suggestions(desk, article)
    assert words(answer) == [("Acme", 2), ("Acme", 30), ("Acme", 50)]
    assert all(one["sure"] for one in answer["suggestions"])
    assert answer["suggestions"][0]["entities"] == [
        {"slug": "acme", "label": "Acme", "kind": "official"}
    ]
    assert [card["id"] for card in answer["cards"]] == [
        mark["card"] for mark in answer["marks"]
    ]
    assert 'data-act="accept"' in answer["cards"][0]["html"]


def test_accepting_marks_the_place_and_it_is_suggested_no_more(desk, article, acme):
    body = {"entity": "acme", "places": places_of("Acme")[:1]}
    answer = send(desk, article, "mentions", body)
    assert answer.status_code == 201, answer.content
    outcome = answer.json()
    mention = Mention.objects.get()
    assert outcome["removed"] == ["suggestion-2-6"]
    assert [mark["id"] for mark in outcome["marks"]] == [f"mention-{mention.pk}"]
    assert outcome["said"] == "Marked as Acme."
    assert mention.passage.quote == "Acme"
    assert mention.kind == "official"
    assert mention.history.get().history_user == annotator()
    assert words(suggestions(desk, article)) == [("Acme", 30), ("Acme", 50)]


def test_accepting_all_of_one_entity_is_one_change(desk, article, acme):
    body = {"entity": "acme", "places": places_of("Acme")}
    outcome = send(desk, article, "mentions", body).json()
    assert outcome["said"] == "Marked 3 places as Acme."
    rows = Mention.history.all()
    assert {str(row.change) for row in rows} == {outcome["change"]}
    assert len(rows) == 3
    again = send(desk, article, "mentions", body)
    assert again.status_code == 201
    assert Mention.objects.count() == 3


def test_several_entities_are_accepted_at_once(desk, article, acme, planet_and_car):
    accepted = [
        {"entity": "acme", "places": places_of("Acme")},
        {"entity": "car", "places": places_of("Mercury")[:1]},
    ]
    answer = send(desk, article, "suggestions", {"accepted": accepted})
    assert answer.json()["said"] == "Marked 4 places as 2 entities."
    assert len({str(row.change) for row in Mention.history.all()}) == 1


def test_marking_many_places_costs_as_many_queries_as_marking_one(desk, acme):
    def cost(number):
        text = "Acme. " * number
        made = make_article(text)
        places = [place(n * 6, n * 6 + 4, text=text) for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            body = {"entity": "acme", "places": places}
            assert send(desk, made, "mentions", body).status_code == 201
        return len(captured)

    cost(1)
    assert cost(40) == cost(1)


def test_what_two_entities_are_called_is_asked_and_never_certain(
    desk, article, planet_and_car
):
    first, second = suggestions(desk, article)["suggestions"]
    assert not first["sure"]
    assert [one["slug"] for one in first["entities"]] == ["car", "planet"]
    body = {"entity": "planet", "places": [place(second["start"], second["end"])]}
    send(desk, article, "mentions", body)
    (left,) = suggestions(desk, article)["suggestions"]
    # What the text is marked to mention stands first, and chooses nothing.
    assert [one["slug"] for one in left["entities"]] == ["planet", "car"]
    assert not left["sure"]


def test_a_refused_suggestion_comes_back_for_nobody_until_it_is_taken_back(
    client, desk, article, acme
):
    outcome = send(desk, article, "refusals", {"places": places_of("Acme")[:1]}).json()
    assert outcome["removed"] == ["suggestion-2-6"]
    assert outcome["marks"] == []
    client.force_login(reviewer())
    answer = suggestions(client, article)
    assert words(answer) == [("Acme", 30), ("Acme", 50)]
    assert answer["refused"] == 1
    refused = suggestions(client, article, refused="yes")
    assert words(refused) == [("Acme", 2)]
    row = Refusal.objects.get()
    assert f'data-refusal="{row.pk}"' in refused["cards"][0]["html"]
    address = f"{API}refusals/{row.pk}/"
    assert client.delete(address).status_code == 428
    assert client.delete(address, HTTP_IF_MATCH='"7"').status_code == 412
    answer = client.delete(address, HTTP_IF_MATCH='"1"')
    assert [mark["id"] for mark in answer.json()["marks"]] == ["suggestion-2-6"]
    assert len(suggestions(client, article)["marks"]) == 3
    assert Refusal.history.filter(history_type="-").get().history_user == reviewer()


def test_accepting_and_refusing_are_undone(desk, article, acme):
    accepted = {"entity": "acme", "places": places_of("Acme")[:2]}
    for what, body in (
        ("mentions", accepted),
        ("refusals", {"places": places_of("Acme")}),
    ):
        change = send(desk, article, what, body).json()["change"]
        assert len(suggestions(desk, article)["marks"]) < 3
        assert send(desk, article, "undo", {"change": change}).status_code == 200
        assert len(suggestions(desk, article)["marks"]) == 3


def test_one_of_two_candidates_can_be_refused(desk, article, planet_and_car):
    body = {"places": places_of("Mercury")[:1], "entity": "car"}
    outcome = send(desk, article, "refusals", body).json()
    assert [mark["id"] for mark in outcome["marks"]] == outcome["removed"]
    first = suggestions(desk, article)["suggestions"][0]
    assert [one["slug"] for one in first["entities"]] == ["planet"]
    assert not first["sure"]


def test_a_refusal_holds_in_a_newer_text_where_the_words_surely_stand(desk, acme):
    lines = [f"Line {n} tells of other things." for n in range(8)]
    text = "\n".join(["Acme opens this story with a bang.", *lines, "Acme ends it."])
    article = make_article(text)
    at = text.rindex("Acme")
    body = {"places": [place(0, 4, text=text), place(at, at + 4, text=text)]}
    send(desk, article, "refusals", body)
    newer = text.replace("Acme ends it.", "Much later, Acme ended all of that.")
    Version.objects.capture(article, newer)
    (left,) = suggestions(desk, article)["suggestions"]
    assert left["start"] == newer.rindex("Acme")


def test_what_is_marked_or_lies_in_a_longer_mention_is_not_suggested(desk, article):
    acme = make_company(slug="acme", label={"en": "Acme"})
    other = make_company(slug="leads", label={"en": "Leads"})
    version = article.current_version
    for start, end, entity in ((2, 6, other), (25, 34, acme)):
        passage = Passage.objects.mark(version, start, end)
        Mention.objects.create(passage=passage, entity=entity)
    assert words(suggestions(desk, article)) == [("Acme", 50)]


def test_removing_a_mention_suggests_it_again(desk, article, acme):
    send(desk, article, "mentions", {"entity": "acme", "places": places_of("Acme")})
    mention = Mention.objects.get(passage__start=2)
    address = f"{API}mentions/{mention.pk}/"
    assert desk.delete(address).status_code == 428
    answer = desk.delete(address, HTTP_IF_MATCH='"1"')
    assert answer.status_code == 200, answer.content
    outcome = answer.json()
    assert outcome["removed"] == [f"mention-{mention.pk}"]
    assert [mark["id"] for mark in outcome["marks"]] == ["suggestion-2-6"]
    assert desk.delete(address, HTTP_IF_MATCH='"1"').status_code == 404
    assert Passage.objects.filter(start=2).exists()


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"entity": "none", "places": [place(2, 6)]}, 422, "entity"),
        ({"entity": "a\x00", "places": [place(2, 6)]}, 400, "entity"),
        ({"entity": "acme", "places": []}, 400, "places"),
        ({"entity": "acme"}, 400, "places"),
        ({"entity": "acme", "places": [place(2, 6) | {"quote": "Bcme"}]}, 422, "quote"),
        ({"entity": "acme", "places": [place(6, 2) | {"quote": "x"}]}, 422, "quote"),
        ({"entity": "acme", "places": [place(2, 6, version=2)]}, 412, None),
        ({"entity": "acme", "places": [place(2, 6)], "kind": "pun"}, 400, "kind"),
        (["acme"], 400, None),
    ],
)
def test_bad_input_is_refused_in_words_and_marks_nothing(
    desk, article, acme, body, status, field
):
    answer = send(desk, article, "mentions", body)
    assert answer.status_code == status, answer.content
    assert field is None or field in answer.json()["errors"]
    assert not Mention.objects.exists()
    assert not Passage.objects.exists()


def test_refusing_what_is_not_suggested_is_told(desk, article, acme):
    answer = send(desk, article, "refusals", {"places": [place(7, 12)]})
    assert answer.status_code == 422
    assert answer.json()["errors"]["places"] == ["Nothing is suggested there."]
    assert suggestions(desk, article)["refused"] == 0
    asked = desk.get(f"{API}articles/{article.slug}/suggestions/", {"refused": "1"})
    assert asked.status_code == 400


def test_whoever_may_not_see_entities_is_told_nothing(client, article, acme):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(viewer)
    answer = suggestions(client, article)
    assert (answer["marks"], answer["refused"]) == ([], 0)
    for what in ("mentions", "refusals", "suggestions", "names"):
        body = {"entity": "acme", "places": places_of("Acme")}
        assert send(client, article, what, body).status_code == 403
    for path in ("mentions/1/", "refusals/1/", "mentions/9999999999999999999999/"):
        assert client.delete(API + path, HTTP_IF_MATCH="*").status_code == 403
    assert client.get(f"{API}entities/", {"q": "Acme"}).status_code == 403


def test_numbers_beyond_every_row_are_not_found(desk):
    for path in ("mentions/99999999999999999999999/", "refusals/0/"):
        assert desk.delete(API + path, HTTP_IF_MATCH="*").status_code == 404


def test_suggestions_cost_the_same_for_many_names_and_places(desk, article, acme):
    address = f"{API}articles/{article.slug}/suggestions/"
    desk.get(address)
    before = count_queries(desk, address)
    for name in ("leads", "near", "says", "closes"):
        make_company(label={"en": name})
    body = {"places": places_of("Acme")[:1]}
    send(desk, article, "refusals", body)
    desk.get(address)
    assert len(suggestions(desk, article)["marks"]) == 6
    assert count_queries(desk, address) == before
