"""The next step of a record, on its own page."""

import pytest

from entities.models import Claim
from tests.admin_form import errors_on, opened
from tests.factories import (
    annotator,
    in_review,
    make_citation,
    make_claim,
    make_draft_claim,
    make_qualifier,
    make_qualifier_kind,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def page(claim) -> str:
    return f"/admin/entities/claim/{claim.pk}/change/"


def move(client, claim, verb, **typed):
    address = f"/admin/entities/claim/{claim.pk}/move/"
    sent = {"verb": verb, "revision": claim.revision} | typed
    return client.post(address, sent, follow=True)


@pytest.fixture
def claim():
    claim = make_draft_claim()
    make_citation(claim)
    return claim


def offered(client, claim) -> list[str]:
    return [verb for verb, _ in client.get(page(claim)).context["moves"]]


def test_a_page_offers_what_the_person_may_do_next(client, claim):
    client.force_login(annotator())
    assert offered(client, claim) == ["submit"]
    in_review(claim)
    assert offered(client, claim) == ["send_back"]  # to take the own draft back
    client.force_login(reviewer())
    assert offered(client, claim) == ["send_back", "publish"]
    assert offered(client, make_claim()) == ["withdraw"]


def test_a_draft_goes_the_whole_way_by_its_page(client, claim):
    client.force_login(annotator())
    assert "Claim sent to review." in move(client, claim, "submit").content.decode()
    client.force_login(reviewer())
    claim.refresh_from_db()
    move(client, claim, "send_back", reason="Of which year?")
    client.force_login(annotator())
    assert "Of which year?" in client.get(page(claim)).content.decode()
    claim.refresh_from_db()
    move(client, claim, "submit")
    claim.refresh_from_db()
    assert claim.review_note == ""
    client.force_login(reviewer())
    move(client, claim, "publish")
    assert list(Claim.objects.published()) == [claim]


def test_a_page_says_field_by_field_what_is_missing(client, claim):
    claim.property.required_qualifiers.add(make_qualifier_kind("period"))
    in_review(claim)
    client.force_login(reviewer())
    shown = client.get(page(claim))
    assert shown.context["obstacles"] == [
        ("Qualifiers", ["“Revenue” needs the qualifier “period”."])
    ]
    refused = move(client, claim, "publish")
    assert "needs the qualifier" in refused.content.decode()
    claim.refresh_from_db()
    assert claim.status == "in_review"


def test_a_refused_step_keeps_the_reason_that_was_typed(client):
    bare = make_draft_claim(drafted_by=publisher())
    client.force_login(publisher())
    refused = move(client, bare, "publish", reason="Nobody else is on duty.")
    assert refused.status_code == 200
    assert "Nobody else is on duty." in refused.content.decode()
    assert "No citation" in refused.content.decode()


def test_nobody_decides_on_what_has_changed_since_they_looked(client, claim):
    in_review(claim)
    Claim.objects.get(pk=claim.pk).save()
    client.force_login(reviewer())
    refused = move(client, claim, "publish")
    assert "changed it since you opened it" in refused.content.decode()
    assert Claim.objects.get().status == "in_review"


@pytest.mark.parametrize("verb", ["", "delete", "change", "\x00", "publish" * 100])
def test_a_step_that_is_none_does_nothing(verb, client, claim):
    client.force_login(reviewer())
    assert move(client, claim, verb).status_code == 200
    assert Claim.objects.get().status == "draft"


def test_a_step_is_not_taken_by_opening_an_address(client, claim):
    in_review(claim)
    client.force_login(reviewer())
    client.get(f"/admin/entities/claim/{claim.pk}/move/?verb=publish")
    assert Claim.objects.get().status == "in_review"


def test_a_published_record_is_changed_with_a_written_reason(client):
    claim = make_claim()
    client.force_login(reviewer())
    assert 'name="sentences_en"' not in client.get(page(claim)).content.decode()
    client.force_login(publisher())
    typed = opened(client, page(claim)) | {"change_reason": " "}
    refused = client.post(page(claim), typed)
    assert refused.context["adminform"].form.errors["change_reason"]
    typed["change_reason"] = "The year was misread."
    assert errors_on(client.post(page(claim), typed)) == ""
    last = claim.history.first()
    assert (last.history_user, last.history_change_reason) == (
        publisher(),
        "The year was misread.",
    )


def test_a_change_of_what_readers_see_does_not_take_away_what_it_needs(client):
    claim = make_claim()
    claim.property.required_qualifiers.add(make_qualifier_kind("period"))
    qualifier = make_qualifier(claim, "period", text="2023")
    client.force_login(publisher())
    typed = opened(client, page(claim))
    assert typed["qualifiers-0-id"] == [str(qualifier.pk)]
    typed["qualifiers-0-DELETE"] = "on"
    assert "needs the qualifier “period”" in errors_on(client.post(page(claim), typed))
    assert claim.qualifiers.exists()
    address = f"/admin/entities/citation/{claim.citations.get().pk}/change/"
    typed = opened(client, address) | {"part": "context"}
    assert "No citation" in errors_on(client.post(address, typed))
    assert claim.citations.get().part == "states"


def test_what_stood_against_a_published_record_before_may_stay(client):
    """Or nobody could mend anything else."""
    claim = make_claim()
    claim.property.required_qualifiers.add(make_qualifier_kind("period"))
    client.force_login(publisher())
    typed = opened(client, page(claim)) | {"sentences_en": "Acme earned more."}
    assert errors_on(client.post(page(claim), typed)) == ""
    assert Claim.objects.get().sentences["en"] == "Acme earned more."


def test_a_reopened_draft_tells_of_its_withdrawal_as_past(client):
    """A reason that is about where it stood before is not shown as if it held now."""
    claim = make_draft_claim(drafted_by=publisher())
    make_citation(claim)
    client.force_login(publisher())
    move(client, claim, "publish", reason="Nobody else is here.")
    claim.refresh_from_db()
    assert "Override reason" in client.get(page(claim)).content.decode()
    move(client, claim, "withdraw", reason="Misread.")
    said = client.get(page(claim)).content.decode()
    assert "Withdrawal reason" in said
    assert "Was withdrawn because" not in said
    claim.refresh_from_db()
    move(client, claim, "reopen")
    said = client.get(page(claim)).content.decode()
    assert "Was withdrawn because" in said
    assert "Misread. (Readers of the old address go on being told so" in said
    assert "Withdrawal reason" not in said
    assert "Override reason" not in said
