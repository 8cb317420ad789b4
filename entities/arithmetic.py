"""Sums that a comparison says must hold, such as 2400000000+1600000000==4000000000."""

import re
from decimal import Decimal


class UnreadableSum(ValueError):
    """The sum is not made of numbers, +, -, == and "and"."""


NUMBER = r"\d{1,30}(?:\.\d{1,10})?"
SIDE = re.compile(rf"\s*-?{NUMBER}(?:\s*[+-]\s*{NUMBER})*\s*")
TERM = re.compile(rf"([+-]?)\s*({NUMBER})")


def sums_hold(text: str) -> bool:
    """Whether every equation in `text` (joined by "and") is true."""
    return all(_equation_holds(equation) for equation in text.split(" and "))


def _equation_holds(equation: str) -> bool:
    sides = equation.split("==")
    if len(sides) != 2:
        raise UnreadableSum(f"“{equation.strip()}” is not an equation with one ==.")
    return _total(sides[0]) == _total(sides[1])


def _total(side: str) -> Decimal:
    if not SIDE.fullmatch(side):
        raise UnreadableSum(f"“{side.strip()}” is not a sum of numbers.")
    return sum(
        (Decimal(sign + number) for sign, number in TERM.findall(side)), Decimal()
    )
