"""Where words of an older text may have gone: the likeliest place first, none taken."""

import time

import pytest

from articles.anchoring.alignment import Alignment
from articles.anchoring.candidates import MOST, candidates

A = "Acme earned 5 million yuan in 2023. "
B = "Its chairman spoke of a good year. "
C = "The plant in Hefei opened in May. "
D = "Nobody was hurt, Acme said. "
OLD = A + B + C + D
GOOD, MAY = "a good year", C.strip()
BAD = "Its chairman spoke of a bad year."
CASES = {
    "a figure put right": (OLD.replace("5", "6.2"), "5 million", "6.2 million"),
    "a word put right": (OLD.replace("May", "June"), MAY, MAY.replace("May", "June")),
    "words put in": (OLD.replace("a good", "a very good"), GOOD, "a very good year"),
    "words taken out": (OLD.replace(" good", ""), GOOD, "a year"),
    "the same words, said before too": (A + C + B + D, "Acme said", "Acme said"),
    "a sentence that moved": (OLD.replace(C, "") + C, "Hefei", "Hefei"),
    "two sentences": (
        OLD.replace("good", "bad"),
        A + B[:-1],
        A + BAD,
    ),
}


def found(old, new, quote):
    start = old.index(quote)
    places = candidates(Alignment(old, new), start, start + len(quote))
    return places, [new[place.start : place.end] for place in places]


@pytest.mark.parametrize("case", CASES)
def test_the_first_place_for(case):
    new, quote, expected = CASES[case]
    places, words = found(OLD, new, quote)
    assert words[0] == expected
    assert places[0].is_near
    assert (places[0].score == 100) == (expected == quote)


def test_chinese_and_traditional_words_are_found_without_spaces():
    old = "科大讯飞拟用24亿元租赁算力。公司称进展顺利。"
    assert found(old, old.replace("24亿元", "36亿元"), "24亿元")[1][0] == "36亿元"
    new = "科大訊飛擬用24億元租賃算力。公司稱進展順利。"
    assert "公司稱進展順利" in found(old, new, "公司称进展顺利")[1][0]


def test_a_name_that_was_said_elsewhere_too_is_looked_for_near_its_place_first():
    new = OLD.replace("Nobody was hurt, Acme said", "Acme said nobody had been hurt")
    start = OLD.rindex("Acme")
    places = candidates(Alignment(OLD, new), start, start + 4)
    assert places[0].start == new.rindex("Acme")
    assert places[0].is_near
    assert not places[-1].is_near


def test_words_that_are_gone_have_no_place():
    assert found(OLD, "Quite another text. It rained.", "Hefei")[0] == []


@pytest.mark.parametrize(
    "hostile", ["Acme. " * 9_000, "a" * 50_000, "[1] " * 12_000, "Acme, " * 9_000]
)
def test_no_text_takes_long_or_offers_too_much(hostile):
    old = hostile + OLD
    began = time.process_time()
    for start, end in ((0, 4), (0, 5_000), (len(hostile), len(old)), (0, len(old))):
        texts = Alignment(old, B + hostile + "Acme said so.")
        assert len(candidates(texts, start, end)) <= MOST
    assert time.process_time() - began < 4
