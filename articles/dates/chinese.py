"""Chinese words for dates."""

import re

from articles.dates.clues import Count, DateLanguage, Lead

DIGITS = "零一二三四五六七八九"


def _numbers() -> dict[str, int]:
    """一 to 九十九, and years such as 二〇二三."""
    below_ten = {digit: number for number, digit in enumerate(DIGITS) if number}
    numbers = dict(below_ten)
    for tens, ten in [("", 1), *below_ten.items()]:
        numbers |= {f"{tens}十{one}": 10 * ten + n for one, n in below_ten.items()}
        numbers[f"{tens}十"] = 10 * ten
    return numbers | {"两": 2}


def _tidy(text: str) -> str:
    """Without spaces, and with years of Chinese digits in figures."""
    text = re.sub(r"\s+", "", text).strip("，,。.；;")
    return re.sub(
        "[〇零一二三四五六七八九]{4}(?=年)",
        lambda match: "".join(str(DIGITS.index(c)) for c in _plain(match[0])),
        text,
    )


def _plain(digits: str) -> str:
    return digits.replace("〇", "零")


YEAR = r"(?:(?P<year>[0-9]{4})年度?|(?P<this>今年|本年|去年|上年|明年|前年|后年))"
SMALL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
POINTS = [
    rf"{YEAR}?(?P<month>{SMALL})月份?(?P<part>初|底|末|上旬|中旬|下旬)?",
    rf"{YEAR}?(?P<month>{SMALL})月(?P<day>{SMALL})[日号]",
    rf"{YEAR}?第?(?P<quarter>[1-4一二三四])季度?(?P<part>初|底|末)?",
    rf"{YEAR}?q(?P<quarter>[1-4])",
    rf"{YEAR}?(?P<half>[上下])半年(?P<part>初|底|末)?",
    rf"{YEAR}(?P<part>年?[初底末]|年中|内|全年)?",
    r"(?P<year>[0-9]{4})",
    r"(?P<this>年内$|年(?=.))(?P<part>[初底末中])?",
]

DATES = DateLanguage(
    tidy=_tidy,
    points=[re.compile(pattern) for pattern in POINTS],
    bare_day=re.compile(rf"(?P<day>{SMALL})[日号]"),
    counts=[
        (re.compile(rf"(?P<number>{number})(?P<unit>{unit})(?:{word})"), kind)
        for number, unit in [
            # 2021年之前 is before that year.
            ("[0-9]{1,3}|[一二两三四五六七八九十]{1,3}", "年|个月|周|星期|天|日")
        ]
        for word, kind in [("之?前|以前", "ago"), ("之?内|以内", "within")]
    ],
    since=[
        re.compile("(?:自从|自|从)?(.+?)(?:起|开始)?至今"),
        re.compile("(?:自从|自|从)?(.+?)以来"),
        re.compile("(?:自从|自|从)(.+?)(?:起|开始)"),
    ],
    joins=[
        (kind, opening, joining)
        for kind, joining in [
            ("one_of", "或者"),
            ("one_of", "或"),
            ("interval", "至"),
            ("interval", "到"),
            ("interval", "—"),
            ("interval", "–"),
            ("interval", "-"),
            ("interval", "~"),
        ]
        for opening in (["从", "自", ""] if kind == "interval" else [""])
    ],
    # Longer words first: 不早于 before 早.
    leads=[
        ("最晚", Lead("at_most")),
        ("最迟", Lead("at_most")),
        ("至迟", Lead("at_most")),
        ("不晚于", Lead("at_most")),
        ("不迟于", Lead("at_most")),
        ("最快", Lead("earliest", is_ahead=True)),
        ("最早", Lead("earliest")),
        ("不早于", Lead("earliest")),
        ("大约", Lead("about")),
        ("大概", Lead("about")),
        ("约", Lead("about")),
        ("截至", Lead()),
        ("截止", Lead()),
        ("到", Lead("at_most")),
        ("早在", Lead()),
        ("未来", Lead(is_ahead=True)),
        ("计划", Lead(is_ahead=True)),
        ("预计", Lead(is_ahead=True)),
        ("有望", Lead(is_ahead=True)),
        ("将", Lead(is_ahead=True)),
        ("可能", Lead()),
        ("或", Lead()),
        ("于", Lead()),
        ("在", Lead()),
    ],
    trails=[
        ("左右", Lead("about")),
        ("前后", Lead("about")),
        ("之前", Lead("at_most", needs_end=True)),
        ("以前", Lead("at_most", needs_end=True)),
        ("前", Lead("at_most", needs_end=True)),
    ],
    numbers=_numbers() | {"上": 1, "下": 2},
    months={},
    parts={
        "初": "start",
        "年初": "start",
        "上旬": "start",
        "中": "middle",
        "年中": "middle",
        "中旬": "middle",
        "底": "end",
        "末": "end",
        "年底": "end",
        "年末": "end",
        "下旬": "end",
    },
    years={
        "年": 0,
        "年内": 0,
        "今年": 0,
        "本年": 0,
        "去年": -1,
        "上年": -1,
        "前年": -2,
        "明年": 1,
        "后年": 2,
    },
    units={
        "年": "year",
        "个月": "month",
        "周": "week",
        "星期": "week",
        "天": "day",
        "日": "day",
    },
    fixed={
        "今天": Count("day", 0),
        "今日": Count("day", 0),
        "昨天": Count("day", -1),
        "昨日": Count("day", -1),
        "前天": Count("day", -2),
        "明天": Count("day", 1),
        "明日": Count("day", 1),
        "本月": Count("month", 0),
        "上月": Count("month", -1),
        "上个月": Count("month", -1),
        "下月": Count("month", 1),
        "下个月": Count("month", 1),
        "本季度": Count("quarter", 0),
        "上季度": Count("quarter", -1),
        "下季度": Count("quarter", 1),
    },
)
