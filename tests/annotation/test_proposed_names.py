"""A name of what readers see is proposed from the desk by who may not give it."""

import pytest

from articles.models import Proposal
from entities.models import Mention, Name
from tests.annotation.asking import Desk
from tests.entities.test_admin_proposals_of_names import accept
from tests.factories import (
    annotator,
    make_article,
    make_entity,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("KDXF earned 5 million yuan.")


@pytest.fixture
def acme():
    return published(make_entity(slug="acme", label={"en": "Acme"}))


def wanted(desk, **fields) -> dict:
    return {
        "entity": "acme",
        "text": "KDXF",
        "language": "en",
        "kind": "abbreviation",
        "reason": "It says so.",
        "places": [desk.place("KDXF")],
    } | fields


def test_it_is_proposed_with_its_reason_and_the_words_are_marked(article, acme, client):
    ann = Desk(article)
    told = ann.done("POST", "names/", wanted(ann))
    assert told["said"] == (
        "“KDXF” is proposed as a name of Acme: a reviewer decides. It is marked."
    )
    assert acme.mentions.get().kind == "abbreviation"
    assert not acme.names.exists()
    proposal = Proposal.objects.open().get()
    assert (proposal.record, proposal.by) == (acme, annotator())
    assert (proposal.part, proposal.reason) == ("entities.name", "It says so.")
    client.force_login(reviewer())
    accept(client, proposal)
    name = acme.names.get()
    assert (name.text, name.language, name.kind) == ("KDXF", "en", "abbreviation")
    assert name.history.first().history_user == reviewer()


def test_what_could_not_be_accepted_is_not_proposed(article, acme):
    ann = Desk(article)
    told = ann.refused(422, "POST", "names/", wanted(ann, reason=" "))
    assert "say why it gets a name" in told
    Name.objects.create(entity=acme, text="KDXF", language="en", kind="alias")
    ann.refused(422, "POST", "names/", wanted(ann))
    ann.refused(400, "POST", "names/", wanted(ann, kind="pun"))
    ann.refused(400, "POST", "names/", wanted(ann, reason="a\x00b"))
    ann.refused(400, "POST", "names/", wanted(ann, reason="x" * 1001))
    assert not Proposal.objects.exists()
    assert not Mention.objects.exists()


def test_the_same_name_is_proposed_once_by_each_and_others_stand(article, acme):
    ann, bob = Desk(article), Desk(article, reviewer())
    ann.done("POST", "names/", wanted(ann))
    told = ann.refused(422, "POST", "names/", without_places(ann))
    assert "proposed this name already" in told
    ann.done("POST", "names/", without_places(ann, text="Kedaxun"))
    bob.done("POST", "names/", without_places(bob))
    assert Proposal.objects.open().count() == 3


def without_places(desk, **fields) -> dict:
    body = wanted(desk, **fields)
    del body["places"]
    return body


def test_undoing_takes_back_the_proposal_and_the_mark(article, acme):
    ann = Desk(article)
    told = ann.undo(ann.done("POST", "names/", wanted(ann)))
    assert told["said"].startswith("Undone: “KDXF” is proposed")
    assert Proposal.objects.get().state == "taken_back"
    assert not Mention.objects.exists()
    ann.undo(ann.done("POST", "names/", without_places(ann)))
    assert not Proposal.objects.open().exists()


def test_a_proposal_that_was_decided_stays_when_the_mark_is_undone(article, acme):
    ann = Desk(article)
    done = ann.done("POST", "names/", wanted(ann))
    Proposal.objects.get().refuse(by=reviewer(), note="Another company.")
    ann.undo(done)
    assert Proposal.objects.get().state == "refused"
    assert not Mention.objects.exists()
