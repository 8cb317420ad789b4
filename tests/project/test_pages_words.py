"""The pages' own words: each in three languages, each there when a page asks."""

import re

import pytest
from django.conf import settings

from articles.interface import word, words
from articles.wording import LANGUAGES
from entities.badges import badges, groups
from entities.models import (
    Bound,
    Certainty,
    CitationPart,
    ComparisonClass,
    ComparisonState,
    EntityKind,
    Independence,
    Mode,
    NameKind,
    RelationKind,
    Scheme,
    Stance,
    ValueEntity,
)
from entities.models.value import Remark

FIELD = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("key", words())
def test_each_interface_word_is_there_in_every_language(key):
    phrases = words()[key]
    assert set(phrases) == set(LANGUAGES)
    texts = {
        language: list(phrase.values()) if isinstance(phrase, dict) else [phrase]
        for language, phrase in phrases.items()
    }
    assert all(text.strip() for forms in texts.values() for text in forms)
    fields = {
        frozenset(FIELD.findall(form)) for forms in texts.values() for form in forms
    }
    assert len(fields) == 1


def test_each_word_that_a_template_asks_for_is_there():
    pages = list((settings.BASE_DIR / "templates").rglob("*.html"))
    asked = {
        key
        for page in pages
        if "load" in (text := page.read_text())
        for key in re.findall(r'\{% word "(\w+)"', text)
    }
    assert len(asked) > 50
    assert asked - set(words()) == set()


def test_each_word_that_python_asks_for_is_there():
    modules = [*settings.BASE_DIR.glob("articles/**/*.py")]
    modules += settings.BASE_DIR.glob("entities/**/*.py")
    asked = {
        key
        for module in modules
        for key in re.findall(r'\bword\(\s*"(\w+)"', module.read_text())
    }
    assert asked
    assert asked - set(words()) == set()


FAMILIES = {
    "kind": EntityKind.values,
    "kinds": EntityKind.values,
    "name_kind": NameKind.values,
    "scheme": Scheme.values,
    "relation": [k + end for k in RelationKind.values for end in ("", "_inverse")],
    "independence": Independence.values,
    "stance": [key for key, _ in Stance._meta.get_field("position").choices],
    "role": [key for key, _ in ValueEntity._meta.get_field("role").choices],
    "side": ["earlier", "later"],
    "rights": ["full", "excerpts", "quotes", "nothing"],
    "in": LANGUAGES,
}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_choice_that_a_page_prints_has_a_word(family):
    assert {f"{family}_{key}" for key in FAMILIES[family]} <= set(words())


BADGED = {
    *Certainty.values,
    *CitationPart.values,
    *Mode.values,
    *ComparisonClass.values,
    *ComparisonState.values,
    *(set(Bound.values) - {"exact"}),
    *(set(Remark.values) - {"only"}),
    *("negative", "preferred", "deprecated", "presupposed", "derived"),
}


@pytest.mark.parametrize("code", sorted(BADGED))
def test_each_choice_that_a_page_badges_has_a_badge(code):
    badge = badges()[code]
    assert set(badge.label) == set(badge.meaning) == set(LANGUAGES)


def test_each_badge_stands_once_under_a_heading():
    slugs = [badge.slug for group in groups() for badge in group.badges]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == {badge.slug for badge in badges().values()}


@pytest.mark.parametrize(
    ("n", "language", "said"),
    [
        (0, "en", "0 claims"),
        (1, "en", "1 claim"),
        (1200, "en", "1,200 claims"),
        (0, "fr", "0 énoncé"),
        (2, "fr", "2 énoncés"),
        (1200, "fr", "1\u202f200 énoncés"),
        (1, "zh", "1条"),
    ],
)
def test_a_count_is_said_as_the_language_says_it(n, language, said):
    assert word("n_claims", language, n=n) == said
