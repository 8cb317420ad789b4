"""Dates: what the desk holds, how readers see it, what it reads from running text."""

from datetime import date
from time import process_time

import pytest

from articles.dates import Edtf, UnreadableDate, read_date


@pytest.mark.parametrize(
    ("written", "kept", "precision", "earliest", "latest"),
    [
        ("2023", "2023", "year", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-10", "2023-10", "month", date(2023, 10, 1), date(2023, 10, 31)),
        ("2024-02", "2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-10-05", "2023-10-05", "day", date(2023, 10, 5), date(2023, 10, 5)),
        ("2023-Q4", "2023-Q4", "quarter", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-33", "2023-Q1", "quarter", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-41", "2024-H2", "half", date(2024, 7, 1), date(2024, 12, 31)),
        (" 2024-h1 ", "2024-H1", "half", date(2024, 1, 1), date(2024, 6, 30)),
        ("XXXX-08-22", "XXXX-08-22", "day", None, None),
        ("XXXX-02-29", "XXXX-02-29", "day", None, None),
        ("XXXX", "XXXX", "unknown", None, None),
        ("1984~", "1984~", "year", date(1984, 1, 1), date(1984, 12, 31)),
        ("2018/2019", "2018/2019", "year", date(2018, 1, 1), date(2019, 12, 31)),
        ("2018/..", "2018/..", "year", date(2018, 1, 1), None),
        ("../2019-05", "../2019-05", "month", None, date(2019, 5, 31)),
        ("2023-04/2023", "2023-04/2023", "month", date(2023, 4, 1), date(2023, 12, 31)),
        (
            "[2020-H1, 2019-12]",
            "[2019-12,2020-H1]",
            "month",
            date(2019, 12, 1),
            date(2020, 6, 30),
        ),
        ("[XXXX-04,XXXX-05]", "[XXXX-04,XXXX-05]", "month", None, None),
    ],
)
def test_a_date_keeps_its_precision_and_knows_its_days(
    written, kept, precision, earliest, latest
):
    edtf = Edtf.parse(written)
    assert str(edtf) == kept
    assert Edtf.parse(kept) == edtf
    assert (edtf.precision, edtf.earliest, edtf.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    ("written", "is_uncertain", "is_approximate"),
    [
        ("1984", False, False),
        ("1984~", False, True),
        ("1984?", True, False),
        ("1984%", True, True),
        ("1984/1986~", False, True),
    ],
)
def test_a_date_says_whether_it_is_sure(written, is_uncertain, is_approximate):
    edtf = Edtf.parse(written)
    assert (edtf.is_uncertain, edtf.is_approximate) == (is_uncertain, is_approximate)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2023-02-30", "not in the calendar"),
        ("2023-02-29", "not in the calendar"),
        ("XXXX-02-30", "not in the calendar"),
        ("2023-13", "no month 13"),
        ("2023-Q5", "no quarter 5"),
        ("0000", "no year 0000"),
        ("2023-21", "season"),
        ("2023-37", "third of a year"),
        ("2023-Q1-05", "A day needs its month"),
        ("2019/2018", "2019 comes after 2018"),
        ("../..", "at least one date"),
        ("2018/", "open at one end"),
        ("2023/XXXX-05", "at both ends"),
        ("[2019]", "two different dates"),
        ("[2019,2019]", "two different dates"),
        ("10/05/2023", "two ways"),
        ("201X", "whole year"),
        ("２０２３", "is not a date"),
        ("2023-1", "is not a date"),
        ("2023-10-05T10:30", "is not a date"),
        ("", "Give a date"),
        ("2" * 81, "at most 80"),
        ("[" * 80, "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(written, why):
    with pytest.raises(UnreadableDate, match=why):
        Edtf.parse(written)


@pytest.mark.parametrize(
    ("written", "english", "chinese", "french"),
    [
        ("2023-10", "October 2023", "2023年10月", "octobre 2023"),
        ("2023-10-01", "1 October 2023", "2023年10月1日", "1er octobre 2023"),
        (
            "XXXX-08-22",
            "22 August (year not given)",
            "8月22日（年份未注明）",
            "22 août (année non précisée)",
        ),
        (
            "2023-Q1",
            "first quarter of 2023",
            "2023年第一季度",
            "premier trimestre 2023",
        ),
        ("2024-H2", "second half of 2024", "2024年下半年", "second semestre 2024"),
        (
            "[2019-12,2020-H1]",
            "December 2019 or first half of 2020",
            "2019年12月或2020年上半年",
            "décembre 2019 ou premier semestre 2020",
        ),
        ("2000~", "around 2000", "约2000年", "vers 2000"),
        ("2000?", "2000 (uncertain)", "2000年（存疑）", "2000 (date incertaine)"),
        (
            "2023-04/2023-08",
            "from April 2023 to August 2023",
            "2023年4月至2023年8月",
            "d’avril 2023 à août 2023",
        ),
        ("2018/..", "from 2018 on", "2018年起", "à partir de 2018"),
        (
            "../2023-Q1",
            "until the first quarter of 2023",
            "2023年第一季度为止",
            "jusqu’au premier trimestre 2023",
        ),
        ("2018~/2019", "around 2018 – 2019", "约2018年 – 2019年", "vers 2018 – 2019"),
        (
            "2023-10-05~",
            "around 5 October 2023",
            "约2023年10月5日",
            "vers le 5 octobre 2023",
        ),
        ("XXXX", "year unknown", "年份不详", "année inconnue"),
    ],
)  # fmt: skip
def test_a_reader_sees_the_date_in_words(written, english, chinese, french):
    edtf = Edtf.parse(written)
    said = [edtf.in_words(language) for language in ("en", "zh", "fr")]
    assert said == [english, chinese, french]


def shown(text, language, said_on=None) -> str:
    """What was read: date, bound unless exact, part, and how the year was known."""
    read = read_date(text, language, said_on=Edtf.parse(said_on) if said_on else None)
    assert read.as_printed == text
    said = [str(read.edtf), "" if read.bound == "exact" else read.bound, read.part]
    said += ["implied" if read.year_implied else ""]
    said += [f"from {read.relative_to}" if read.relative_to else ""]
    return " ".join(part for part in said if part)


READ = {
    ("第一季度", "zh", None): "XXXX-Q1",
    ("第一季度", "zh", "2023-05"): "2023-Q1 implied",
    ("8月22日", "zh", None): "XXXX-08-22",
    ("2022年 12 月 15 日", "zh", None): "2022-12-15",
    ("二〇二三年十月", "zh", None): "2023-10",
    ("1月15号", "zh", "2025-01-25"): "2025-01-15 implied",
    ("今年一季度", "zh", "2025-01-25"): "2025-Q1 implied",
    ("今年3月底", "zh", "2023-05"): "2023-03 end implied",
    ("去年12月", "zh", "2025-01-25"): "2024-12 implied",
    ("年内", "zh", "2023-05-10"): "2023 implied",
    ("最快可能在年内", "zh", "2023-05-10"): "2023 earliest implied",
    ("到2024年底", "zh", None): "2024-12 at_most",
    ("3月底前", "zh", "2023-05"): "2023-03 at_most end implied",
    ("自四月至今", "zh", "2023-05"): "2023-04/2023-05 range implied",
    ("2019年以来", "zh", None): "2019/.. range",
    ("2022年1月至3月", "zh", None): "2022-01/2022-03 range",
    ("2019年底或2020年上半年", "zh", None): "[2019-12,2020-H1] range",
    ("25年前", "zh", "2025-01-25"): "2000~ about from 2025-01-25",
    ("两年内", "zh", "2017"): "2019 at_most from 2017",
    ("三个月内", "zh", "2023-11"): "2024-02 at_most from 2023-11",
    ("昨天", "zh", "2023-03-01"): "2023-02-28 from 2023-03-01",
    ("by January 2024", "en", None): "2024-01 at_most",
    ("In October 2023", "en", None): "2023-10",
    ("August 22", "en", None): "XXXX-08-22",
    ("Aug. 22nd, 2023", "en", None): "2023-08-22",
    ("before 2024", "en", None): "2023 at_most",
    ("before January 2024", "en", None): "2023-12 at_most",
    ("late 2023", "en", None): "2023 end",
    ("by the end of the year", "en", "2023-05"): "2023-12 at_most implied",
    ("the first half of 2024", "en", None): "2024-H1",
    ("from April to May 2023", "en", None): "2023-04/2023-05 range",
    ("3 to 5 May 2023", "en", None): "2023-05-03/2023-05-05 range",
    ("around 2000", "en", None): "2000~ about",
    ("25 years ago", "en", "2025"): "2000~ about from 2025",
    ("since April", "en", "2023-05"): "2023-04/2023-05 range implied",
    ("2023-10-05", "en", None): "2023-10-05",
    ("d’ici octobre", "fr", "2023"): "2023-10 at_most implied",
    ("d’ici octobre", "fr", "2023-11-02"): "2024-10 at_most implied",
    ("d’ici le premier semestre 2024", "fr", None): "2024-H1 at_most",
    ("En mai", "fr", "2023"): "2023-05 implied",
    ("le 1er mai 2023", "fr", None): "2023-05-01",
    ("fin 2024", "fr", None): "2024-12",
    ("du 3 au 5 mai 2023", "fr", None): "2023-05-03/2023-05-05 range",
    ("il y a 25 ans", "fr", "2025"): "2000~ about from 2025",
    ("l’an dernier", "fr", "2023-05"): "2022 implied",
}


@pytest.mark.parametrize(("words", "expected"), READ.items(), ids=str)
def test_a_date_is_read_as_precisely_as_the_words_and_no_more(words, expected):
    assert shown(*words) == expected


@pytest.mark.parametrize(
    ("text", "language", "said_on"),
    [
        ("12月15日", "zh", "2025-01-25"),
        ("in November", "en", "2023-05-10"),
        ("1月15日", "zh", "2023-11-20"),
        ("August 22", "en", "XXXX-08-22"),
    ],
    ids=["last year?", "which November?", "next year?", "the text has no year"],
)
def test_a_year_that_may_be_another_stays_missing(text, language, said_on):
    read = read_date(text, language, said_on=Edtf.parse(said_on))
    assert str(read.edtf).startswith("XXXX-")
    assert not read.year_implied


@pytest.mark.parametrize(
    ("text", "language", "said_on"),
    [
        ("推出后", "zh", "2023"),
        ("During the presentation", "en", "2023"),
        ("年内", "zh", None),
        ("今年一季度", "zh", None),
        ("自四月至今", "zh", None),
        ("25 years ago", "en", None),
        ("三个月内", "zh", "2017"),  # when in 2017?
        ("10月前", "zh", "2023"),  # before it begins or before it ends?
        ("in two years", "en", "2023"),
        ("next January", "en", "2023"),
        ("10/05/2023", "en", None),
        ("23年10月", "zh", None),
        ("2018–19", "en", None),
        ("Feb 30, 2023", "en", None),
        ("2月29日", "zh", "2023-03"),
        ("13月", "zh", None),
        ("2024年中", "zh", None),  # in its middle or in its course
        ("by around 2024", "en", None),
        ("from May 2023 to April 2023", "en", None),
        ("9998年前", "zh", "2023"),
        ("99999 years ago", "en", "2023"),
        ("2023", "de", None),
        ("", "en", None),
        ("到" * 40 + "前" * 39, "zh", None),
    ],
)
def test_what_cannot_be_placed_is_refused(text, language, said_on):
    with pytest.raises(UnreadableDate, match=r"\w+ .*[.?]$"):
        read_date(text, language, said_on=Edtf.parse(said_on) if said_on else None)


@pytest.mark.parametrize(
    "piece", ["1", "年", "by ", "2023-", "或", "/", "[2019,", "\n"]
)
@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_a_hundred_thousand_characters_are_refused_at_once(piece, language):
    begun = process_time()
    text = f"x{piece * 100_000}"[:99_999] + "x"
    with pytest.raises(UnreadableDate, match="Mark the date only"):
        read_date(text, language)
    with pytest.raises(UnreadableDate, match="at most 80"):
        Edtf.parse(text)
    assert process_time() - begun < 1
