"""A text cut at every boundary of what points into it."""

import sys

import pytest

from entities.highlights import Stretch, cut, windows

TEXT = "0123456789"


def shown(*stretches, start=0, end=10):
    """Each piece as its text and who covers it: "234:ab"."""
    pieces = cut(start, end, [Stretch(*stretch) for stretch in stretches])
    return " ".join(
        TEXT[p.start : p.end] + (":" + "".join(p.keys) if p.keys else "")
        for p in pieces
    )


@pytest.mark.parametrize(
    ("stretches", "pieces"),
    [
        ([], "0123456789"),
        ([(2, 5, "a")], "01 234:a 56789"),
        ([(0, 10, "a")], "0123456789:a"),
        ([(2, 6, "a"), (4, 8, "b")], "01 23:a 45:ab 67:b 89"),
        ([(2, 8, "a"), (4, 6, "b")], "01 23:a 45:ab 67:a 89"),
        ([(2, 5, "a"), (5, 8, "b")], "01 234:a 567:b 89"),
        ([(2, 5, "a"), (2, 5, "b")], "01 234:ab 56789"),
        ([(2, 8, "a"), (2, 5, "b")], "01 234:ab 567:a 89"),
        ([(2, 8, "a"), (5, 8, "b")], "01 234:a 567:ab 89"),
        ([(8, 12, "a")], "01234567 89:a"),
    ],
    ids=[
        "nothing",
        "one",
        "all of it",
        "overlapping",
        "nested",
        "touching",
        "the same",
        "one start",
        "one end",
        "over the edge",
    ],
)
def test_a_text_is_cut_where_a_highlight_begins_or_ends(stretches, pieces):
    assert shown(*stretches) == pieces


def test_a_window_shows_only_what_lies_in_it():
    assert shown((0, 4, "a"), (6, 10, "b"), (8, 9, "c"), start=2, end=7) == (
        "23:a 45 6:b"
    )


def test_a_piece_knows_which_highlights_begin_and_end_with_it():
    pieces = cut(2, 8, [Stretch(0, 4, "a"), Stretch(4, 10, "b"), Stretch(4, 6, "c")])
    assert [(p.starts, p.ends) for p in pieces] == [
        ((), ("a",)),
        (("b", "c"), ("c",)),
        ((), ()),
    ]


def test_offsets_count_code_points():
    text = "想\U0001f914吃\U00020bb7野家"
    at = text.index("\U00020bb7")
    pieces = cut(0, len(text), [Stretch(at, at + 3, "a")])
    assert [text[p.start : p.end] for p in pieces] == [
        "想\U0001f914吃",
        "\U00020bb7野家",
    ]


def test_the_pieces_put_together_are_the_text():
    stretches = [(s, s + n, f"{s}-{n}") for s in range(9) for n in (1, 3, 7)]
    pieces = cut(0, 10, [Stretch(*stretch) for stretch in stretches])
    assert "".join(TEXT[p.start : p.end] for p in pieces) == TEXT


def steps_of_cutting(highlights: int) -> int:
    """How many of Python's instructions it takes: the same on any machine."""
    taken = 0

    def count(frame, event, argument):
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return count

    stretches = [Stretch(n * 50, n * 50 + 120, n) for n in range(highlights)]
    before = sys.gettrace()
    sys.settrace(count)
    try:
        pieces = cut(0, highlights * 50 + 200, stretches)
    finally:
        sys.settrace(before)
    assert len(pieces) > highlights
    return taken


def test_cutting_grows_with_the_number_of_highlights_and_no_faster():
    assert steps_of_cutting(800) < 9 * steps_of_cutting(100)  # 64 if not


@pytest.mark.parametrize(
    ("cited", "context", "seen"),
    [
        ([], 2, []),
        ([(4, 6)], 2, [(2, 8)]),
        ([(4, 6)], 0, [(4, 6)]),
        ([(1, 2), (8, 9)], 2, [(0, 4), (6, 10)]),
        ([(1, 3), (6, 7)], 2, [(0, 9)]),
        ([(6, 7), (1, 3)], 1, [(0, 4), (5, 8)]),
        ([(20, 25)], 2, []),
    ],
    ids=[
        "nothing cited",
        "one",
        "quotes only",
        "both ends",
        "merged where they touch",
        "in order",
        "elsewhere",
    ],
)
def test_excerpts_show_what_is_cited_and_a_little_around_it(cited, context, seen):
    stretches = [Stretch(start, end, "a") for start, end in cited]
    assert windows(0, 10, stretches, context) == seen
