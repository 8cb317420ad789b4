"""Each rule takes its examples and leaves its counterexamples alone."""

import pytest

from articles.dates import Edtf
from entities.prefill import Material, propose
from entities.prefill.rules import LANGUAGES, rules_of
from tests.prefill.measuring import properties

KINDS = ("certainty", "polarity", "property")
CASES = [
    pytest.param(
        language, kind, rule, text, takes, id=f"{language}-{rule.gives}-{text}"
    )
    for language in LANGUAGES
    for kind in KINDS
    for rule in getattr(rules_of(language), kind)
    for takes, texts in ((True, rule.examples), (False, rule.leaves))
    for text in texts
]


def proposal_for(text, language):
    """Return what is proposed when the whole text is marked."""
    known = properties()
    material = Material(text, language, Edtf.parse("2023-06-01"), properties=known)
    return propose(material, 0, len(text))


@pytest.mark.parametrize(("language", "kind", "rule", "text", "takes"), CASES)
def test_rule_takes_its_examples_only(language, kind, rule, text, takes):
    reading = getattr(proposal_for(text, language), kind)
    if not takes:
        assert reading is None or reading.gives != rule.gives
        return
    assert reading is not None
    assert reading.gives == rule.gives
    start, end = reading.words
    assert 0 <= start < end <= len(text)


def test_every_rule_brings_examples_and_counterexamples():
    for language in LANGUAGES:
        rules = rules_of(language)
        for kind in (*KINDS, "comparison"):
            for rule in getattr(rules, kind):
                assert rule.examples, (language, kind, rule.gives)
                assert rule.leaves, (language, kind, rule.gives)


@pytest.mark.parametrize("language", LANGUAGES)
def test_comparisons_say_share_or_excess(language):
    for rule in rules_of(language).comparison:
        for text in rule.examples:
            assert read_as(text, language) == [rule.gives], text
        for text in rule.leaves:
            assert rule.gives not in read_as(text, language), text


def read_as(text, language):
    """Return what each percentage is read as; “unclear” is not read at all."""
    found = proposal_for(text, language).values
    return [r.gives.comparison or "neither" for r in found] or ["unclear"]


def test_a_site_without_a_property_is_not_offered_it():
    material = Material("Acme raised 5 million yuan.", "en", properties={"cost": []})
    assert propose(material, 0, 27).property is None
