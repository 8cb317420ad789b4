"""Every claim and relation of the truth goes into the database and comes out equal.

The documents themselves are captured for the test; the project never holds them.
"""

from decimal import Decimal

import pytest
from django.conf import settings

from articles.models import Article, Publisher, Version
from articles.text import normalise
from entities.models import Claim, Comparison
from project.seeding import claims as seeding_claims
from project.seeding.load import Seeding
from project.seeding.reader import Entry
from tests.factories import annotator
from tests.truth.convert import (
    attribution_slugs,
    chain_key,
    claim_entry,
    comparison_entry,
)
from tests.truth.held import claim_as_truth, comparison_as_truth

pytestmark = pytest.mark.django_db


class WordsAndVoices(Seeding):
    """The seeds without their articles, claims and comparisons."""

    def _articles_and_claims(self):
        pass

    def _comparisons(self):
        pass


def entry(content):
    """Make seed entries of plain mappings; floats become exact decimals."""
    if isinstance(content, dict):
        return Entry({key: entry(value) for key, value in content.items()})
    if isinstance(content, list):
        return [entry(value) for value in content]
    if isinstance(content, float):
        return Decimal(str(content))
    return content


def occurrence(text: str, quote: str, start: int) -> int:
    """Which of the places where `text` says `quote` begins at `start`; 1 is first."""
    return sum(text.startswith(quote, at) for at in range(start + 1))


@pytest.fixture
def articles(truth, raw_text):
    """The five documents as they are, captured."""
    WordsAndVoices(settings.BASE_DIR / "seeds", lambda *_: None).run()
    captured = {}
    for document in truth("documents")["documents"]:
        article = Article.objects.create(
            slug=document["id"],
            ref=document["id"],
            publisher=Publisher.objects.get(slug=document["publisher"]),
            title=document["id"],
            title_language="en",
            language=document["main_language"],
            drafted_by=annotator(),
        )
        Version.objects.capture(article, raw_text(document))
        captured[document["id"]] = article
    return captured


@pytest.fixture
def held_claims(truth, articles):
    """All claims of the truth, stored; returns the truth's own."""
    claims = truth("claims")["claims"]
    slugs = attribution_slugs(claims)
    stored = []
    for claim in claims:
        row = entry(claim_entry(claim, slugs[chain_key(claim["attribution"])]))
        article = articles[claim["document"]]
        text = article.current_version.text
        for citation in row["citations"]:
            start = citation.take("start")
            citation["occurrence"] = occurrence(text, citation["quote"], start)
        record = seeding_claims.add_claim(row, article, drafted_by=annotator())
        assert record
        stored.append((record, row))
    for record, row in stored:
        seeding_claims.tie(record, row)
        row.finish()
    return claims


def test_the_text_contract_keeps_every_offset_of_the_documents(truth, raw_text):
    documents = truth("documents")["documents"]
    assert len(documents) == 5
    for document in documents:
        assert normalise(raw_text(document)) == raw_text(document)


def test_every_claim_and_relation_of_the_truth_comes_out_as_it_went_in(
    truth, held_claims
):
    stored = {claim.ref: claim for claim in Claim.objects.for_display()}
    assert len(stored) == len(held_claims) == 241
    for claim in held_claims:
        assert claim_as_truth(stored[claim["id"]]) == claim

    relations = truth("relations")["relations"]
    for relation in relations:
        row = entry(comparison_entry(relation))
        seeding_claims.add_comparison(row, drafted_by=annotator())
        row.take("earlier", None), row.take("later", None)
        row.finish()
    compared = {comparison.ref: comparison for comparison in Comparison.objects.all()}
    assert len(compared) == len(relations) == 80
    for relation in relations:
        assert comparison_as_truth(compared[relation["id"]]) == relation
