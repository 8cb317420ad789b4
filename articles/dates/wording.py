"""Dates as readers of each language write them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.dates.edtf import Point

MONTHS = {
    "en": (
        "January February March April May June July August September October "
        "November December"
    ).split(),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre "
        "novembre décembre"
    ).split(),
}
ORDINALS = {
    "en": ["first", "second", "third", "fourth"],
    "zh": ["一", "二", "三", "四"],
    "fr": ["premier", "deuxième", "troisième", "quatrième"],
}
PHRASES = {
    "en": {
        "no year": "{} (year not given)",
        "unknown": "year unknown",
        "~": "around {}",
        "?": "{} (uncertain)",
        "%": "around {} (uncertain)",
        "or": " or ",
        "interval": "from {} to {}",
        "from": "from {} on",
        "to": "until {}",
    },
    "zh": {
        "no year": "{}（年份未注明）",
        "unknown": "年份不详",
        "~": "约{}",
        "?": "{}（存疑）",
        "%": "约{}（存疑）",
        "or": "或",
        "interval": "{}至{}",
        "from": "{}起",
        "to": "{}为止",
    },
    "fr": {
        "no year": "{} (année non précisée)",
        "unknown": "année inconnue",
        "~": "vers {}",
        "?": "{} (date incertaine)",
        "%": "vers {} (date incertaine)",
        "or": " ou ",
        "interval": "{} {}",
        "from": "à partir {}",
        "to": "jusqu’{}",
    },
}


def point_in_words(point: "Point", language: str) -> str:
    """One date: “octobre 2023”, “22 août (année non précisée)”, “vers 2000”."""
    phrases = PHRASES[language]
    if point.precision == "unknown":
        said = phrases["unknown"]
    elif language == "zh":
        said = _chinese(point)
    else:
        said = _european(point, language)
    if point.qualifier:
        # “Vers” stands before a masculine noun with its article: vers le 5 octobre.
        article = "le " if _takes_article(point, language) else ""
        article = article if point.qualifier in ("~", "%") else ""
        said = phrases[point.qualifier].format(article + said)
    if point.year is None and point.precision != "unknown":
        said = phrases["no year"].format(said)
    return said


def one_of_in_words(points: tuple["Point", ...], language: str) -> str:
    """“décembre 2019 ou premier semestre 2020”."""
    said = [point_in_words(point, language) for point in points]
    comma = "、" if language == "zh" else ", "
    return comma.join(said[:-1]) + PHRASES[language]["or"] + said[-1]


def interval_in_words(start: "Point | None", end: "Point | None", language: str) -> str:
    """“from 2018 to 2019”, “2018年起”, “jusqu’au 5 octobre 2023”."""
    if any(point and point.qualifier for point in (start, end)):
        # “De vers 2018 à 2019” is no French; a dash reads well in all three.
        return " – ".join(
            point_in_words(point, language) if point else "…" for point in (start, end)
        )
    phrases = PHRASES[language]
    first = _end_in_words(start, language, "de")
    last = _end_in_words(end, language, "à")
    if start and end:
        return phrases["interval"].format(first, last)
    return phrases["from"].format(first) if start else phrases["to"].format(last)


def _end_in_words(point: "Point | None", language: str, preposition: str) -> str:
    if point is None:
        return ""
    said = point_in_words(point, language)
    if language == "en" and point.precision in ("quarter", "half"):
        return f"the {said}"
    if language != "fr":
        return said
    if _takes_article(point, language):
        return f"{'du' if preposition == 'de' else 'au'} {said}"
    if preposition == "de" and said[0] in "aàoé":
        return f"d’{said}"
    return f"{preposition} {said}"


def _takes_article(point: "Point", language: str) -> bool:
    return language == "fr" and point.precision in ("day", "quarter", "half")


def _chinese(point: "Point") -> str:
    year = f"{point.year}年" if point.year is not None else ""
    if point.quarter:
        return f"{year}第{ORDINALS['zh'][point.quarter - 1]}季度"
    if point.half:
        return f"{year}{'上下'[point.half - 1]}半年"
    if point.month:
        year += f"{point.month}月"
    if point.day:
        year += f"{point.day}日"
    return year


def _european(point: "Point", language: str) -> str:
    year = f" {point.year}" if point.year is not None else ""
    if point.quarter or point.half:
        ordinal = ORDINALS[language][(point.quarter or point.half or 1) - 1]
        if language == "fr":
            # Of two, the other is “second”.
            ordinal = "second" if point.half == 2 else ordinal
            return f"{ordinal} {'trimestre' if point.quarter else 'semestre'}{year}"
        year = f" of{year}" if year else ""
        return f"{ordinal} {'quarter' if point.quarter else 'half'}{year}"
    if not point.month:
        return year.strip()
    month = MONTHS[language][point.month - 1] + year
    if not point.day:
        return month
    day = "1er" if language == "fr" and point.day == 1 else str(point.day)
    return f"{day} {month}"
