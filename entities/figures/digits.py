"""Numbers printed in digits. 1,234 is one thing in English and another in French."""

import re
from decimal import Decimal

from entities.figures.figure import SIGNIFICANT_DIGITS, UnreadableFigure

LONGEST = 40
ENGLISH = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
NARROW = re.compile(r"[1-9][0-9]{0,2}(?:\xa0[0-9]{3})+(?:\.[0-9]+)?")
# French prints 2,4 and 1 234 567,8. What English prints is read too where it cannot
# be anything else: 2.4, 1,234.5 and 1,234,567. One comma or point before three digits
# can be a decimal or a thousand, unless the number begins with 0 or four digits.
FRENCH = [
    (re.compile(r"(?:0|[1-9][0-9]*)"), ""),
    (re.compile(r"[1-9][0-9]{0,2}(?:[ \xa0][0-9]{3})+(?:,[0-9]+)?"), ","),
    (re.compile(r"(?:0|[1-9][0-9]*),(?:[0-9]{1,2}|[0-9]{4,})"), ","),
    (re.compile(r"(?:0|[1-9][0-9]*)\.(?:[0-9]{1,2}|[0-9]{4,})"), "."),
    (re.compile(r"(?:0|[1-9][0-9]{3,}),[0-9]{3}"), ","),
    (re.compile(r"(?:0|[1-9][0-9]{3,})\.[0-9]{3}"), "."),
    (re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?"), ","),
    (re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+"), ","),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?"), "."),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+"), "."),
]


def read_digits(printed: str, language: str) -> Decimal:
    """The number, or UnreadableFigure where the separators leave it open."""
    if len(printed) > LONGEST:
        raise UnreadableFigure("That is a longer number than the desk can hold.")
    number = _french(printed) if language == "fr" else _english(printed, language)
    if len(number.normalize().as_tuple().digits) > SIGNIFICANT_DIGITS:
        raise UnreadableFigure("That is a longer number than the desk can hold.")
    return number


def _english(printed: str, language: str) -> Decimal:
    if ENGLISH.fullmatch(printed) or NARROW.fullmatch(printed):
        return Decimal(printed.replace(",", "").replace("\xa0", ""))
    raise UnreadableFigure(f"“{printed}” is not a number as {language} prints it.")


def _french(printed: str) -> Decimal:
    for pattern, decimal_mark in FRENCH:
        if pattern.fullmatch(printed):
            kept = "".join(c for c in printed if c.isdigit() or c == decimal_mark)
            return Decimal(kept.replace(",", "."))
    raise UnreadableFigure(
        f"“{printed}” can be a decimal or a thousand. Write 1 234 or 1,2."
    )


def last_step(number: Decimal) -> Decimal:
    """What one more in the last printed place is worth: 10 for 30, 0.1 for 3.6."""
    if number == 0:
        return Decimal(1)
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
