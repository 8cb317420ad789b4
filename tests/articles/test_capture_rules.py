"""The data files that know boilerplate: each rule against its own examples."""

import re
import time
from re import _constants as codes
from re import _parser as parser

import pytest

from articles.capture.rules import LANGUAGES, rules
from articles.capture.sections import find_sections
from articles.capture.spelling import plain

RULES = [(language, rule) for language in LANGUAGES for rule in rules(language)]
TREATMENTS = {"drop", "move_to_metadata", "move_to_source", "move_to_summary"}


def takes(rule, text: str) -> bool:
    if rule.reach == "stretch":
        found = rule.pattern.search(plain(text))
        return bool(found)
    if rule.reach in ("label", "numbered"):
        return bool(rule.pattern.match(plain(text)))
    return rule.takes(plain(text), text)


@pytest.mark.parametrize(
    ("rule", "language"),
    [pytest.param(r, name, id=f"{name}-{r.detail}-{r.reach}") for name, r in RULES],
)
def test_a_rule_takes_its_examples_and_leaves_what_it_must(rule, language):
    assert rule.treatment in TREATMENTS
    assert rule.examples
    assert rule.leaves
    assert [text for text in rule.examples if not takes(rule, text)] == []
    assert [text for text in rule.leaves if takes(rule, text)] == []


def test_the_one_spelling_keeps_each_character_where_it_stood():
    text = "責任編輯｜Élise：［2］“İ” 臺灣\U00020bb7"
    assert len(plain(text)) == len(text)
    assert plain("責任編輯｜") == plain("责任编辑|")


def unbounded_repeats(parsed, within=False):
    """Whether a repeat without an end lies in another repeat."""
    for code, argument in parsed:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, inner = argument
            endless = most is codes.MAXREPEAT
            if (endless and within) or unbounded_repeats(inner, within or most > 1):
                return True
        elif code is codes.BRANCH:
            if any(unbounded_repeats(branch, within) for branch in argument[1]):
                return True
        elif code is codes.SUBPATTERN and unbounded_repeats(argument[-1], within):
            return True
    return False


def test_no_pattern_repeats_without_end_within_a_repeat():
    assert unbounded_repeats(parser.parse("(?:a+b?)+"))
    assert not [
        r for _, r in RULES if unbounded_repeats(parser.parse(r.pattern.pattern))
    ]


def seconds(text: str) -> float:
    started = time.process_time()
    for language in ("en", "zh"):
        find_sections(text, language)
    return time.process_time() - started


HOSTILE = {
    "one long line": lambda n: "a" * n,
    "blanks": lambda n: "a" + " " * n + "b",
    "brackets": lambda n: "[(" * (n // 2),
    "markers": lambda n: "[2" * (n // 2),
    "dashes": lambda n: "a. - " * (n // 5),
    "labels": lambda n: "group 1: " * (n // 9),
    "bars": lambda n: "a | " * (n // 4),
    "short lines": lambda n: "via: a\n" * (n // 7),
    "middling lines": lambda n: (":" * 190 + "\n") * (n // 191),
    "names": lambda n: ("By " + "A. " * 60 + "!\n") * (n // 185),
    "Han": lambda n: "图片来源记者编辑" * (n // 8),
    "Han lines": lambda n: ("图片来源记者编辑" * 24 + "。\n") * (n // 194),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(make):
    small, large = 10_000, 80_000
    find_sections(make(1_000), "en")  # rules are read once
    brief = min(seconds(make(small)) for _ in range(2))
    # Eight times the text; a quadratic pattern would take 64 times as long.
    assert seconds(make(large)) < 0.1 + 20 * brief


def test_a_text_of_half_a_million_lines_is_divided_as_far_as_the_desk_can_use():
    text = "a\n" * 500_000
    found = find_sections(text, "en")
    assert len(found) == 20_000
    assert found[-1].end == len(text) - 1
    assert not re.search(r"\S", text[found[-1].end :])
