"""The first page of the desk: what there is to do, for whoever opens it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from entities.models import Claim, Thread
from project.desk import questions
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_topic,
    member_of,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of():
    """Return a client for a person."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in


def counted(client) -> dict:
    """Return {queue: {address: number shown}} of the first page."""
    page = client.get("/admin/")
    shown = page.content.decode()
    for question in page.context["questions"]:
        assert question.label in shown
        for count in question.counts:
            assert f'href="{count.address}"' in shown
    return {
        question.queue.name: {count.address: count.shown for count in question.counts}
        for question in page.context["questions"]
    }


def rows_at(client, address) -> int:
    return client.get(address).context["cl"].result_count


def test_each_count_leads_to_as_many_rows(desk_of):
    in_review(make_draft_claim())
    make_claim()
    make_comparison(make_draft_claim(), make_draft_claim())
    for make in (make_article, make_entity, make_topic):
        in_review(make())
    back = in_review(make_draft_claim())
    back.send_back(by=reviewer(), note="Say when.")
    for person in (annotator(), reviewer()):
        client = desk_of(person)
        told = [
            (address, shown)
            for queue, counts in counted(client).items()
            for address, shown in counts.items()
            if person == reviewer() or queue in ("sent_back", "drafts")
        ]
        assert len(told) > 1
        for address, shown in told:
            assert str(rows_at(client, address)) == shown, address


def test_who_may_not_publish_is_told_of_no_reviews(desk_of):
    in_review(make_draft_claim())
    assert "waiting" not in counted(desk_of(annotator()))
    waiting = counted(desk_of(reviewer()))["waiting"]
    assert waiting == {"/admin/entities/claim/?queue=waiting": "1"}


def test_what_one_may_not_see_is_not_counted(desk_of):
    make_draft_claim(sentences={"en": "A secret."})
    viewer = member_of("annotator")
    viewer.groups.clear()
    viewer.user_permissions.add(Permission.objects.get(codename="view_topic"))
    make_topic(title={"en": "A known one"})
    client = desk_of(viewer)
    addresses = {a for counts in counted(client).values() for a in counts}
    assert {address.split("?")[0] for address in addresses} == {
        "/admin/entities/topic/"
    }
    page = client.get("/admin/")
    assert "A secret." not in page.content.decode()
    assert [change.kind for change in page.context["recent"]] == ["topic"]


def test_a_stranger_to_all_kinds_gets_a_page_without_questions(desk_of):
    nobody = member_of("annotator")
    nobody.groups.clear()
    page = desk_of(nobody).get("/admin/")
    assert page.context["questions"] == []
    assert page.context["recent"] == []


def test_counting_stops_where_it_is_enough(desk_of, monkeypatch):
    for _ in range(3):
        make_draft_claim(sentences={"en": "One."})
    here = "/admin/entities/claim/?queue=uncited"
    assert counted(desk_of(annotator()))["uncited"][here] == "3"
    monkeypatch.setattr(questions, "MOST_COUNTED", 2)
    assert counted(desk_of(annotator()))["uncited"][here] == "2+"


def told(page, name) -> list[tuple[str, str, str]]:
    return [
        (str(change.record), change.how, change.who) for change in page.context[name]
    ]


def test_it_tells_what_others_did_to_ones_drafts_and_what_changed_last(desk_of):
    mine = in_review(make_draft_claim(sentences={"en": "Mine."}))
    mine.send_back(by=reviewer(), note="Say when.")
    others = make_draft_claim(
        mine.subject, sentences={"en": "Others'."}, drafted_by=reviewer()
    )
    others.submit(by=reviewer())
    page = desk_of(annotator()).get("/admin/")
    assert ("Mine.", "changed", "reviewer") in told(page, "recent_of_mine")
    assert "Others'." not in {name for name, *_ in told(page, "recent_of_mine")}
    assert told(page, "recent")[:2] == [
        ("Others'.", "changed", "reviewer"),
        ("Mine.", "changed", "reviewer"),
    ]
    assert "Say when." in page.content.decode()
    assert f"/admin/entities/claim/{mine.pk}/history/" in page.content.decode()


def test_a_draft_that_somebody_deleted_is_told_without_a_link(desk_of):
    topic = make_topic(title={"en": "Gone"})
    key = topic.pk
    topic._history_user = reviewer()
    topic.delete()
    page = desk_of(annotator()).get("/admin/")
    assert told(page, "recent_of_mine") == [("Gone", "deleted", "reviewer")]
    assert f"/admin/entities/topic/{key}/" not in page.content.decode()


def test_the_first_page_and_every_queue_cost_the_same_for_one_row_and_for_two_hundred(
    desk_of, queries_for
):
    client = desk_of(reviewer())
    for make in (make_article, make_entity, make_topic):
        in_review(make())
    claim = make_claim(sentences={"en": "One."})
    in_review(make_comparison(in_review(make_draft_claim(sentences={"en": "Two."}))))
    addresses = {"/admin/"} | {a for c in counted(client).values() for a in c}
    assert len(addresses) > 12
    with_one = {address: queries_for(address, client) for address in addresses}
    copies(claim, 99)
    copies(Claim.objects.get(status="in_review"), 99)
    for _ in range(9):
        for make in (make_article, make_entity, make_topic):
            in_review(make())
    now = {address: queries_for(address, client) for address in addresses}
    assert now == with_one
    assert with_one["/admin/"] < 60


def copies(claim, count) -> None:
    """Make more rows like the claim, its values and citations, with their history."""
    parts = [*claim.values.all(), *claim.citations.all()]
    for _ in range(count):
        claim.pk, claim.key = None, Claim._meta.get_field("key").get_default()
        claim._state.adding = True
        claim.save()
        for part in parts:
            part.pk, part.claim = None, claim
            if hasattr(part, "key"):
                part.key = part._meta.get_field("key").get_default()
            part._state.adding = True
            part.save()


def test_it_leads_whoever_may_to_capturing_and_to_the_annotation_desk(desk_of):
    users = get_user_model().objects
    looking, nobody = (users.create(username=n, is_staff=True) for n in ("lo", "no"))
    looking.user_permissions.add(Permission.objects.get(codename="view_article"))
    for user, words in (
        (annotator(), ["Capture texts", "Annotate an article"]),
        (looking, ["Annotate an article"]),
        (nobody, []),
    ):
        client = desk_of(user)
        page = client.get("/admin/")
        assert [way.words for way in page.context["ways"]] == words
        for way in page.context["ways"]:
            assert f'<a href="{way.address}">{way.words}</a>' in page.content.decode()
            assert client.get(way.address).status_code == 200


def test_comments_by_others_on_ones_drafts_are_a_question_of_the_day(desk_of):
    claim = make_draft_claim()
    start = Thread.objects.start
    start(by=reviewer(), text="Net of tax?", claim=claim)
    start(by=reviewer(), text="Settled?", claim=claim).resolve(by=reviewer())
    ann = desk_of(annotator())
    ((address, shown),) = counted(ann)["on_my_drafts"].items()
    assert (shown, rows_at(ann, address)) == ("1", 1)
    assert counted(desk_of(reviewer()))["on_my_drafts"] == {}
    start(by=annotator(), text="Mine.", claim=claim)
    assert counted(ann)["on_my_drafts"] == {address: "1"}
