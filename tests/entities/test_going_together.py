"""A claim goes to review and to readers with the entities and articles it rests on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Status
from entities.models import Claim
from entities.reviewing.together import (
    not_yet_published,
    publish_together,
    submit_together,
)
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_attribution,
    make_citation,
    make_company,
    make_draft_claim,
    make_entity,
    make_qualifier,
    member_of,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def claim_on_drafts(**fields):
    """A draft claim whose subject and article nobody has published."""
    subject, article = make_entity(label={"en": "Zeta"}), make_article()
    claim = make_draft_claim(subject=subject, **fields)
    make_citation(claim, article)
    return claim, subject, article


def statuses(*records) -> list[str]:
    for record in records:
        record.refresh_from_db()
    return [record.status for record in records]


def sent_to_review():
    """The same, all three in review and as they are stored."""
    records = claim_on_drafts()
    submit_together(records[0], annotator())
    statuses(*records)
    return records


def test_what_a_claim_rests_on_is_its_entities_and_articles_without_the_published():
    claim, subject, article = claim_on_drafts()
    period = make_entity(label={"en": "Alpha"})
    make_qualifier(claim, entity=period)
    make_qualifier(claim, "role", entity=make_company())
    assert not_yet_published(claim) == [period, subject, article]


def test_own_drafts_go_to_review_with_the_claim_as_one_change():
    claim, subject, article = claim_on_drafts()
    assert submit_together(claim, annotator()) == [subject, article, claim]
    assert statuses(subject, article, claim) == [Status.IN_REVIEW] * 3
    changes = {record.history.latest().change for record in (subject, article, claim)}
    assert len(changes) == 1


def test_drafts_of_others_stay_where_they_are():
    claim, subject, article = claim_on_drafts(drafted_by=member_of("annotator"))
    subject.drafted_by = reviewer()
    subject.save()
    assert submit_together(claim, annotator()) == [article, claim]
    assert statuses(subject) == [Status.DRAFT]


def test_what_was_sent_back_is_not_sent_again_unseen():
    claim, subject, _ = claim_on_drafts()
    in_review(subject).send_back(by=reviewer(), note="Which Zeta?")
    assert subject not in submit_together(claim, annotator())
    assert statuses(subject) == [Status.DRAFT]
    assert subject.review_note == "Which Zeta?"


def test_a_claim_that_cannot_be_sent_takes_nothing_along():
    claim, subject, article = claim_on_drafts()
    in_review(claim)
    with pytest.raises(ValidationError, match="Only a draft"):
        submit_together(claim, annotator())
    assert statuses(subject, article) == [Status.DRAFT] * 2


def test_a_claim_is_published_with_what_it_rests_on_as_one_change():
    claim, subject, article = sent_to_review()
    done = publish_together(claim, reviewer(), [article, subject])
    assert done == [subject, article, claim]
    assert list(Claim.objects.published()) == [claim]
    assert len({record.history.latest().change for record in done}) == 1
    assert {record.history.latest().history_user for record in done} == {reviewer()}


def test_nothing_is_published_where_one_of_them_cannot_be():
    claim, subject, article = sent_to_review()
    subject.label = {}
    subject.save()
    with pytest.raises(ValidationError) as refused:
        publish_together(claim, reviewer(), [subject, article])
    [text] = refused.value.message_dict["with"]
    assert text == f"Entity “{subject}”: It has no name to show."
    assert statuses(subject, article, claim) == [Status.IN_REVIEW] * 3


def test_what_is_left_out_keeps_the_claim_from_being_published():
    claim, _, article = sent_to_review()
    with pytest.raises(ValidationError) as refused:
        publish_together(claim, reviewer(), [article])
    assert "It names “Zeta”, which is not published." in refused.value.messages
    assert statuses(article) == [Status.IN_REVIEW]


def test_the_second_person_is_asked_for_each():
    claim, subject, article = sent_to_review()
    subject.drafted_by = reviewer()
    subject.save()
    with pytest.raises(ValidationError, match="You drafted it; a second person"):
        publish_together(claim, reviewer(), [subject, article])
    assert statuses(subject, article, claim) == [Status.IN_REVIEW] * 3


def test_a_draft_that_nobody_reviewed_takes_a_publisher_and_a_reason():
    claim, subject, article = claim_on_drafts()
    in_review(claim)
    with pytest.raises(ValidationError, match="Send it to review first"):
        publish_together(claim, reviewer(), [subject, article])
    with pytest.raises(ValidationError, match="write down why not"):
        publish_together(claim, publisher(), [subject, article])
    publish_together(claim, publisher(), [subject, article], reason="At the deadline.")
    assert statuses(subject, article, claim) == [Status.PUBLISHED] * 3
    assert subject.override_reason == "At the deadline."
    assert claim.override_reason == ""  # a second person did review it


def test_whoever_may_not_publish_the_claim_publishes_nothing():
    claim, subject, article = sent_to_review()
    with pytest.raises((ValidationError, PermissionDenied)):
        publish_together(claim, annotator(), [])
    assert statuses(subject, article, claim) == [Status.IN_REVIEW] * 3


def test_only_what_the_claim_rests_on_goes_along():
    claim, *_ = sent_to_review()
    other = in_review(make_entity(label={"en": "Other"}))
    with pytest.raises(ValidationError, match="does not rest on it"):
        publish_together(claim, reviewer(), [other])
    assert statuses(other) == [Status.IN_REVIEW]


def test_what_somebody_changed_meanwhile_is_not_published_unseen():
    claim, subject, article = sent_to_review()
    seen = type(subject).objects.get(pk=subject.pk)
    subject.label = {"en": "Zeta, another one"}
    subject.save()
    with pytest.raises(ValidationError, match="Somebody else has changed"):
        publish_together(claim, reviewer(), [seen, article])
    assert statuses(subject, article, claim) == [Status.IN_REVIEW] * 3


def cost_of_looking(claim) -> int:
    with CaptureQueriesContext(connection) as queries:
        not_yet_published(claim)
    return len(queries)


def test_looking_for_what_goes_along_costs_the_same_however_much_is_named():
    claim, *_ = claim_on_drafts()
    few = cost_of_looking(claim)
    for _ in range(4):
        voices = [make_entity(), make_entity()]
        chain = make_attribution(*voices)
        make_citation(claim, make_article(), attribution=chain)
        make_qualifier(claim, entity=make_entity())
    assert cost_of_looking(claim) == few
    assert len(not_yet_published(claim)) == 2 + 4 * 4
