"""A pasted quote is found exactly, as printed otherwise, or nearly; and is told so."""

import random
import time

import pytest

from articles.anchoring.differing import differences
from articles.anchoring.folded import fold
from articles.anchoring.locating import MOST, How, locate

TEXT = (
    "𠮷野家 earned  24亿元 in “2023”—— a record 🤔.\n"
    "Later the rival earned 36亿元. Profit fell to ﬁve… 10² 國立 ❤️ café x̂.\n"
    "Le groupe a perdu 3,5 millions."
)


def said(quote, text=TEXT) -> list[tuple[str, str]]:
    return [(str(f.how), text[f.start : f.end]) for f in locate(text, quote)]


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("24亿元", "24亿元"),
        ("𠮷野家 earned", "𠮷野家 earned"),
        ("🤔.\r\nLater", "🤔.\nLater"),
        ("cafe\u0301", "café"),
        ("\n 36亿元 ", "36亿元"),
        ("x̂", "x̂"),
        ("…", "…"),
    ],
)
def test_the_very_words_are_found(quote, there):
    assert said(quote) == [("exact", there)]


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("𠮷野家 earned 24亿元", "𠮷野家 earned  24亿元"),
        ("24 亿元", "24亿元"),
        ("２４亿元", "24亿元"),
        ('in "2023" - a record', "in “2023”—— a record"),
        ("IN ‘2023’", "in “2023”"),
        ("24亿元\nin", "24亿元 in"),
        ("Profit\u00a0fell\u200b to five...", "Profit fell to ﬁve…"),
        ("…the rival earned…", "the rival earned"),
        ("國立 ❤", "國立 ❤️"),
        ("3,5\u202fmillions", "3,5 millions"),
    ],
)
def test_what_is_only_printed_otherwise_is_found(quote, there):
    assert said(quote) == [("normalised", there)]


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("25亿元", "24亿元"),
        ("国立", "國立"),
        ("Later a rival earned", "Later the rival earned"),
        ("rival made 36亿元", "rival earned 36亿元"),
        ("Le groupe a perdu 35 million", "Le groupe a perdu 3,5 millions"),
    ],
)
def test_what_is_nearly_said_is_only_near(quote, there):
    found = said(quote)
    assert found == [("fuzzy", there)]
    assert not any(place.is_sure for place in locate(TEXT, quote))


def test_words_left_out_join_two_stretches_and_are_asked_about():
    there = "earned  24亿元 in “2023”—— a record 🤔.\nLater the rival"
    for dots in ("…", " ... ", " [...] ", "[…]", "（……）"):
        assert said(f"earned 24亿元{dots}the rival") == [("joined", there)]
    assert said("earned […] earned")[0][1].startswith("earned  24亿元 in")
    assert said("the rival … 24亿元") == [], "in this order"
    assert said("one … two", "one one x two") == [("joined", "one x two")]
    far = "one " + "x " * 3_000 + "two"
    assert said("one … two", far) == [], "not half a text apart"


@pytest.mark.parametrize(
    "quote",
    ["102", "99", "Something else entirely", "", " \n", "\ud800", "\x00", "x", "…x…"],
)
def test_what_is_not_said_is_not_found(quote):
    assert locate(TEXT, quote) == []


def test_every_place_is_found_in_text_order_and_overlaps_count():
    assert [f.start for f in locate("亿元、亿元、亿元", "亿元")] == [0, 3, 6]
    assert [f.start for f in locate("ababa", "aba")] == [0, 2]
    assert len(locate("a " * 5_000, "a")) == MOST


def test_a_sure_place_hides_the_near_ones():
    text = "The rival earned 36亿元. The rival earned 35亿元. the Rival earned 36亿元."
    assert said("The rival earned 36亿元", text) == [("exact", text[:21])]


def test_near_places_come_with_the_nearest_first():
    text = "A loss of 24 million yen. " * 2 + "A profit of 26 million yen."
    found = locate(text, "A profit of 24 million yen")
    assert text[found[0].start : found[0].end] == "A profit of 26 million yen"
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    starts = [f.start for f in found if text[f.start :].startswith("A loss")]
    assert starts == [0, 26], "both of two that are as near"


def test_near_places_begin_and_end_with_a_word():
    for seed in range(100):
        chance = random.Random(seed)  # noqa: S311 (the same each time)
        words = [
            "".join(chance.choices("abcdefgh", k=chance.randrange(2, 30)))
            for _ in range(40)
        ]
        quote = " ".join([words[10][1:], *words[12:14], words[14][:-1]])
        for place in locate(" ".join(words), quote):
            there = " ".join(words)[place.start : place.end]
            assert set(there.split()) <= set(words)


@pytest.mark.parametrize(
    "text", [TEXT, "ｶﾞ ガ İ ß a\u200b\u200b b—— c ……", " \u3000他 说 ", "\u200b", ""]
)
def test_each_folded_character_knows_where_it_stands(text):
    folded = fold(text, loosely=True)
    at = 0
    for i in range(len(folded.text)):
        start, end = folded.place(i, i + 1)
        assert at <= start < end <= len(text)
        assert fold(text[start:end], loosely=True).text.strip() in folded.text
        at = start


def test_places_in_odd_texts_are_of_whole_characters():
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 (the same each time)
        signs = "ab 24亿元國“”…—\u200b\u0301\ufe0f𠮷🤔ﬁİ\n"
        text = "".join(chance.choice(signs) for _ in range(60))
        start = chance.randrange(40)
        quote = text[start : start + 12]
        for place in locate(text, quote):
            assert 0 <= place.start < place.end <= len(text)
            if place.how == How.EXACT:
                assert text[place.start : place.end] in (quote, quote.strip())


def test_a_text_of_a_million_characters_takes_seconds_at_most():
    chance = random.Random(1)  # noqa: S311 (the same each time)
    words = ["".join(chance.choices("etaoinshrdlu", k=6)) for _ in range(3_000)]
    text = " ".join(chance.choices(words, k=150_000))[:1_000_000]
    quote = text[500_000:505_000].replace("e", "u", 100)
    began = time.process_time()
    (place,) = locate(text, quote)
    took = time.process_time() - began
    assert abs(place.start - 500_000) < 12
    assert abs(place.end - 505_000) < 12
    assert took < 6, f"{took:.1f} s"


def test_two_wordings_are_compared_word_by_word():
    old, new = "earned 25亿元 in 2023", "earned about 24亿元 in 2023"
    found = differences(old, new)
    assert "".join(part.old for part in found) == old
    assert "".join(part.new for part in found) == new
    changed = [(part.old, part.new) for part in found if not part.is_same]
    assert changed == [("25", "about 24")]
