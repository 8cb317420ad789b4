"""Names in a text: what is offered as a mention, and what is left alone."""

import pytest

from entities.spotting.folding import folded
from entities.spotting.known import Form, Known
from entities.spotting.searching import Stretch, spots

NAMES = [
    (1, "iFlytek", "en", "official", "company"),
    (1, "科大讯飞", "zh", "official", "company"),
    (1, "002230", "zh", "ticker", "company"),
    (2, "Apple", "en", "official", "company"),
    (3, "US", "en", "abbreviation", "place"),
    (3, "United States", "en", "official", "place"),
    (3, "États-Unis", "fr", "official", "place"),
    (4, "United States", "en", "metonym", "government"),
    (4, "Washington", "en", "metonym", "government"),
    (5, "Ascend", "en", "official", "chip"),
    (5, "昇腾", "zh", "official", "chip"),
    (6, "Ascend 910B", "en", "official", "chip"),
    (7, "artificial intelligence", "en", "official", "concept"),
    (7, "AI", "en", "abbreviation", "concept"),
    (7, "IA", "fr", "abbreviation", "concept"),
    (8, "Liu Qingfeng", "en", "official", "person"),
    (8, "Liu", "en", "surname", "person"),
    (9, "Liu Bei", "en", "official", "person"),
    (9, "Liu", "en", "surname", "person"),
    (10, "臺灣積體電路", "zh-Hant", "official", "company"),
    (11, "the company", "en", "description", "company"),
    (12, "Chinese", "en", "adjective", "place"),
    (13, "Mercury", "en", "official", "company"),
    (14, "Mercury", "en", "alias", "product"),
    (15, "NVIDIA", "en", "official", "company"),
    (16, "LLM", "en", "abbreviation", "concept"),
    (17, "GPT-4", "en", "official", "model"),
    (18, "L'Oréal", "fr", "official", "company"),
    (19, "China", "en", "official", "place"),
    (20, "China Mobile", "en", "official", "company"),
    (21, "Cambrian", "en", "translation_error", "company"),
    (22, "豆包", "zh", "official", "model"),
    (23, "中国", "zh", "official", "place"),
    (24, "삼성전자", "ko", "official", "company"),
    (25, "ChatGPT需要多少算力", "zh", "official", "report"),
    (26, "ChatGPT", "en", "official", "product"),
    (27, "定增", "zh", "abbreviation", "event"),
    (28, "吉野家", "ja", "official", "company"),
]
KNOWN = Known([Form(*name) for name in NAMES if name[3] not in ("description",)])


def found(text, language="en"):
    """What is offered in a text, as words -> entities."""
    whole = [Stretch(0, len(text), language)]
    return [
        (text[spot.start : spot.end], spot.entities)
        for spot in spots(text, whole, KNOWN)
    ]


def words(text, language="en"):
    return [said for said, _ in found(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("iFlyTek and IFLYTEK", "en", ["iFlyTek", "IFLYTEK"]),
        ("iflytek leads", "en", ["iflytek"]),
        ("an apple; Apple; APPLE", "en", ["Apple", "APPLE"]),
        ("help us, say US firms", "en", ["US"]),
        ("iFlytek's and Apple’s", "en", ["iFlytek", "Apple"]),
        ("l’IA d’iFlytek, d'Apple", "fr", ["IA", "iFlytek", "Apple"]),
        ("L’Oréal et L'Oreal", "fr", ["L’Oréal", "L'Oreal"]),
        ("Etats-Unis, ETATS\u00a0UNIS, États‑Unis", "fr", None),
        ("LLMs, an LLM, llms", "en", ["LLMs", "LLM"]),
        ("Nvidia, nvidia", "en", ["Nvidia"]),
        (
            "Ascend, Ascend 910B, Ascend 910, Ascend-310",
            "en",
            ["Ascend", "Ascend 910B"],
        ),
        ("Ascend 2024", "en", ["Ascend"]),
        ("GPT 4, GPT‑4, GPT-4.5, GPT-4o, GPT-4 Turbo", "en", ["GPT 4", "GPT‑4"]),
        ("China Mobile; China Mobiles", "en", ["China Mobile", "China"]),
        ("Don't. AIs? AIM. PAI", "en", ["AIs"]),
        ("https://www.apple.com/Apple x@iFlytek.com iFlytek.com", "en", []),
        ("Apple'x, @Apple, Apple_Pie, R&Apple", "en", []),
        ("Us, Ai, liu Qingfeng", "en", []),
        ("Artificial Intelligence, artificial intelligence", "en", None),
        ("科大讯飞股份", "zh", ["科大讯飞"]),
        ("科大訊飛 與 Apple合作AI晶片", "zh-Hant", ["科大訊飛", "Apple", "AI"]),
        ("台湾积体电路, 臺灣積體電路", "zh", None),
        ("豆包2023年, 豆包1.5, 豆包X1, 昇腾910B, 昇腾的", "zh", ["豆包", "昇腾"]),
        ("삼성전자는 신삼성전자", "ko", ["삼성전자"]),
        ("ｉＦｌｙｔｅｋ　ＡＩ", "en", ["ｉＦｌｙｔｅｋ", "ＡＩ"]),
        ("iFlytek\nApple\u00ad iFly\u00adtek™", "en", None),
        ("據《ChatGPT需要多少算力》", "zh", ["ChatGPT需要多少算力"]),
        ("《ChatGPT之死》，ChatGPT", "zh", ["ChatGPT"]),
        ("The Chinese in Washington", "en", []),
        ("\U0001f914𠮷吉野家 e\u0301 Apple", "ja", ["吉野家", "Apple"]),
        ("", "en", []),
    ],
)
def test_names_are_found_as_they_are_written(text, language, said):
    if said is None:
        assert words(text, language)
        left = text
        for each in words(text, language):
            left = left.replace(each, "", 1)
        assert not left.strip(" ,\n™\u00ad")
    else:
        assert words(text, language) == said


def test_the_place_of_a_name_is_where_it_stands_in_the_text_itself():
    text = "\U0001f914 ﬁ  of\nLiu\n  科大 讯飞 2023 年  E\u0301tats-Unis : "
    text += "Etats-Unis\u0301,  iFly\u00adtek"
    whole = [Stretch(0, len(text), "fr")]
    said = [text[s.start : s.end] for s in spots(text, whole, KNOWN)]
    assert said == ["科大 讯飞", "E\u0301tats-Unis", "iFly\u00adtek"]


def test_every_character_of_a_folded_text_knows_where_it_stood():
    text = "ﬁ Œuvre e\u0301té  A\n b\n\nC ㍿ 中 国 x™"
    plain = folded(text)
    assert plain.text == "fi oeuvre ete a b\n c株式会社中国x "
    for place in range(len(plain.text)):
        start, end = plain.stretch(place, place + 1)
        assert 0 <= start < end <= len(text)


def test_a_name_of_two_entities_is_asked_about():
    assert found("Mercury rose") == [("Mercury", [13, 14])]
    (spot,) = spots("Mercury rose", [], KNOWN)
    assert not spot.is_sure


def test_a_capital_stands_for_its_government_only_where_it_could_be_the_place():
    assert found("The United States said") == [("United States", [3, 4])]
    assert found("Washington said") == []


def test_a_surname_counts_after_the_full_name_only():
    assert words("Liu spoke. Liu Qingfeng did. Liu left.") == ["Liu Qingfeng", "Liu"]
    both = found("Liu Qingfeng met Liu Bei. Liu left.")
    assert both[-1] == ("Liu", [8, 9])


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("They often like China Entrepreneurs better", False),
        ("They often like China; Entrepreneurs do", True),
        ("spoken during some Yabuli China forum", False),
        ("The China forum", True),
        ("Most use China GPUs", True),
        ("China Telecom Grows Fast Again", True),  # a headline has capitals anyway
        ("firms like Cambrian", False),
        ("a look at Sino-US trade", False),
    ],
)
def test_a_name_that_may_be_part_of_a_longer_one_is_not_certain(text, sure):
    (spot,) = spots(text, [], KNOWN)
    assert spot.is_sure is sure


def test_a_short_name_of_an_occasion_is_certain_for_none():
    (spot,) = spots("云从科技定增计划", [Stretch(0, 8, "zh")], KNOWN)
    assert not spot.is_sure


def test_the_language_of_the_section_decides_where_a_name_counts():
    text = "IA here. IA là. AI là."
    stretches = [Stretch(0, 8, "en"), Stretch(9, 22, "fr")]
    assert [s.start for s in spots(text, stretches, KNOWN)] == [9]


def test_boilerplate_is_searched_and_never_certain():
    text = "Apple. Source: Apple"
    marked = [Stretch(0, 20, "en"), Stretch(7, 20, "en", is_boilerplate=True)]
    first, second = spots(text, marked, KNOWN)
    assert first.is_sure
    assert not second.is_sure
    assert second.is_boilerplate


def test_no_name_runs_from_one_section_into_the_next():
    text = "in China\nMobile"
    apart = [Stretch(0, 8, "en"), Stretch(9, 15, "en")]
    assert words(text) == ["China\nMobile"]
    assert [text[s.start : s.end] for s in spots(text, apart, KNOWN)] == ["China"]
    within = [Stretch(0, 15, "en"), Stretch(9, 15, "en", is_boilerplate=True)]
    assert [text[s.start : s.end] for s in spots(text, within, KNOWN)] == ["China"]


def test_an_articles_own_title_is_searched_for_the_names_in_it():
    text = "ChatGPT需要多少算力"
    assert words(text, "zh") == ["ChatGPT"]
