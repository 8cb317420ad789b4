"""A passage becomes evidence for a claim: who may do so, and what may not be lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Passage, Status
from entities.annotation.citing import cite, recite, uncite
from entities.models import Citation, CitationPart, Claim
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "𠮷野家 earned 24亿元. Its rival earned 36亿元."


def passage_of(quote, text=TEXT) -> Passage:
    article = published(make_article(text=text))
    return Passage.objects.find(article.current_version, quote)


def withdrawn(claim):
    claim.withdraw(by=reviewer(), reason="It was wrong.")
    return claim


CLAIMS = {
    "draft": make_draft_claim,
    "in review": lambda: in_review(make_claim_with_evidence()),
    "published": make_claim,
    "withdrawn": lambda: withdrawn(make_claim()),
}


def make_claim_with_evidence():
    claim = make_draft_claim()
    make_citation(claim)
    return claim


@pytest.mark.parametrize(
    ("kind", "person", "refusal"),
    [
        ("draft", annotator, None),
        ("in review", annotator, PermissionDenied),
        ("in review", reviewer, None),
        ("published", annotator, PermissionDenied),
        ("published", reviewer, PermissionDenied),
        ("published", publisher, None),
        ("withdrawn", publisher, ValidationError),
    ],
)
def test_who_may_change_the_claim_may_cite_a_passage_for_it(kind, person, refusal):
    claim, by = CLAIMS[kind](), person()
    before = claim.citations.count()
    given = {"by": by, "attribution": make_attribution(), "reason": "It is new."}
    if refusal is None:
        cite(claim, passage_of("24亿元"), **given)
    else:
        with pytest.raises(refusal):
            cite(claim, passage_of("24亿元"), **given)
    assert claim.citations.count() == before + (refusal is None)


def test_somebody_who_may_change_claims_but_add_no_citation_adds_none():
    by = annotator()
    group = by.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_citation"))
    with pytest.raises(PermissionDenied, match="what claims rest on"):
        cite(
            make_draft_claim(),
            passage_of("24亿元"),
            by=by,
            attribution=make_attribution(),
        )


def test_what_readers_see_takes_a_reason_and_the_history_keeps_it():
    claim, given = make_claim(), {"by": publisher(), "attribution": make_attribution()}
    with pytest.raises(ValidationError) as refused:
        cite(claim, passage_of("24亿元"), reason="  ", **given)
    assert list(refused.value.message_dict) == ["reason"]
    citation = cite(claim, passage_of("24亿元"), reason="The paper says so.", **given)
    for row in (citation.history.first(), claim.history.first()):
        assert row.history_user == publisher()
        assert row.history_change_reason == "The paper says so."


def test_a_citation_comes_last_and_its_voice_is_the_last_of_the_chain():
    claim = make_draft_claim()
    make_citation(claim, position=4)
    paper, person = make_entity(), make_entity()
    chain = make_attribution(paper, person)
    citation = cite(claim, passage_of("24亿元"), by=annotator(), attribution=chain)
    assert (citation.position, citation.asserted_by) == (5, person)
    assert (citation.part, citation.mode) == ("states", "own_voice")


def test_the_claim_is_saved_with_its_citation_so_that_others_are_told():
    claim = make_draft_claim()
    before = claim.revision
    cite(claim, passage_of("24亿元"), by=annotator(), attribution=make_attribution())
    assert Claim.objects.get().revision == before + 1


def test_a_passage_is_cited_once_for_each_part():
    claim, passage = make_draft_claim(), passage_of("24亿元")
    given = {"by": annotator(), "attribution": make_attribution()}
    cite(claim, passage, **given)
    with pytest.raises(ValidationError, match="cites this passage already"):
        cite(claim, passage, **given)
    cite(claim, passage, part=CitationPart.CONTEXT, **given)
    assert claim.citations.count() == 2


@pytest.mark.parametrize("voices", ["another", "none"])
def test_the_voice_is_one_of_the_chain(voices):
    given = {"by": annotator(), "attribution": make_attribution()}
    if voices == "none":
        given["attribution"].links.all().delete()
    else:
        given["asserted_by"] = make_entity()
    field = {"another": "asserted_by", "none": "attribution"}[voices]
    with pytest.raises(ValidationError) as refused:
        cite(make_draft_claim(), passage_of("24亿元"), **given)
    assert list(refused.value.message_dict) == [field]


def test_a_published_claim_is_not_left_without_evidence():
    claim = make_claim()
    citation, before = claim.citations.get(), claim.revision
    given = {"by": publisher(), "reason": "It says less."}
    with pytest.raises(ValidationError, match="No citation"):
        uncite(citation, **given)
    citation = Citation.objects.get()
    with pytest.raises(ValidationError, match="No citation"):
        recite(citation, part=CitationPart.CONTEXT, **given)
    stored = Claim.objects.get()
    assert (stored.status, stored.revision) == (Status.PUBLISHED, before)
    assert Citation.objects.get().part == CitationPart.STATES


def test_a_published_claim_rests_on_no_voice_that_readers_may_not_see():
    unseen = make_attribution(make_entity())
    with pytest.raises(ValidationError, match="which is not published"):
        cite(
            make_claim(),
            passage_of("24亿元"),
            by=publisher(),
            reason="New.",
            attribution=unseen,
        )
    assert Citation.objects.count() == 1


def test_an_obstacle_that_was_there_before_keeps_nobody_from_citing_more():
    claim = make_claim()
    Claim.objects.filter(pk=claim.pk).update(sentences={})
    claim = Claim.objects.get()
    assert claim.obstacles()
    cite(
        claim,
        passage_of("24亿元"),
        by=publisher(),
        reason="New.",
        attribution=make_attribution(),
    )
    assert claim.citations.count() == 2


def test_a_citation_is_changed_and_taken_away_and_the_claim_tells_of_it():
    claim = make_draft_claim()
    citation = make_citation(claim)
    chain = make_attribution()
    recite(citation, by=annotator(), attribution=chain, locator="p. 2")
    stored = Citation.objects.get()
    assert (stored.locator, stored.asserted_by) == ("p. 2", chain.origin)
    uncite(stored, by=annotator())
    assert not Citation.objects.exists()
    reasons = [row.history_change_reason for row in claim.history.all()[:2]]
    assert reasons == ["citation removed", "citation changed"]
    assert Citation.history.get(history_type="-").history_user == annotator()
