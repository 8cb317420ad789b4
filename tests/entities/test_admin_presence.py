"""A record's page says who else has it open, while they have."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Presence
from tests.entities.test_admin_conflicts import page_of
from tests.factories import make_article, make_draft_claim, make_entity

pytestmark = pytest.mark.django_db


def editor(name, **fields) -> Client:
    user = get_user_model().objects.create_superuser(name, **fields)
    client = Client()
    client.force_login(user)
    return client


def sign(client, record) -> str:
    return client.post(f"{page_of(record)}presence/").json()["also"]


def test_two_people_at_one_record_are_told_of_each_other():
    ann, bob, claim = (
        editor("ann", first_name="Ann", last_name="Li"),
        editor("bob"),
        (make_draft_claim()),
    )
    assert sign(ann, claim) == ""
    now = f"{timezone.now():%H:%M} UTC"
    assert sign(bob, claim) == f"Also open by Ann Li since {now}."
    assert sign(ann, claim) == f"Also open by bob since {now}."


def test_the_page_says_so_when_it_is_opened_with_no_script_needed():
    ann, bob, article = editor("ann"), editor("bob"), make_article()
    sign(ann, article)
    assert "Also open by ann since" in bob.get(page_of(article)).content.decode()
    assert "Also open by" not in ann.get(page_of(article)).content.decode()


def test_opening_a_page_writes_nothing_down():
    ann, entity = editor("ann"), make_entity()
    ann.get(page_of(entity))
    assert not Presence.objects.exists()


def test_who_closed_the_page_is_gone_after_a_minute():
    ann, bob, entity = editor("ann"), editor("bob"), make_entity()
    sign(ann, entity)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=71))
    assert sign(bob, entity) == ""


def test_who_comes_back_is_there_since_then():
    ann, entity = editor("ann"), make_entity()
    sign(ann, entity)
    long_ago = timezone.now() - timedelta(minutes=5)
    Presence.objects.update(opened_at=long_ago, seen_at=long_ago)
    sign(ann, entity)
    assert Presence.objects.get().opened_at > long_ago
    since = Presence.objects.get().opened_at
    sign(ann, entity)
    assert Presence.objects.get().opened_at == since


def test_another_record_of_the_same_number_is_another_record():
    ann, bob = editor("ann"), editor("bob")
    claim = make_draft_claim()
    article = make_article(pk=claim.pk)
    sign(ann, claim)
    assert sign(bob, article) == ""


def test_nobody_asks_after_a_record_that_they_may_not_see():
    claim = make_draft_claim()
    sign(editor("ann"), claim)
    client = Client()
    assert client.post(f"{page_of(claim)}presence/").status_code == 302
    user = get_user_model().objects.create_user("guest", is_staff=True)
    client.force_login(user)
    answer = client.post(f"{page_of(claim)}presence/")
    assert answer.status_code == 403
    assert "ann" not in answer.content.decode()


def test_many_people_cost_no_more_queries_than_one_and_are_counted_off():
    claim, bob = make_draft_claim(), editor("bob")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            sign(bob, claim)
        return len(captured)

    sign(editor("ann"), claim)
    cost()
    few = cost()
    for n in range(20):
        user = get_user_model().objects.create_superuser(f"editor-{n}")
        Presence.objects.note(user, claim)
    assert cost() == few
    assert sign(bob, claim).endswith("and others.")


def test_old_signs_are_swept_away():
    ann, bob = editor("ann"), editor("bob")
    sign(ann, make_entity())
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    sign(bob, make_entity())
    assert Presence.objects.count() == 1
