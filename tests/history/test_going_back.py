"""Going back is a new change that passes through the record's own rules."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article, Status
from entities.models import AttributionLink, Claim, Entity, Name
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    make_name,
    make_qualifier,
    make_topic,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def then(record, change=None) -> str:
    """The address of how a record was; by default, as its newest change left it."""
    name = record._meta.label_lower.replace(".", "_")
    change = change or record.history.first().change
    return reverse(f"admin:{name}_simple_history", args=[record.pk, change])


def read(client, address) -> str:
    return " ".join(client.get(address).content.decode().split())


def go_back(client, address, reason="It was right before."):
    seen = client.get(address).context["seen"]
    return client.post(address, {"reason": reason, "seen": seen})


def test_what_would_change_is_shown_first_and_shown_alone(editor_client):
    claim = make_draft_claim(derived="as it was")
    address = then(claim)
    claim.derived = "as it is"
    claim.save()
    page = read(editor_client, address)
    assert "<del>as it is</del>" in page
    assert "<ins>as it was</ins>" in page
    assert Claim.objects.get().derived == "as it is"
    assert claim.history.count() == 2


def test_fields_and_rows_are_again_what_they_were(editor_client, admin_user):
    claim = make_draft_claim(derived="as it was")
    kept, lost = make_qualifier(claim, text="2023"), make_qualifier(claim, text="2022")
    address = then(claim, lost.history.first().change)
    lost_pk = lost.pk
    claim.derived = "as it is"
    claim.save()
    kept.text = "2024"
    kept.save()
    lost.delete()
    make_qualifier(claim, text="added since")

    response = go_back(editor_client, address, "The source was right.")
    assert response.status_code == 302
    after = Claim.objects.get()
    assert after.derived == "as it was"
    rows = after.qualifiers.order_by("pk").values_list("pk", "text")
    assert list(rows) == [(kept.pk, "2023"), (lost_pk, "2022")]
    last = after.history.first()
    assert last.history_user == admin_user
    assert "The source was right." in last.history_change_reason
    assert after.revision == claim.revision + 1
    assert kept.history.first().change == last.change
    back = lost.history.model.objects.filter(id=lost_pk).order_by("history_id").last()
    assert (back.history_type, back.change) == ("+", last.change)
    assert back.revision > lost.revision


def test_the_way_back_can_be_gone_back_on(editor_client):
    entity = make_entity(note="first")
    address = then(entity)
    make_name(entity, "Acme")
    entity.note = "second"
    entity.save()
    before = then(entity)
    go_back(editor_client, address)
    assert not Name.objects.exists()
    go_back(editor_client, before)
    assert Entity.objects.get().note == "second"
    assert Name.objects.get().text == "Acme"


def test_the_entities_of_a_value_come_and_go_with_it(editor_client):
    claim = make_draft_claim(value={"type": "text", "text": "with others"})
    value = claim.values.get()
    row = value.value_entities.create(entity=make_entity())
    address = then(claim, row.history.first().change)
    row.delete()
    value.delete()
    assert go_back(editor_client, address).status_code == 302
    assert Claim.objects.get().values.get().value_entities.get().pk is not None


def test_its_status_stays_what_it_is(editor_client):
    claim = make_draft_claim(derived="as it was")
    make_citation(claim)
    as_draft = then(claim, claim.citations.get().history.first().change)
    published(claim)
    claim.derived = "as it is"
    claim.save()
    assert "readers see the change at once" in read(editor_client, as_draft)
    assert go_back(editor_client, as_draft).status_code == 302
    after = Claim.objects.get()
    assert (after.status, after.derived) == (Status.PUBLISHED, "as it was")


def test_what_was_withdrawn_does_not_go_back_before_it_is_reopened(editor_client):
    claim = make_claim()
    was_public = then(claim)
    claim.withdraw(by=reviewer(), reason="The figure was misread.")
    assert "You may read it as it was" in read(editor_client, was_public)
    assert editor_client.post(was_public, {"reason": "x"}).status_code == 403
    assert Claim.objects.get().status == Status.WITHDRAWN


def test_what_would_leave_a_published_claim_without_backing_is_refused(editor_client):
    claim = make_draft_claim()
    uncited = then(claim)
    make_citation(claim)
    published(claim)
    assert "No citation of a published article" in read(editor_client, uncited)
    response = go_back(editor_client, uncited)
    assert "Nothing was changed" in response.content.decode()
    assert "No citation of a published article" in response.content.decode()
    assert claim.citations.count() == 1


def test_what_would_break_a_rule_is_refused_with_the_reason(editor_client):
    first = make_name(make_entity(), "Acme")
    entity = first.entity
    address = then(entity, first.history.first().change)
    first.text = "Akme"
    first.save()
    Name.objects.create(entity=entity, text="Acme", language="en")
    # Here the later row goes, so that the name is free again.
    assert go_back(editor_client, address).status_code == 302
    assert [name.text for name in Name.objects.all()] == ["Acme"]

    topic = make_topic(slug="free")
    address = then(topic)
    topic.slug = "other"
    topic.save()
    make_topic(slug="free")
    page = read(editor_client, address)
    assert "Topic with this Slug already exists." in page
    assert "It cannot go back as it stands" in page


def test_what_needs_something_that_is_gone_is_refused(editor_client):
    partner = make_entity(label={"en": "Vanished"})
    claim = make_draft_claim()
    qualifier = make_qualifier(claim, "partner", entity=partner)
    address = then(claim, qualifier.history.first().change)
    qualifier.delete()
    partner.delete()
    assert "It needs Vanished (gone), which is no longer there." in read(
        editor_client, address
    )
    assert go_back(editor_client, address).status_code == 200
    assert not claim.qualifiers.exists()


def test_a_part_that_belongs_elsewhere_by_now_is_not_taken_back(editor_client):
    name = make_name(make_entity(), "Wanderer")
    entity = name.entity
    address = then(entity, name.history.first().change)
    name.entity = make_entity(label={"en": "Its new home"})
    name.save()
    assert "It belongs to “Its new home” now." in read(editor_client, address)


def test_who_saved_in_between_is_not_overwritten(editor_client):
    entity = make_entity(note="first")
    address = then(entity)
    entity.note = "second"
    entity.save()
    seen = editor_client.get(address).context["seen"]
    make_name(entity, "Meanwhile")
    response = editor_client.post(address, {"reason": "back", "seen": seen})
    assert "Somebody else has changed this entity" in response.content.decode()
    assert Entity.objects.get().note == "second"
    assert Name.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 3000])
def test_going_back_without_a_sensible_reason_is_refused(reason, editor_client):
    entity = make_entity(note="first")
    address = then(entity)
    entity.note = "second"
    entity.save()
    assert go_back(editor_client, address, reason).status_code == 200
    response = editor_client.post(address, {"reason": "back", "seen": "nonsense"})
    assert response.status_code == 200
    assert Entity.objects.get().note == "second"


def test_who_may_not_change_a_record_may_not_go_back():
    entity = make_entity(note="first")
    address = then(entity)
    entity.note = "second"
    entity.save()
    user = get_user_model().objects.create_user("looker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_entity"))
    client = Client()
    client.force_login(user)
    assert "You may read it as it was" in read(client, address)
    assert client.post(address, {"reason": "x", "seen": ""}).status_code == 403
    assert Entity.objects.get().note == "second"


def test_a_part_goes_back_with_its_whole_only(editor_client):
    name = make_name(make_entity(), "Acme")
    address = then(name)
    name.text = "Akme"
    name.save()
    assert f"/admin/entities/entity/{name.entity_id}/history/" in read(
        editor_client, address
    )
    assert editor_client.post(address, {"reason": "x"}).status_code == 403


def test_an_address_that_readers_know_redirects_after_the_way_back(
    editor_client, client
):
    entity = published(make_entity(slug="old", kind="company"))
    address = then(entity)
    entity.rename("new")
    assert go_back(editor_client, address).status_code == 302
    assert Entity.objects.get().slug == "old"
    assert client.get("/companies/new/")["Location"] == "/companies/old/"


def test_a_captured_text_stays_captured(editor_client):
    article = make_article(text=None, byline="first")
    address = then(article)
    article.versions.capture(article, "A text.")
    article.byline = "second"
    article.save()
    assert go_back(editor_client, address).status_code == 302
    assert Article.objects.get().byline == "first"
    assert article.versions.count() == 1


def test_links_that_moved_up_move_down_again(editor_client):
    chain = make_attribution(make_entity(), make_entity())
    address = then(chain, AttributionLink.history.first().change)
    first, second = chain.links.order_by("position")
    removed = first.pk
    first.delete()
    second.position = 0
    second.save()
    assert go_back(editor_client, address).status_code == 302
    links = chain.links.order_by("position").values_list("pk", "position")
    assert list(links) == [(removed, 0), (second.pk, 1)]


def test_looking_changes_nothing_even_when_it_tries_everything(editor_client):
    claim = make_draft_claim(derived="as it was", drafted_by=annotator())
    address = then(claim)
    claim.derived = "as it is"
    claim.save()
    make_qualifier(claim)
    count = claim.history.count()
    editor_client.get(address)
    assert (claim.history.count(), claim.qualifiers.count()) == (count, 1)
    assert Claim.objects.get().revision == claim.revision
