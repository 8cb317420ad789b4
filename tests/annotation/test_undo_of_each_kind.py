"""Whatever is done at the desk is undone there, and the page is told what to show."""

import pytest

from entities.models import Citation, Claim, Entity, Mention, Name, Refusal
from tests.annotation.asking import Desk
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_company,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_unit,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "Acme earned 5 million yuan. Acme said so in Beijing."


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def ann(article):
    return Desk(article)


@pytest.fixture
def acme():
    entity = make_company(label={"en": "Acme"})
    make_name(entity, "Acme")
    return entity


def places(desk, word="Acme"):
    starts = [at for at in range(len(TEXT)) if TEXT.startswith(word, at)]
    end = len(word)
    return [
        {"version": 1, "start": at, "end": at + end, "quote": word} for at in starts
    ]


def kinds(told):
    return sorted(card["kind"] for card in told["cards"])


def test_mentions_of_one_entity_at_many_places_and_what_is_suggested_again(ann, acme):
    suggested = ann.ask("GET", "suggestions/").json()["marks"]
    body = {"places": places(ann), "entity": acme.slug}
    done = ann.done("POST", "mentions/", body)
    assert Mention.objects.count() == 2
    told = ann.undo(done)
    assert not Mention.objects.exists()
    assert sorted(told["marks"], key=lambda mark: mark["start"]) == suggested
    assert {f"mention-{row.id}" for row in Mention.history.all()} <= {*told["removed"]}


def test_a_mention_that_was_taken_away(ann, acme):
    body = {"places": places(ann)[:1], "entity": acme.slug}
    ann.done("POST", "mentions/", body)
    mention = Mention.objects.get()
    removed = ann.client.delete(
        f"/api/v1/desk/mentions/{mention.pk}/",
        headers={"If-Match": f'"{mention.revision}"'},
    ).json()
    told = ann.undo(removed)
    assert Mention.objects.get().pk == mention.pk
    assert kinds(told) == ["mention"]
    assert "suggestion-0-4" in told["removed"]


def test_a_refused_suggestion(ann, acme):
    done = ann.done("POST", "refusals/", {"places": places(ann)[:1]})
    assert Refusal.objects.count() == 1
    told = ann.undo(done)
    assert not Refusal.objects.exists()
    assert kinds(told) == ["suggestion"]


def test_a_new_entity_with_its_name_and_its_marks(ann, article):
    wanted = {"label": "Beijing", "language": "en", "kind": "place"}
    wanted |= {"article": article.slug, "places": places(ann, "Beijing")}
    done = ann.client.post(
        "/api/v1/desk/entities/", wanted, content_type="application/json"
    ).json()
    assert (Entity.objects.count(), Name.objects.count()) == (1, 1)
    ann.undo(done)
    assert not Entity.objects.exists()
    assert not Mention.objects.exists()


def test_a_new_name_of_a_draft(ann):
    entity = make_entity(label={"en": "Peking"})
    wanted = {"entity": entity.slug, "text": "Beijing", "language": "en"}
    wanted |= {"kind": "alias", "places": places(ann, "Beijing")}
    done = ann.done("POST", "names/", wanted)
    ann.undo(done)
    assert not Name.objects.exists()
    assert Entity.objects.get().pk == entity.pk


def test_a_new_claim_with_its_value_and_citation(ann, acme):
    make_property(), make_unit()
    body = {
        "subject": acme.slug,
        "property": "revenue",
        "sentences": {"en": "Acme earned 5 million yuan."},
        "value": {"type": "money", "as_printed": "5 million yuan"},
        "attribution": make_attribution().slug,
        "place": ann.place("earned 5 million yuan"),
    }
    done = ann.done("POST", "claims/", body)
    claim = Claim.objects.get()
    told = ann.undo(done)
    assert not Claim.objects.exists()
    assert f"claim-{claim.key}" in told["removed"]


def test_evidence_for_a_claim_and_its_claim_keeps_its_card(ann, article):
    claim = make_draft_claim()
    first = make_citation(claim, article, "earned")
    body = {"claim": claim.key, "place": ann.place("said so")}
    body |= {"chain": first.attribution.slug}
    done = ann.done("POST", "citations/", body)
    assert Citation.objects.count() == 2
    told = ann.undo(done)
    assert Citation.objects.get() == first
    assert kinds(told) == ["claim"]
    assert len([mark for mark in told["marks"] if mark["kind"] == "citation"]) == 1
    assert Claim.objects.get().revision == claim.revision + 2


def test_the_other_is_told_of_marks_and_suggestions_alike(ann, article, acme):
    bob = Desk(article, reviewer())
    since = bob.ask("GET").json()["change"]
    ann.done("POST", "refusals/", {"places": places(ann)[1:]})
    body = {"places": places(ann)[:1], "entity": acme.slug}
    ann.done("POST", "mentions/", body)
    told = bob.ask("GET", f"?since={since}").json()
    assert kinds(told) == ["mention"]
    gone = {f"suggestion-{p['start']}-{p['end']}" for p in places(ann)}
    assert gone <= {*told["removed"]}
    assert [news["said"] for news in told["news"]] == [
        "annotator added 1 refused suggestion.",
        "annotator added 1 mention.",
    ]
