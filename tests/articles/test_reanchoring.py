"""A passage goes with its words to a new version only where that is certain."""

import random
import time

import pytest

from articles.anchoring.alignment import Alignment
from articles.models.passage import find_all
from tests.articles.edited_versions import corpus, passages_of
from tests.articles.reanchoring_figures import table
from tests.articles.whole_texts import our_texts, raw_texts

A = "Acme earned 5 million yuan in 2023. "
B = "Its chairman spoke of a good year. "
C = "The plant in Hefei opened in May. "
D = "Nobody was hurt. "
E = "A second one is to follow in Wuhu. "
X = "The weather was fine on that day. "
ASKED = None
COPIED, QUOTED = "taken out, a copy elsewhere", "put right, quoted below as wrong"


@pytest.fixture(scope="module")
def edited():
    """At least two hundred edited versions; the raw documents add to our own texts."""
    return list(corpus(our_texts() | raw_texts()))


def test_nothing_is_carried_to_a_lookalike(edited):
    assert len(edited) >= 200
    counts = table(edited)
    assert {kind: row["wrong"] for kind, row in counts.items() if row["wrong"]} == {}
    carried = sum(row["same"] + row["moved"] for row in counts.values())
    in_vain = sum(row["in vain"] for row in counts.values())
    assert carried / (carried + in_vain) > 0.9
    for kind in ("a paragraph put in", "a sentence put in", "white space"):
        row = counts[kind]
        assert row["in vain"] < 0.08 * (row["same"] + row["moved"]), kind


def test_the_same_texts_tell_of_a_carrying_by_the_words_alone(edited):
    """What the corpus is for: it must find the mistakes that a quick way makes."""
    wrong = set()
    for version in [one for one in edited if one.kind in (COPIED, QUOTED)]:
        rng = random.Random(version.old)  # noqa: S311
        for start, end in passages_of(version.old, rng):
            places = find_all(version.new, version.old[start:end])
            truth = version.truth(start, end)
            if len(places) == 1 and (places[0], places[0] + end - start) != truth:
                wrong.add(version.kind)
    assert wrong == {COPIED, QUOTED}


def test_the_same_texts_tell_of_a_look_at_the_sentence_alone(edited, monkeypatch):
    def all_sure(runs):
        for run in runs:
            run.is_sure = True

    monkeypatch.setattr("articles.anchoring.runs._settle", all_sure)
    monkeypatch.setattr(Alignment, "_is_framed", lambda *_: True)
    copied = table(one for one in edited if one.kind in (COPIED, QUOTED))
    assert all(row["wrong"] for row in copied.values())


ABCD = A + B + C + D
MARKED = "N\u0323\u0307. "
CASES = {
    "put in before": (ABCD, X + ABCD, B, 1),
    "the last of three, the others edited": (A + B + C, X + B + X[:9] + C, C, ASKED),
    "repeated before itself": (ABCD, A + B + B + C + D, B, ASKED),
    "repeated far away": (ABCD + E, ABCD + E + B, B, 1),
    "gone, a copy elsewhere": (ABCD + E, A + C + D + E + B, B, ASKED),
    "swapped with its neighbour": (ABCD, A + C + B + D, B, ASKED),
    "one of two equal ones gone": (A + D + B + D + C, A + B + D + C, D, ASKED),
    "the second of two equal ones": (A + D + B + C + D, X + A + D + B + C + D, D, 2),
    "quoted below as wrong": (A + B + C, A + X + C + f"It said: “{B}”", B, ASKED),
    "beside a lookalike": (A + B + C, A + B.replace("g", "b") + B + C, B, ASKED),
    "a figure in it": (A + B + C, A.replace("5", "6") + B + C, A, ASKED),
    "gone": (A + B + C, A + C, B, ASKED),
    "the whole text anew": (A + B + C, X, B, ASKED),
    "in other quotation marks": (
        A + "He said “a good year” of it. " + C,
        X + A + 'He said "a good year" of it. ' + C,
        "good year",
        1,
    ),
    "emoji and rare Han": ("𠮷野家🤔" + ABCD, "🤔𠮷𠮷🤔。 𠮷野家🤔" + ABCD, B, 1),
    "combining marks": (MARKED + ABCD, X + MARKED + ABCD, "\u0323", 1),
    "right to left": ("שלום עולם. " + A + B, X + "שלום עולם. " + A + B, "עולם", 1),
    "a name said before too": (
        ABCD + "Acme grew. ",
        X + ABCD + "Acme grew. ",
        "Acme",
        2,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_words_that(case):
    old, new, quote, occurrence = CASES[case]
    quote = quote.strip()
    start = find_all(old, quote)[(occurrence or 1) - 1]
    place = Alignment(old, new).place(start, start + len(quote))
    if occurrence is None:
        assert place is None
    else:
        at = find_all(new, quote)[occurrence - 1]
        assert place == (at, at + len(quote))


def test_the_text_of_before_is_the_same_everywhere():
    assert Alignment(D * 9, D * 9).place(17, 33) == (17, 33)
    assert Alignment(D * 9, D * 8).place(17, 33) is None


def test_what_changed_places_is_asked_unless_it_is_little():
    long = [f"{n} {A}{n} {B}{n} {C}{n} {D}" for n in range(6)]
    swapped = [long[0], long[2], long[1], *long[3:]]
    alignment = Alignment("\n".join(long), "\n".join(swapped))
    at = alignment.old.index
    assert alignment.place(at("1 Its"), at("1 Its") + 9) is None
    assert alignment.place(at("2 Its"), at("2 Its") + 9) is None
    assert alignment.place(at("4 Its"), at("4 Its") + 9) is not None
    moved = ["0 said so first.", *long[:3], *long[3:]]
    alignment = Alignment("\n".join(moved), "\n".join([*moved[1:], moved[0]]))
    assert alignment.place(0, 6) is None
    assert alignment.place(*_around(alignment.old, "2 Its chairman")) is not None


def _around(text, words):
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    "hostile",
    ["a" * 60_000, "a. " * 20_000, "\n" * 60_000, ". " * 30_000, "。" * 60_000,
     "[1]" * 20_000, "a，" * 30_000, "Acme earned. " * 5_000],
)  # fmt: skip
def test_no_text_takes_long(hostile):
    began = time.process_time()
    alignment = Alignment(A + hostile + B, B + hostile + C)
    for start in range(0, 60_000, 120):
        alignment.place(start, start + 7)
    assert time.process_time() - began < 1.5


def test_a_long_text_with_five_hundred_passages_is_quick():
    old = "".join(
        f"Sentence {n} tells of plant {n * 7}, in words. " for n in range(1200)
    )
    new = old.replace("plant 700,", "plant 701,").replace("Sentence 900", "Line 900")
    began = time.process_time()
    alignment = Alignment(old, new)
    places = [alignment.place(at, at + 12) for at in range(0, 50_000, 100)]
    assert time.process_time() - began < 1
    assert sum(place is None for place in places) < 8
