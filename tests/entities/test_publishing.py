import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import Status
from entities.models import Claim
from tests.factories import (
    in_review,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_company,
    make_draft_claim,
    make_entity,
    make_property,
    make_qualifier,
    make_qualifier_kind,
    make_value,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def refusal(claim) -> str:
    in_review(claim)
    with pytest.raises(ValidationError) as refused:
        claim.publish(by=reviewer())
    assert not Claim.objects.published().exists()
    return " ".join(refused.value.messages)


def test_a_claim_with_a_verified_citation_is_published_by_a_second_person():
    claim = make_draft_claim()
    make_citation(claim)
    published(claim)
    assert list(Claim.objects.published()) == [claim]


def test_a_claim_without_a_citation_is_not_published():
    assert "No citation" in refusal(make_draft_claim())


def test_a_claim_is_not_published_on_the_strength_of_a_draft_article():
    claim = make_draft_claim()
    make_citation(claim, make_article())
    assert "No citation" in refusal(claim)


def test_a_passage_that_only_gives_context_backs_nothing():
    claim = make_draft_claim()
    make_citation(claim, part="context")
    assert "No citation" in refusal(claim)


def test_a_claim_names_the_qualifier_that_its_property_requires():
    funds_use = make_property("funds_use")
    funds_use.required_qualifiers.add(make_qualifier_kind("purpose"))
    claim = make_draft_claim(property=funds_use)
    make_citation(claim)
    assert "purpose" in refusal(claim)
    make_qualifier(claim, "purpose", text="working capital")
    published(claim)
    assert Claim.objects.published().exists()


def test_a_claim_that_names_an_unpublished_entity_is_not_published():
    secret = make_entity(label={"en": "Secret Ltd"})
    claim = make_draft_claim()
    make_citation(claim)
    make_qualifier(claim, "compared_with", entity=secret)
    assert "Secret Ltd" in refusal(claim)


def test_nobody_publishes_what_they_drafted_without_a_written_reason():
    claim = make_draft_claim(drafted_by=publisher())
    make_citation(claim)
    in_review(claim)
    with pytest.raises(ValidationError, match="second person"):
        claim.publish(by=publisher(), override_reason=" ")
    claim.publish(by=publisher(), override_reason="Nobody else is on duty.")
    assert Claim.objects.published().exists()
    assert claim.history.first().history_change_reason == "Nobody else is on duty."


def test_the_database_refuses_a_self_published_claim():
    claim = make_claim()
    with pytest.raises(IntegrityError, match="claim_is_published_by_a_second_person"):
        Claim.objects.filter(pk=claim.pk).update(published_by=claim.drafted_by)


def test_a_claim_disappears_with_the_article_that_backs_it():
    article = published(make_article())
    make_claim(article=article)
    assert Claim.objects.published().exists()
    article.withdraw(by=reviewer(), reason="The publisher retracted it.")
    assert not Claim.objects.published().exists()


def test_a_claim_disappears_with_its_subject():
    company = make_company()
    make_claim(subject=company)
    company.withdraw(by=reviewer(), reason="Merged.")
    assert not Claim.objects.published().exists()


def test_an_entity_that_others_claims_name_is_not_withdrawn():
    huawei = make_company(label={"en": "Huawei"})
    claim = make_draft_claim()
    make_citation(claim)
    make_qualifier(claim, "compared_with", entity=huawei)
    published(claim)
    with pytest.raises(ValidationError, match="1 published claims about others"):
        huawei.withdraw(by=reviewer(), reason="Renamed.")
    claim.withdraw(by=reviewer(), reason="Misread.")
    huawei.withdraw(by=reviewer(), reason="Renamed.")
    assert huawei.status == Status.WITHDRAWN


def test_a_voice_that_published_claims_rest_on_is_not_withdrawn():
    voice = published(make_entity(kind="person"))
    make_claim(attribution=make_attribution(voice))
    with pytest.raises(ValidationError, match="name it"):
        voice.withdraw(by=reviewer(), reason="Asked for.")


def test_what_is_withdrawn_says_why():
    claim = make_claim()
    with pytest.raises(ValidationError, match="why it is withdrawn"):
        claim.withdraw(by=reviewer(), reason=" ")
    claim = Claim.objects.get()
    claim.withdraw(by=reviewer(), reason="The figure was misread.")
    assert claim.status == Status.WITHDRAWN
    assert not Claim.objects.published().exists()


def test_every_step_of_a_claim_leaves_history():
    claim = make_claim()
    claim.withdraw(by=reviewer(), reason="The figure was misread.")
    steps = list(claim.history.values_list("status", "history_user__username"))
    assert steps == [
        ("withdrawn", "reviewer"),
        ("published", "reviewer"),
        ("draft", None),
    ]


def test_a_claim_has_one_main_value():
    claim = make_draft_claim()
    with pytest.raises(IntegrityError):
        make_value(claim)
