"""What the desk reads as a figure, and what it refuses, in three languages."""

from decimal import Decimal
from time import process_time

import pytest

from entities.figures import Figure, UnreadableFigure, find_figures, read_figure


def shown(figure: Figure) -> str:
    """A figure in one line: low..high, bound unless exact, unit, comparison."""
    ends = [figure.low, figure.high]
    amount = (
        str(figure.low)
        if figure.low == figure.high
        else "..".join("" if end is None else str(end) for end in ends)
    )
    bound = "" if figure.bound == "exact" else figure.bound
    said = [amount, bound, figure.unit or "", figure.comparison]
    return " ".join(part for part in said if part)


CHINESE = {
    "24亿元": "2400000000 CNY",
    "24 亿 元": "2400000000 CNY",
    "２４亿元": "2400000000 CNY",
    "24億元": "2400000000 CNY",
    "二十四亿元": "2400000000 CNY",
    "1,234.5万元": "12345000 CNY",
    "人民币24亿元": "2400000000 CNY",
    "24亿元人民币": "2400000000 CNY",
    "一万亿美金": "1000000000000 USD",
    "1亿2000万元": "120000000 CNY",
    "三点五亿元": "350000000 CNY",
    "十五家": "15 firms",
    "一百零五": "105",
    "三百五": "350",
    "一万五": "15000",
    "三万五千": "35000",
    "3万张图片": "30000 pictures",
    "20年": "20 years",
    "3个百分点": "3 percentage points",
    "10倍": "10 times",
    "少了10倍": "10 times fewer",
    "增长2倍": "2 times more",
    "2亿至3亿美元": "200000000..300000000 range USD",
    "2亿美元至3亿美元": "200000000..300000000 range USD",
    "2至3亿元": "200000000..300000000 range CNY",
    "2-3亿元": "200000000..300000000 range CNY",
    "2～3亿": "200000000..300000000 range",
    "约2亿至3亿元": "200000000..300000000 range CNY",
    "800万至1亿元": "8000000..100000000 range CNY",
    "介于200万美元至1200万美元之间": "2000000..12000000 range USD",
    "十几万": "110000..190000 vague",
    "几万": "20000..90000 vague",
    "几百亿元": "20000000000..90000000000 vague CNY",
    "数十亿美元": "2000000000..9000000000 vague USD",
    "两三万": "20000..30000 vague",
    "十七八个": "17..18 vague",
    "成千上万": "1000.. vague",
    "3万多片": "30000..40000 over chips",
    "36亿多元": "3600000000..3700000000 over CNY",
    "超36亿元": "3600000000.. over CNY",
    "上百家": "100.. at_least firms",
    "近亿元": "100000000 about CNY",
    "不超过5家": "..5 at_most firms",
    "最多只有一家": "..1 at_most firms",
    "不满一年": "..1 under years",
    "5亿以上": "500000000.. at_least",
    "约为140万美元": "1400000 about USD",
    "5万美元左右": "50000 about USD",
    "万亿参数": "1000000000000 about parameters",
    "-0.58亿元": "-58000000 CNY",
    "−9.46亿元": "-946000000 CNY",
    "减幅51.06%": "-51.06 %",
    "下降17.64%": "-17.64 %",
    "下降至17.64%": "17.64 %",
    "下降超5%": "..-5 under %",
    "下降不到5%": "-5..0 range %",
    "降至3.2亿元": "320000000 CNY",
    "扩大1.93亿元": "193000000 CNY",
    "亏损超36亿元": "..-3600000000 under CNY",
    "最高亏一百亿美金": "-10000000000..0 range USD",
    "５％": "5 %",
    "百分之八十": "80 %",
    "九成": "90 %",
    "近九成五": "95 about %",
    "双第一": "1 ordinal",
    "全球第三": "3 ordinal",
}
ENGLISH = {
    "3.6 billion yuan": "3600000000 CNY",
    "US$3.6bn": "3600000000 USD",
    "$5m": "5000000 USD",
    "HK$5 million": "5000000 HKD",
    "RMB 800 million": "800000000 CNY",
    "4-billion-yuan": "4000000000 CNY",
    "two hundred and fifty million dollars": "250000000 USD",
    "half a billion yuan": "500000000 CNY",
    "1,234,567.89": "1234567.89",
    "1\u00a0234\u00a0567 yuan": "1234567 CNY",
    "1.234": "1.234",
    "1,000+ users": "1000.. at_least users",
    "5 or more firms": "5.. at_least firms",
    "over 90%": "90.. over %",
    "over 90% of": "90.. over % share_of",
    "80% faster": "80 % excess_over",
    "outperform … by 80% to 120%": "80..120 range % excess_over",
    "80 to 120%": "80..120 range %",
    "$2-3 billion": "2000000000..3000000000 range USD",
    "between 5% and 10%": "5..10 range %",
    "no more than five firms": "..5 at_most firms",
    "up to 5%": "..5 at_most %",
    "almost 90%": "90 about %",
    "trillion-parameter": "1000000000000 about parameters",
    "several thousand chips": "2000..9000 vague chips",
    "hundreds of millions of dollars": "100000000.. vague USD",
    "fell by 5%": "-5 %",
    "fell 5-7%": "-7..-5 range %",
    "fell to 5%": "5 %",
    "fell below 5%": "..5 under %",
    "down 5%": "-5 %",
    "a loss of over $5 million": "..-5000000 under USD",
    "10 times fewer": "10 times fewer",
    "China's first": "1 ordinal",
}
FRENCH = {
    "2,4 milliards d’euros": "2400000000 EUR",
    "2.4 milliards d'euros": "2400000000 EUR",
    "1 billion d’euros": "1000000000000 EUR",
    "800 millions de yuans": "800000000 CNY",
    "mille milliards d’euros": "1000000000000 EUR",
    "5 M€": "5000000 EUR",
    "3 Md€": "3000000000 EUR",
    "1 234 567,8": "1234567.8",
    "1\u202f234 euros": "1234 EUR",
    "1.234.567": "1234567",
    "1,234.5": "1234.5",
    "0,234": "0.234",
    "trois cent mille euros": "300000 EUR",
    "quatre-vingt-dix-sept": "97",
    "plus d’un million": "1000000.. over",
    "jusqu’à 5 %": "..5 at_most %",
    "entre 5 et 10 %": "5..10 range %",
    "une centaine de millions d’euros": "100000000 about EUR",
    "des dizaines de milliers d’utilisateurs": "10000.. vague users",
    "en baisse de 5 %": "-5 %",
    "a reculé à 5 %": "5 %",
    "une perte de 5 millions d’euros": "-5000000 EUR",
    "2 points de pourcentage": "2 percentage points",
    "5 % du": "5 % share_of",
    "20 % de plus que": "20 % excess_over",
    "dix fois moins": "10 times fewer",
    "le premier": "1 ordinal",
}
READ = [
    pytest.param(text, language, expected, id=f"{language} {text}")
    for language, table in [("zh", CHINESE), ("en", ENGLISH), ("fr", FRENCH)]
    for text, expected in table.items()
]


@pytest.mark.parametrize(("text", "language", "expected"), READ)
def test_a_figure_is_read_as_its_language_means_it(text, language, expected):
    figure = read_figure(text, language)
    assert shown(figure) == expected
    assert figure.as_printed == text
    assert {type(end) for end in (figure.low, figure.high)} <= {Decimal, type(None)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1,234", "fr"),  # a thousand, or one and a bit
        ("1.234", "fr"),
        ("2,4 billion yuan", "en"),
        ("12,34元", "zh"),
        ("1，234元", "zh"),  # a full-width comma parts sentences
        ("1兆", "zh"),  # 10^6 here, 10^12 there
        ("¥5亿", "zh"),  # yuan or yen
        ("US$24亿元", "zh"),
        ("2亿美元至3亿元", "zh"),
        ("5亿至3亿元", "zh"),
        ("200至3亿", "zh"),
        ("3至5000万元", "zh"),
        ("5 to 10,000 users", "en"),
        ("从2亿到3亿元", "zh"),  # a range or a change
        ("rose 5% to 10%", "en"),
        ("de 5 à 10 %", "fr"),
        ("10倍、100倍", "zh"),
        ("亿元", "zh"),  # heads a column
        ("million yuan", "en"),
        ("2022年", "zh"),
        ("2023 companies", "en"),
        ("over 5 years", "en"),  # or during them
        ("25年前", "zh"),
        ("一年半", "zh"),
        ("2倍多", "zh"),
        ("5 ans et demi", "fr"),
        ("三分之一", "zh"),
        ("1/3", "en"),
        ("5²", "en"),
        ("10:30", "en"),
        ("5元/张", "zh"),
        ("第5家", "zh"),
        ("not 5%", "en"),
        ("不是5%", "zh"),
        ("下降-5%", "zh"),
        ("减亏5亿元", "zh"),
        ("超2亿至3亿元", "zh"),
        ("超过5家左右", "zh"),
        ("at least about 5", "en"),
        ("GPT-4", "en"),
        ("910B chips", "en"),
        ("910芯片", "zh"),
        ("5 m", "en"),
        ("1e9", "en"),
        ("١٢", "en"),
        ("007元", "zh"),
        ("1.2.3亿", "zh"),
        ("二〇二二", "zh"),
        ("5%%", "en"),
        ("5万%", "zh"),
        ("2 million three hundred thousand", "en"),
        ("1.6 billion yuan … evenly distributed", "en"),
        ("下降不到0", "zh"),
        ("", "en"),
        ("9" * 16, "en"),  # the database keeps 15 digits
        ("1 trillion d’euros", "fr"),  # 10^18
        ("24亿元", "de"),
    ],
)
def test_what_is_not_certain_is_refused(text, language):
    with pytest.raises(UnreadableFigure, match=r"\w+ .*[.?]$"):
        read_figure(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "zh",
            "净利润分别为-0.58亿元和-3.38 亿元,较2022年下降17.64%。",
            {"-0.58亿元": "-58000000 CNY", "-3.38 亿元": "-338000000 CNY"}
            | {"下降17.64%": "-17.64 %"},
        ),
        ("zh", "𠮷🤔拥有1万枚A100的企业不超过5家", {"1万枚": "10000"}
         | {"不超过5家": "..5 at_most firms"}),
        ("zh", "一家公司第一次用昇腾910芯片,统一了三分之一的标准,十分重要", {}),
        ("zh", "一年半里2倍多,5元/张的1/3家,GPT-3倍,10:30家", {}),
        ("zh", "2022年3月15日10:30,GPT-4和A100", {}),
        (
            "en",
            "In 2023 companies raised $2.5 billion, 20% more than before.",
            {"$2.5 billion": "2500000000 USD", "20%": "20 % excess_over"},
        ),
        ("en", "It runs on Ascend 910 chips; one firm shut down 5 companies.", {}),
        ("en", "1'234 yuan, 2*3%, v.5 chips and a 10/20% split", {}),
        ("en", "Sales fell from 10% to 5%, then by 3%", {"3%": "3 %"}),
        ("en", "It grew 5% to 10 million yuan.",
         {"grew 5%": "5 %", "10 million yuan": "10000000 CNY"}),
        (
            "fr",
            "En 2023, 15 entreprises ont levé 2,4 milliards d’euros.",
            {"15 entreprises": "15 firms"}
            | {"2,4 milliards d’euros": "2400000000 EUR"},
        ),
    ],
)  # fmt: skip
def test_running_text_yields_the_figures_that_are_certain(language, text, expected):
    found = find_figures(text, language)
    assert {text[start:end]: shown(f) for start, end, f in found} == expected
    assert [f.as_printed for _, _, f in found] == [text[s:e] for s, e, _ in found]


HOSTILE = ["1", "1,", "1.", "万", "百分之", "- ", "5至", "5% to ", "two hundred ", "成"]
HOSTILE += ["between ", "outperform … ", "une dizaine de ", "1\xa0234", "\u0301", "İ"]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_hostile_text_costs_no_more_per_character(language, piece):
    """A reader that went over the text again and again would need many seconds."""
    begun = process_time()
    find_figures((piece * 5_000)[:5_000], language)
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("piece", "language"), [("1 ", "en"), ("几", "zh"), ("a", "fr")]
)
def test_a_hundred_thousand_characters_are_searched_and_refused(piece, language):
    begun = process_time()
    text = (piece * 100_000)[:100_000]
    assert find_figures(text, language) == []
    with pytest.raises(UnreadableFigure, match="Mark the figure only"):
        read_figure(text, language)
    assert process_time() - begun < 20
