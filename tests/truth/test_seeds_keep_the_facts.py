"""The demo content says what the truth says, in the desk's own words."""

import re

import pytest

from articles.models import Article, Section
from entities.models import Claim, Comparison
from tests.truth.held import comparison_as_truth, value_as_truth

FIGURES = {"money", "percent", "quantity", "date"}
OWN_WORDS = {"as_written", "text", "numbers", "sectors", "role"}
LONGEST_HAN_RUN = 12
LONGEST_WORD_RUN = 6


@pytest.mark.usefixtures("seeded")
def test_every_figure_and_date_of_the_truth_stands_in_the_seeds(truth):
    stored = {claim.ref: claim for claim in Claim.objects.for_display()}
    compared = 0
    for claim in truth("claims")["claims"]:
        value = claim["value"]
        held = value_as_truth(stored[claim["id"]])
        if value["type"] in FIGURES:
            compared += 1
            if re.search(r"\d", value["as_written"]):
                assert held == value
        without_words = {k: v for k, v in value.items() if k not in OWN_WORDS}
        assert {k: v for k, v in held.items() if k not in OWN_WORDS} == without_words
    assert compared == 84


@pytest.mark.usefixtures("seeded")
def test_every_printed_figure_stands_in_the_passage_that_is_cited(truth):
    checked = 0
    for claim in Claim.objects.for_display():
        value, quote = claim.main_value, claim.citations.all()[0].passage.quote
        for words in value.as_printed.split("…"):
            assert words.strip() in quote, claim.ref
            checked += 1
    assert checked > 120


@pytest.mark.usefixtures("seeded")
def test_comparisons_join_the_claims_that_the_truth_joins(truth):
    stored = {comparison.ref: comparison for comparison in Comparison.objects.all()}
    reworded = {"explanation", "sources_note"}
    for relation in truth("relations")["relations"]:
        held = comparison_as_truth(stored[relation["id"]])
        assert {k: v for k, v in held.items() if k not in reworded} == {
            k: v for k, v in relation.items() if k not in reworded
        }


def han_runs(text: str):
    han = re.sub(r"[^\u3400-\u9fff]", "", text)
    size = LONGEST_HAN_RUN + 1
    return {han[at : at + size] for at in range(len(han) - size + 1)}


def word_runs(text: str):
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", text.lower())
    size = LONGEST_WORD_RUN + 1
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


@pytest.mark.usefixtures("seeded")
def test_no_sentence_of_the_documents_stands_in_a_digest(truth, raw_text):
    """Names, titles and figures as printed aside, which may carry over."""
    names = {
        form["form"]
        for entity in truth("entities")["entities"]
        for form in entity["surface_forms"]
    }
    for document in truth("documents")["documents"]:
        printed = {
            claim["value"].get("as_written", "")
            for claim in truth("claims")["claims"]
            if claim["document"] == document["id"]
            and re.search(r"\d", claim["value"].get("as_written", ""))
        }
        allowed = sorted(names | printed, key=len, reverse=True)

        def without(text, allowed=tuple(allowed)):
            for words in filter(None, allowed):
                text = text.replace(words, " 0 ")
            return text

        original = without(raw_text(document))
        article = Article.objects.get(ref=document["id"])
        sections = Section.objects.filter(version__article=article)
        assert sections
        for section in sections:
            digest = without(section.text)
            assert not han_runs(digest) & han_runs(original), section.text
            assert not word_runs(digest) & word_runs(original), section.text
