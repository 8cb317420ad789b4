"""Dates found in running text are where they stand, and none is made up."""

import time

import pytest

from articles.dates import Edtf, find_dates

SAID = Edtf.parse("2023-06-10")


def dates_in(text, language, said_on=SAID):
    """Return the words and the date of each date found."""
    found = find_dates(text, language, said_on=said_on)
    for start, end, date in found:
        assert text[start:end] == date.as_printed
    return [(text[start:end], str(date.edtf)) for start, end, date in found]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "From April to June 2022 it grew; by the end of 2024 it may double.",
            "en",
            [
                ("From April to June 2022", "2022-04/2022-06"),
                ("by the end of 2024", "2024-12"),
            ],
        ),
        ("It was founded two years ago.", "en", [("two years ago", "2021~")]),
        (
            "Depuis mars 2023, puis d’ici le premier semestre 2024.",
            "fr",
            [
                ("Depuis mars 2023", "2023-03/2023-06-10"),
                ("d’ici le premier semestre 2024", "2024-H1"),
            ],
        ),
        (
            "公司于 2022年 12 月 15 日启动项目，计划年底完成。",
            "zh",
            [("于 2022年 12 月 15 日", "2022-12-15"), ("计划年底", "2023-12")],
        ),
        ("🤔𠮷野家5月10日开业", "zh", [("5月10日", "2023-05-10")]),
        ("最早可能在今年上市", "zh", [("最早可能在今年", "2023")]),
    ],
)
def test_dates_stand_where_they_are_found(text, language, found):
    assert dates_in(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It may march on, with 2023 chips and a second half.", "en"),
        ("Il a sept cœurs et le CAC40 a 2023 points.", "fr"),
        ("较上年度减少，与去年同期相比下降。", "zh"),
        ("2021年之前没有人知道。", "zh"),  # before it begins, or before it ends?
        ("一年四季都卖，青年中间很流行。", "zh"),
        ("Im Mai 2023", "de"),
    ],
)
def test_what_may_be_something_else_is_no_date(text, language):
    assert dates_in(text, language) == []


def test_without_the_day_of_the_text_nothing_is_counted_from_it():
    assert dates_in("去年上市，今年亏损；2020年成立", "zh", None) == [
        ("2020年", "2020")
    ]


def test_a_long_text_takes_a_time_that_grows_with_its_length():
    short, long = ("于2022年12月15日启动，两年内完成。" * n for n in (100, 800))
    took = []
    for text in (short, long):
        started = time.process_time()
        find_dates(text, "zh", said_on=SAID)
        took.append(time.process_time() - started)
    assert took[1] < took[0] * 8 * 3
