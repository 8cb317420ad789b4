"""What is read from a passage: right where it is filled, empty where it is not sure.

`python -m tests.prefill --mistakes` prints the figures and each mistake.
"""

import time

import pytest

from articles.dates import Edtf
from entities.prefill import Known, Material, Part, propose
from tests.prefill.measuring import SHARED, properties, true_scores
from tests.prefill.own_sentences import own_scores, percentages

# Of the 241 claims of the documents taken apart by hand: right at least, wrong at most.
FLOORS = {
    "subject": (108, 2),
    "property": (117, 3),
    "certainty": (112, 2),
    "polarity": (4, 0),
    "value": (53, 1),
    "speaker": (104, 3),
    "mode": (108, 2),
}
# Of our own sentences, fields that are read rightly, at least; none is read wrongly.
OWN = {
    "sentences": 80,
    "first_lot": 179,
    "second_lot": 76,
    "third_lot": 61,
    "fourth_lot": 66,
    "fifth_lot": 54,
}
# Of the percentages that are a share or an excess, how many are read as one at least.
COMPARED = 67


@pytest.mark.skipif(not SHARED.exists(), reason="the truth is not on this machine")
def test_of_the_documents_taken_apart_little_is_read_wrongly():
    scores = true_scores()["all"]
    assert sum(score.filled + score.empty for score in scores.values()) == 7 * 241
    for name, (right, wrong) in FLOORS.items():
        assert scores[name].right >= right, name
        assert scores[name].wrong <= wrong, (name, scores[name].mistakes)


@pytest.mark.parametrize(("lot", "right"), OWN.items())
def test_of_our_own_sentences_nothing_is_read_wrongly(lot, right):
    scores = own_scores(lot)[lot].values()
    assert [mistake for score in scores for mistake in score.mistakes] == []
    assert sum(score.right for score in scores) >= right


def test_a_share_of_something_is_never_taken_for_an_excess_over_it():
    right = 0
    for text, read, meant in percentages():
        found = [how for how in read if how != "none"]
        rest = iter(how for how in meant if how != "none")
        assert all(how in rest for how in found), (text, read, meant)
        right += len(found)
    assert right >= COMPARED


def material(text, language="en", mentions=(), **more):
    known = tuple(
        Known(text.index(name), text.index(name) + len(name), name, kind)
        for name, kind in mentions
    )
    return Material(
        text, language, Edtf.parse("2023-06-10"), known, properties=properties(), **more
    )


def proposal(text, language="en", mentions=(), marked=None, **more):
    start = text.index(marked or text)
    end = start + len(marked or text)
    return propose(material(text, language, mentions, **more), start, end)


def test_two_who_are_as_near_are_offered_and_none_is_chosen():
    two = [("Acme", "company"), ("Rival", "company")]
    text = "Of the money, Acme and Rival had too little to buy the plant."
    found = proposal(text, mentions=two, marked="had too little to buy the plant")
    assert found.subject is None
    assert {reading.gives for reading in found.subjects} == {"Acme", "Rival"}


def test_of_two_figures_that_fit_none_is_chosen_and_both_are_offered():
    found = proposal("Net profit was 5 million yuan or 7 million yuan.")
    assert found.property.gives == "net_profit"
    assert found.value is None
    assert [reading.gives.low for reading in found.values] == [5_000_000, 7_000_000]


def test_words_around_the_marked_figure_count():
    text = "公司估值超过10亿美元。"
    (reading,) = proposal(text, "zh", marked="估值超过10亿美元").values
    assert reading.gives.bound == "over"
    start, end = reading.words
    assert text[start:end] == "超过10亿美元"


def test_a_date_counted_from_another_date_is_not_counted_from_the_article():
    found = proposal("早在2017年，他表示计划两年内上市。", "zh")
    assert [str(r.gives.edtf) for r in found.values] == ["2017"]
    assert found.value is None


def test_places_are_code_points_whatever_stands_before():
    text = "\U0001f914\U00020bb7。晨光拟投资5亿元。"
    found = proposal(text, "zh", [("晨光", "company")], marked="晨光拟投资5亿元")
    for reading in (found.subject, found.value, found.certainty):
        start, end = reading.words
        assert text[start:end] in ("晨光", "5亿元", "拟")


def test_a_language_without_rules_gets_no_guesses():
    found = proposal("Acme hat 5 Millionen Euro verloren.", "de", [("Acme", "company")])
    assert found.subject.gives == "Acme"
    assert (found.property, found.certainty, found.speaker, found.values) == (
        None, None, None, (),
    )  # fmt: skip


def test_a_speech_printed_word_for_word_has_its_speaker():
    text = "周一，王立在会上发表演讲。\n以下为演讲全文:\n市场很大。"
    lines = text.split("\n")
    parts, at = [], 0
    for line in lines:
        parts.append(Part(at, at + len(line)))
        at += len(line) + 1
    found = proposal(
        text, "zh", [("王立", "person")], marked="市场很大", parts=tuple(parts)
    )
    assert (found.speaker.gives, found.mode.gives) == ("王立", "direct_quote")


def test_a_long_article_is_prefilled_at_once():
    text = (
        "晨光科技表示，公司2022年营收为5亿元，预计明年增长。" * 2000
    )  # 52,000 characters
    mentions = tuple(
        Known(at, at + 4, "晨光科技", "company")
        for at in range(0, len(text), len(text) // 2000)
    )
    whole = Material(text, "zh", None, mentions, properties=properties())
    propose(whole, 26 * 1000, 26 * 1000 + 20)  # patterns are compiled once
    started = time.process_time()
    propose(whole, 26 * 1000, 26 * 1000 + 20)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_no_text_takes_more_than_a_time_that_grows_with_it(language):
    took = []
    for length in (2_000, 16_000):
        for unit in ("a ", "计划", "X said that ", "12 ", "“", "will be "):
            text = (unit * length)[:length]
            started = time.process_time()
            propose(material(text, language), 0, length)
            took.append((length, time.process_time() - started))
    short = max(seconds for length, seconds in took if length == 2_000)
    long = max(seconds for length, seconds in took if length == 16_000)
    assert long < max(short, 0.02) * 8 * 5
