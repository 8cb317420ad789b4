"""One more name of what readers see is proposed on a page of its own, and accepted."""

import pytest

from articles.models import Proposal
from tests.factories import annotator, make_entity, published, publisher, reviewer

pytestmark = pytest.mark.django_db


def accept(client, proposal):
    page = f"/admin/articles/proposal/{proposal.pk}/change/"
    shown = client.get(page).context
    sent = {"verb": "accept", shown["seen"]: shown["looked"].token}
    return client.post(page, sent, follow=True)


def test_one_more_name_is_proposed_from_the_page_of_the_entity(client):
    acme = published(make_entity(label={"en": "Acme"}))
    page = f"/admin/entities/name/propose/?entity={acme.pk}"
    client.force_login(annotator())
    entity_page = client.get(f"/admin/entities/entity/{acme.pk}/change/")
    assert page in entity_page.content.decode()
    sent = {
        "entity": acme.pk,
        "text": "KDXF",
        "language": "en",
        "kind": "abbreviation",
        "note": "",
        "change_reason": "A source says so.",
    }
    answer = client.post(page, sent, follow=True)
    assert "Proposed. Readers see no change" in answer.content.decode()
    assert not acme.names.exists()
    client.force_login(reviewer())
    accept(client, Proposal.objects.get())
    assert acme.names.get().text == "KDXF"


def test_who_may_give_a_name_does_not_propose_it(client):
    acme = published(make_entity(label={"en": "Acme"}))
    client.force_login(publisher())
    page = f"/admin/entities/name/propose/?entity={acme.pk}"
    assert client.get(page).status_code == 403
