"""Sending to review, publishing and withdrawing from a list of the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import FormerSlug as FormerArticleSlug
from articles.models import Status
from entities.models import Claim, FormerSlug
from tests.admin_form import errors_on, opened
from tests.factories import (
    in_review,
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_topic,
    published,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/entities/claim/"


def act(client, action, *claims, **typed) -> str:
    """Choose an action for the claims and return what the desk says to it."""
    chosen = {"action": action, "_selected_action": [claim.pk for claim in claims]}
    response = client.post(LIST, chosen | typed, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"])


def test_a_draft_is_sent_to_review(editor_client):
    claim = make_draft_claim()
    assert act(editor_client, "submit", claim) == "1 claim sent to review."
    assert Claim.objects.get().status == Status.IN_REVIEW


def test_publishing_says_of_each_claim_what_is_missing(editor_client):
    ready, bare = make_draft_claim(), make_draft_claim(sentences={"en": "Bare."})
    make_citation(ready)
    in_review(ready)
    in_review(bare)
    said = act(editor_client, "publish", ready, bare)
    assert "1 claim published." in said
    assert "Bare.: No citation" in said
    ready.refresh_from_db()
    bare.refresh_from_db()
    assert (ready.status, bare.status) == (Status.PUBLISHED, Status.IN_REVIEW)


def test_whoever_publishes_is_named(editor_client, admin_user):
    claim = make_draft_claim()
    make_citation(claim)
    in_review(claim)
    act(editor_client, "publish", claim)
    assert Claim.objects.get().published_by == admin_user
    assert claim.history.first().history_user == admin_user


def test_nobody_publishes_from_the_list_what_they_drafted(editor_client, admin_user):
    claim = make_draft_claim(drafted_by=admin_user)
    make_citation(claim)
    in_review(claim)
    assert "second person" in act(editor_client, "publish", claim)
    assert Claim.objects.get().status == Status.IN_REVIEW


def test_publishing_without_a_second_person_takes_a_written_reason(
    editor_client, admin_user
):
    claim = make_draft_claim(drafted_by=admin_user)
    make_citation(claim)
    chosen = {"action": "publish_alone", "_selected_action": [claim.pk]}
    assert 'name="reason"' in editor_client.post(LIST, chosen).content.decode()
    said = act(editor_client, "publish_alone", claim, reason="Nobody is on duty.")
    assert said == "1 claim published."
    claim.refresh_from_db()
    assert claim.override_reason == "Nobody is on duty."
    page = f"/admin/entities/claim/{claim.pk}/history/"
    assert "Nobody is on duty." in editor_client.get(page).content.decode()


def test_withdrawing_asks_for_the_reason_first(editor_client):
    claim = make_claim()
    chosen = {"action": "withdraw", "_selected_action": [claim.pk]}
    page = editor_client.post(LIST, chosen)
    assert 'name="reason"' in page.content.decode()
    assert str(claim) in page.content.decode()
    assert Claim.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 3000])
def test_withdrawing_without_a_sensible_reason_is_refused(reason, editor_client):
    claim = make_claim()
    chosen = {"action": "withdraw", "_selected_action": [claim.pk], "reason": reason}
    assert editor_client.post(LIST, chosen).context["form"].errors["reason"]
    assert Claim.objects.get().status == Status.PUBLISHED


def test_a_withdrawn_claim_keeps_the_reason(editor_client, admin_user):
    claim = make_claim()
    said = act(editor_client, "withdraw", claim, reason="The figure was misread.")
    assert said == "1 claim withdrawn."
    claim.refresh_from_db()
    assert (claim.status, claim.withdrawal_reason) == (
        Status.WITHDRAWN,
        "The figure was misread.",
    )


def test_who_may_not_publish_is_not_offered_it(client):
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_claim"))
    client.force_login(viewer)
    claim = make_draft_claim()
    make_citation(claim)
    assert 'value="publish"' not in client.get(LIST).content.decode()
    act(client, "publish", claim)
    assert Claim.objects.get().status == Status.DRAFT


@pytest.mark.parametrize(
    ("make", "former", "address"),
    [
        (make_company, FormerSlug, "entities/entity"),
        (lambda: published(make_article()), FormerArticleSlug, "articles/article"),
    ],
    ids=["a company", "an article"],
)
def test_a_new_address_of_a_published_record_leaves_the_old_one_behind(
    make, former, address, editor_client
):
    record = make()
    old, page = record.slug, f"/admin/{address}/{record.pk}/change/"
    typed = opened(editor_client, page) | {"slug": "another-name"}
    assert errors_on(editor_client.post(page, typed)) == ""
    record.refresh_from_db()
    assert record.slug == "another-name"
    assert former.objects.get(slug=old).target == record


def test_a_new_address_of_a_draft_leaves_nothing_behind(editor_client):
    entity = make_entity()
    page = f"/admin/entities/entity/{entity.pk}/change/"
    typed = opened(editor_client, page) | {"slug": "another-name"}
    assert errors_on(editor_client.post(page, typed)) == ""
    assert not FormerSlug.objects.exists()


def test_an_address_that_once_led_elsewhere_is_not_given_again(editor_client):
    company = make_company(slug="old-name")
    company.rename("new-name")
    typed = opened(editor_client, "/admin/entities/entity/add/")
    typed |= {"slug": "old-name", "kind": "company", "label_en": "Another"}
    refused = editor_client.post("/admin/entities/entity/add/", typed)
    assert "once led to something else" in errors_on(refused)


def test_the_address_of_a_published_comparison_is_not_changed(editor_client):
    comparison = make_comparison(make_claim(), make_claim())
    page = f"/admin/entities/comparison/{comparison.pk}/change/"
    assert "slug" in opened(editor_client, page)
    published(comparison)
    assert "slug" not in opened(editor_client, page)


def test_topics_stand_under_their_wider_topic(editor_client):
    wider = make_topic(title={"en": "Chips"}, order=2)
    make_topic(title={"en": "Ascend"}, parent=wider, order=1)
    make_topic(title={"en": "Aims"}, order=3)
    page = editor_client.get("/admin/entities/topic/")
    listed = [
        (topic.title["en"], topic.tree_depth)
        for topic in page.context["cl"].result_list
    ]
    assert listed == [("Chips", 0), ("Ascend", 1), ("Aims", 0)]


def test_a_topic_is_not_put_under_itself(editor_client):
    wider = make_topic()
    narrower = make_topic(parent=wider)
    page = f"/admin/entities/topic/{wider.pk}/change/"
    typed = opened(editor_client, page) | {"parent": narrower.pk}
    assert "descendant" in errors_on(editor_client.post(page, typed))


def test_a_history_tells_each_step_and_cannot_be_written(editor_client):
    claim = make_claim()
    claim.withdraw(by=claim.published_by, reason="The figure was misread.")
    page = editor_client.get(f"/admin/entities/claim/{claim.pk}/history/")
    told = page.content.decode()
    assert "<del>published</del>" in told
    assert "<ins>withdrawn</ins>" in told
    assert "The figure was misread." in told
    steps = claim.history.order_by("history_id")
    was_public = steps[1]
    address = f"/admin/entities/claim/{claim.pk}/history/{was_public.change}/"
    as_it_was = editor_client.get(address)
    assert as_it_was.status_code == 200
    assert 'name="sentences_en"' not in as_it_was.content.decode()
    assert editor_client.post(address, {"_save": "Revert"}).status_code == 403
    assert Claim.objects.get().status == Status.WITHDRAWN
