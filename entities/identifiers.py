"""Identifiers from registers, with the check digits that catch a typing error."""

import re

from django.core.exceptions import ValidationError
from django.db import models


class Scheme(models.TextChoices):
    TICKER = "ticker", "ticker"
    ISIN = "isin", "ISIN"
    LEI = "lei", "LEI"
    USCC = "uscc", "unified social credit code"
    WIKIDATA = "wikidata", "Wikidata"
    WEBSITE = "website", "website"


SHAPES = {
    Scheme.TICKER: r"[A-Z0-9.]{1,12}",
    Scheme.ISIN: r"[A-Z]{2}[A-Z0-9]{9}[0-9]",
    Scheme.LEI: r"[A-Z0-9]{18}[0-9]{2}",
    Scheme.USCC: r"[0-9A-HJ-NPQRTUWXY]{18}",
    Scheme.WIKIDATA: r"Q[1-9][0-9]{0,11}",
    Scheme.WEBSITE: r"https?://[^\s/]+\.[^\s/]+(/\S*)?",
}
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def validate_identifier(scheme: str, value: str) -> None:
    """Refuse a value that the register of `scheme` could not have issued."""
    if scheme not in Scheme:
        return  # the scheme itself is what is wrong, and its own field says so
    label = Scheme(scheme).label
    if not re.fullmatch(SHAPES[Scheme(scheme)], value):
        raise ValidationError({"value": f"“{value}” is not shaped like a {label}."})
    check = {Scheme.ISIN: _isin, Scheme.LEI: _lei, Scheme.USCC: _uscc}.get(
        Scheme(scheme)
    )
    if check and not check(value):
        raise ValidationError(
            {"value": f"The check digit of “{value}” is wrong; compare it again."}
        )


def _digits(value: str) -> str:
    """Return the value with letters as two digits, A = 10."""
    return "".join(str(int(character, 36)) for character in value)


def _isin(value: str) -> bool:
    """ISO 6166: the Luhn sum of the digits is a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(_digits(value))):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def _lei(value: str) -> bool:
    """ISO 17442: the number leaves 1 when divided by 97 (ISO 7064)."""
    return int(_digits(value)) % 97 == 1


def _uscc(value: str) -> bool:
    """GB 32100-2015: weights are powers of three modulo 31."""
    total = sum(
        USCC_ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(value[:17])
    )
    return USCC_ALPHABET[(31 - total % 31) % 31] == value[17]
