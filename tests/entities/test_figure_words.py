"""How a reader of each language meets a figure."""

from decimal import Decimal

import pytest

from entities.figure_words import MINUS, NARROW, TIE, figure_in_words
from entities.models import Unit, Value

UNITS = {
    "CNY": ("currency", {"en": "yuan", "zh": "元人民币", "fr": "yuans"}),
    "USD": ("currency", {"en": "US dollars", "zh": "美元", "fr": "dollars"}),
    "%": ("share", {"en": "per cent"}),
    "ratio": ("ratio", {"en": "(ratio)"}),
    "times": ("ratio", {"en": "times", "zh": "倍", "fr": "fois"}),
    "ordinal": ("rank", {"en": "in rank"}),
    "chips": ("count", {"en": "chips", "zh": "枚芯片", "fr": "puces"}),
    "visitors": ("count", {"en": "visitors", "zh": "名访客", "fr": "visiteurs"}),
}


def unit(slug):
    kind, label = UNITS[slug]
    return Unit(slug=slug, kind=kind, label=label)


def figure(low, high=None, of=None, **fields):
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    if fields.get("bound", "exact") in ("exact", "about"):
        high = low  # as the database demands
    kinds = {"currency": "money", "share": "percent"}
    kind = UNITS[of][0] if of else ""
    defaults = {"type": kinds.get(kind, "quantity"), "bound": "exact"}
    return Value(low=low, high=high, unit=of and unit(of), **(defaults | fields))


CASES = {
    "an exact sum": (
        figure("2400000000", of="CNY"),
        f"CNY{TIE}2.4 billion",
        "24亿元",
        f"2,4 milliards{TIE}CNY",
    ),
    "a sum that needs all its digits": (
        figure("123456789", of="USD"),
        f"USD{TIE}123,456,789",
        "12,345.6789万美元",
        f"123{NARROW}456{NARROW}789{TIE}USD",
    ),
    "a loss": (
        figure("-946000000", of="CNY"),
        f"{MINUS}CNY{TIE}946 million",
        f"{MINUS}9.46亿元",
        f"{MINUS}946 millions{TIE}CNY",
    ),
    "a trillion": (
        figure("1000000000000", of="USD", bound="about"),
        f"about USD{TIE}1 trillion",
        "约1万亿美元",
        f"environ 1000 milliards{TIE}USD",
    ),
    "a floor in per cent": (
        figure("90", of="%", bound="over"),
        "more than 90%",
        "超过90%",
        f"plus de 90{NARROW}%",
    ),
    "a share of the other": (
        figure("90", of="%", bound="over", comparison="share_of"),
        "more than 90% of the other",
        "对方的超过90%",
        f"plus de 90{NARROW}% de l’autre",
    ),
    "so much more than the other": (
        figure("80", "120", of="%", bound="range", comparison="excess_over"),
        "80% to 120% more than the other",
        "比对方高80%至120%",
        f"de 80{NARROW}% à 120{NARROW}% de plus que l’autre",
    ),
    "a ratio": (
        figure("0.8", "1.2", of="ratio", bound="range"),
        f"0.8 to 1.2{TIE}:{TIE}1",
        f"0.8至1.2{TIE}:{TIE}1",
        f"de 0,8 à 1,2{TIE}:{TIE}1",
    ),
    "a vague number": (
        figure("110000", "190000", of="chips", bound="vague"),
        f"between 110,000 and 190,000{TIE}chips",
        "11万至19万枚芯片之间",
        f"entre 110{NARROW}000 et 190{NARROW}000{TIE}puces",
    ),
    "a vague number without an upper end": (
        figure("1000", of="chips", bound="vague"),
        f"1,000{TIE}chips or more",
        "1000枚芯片或更多",
        f"1000{TIE}puces ou plus",
    ),
    "a small range says its unit once": (
        figure("10", "100", of="times", bound="range"),
        f"10 to 100{TIE}times",
        "10至100倍",
        f"de 10 à 100{TIE}fois",
    ),
    "more than one figure, at most another": (
        figure("30000", "40000", of="chips", bound="over"),
        f"more than 30,000, at most 40,000{TIE}chips",
        "超过3万，不超过4万枚芯片",
        f"plus de 30{NARROW}000, au plus 40{NARROW}000{TIE}puces",
    ),
    "a ceiling": (
        figure(None, "5", of="chips", bound="at_most"),
        f"at most 5{TIE}chips",
        "至多5枚芯片",
        f"au plus 5{TIE}puces",
    ),
    "one of a thing": (
        figure(None, "1", of="chips", bound="at_most"),
        f"at most 1{TIE}chip",
        "至多1枚芯片",
        f"au plus 1{TIE}puce",
    ),
    "an open floor": (
        figure("2", of="chips", bound="at_least"),
        f"at least 2{TIE}chips",
        "至少2枚芯片",
        f"au moins 2{TIE}puces",
    ),
    "below zero": (
        figure(None, "0", of="CNY", bound="under"),
        "below zero",
        "低于零",
        "en dessous de zéro",
    ),
    "above zero": (
        figure("0", of="CNY", bound="over"),
        "above zero",
        "高于零",
        "au-dessus de zéro",
    ),
    "millions of a thing": (
        figure("13000000", of="visitors", bound="about"),
        f"about 13 million{TIE}visitors",
        "约1300万名访客",
        f"environ 13 millions de{TIE}visiteurs",
    ),
    "so much a day": (
        figure("50000", of="USD", bound="about", per="day"),
        f"about USD{TIE}50,000 per day",
        "每天约5万美元",
        f"environ 50{NARROW}000{TIE}USD par jour",
    ),
    "a rank": (figure("1", of="ordinal"), "first", "第一", "premier"),
    "a far rank": (figure("19", of="ordinal"), "19th", "第19", "19e"),
    "the 112th": (figure("112", of="ordinal"), "112th", "第112", "112e"),
    "the only one": (
        figure("1", of="ordinal", remark="only"),
        "the only one",
        "唯一",
        "seul de son espèce",
    ),
    "no unit at all": (
        figure("7"),
        "7, no unit given",
        "7（原文无单位）",
        "7, sans unité",
    ),
    "money of no currency": (
        figure("80000000000", type="money"),
        "80 billion, no currency given",
        "800亿（原文无币种）",
        "80 milliards, monnaie non précisée",
    ),
    "money of a currency that is understood": (
        figure("80000000000", type="money", inferred_unit=unit("CNY")),
        "80 billion, no currency given, probably CNY",
        "800亿（原文无币种，应为元）",
        "80 milliards, monnaie non précisée, sans doute CNY",
    ),
    "no figure": (figure(None, type="date"), "", "", ""),
}


@pytest.mark.parametrize(("value", "en", "zh", "fr"), CASES.values(), ids=CASES)
def test_a_figure_is_said_in_each_language(value, en, zh, fr):
    said = [figure_in_words(value, language) for language in ("en", "zh", "fr")]
    assert said == [en, zh, fr]


@pytest.mark.parametrize("language", ["en", "zh", "fr"])
@pytest.mark.parametrize(
    "digits",
    ["1", "999.99", "10001", "123456.7891", "1000000000001", "51.06", "0.00000001"],
)
def test_no_digit_is_lost(digits, language):
    said = figure_in_words(figure(digits), language)
    figures = said.replace(",", ".") if language == "fr" else said.replace(",", "")
    figures = figures.replace(NARROW, "")
    printed = figures.split(" ")[0].split("（")[0].rstrip(".")
    scale = {"万": 10_000, "万亿": 10**12}.get(printed.lstrip("0123456789."), 1)
    number = Decimal(printed.rstrip("万亿")) * scale
    assert number == Decimal(digits)
