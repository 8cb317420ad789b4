"""Chinese numbers: 3万多, 十几万, 二十四亿, 两三百, 1亿2000万."""

import re
from dataclasses import dataclass
from decimal import Decimal

from entities.figures.digits import last_step, read_digits
from entities.figures.figure import Span, UnreadableFigure, plain

DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
LONGEST = 30
SIMPLE = re.compile(r"([^万亿兆多余]*)([多余])?([万亿兆]*)([多余])?")
COMPOUND = re.compile(r"([^万亿兆多余]+)(万亿|亿|万)([^万亿兆多余]+)(亿|万)?")
SOME = re.compile(r"(?:([一二三四五六七八九]?)十)?[几数]|[几数]([十百千])")
NEIGHBOURS = re.compile(
    r"(?:([一二三四五六七八九]?)十)?([一二两三四五六七八])([二三四五六七八九])([十百千])?"
)
ARABIC = re.compile(r"([0-9.,\xa0]+)([百千])?")


@dataclass(frozen=True)
class Number:
    """A number with the scale word it ends on, which “2至3亿” shares with its first."""

    span: Span
    scale: Decimal = Decimal(1)
    is_bare: bool = False  # a scale word alone: 万亿, trillion
    in_digits: bool = False


def read_chinese(printed: str) -> Number:
    """The number that a run of digits and number words writes."""
    run = printed.replace(" ", "")
    if len(run) > LONGEST:
        raise UnreadableFigure("That is a longer number than the desk can hold.")
    if match := COMPOUND.fullmatch(run):
        return Number(Span.exactly(_compound(*match.groups())))
    match = SIMPLE.fullmatch(run)
    if not match or match[3] not in SCALES:
        raise UnreadableFigure(f"“{printed}” is not one number.")
    head, more_before, scale_word, more_after = match.groups()
    scale = Decimal(SCALES[scale_word])
    is_bare = head in ("", "百", "千")
    head = f"一{head}" if is_bare and head else head or "一"
    span = _head(head).times(scale)
    if more_before or more_after:
        step = last_step(_head(head).low or Decimal()) if more_before else Decimal(1)
        if more_after and "." in head:
            step = last_step(_head(head).low or Decimal())
        span = _more(span, step * scale)
    elif is_bare:
        span = span.bounded("about")
    return Number(span, scale, is_bare, head[0].isdigit())


def _more(span: Span, step: Decimal) -> Span:
    """3万多 lies between 3万 and 4万, 30多 between 30 and 40."""
    if span.bound != "exact" or span.low is None:
        raise UnreadableFigure("多 does not go with a number that is vague already.")
    return Span(span.low, span.low + step, "over")


def _head(head: str) -> Span:
    """What stands before 万 or 亿."""
    if match := SOME.fullmatch(head):
        return _some(match)
    if (match := NEIGHBOURS.fullmatch(head)) and _are_neighbours(match):
        return _neighbours(match)
    return Span.exactly(_exact(head))


def _some(match: re.Match[str]) -> Span:
    tens, unit = match.groups()
    if unit:
        return Span(Decimal(2), Decimal(9), "vague").times(Decimal(TENS[unit]))
    if tens is None:
        return Span(Decimal(2), Decimal(9), "vague")
    base = 10 * (DIGITS[tens] if tens else 1)
    return Span(Decimal(base + 1), Decimal(base + 9), "vague")


def _are_neighbours(match: re.Match[str]) -> bool:
    tens, first, second, unit = match.groups()
    return DIGITS[second] == DIGITS[first] + 1 and not (tens is not None and unit)


def _neighbours(match: re.Match[str]) -> Span:
    """两三百 is 200 to 300, 十七八 is 17 to 18."""
    tens, first, second, unit = match.groups()
    base = 0 if tens is None else 10 * (DIGITS[tens] if tens else 1)
    factor = TENS.get(unit, 1)
    return Span(
        Decimal(base + DIGITS[first] * factor),
        Decimal(base + DIGITS[second] * factor),
        "vague",
    )


def _exact(head: str) -> Decimal:
    if match := ARABIC.fullmatch(head):
        return plain(read_digits(match[1], "zh") * TENS.get(match[2], 1))
    whole, point, decimals = head.partition("点")
    number = Decimal(_han(whole))
    if not point:
        return number
    if not decimals or any(c not in DIGITS for c in decimals):
        raise UnreadableFigure(f"“{head}” is not a number.")
    return number + Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))


def _han(head: str) -> int:
    """二十四, 一百零五, 三百五 (350); years digit by digit are no amounts."""
    total, digit, unit, after_zero = 0, None, 10**4, False
    for place, character in enumerate(head):
        if character in TENS:
            if digit is None and (character != "十" or place):
                raise UnreadableFigure(f"“{head}” is not a number.")
            if TENS[character] >= unit:
                raise UnreadableFigure(f"“{head}” is not one number.")
            unit = TENS[character]
            total += (1 if digit is None else digit) * unit
            digit, after_zero = None, False
        elif character in "零〇" and total and not after_zero and digit is None:
            after_zero = True
        elif character in DIGITS and digit is None:
            digit = DIGITS[character]
        else:
            raise UnreadableFigure(f"“{head}” is not a number.")
    if digit is None:
        if after_zero or not head:
            raise UnreadableFigure(f"“{head}” is not a number.")
        return total
    is_short = unit in (100, 1000) and not after_zero
    return total + digit * (unit // 10 if is_short else 1)


def _compound(large: str, large_scale: str, small: str, small_scale: str | None):
    """1亿2000万, 三万五千, and 一万五, where the last word is left out."""
    scale = Decimal(SCALES[large_scale])
    rest = small.lstrip("零〇")
    if small in DIGITS and not small_scale and small not in "零〇":
        added = DIGITS[small] * scale / 10
    else:
        added = _exact(rest) * SCALES[small_scale or ""]
    if not 0 < added < scale:
        raise UnreadableFigure("The parts of the number do not fit together.")
    return plain(_exact(large) * scale + added)
