"""Without a script the desk's forms take records by the addresses of their pages."""

import pytest

from entities.models import Claim, Entity, Mention
from tests.admin_form import opened
from tests.factories import make_article, make_company, make_property

pytestmark = pytest.mark.django_db
ADD = "/admin/entities/mention/add/"


def address_of(record) -> str:
    options = record._meta
    path = f"{options.app_label}/{options.model_name}/{record.pk}/change/?q=1"
    return f"https://desk.example/admin/{path}"


def test_a_mention_is_marked_with_the_address_of_whom_it_names(editor_client):
    acme = make_company(slug="acme")
    article = make_article()
    page = f"{ADD}?article={article.pk}"
    shown = editor_client.get(page).content.decode()
    assert '<noscript><label>or the address of its page: <input name="entity-' in shown
    assert ' href="/admin/entities/entity/">Look it up in the list of ent' in shown
    sent = opened(editor_client, page) | {"quote": "Acme"}
    refused = editor_client.post(page, sent | {"entity-address": "acme, please"})
    assert "Select a valid choice" in refused.content.decode()
    gone = address_of(Entity(pk=10**17))
    assert (
        "Select a valid choice"
        in editor_client.post(page, sent | {"entity-address": gone}).content.decode()
    )
    done = editor_client.post(page, sent | {"entity-address": address_of(acme)})
    assert done.status_code == 302
    assert Mention.objects.get().entity == acme


def test_a_claim_names_its_subject_and_its_property(editor_client):
    acme, revenue = make_company(slug="acme"), make_property("revenue")
    page = "/admin/entities/claim/add/"
    sent = opened(editor_client, page) | {
        "subject-address": address_of(acme),
        "property-address": address_of(revenue),
        "sentences_en": "It earned.",
    }
    assert editor_client.post(page, sent).status_code == 302
    claim = Claim.objects.get()
    assert (claim.subject, claim.property) == (acme, revenue)
