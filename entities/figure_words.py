"""Figures in words: "more than 90%", "CNY 2.4 billion", "24亿元", "2,4 milliards CNY".

Takes what a Value holds (Decimals, a bound, a unit) and loses no digit: where a scale
would need more than four decimals, the figure is written out.
"""

from decimal import Decimal

MINUS = "\u2212"
NARROW = "\u202f"  # French sets thousands and per cent apart with it
TIE = "\u00a0"
FINEST = Decimal("0.0001")
SCALES = {
    "en": [
        (Decimal(10) ** 12, " trillion"),
        (Decimal(10) ** 9, " billion"),
        (Decimal(10) ** 6, " million"),
    ],
    "zh": [
        (Decimal(10) ** 12, "万亿"),
        (Decimal(10) ** 8, "亿"),
        (Decimal(10) ** 4, "万"),
    ],
    # A French billion is 10¹², which readers of English misread: 1 000 milliards.
    "fr": [(Decimal(10) ** 9, " milliard"), (Decimal(10) ** 6, " million")],
}
BOUNDS = {
    "en": {
        "about": "about {low}",
        "over": "more than {low}",
        "over to": "more than {low}, at most {high}",
        "under": "less than {high}",
        "at_least": "at least {low}",
        "at_most": "at most {high}",
        "range": "{low} to {high}",
        "vague": "between {low} and {high}",
        "or more": "{low} or more",
        "or less": "{high} or less",
        "above zero": "above zero",
        "below zero": "below zero",
    },
    "zh": {
        "about": "约{low}",
        "over": "超过{low}",
        "over to": "超过{low}，不超过{high}",
        "under": "不到{high}",
        "at_least": "至少{low}",
        "at_most": "至多{high}",
        "range": "{low}至{high}",
        "vague": "{low}至{high}之间",
        "or more": "{low}或更多",
        "or less": "{high}或更少",
        "above zero": "高于零",
        "below zero": "低于零",
    },
    "fr": {
        "about": "environ {low}",
        "over": "plus de {low}",
        "over to": "plus de {low}, au plus {high}",
        "under": "moins de {high}",
        "at_least": "au moins {low}",
        "at_most": "au plus {high}",
        "range": "de {low} à {high}",
        "vague": "entre {low} et {high}",
        "or more": "{low} ou plus",
        "or less": "{high} ou moins",
        "above zero": "au-dessus de zéro",
        "below zero": "en dessous de zéro",
    },
}
TWO_ENDS = {"range", "vague", "over to"}
COMPARISONS = {
    "share_of": {"en": "{} of the other", "zh": "对方的{}", "fr": "{} de l’autre"},
    "excess_over": {
        "en": "{} more than the other",
        "zh": "比对方高{}",
        "fr": "{} de plus que l’autre",
    },
}
NO_UNIT = {
    "money": {
        "en": "{}, no currency given",
        "zh": "{}（原文无币种）",
        "fr": "{}, monnaie non précisée",
    },
    "quantity": {
        "en": "{}, no unit given",
        "zh": "{}（原文无单位）",
        "fr": "{}, sans unité",
    },
}
PROBABLY = {
    "en": "{}, no currency given, probably {}",
    "zh": "{}（原文无币种，应为{}）",
    "fr": "{}, monnaie non précisée, sans doute {}",
}
PER = {
    "hour": {"en": "per hour", "zh": "每小时", "fr": "par heure"},
    "day": {"en": "per day", "zh": "每天", "fr": "par jour"},
    "week": {"en": "per week", "zh": "每周", "fr": "par semaine"},
    "month": {"en": "per month", "zh": "每月", "fr": "par mois"},
    "year": {"en": "per year", "zh": "每年", "fr": "par an"},
}
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
    "zh": [f"第{digit}" for digit in "一二三四五六七八九十"],
    "fr": (
        "premier deuxième troisième quatrième cinquième sixième septième huitième "
        "neuvième dixième"
    ).split(),
}
ONLY = {"en": "the only one", "zh": "唯一", "fr": "seul de son espèce"}
YUAN = {"CNY": "元"}  # in a Chinese sentence 元 alone is the yuan


def figure_in_words(value, language: str, *, scaled: bool = True) -> str:
    """The normalised figure of a Value for a reader of `language`; "" for no figure.

    Not `scaled`, it has all its digits, as an editor checks it: CNY 2,400,000,000.
    """
    if value.low is None and value.high is None:
        return ""
    if value.remark == "only":
        return ONLY[language]
    said = _within_bounds(value, language, scaled)
    if value.comparison:
        said = COMPARISONS[value.comparison][language].format(said)
    if value.per in PER:
        per = PER[value.per][language]
        said = f"{per}{said}" if language == "zh" else f"{said} {per}"
    return _with_missing_unit(said, value, language)


def _within_bounds(value, language: str, scaled: bool) -> str:
    phrases = BOUNDS[language]
    phrase = _phrase(value)
    if phrase == "exact":
        return amount(value.low, value.unit, language, scaled=scaled)
    if phrase in ("above zero", "below zero"):
        return phrases[phrase]
    low, high = (
        "" if end is None else amount(end, value.unit, language, scaled=scaled)
        for end in (value.low, value.high)
    )
    if phrase in TWO_ENDS and _says_unit_once(value.unit):
        low = number(value.low, language, scaled=scaled)
    return phrases[phrase].format(low=low, high=high)


def _phrase(value) -> str:
    """Which form of words the bound and the ends given call for."""
    low, high, bound = value.low, value.high, value.bound
    if bound == "over":
        if not low:
            return "above zero"
        return "over to" if high is not None and high != low else "over"
    if bound == "under" and not high:
        return "below zero"
    if bound in ("vague", "range"):
        if high is None:
            return "or more"
        return "or less" if low is None else bound
    return bound


def _says_unit_once(unit) -> bool:
    """Whether “10 to 100 times” reads better than “10 times to 100 times”."""
    return unit is not None and unit.kind not in ("currency", "rank", "share")


def _with_missing_unit(said: str, value, language: str) -> str:
    if value.unit is not None or value.type not in NO_UNIT:
        return said
    if value.inferred_unit is not None:
        unit = unit_name(value.inferred_unit, language)
        return PROBABLY[language].format(said, unit)
    return NO_UNIT[value.type][language].format(said)


def amount(figure: Decimal, unit, language: str, *, scaled: bool = True) -> str:
    """One figure with its unit."""
    if unit is None:
        return number(figure, language, scaled=scaled)
    if unit.kind == "rank":
        return ordinal(figure, language)
    if unit.kind == "share":
        return number(figure, language, scaled=scaled) + (
            f"{NARROW}%" if language == "fr" else "%"
        )
    if unit.slug == "ratio":
        return f"{number(figure, language, scaled=scaled)}{TIE}:{TIE}1"
    said, name = number(figure, language, scaled=scaled), unit_name(unit, language)
    if unit.kind != "currency" and abs(figure) == 1:
        name = singular(name, language)
    if unit.kind == "currency" and language == "en":
        sign, said = (MINUS, said[1:]) if said.startswith(MINUS) else ("", said)
        return f"{sign}{name}{TIE}{said}"
    if language == "zh":
        return f"{said}{name}"
    # French puts “de” between millions and what is counted, but not before a code.
    counted = language == "fr" and unit.kind != "currency"
    of = " de" if counted and said.rstrip("s").endswith(("million", "milliard")) else ""
    return f"{said}{of}{TIE}{name}"


def unit_name(unit, language: str) -> str:
    if unit.kind == "currency":
        if language != "zh":
            return unit.slug
        return YUAN.get(unit.slug) or unit.label.get("zh") or unit.slug
    return unit.label.get(language) or unit.label.get("en") or unit.slug


def singular(plural: str, language: str) -> str:
    """A unit's label for one of it; the labels of units are plurals."""
    if language == "en" and plural.endswith("ies"):
        return plural[:-3] + "y"
    if language == "en":
        return plural.removesuffix("s")
    if language == "fr":
        words = plural.split(" ")
        return " ".join(w if w == "fois" else w.removesuffix("s") for w in words)
    return plural


def ordinal(figure: Decimal, language: str) -> str:
    place = int(figure)
    if 1 <= place <= 10:
        return ORDINALS[language][place - 1]
    if language == "zh":
        return f"第{place}"
    if language == "fr":
        return f"{place}e"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{'th' if place % 100 in (11, 12, 13) else ending}"


def number(figure: Decimal, language: str, *, scaled: bool = True) -> str:
    """A bare number on the language's own scale: 2.4 billion, 24亿, 2,4 milliards."""
    size = abs(figure)
    for scale, name in SCALES[language] if scaled else ():
        if size >= scale and _is_short(mantissa := size / scale):
            if language == "fr" and mantissa >= 2:
                name += "s"
            return _sign(figure) + _digits(mantissa, language) + name
    return _sign(figure) + _digits(size, language)


def _is_short(mantissa: Decimal) -> bool:
    return mantissa == mantissa.quantize(FINEST)


def _sign(figure: Decimal) -> str:
    return MINUS if figure < 0 else ""


def _digits(size: Decimal, language: str) -> str:
    text = f"{size:f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if len(whole) > (3 if language == "en" else 4):
        separator = NARROW if language == "fr" else ","
        whole = f"{int(whole):,}".replace(",", separator)
    point = "," if language == "fr" else "."
    return f"{whole}{point}{decimals}" if decimals else whole
