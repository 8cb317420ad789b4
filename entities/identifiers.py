"""Identifiers from registers, with the check digits that catch a typing error."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models

from entities.exchanges import MIC, as_listed, rules_of


class Scheme(models.TextChoices):
    TICKER = "ticker", "ticker"
    ISIN = "isin", "ISIN"
    LEI = "lei", "LEI"
    USCC = "uscc", "unified social credit code"
    WIKIDATA = "wikidata", "Wikidata"
    WEBSITE = "website", "website"


SHAPES = {
    Scheme.TICKER: r"[A-Z0-9][A-Z0-9.]{0,11}",
    Scheme.ISIN: r"[A-Z]{2}[A-Z0-9]{9}[0-9]",
    Scheme.LEI: r"[A-Z0-9]{18}[0-9]{2}",
    # The third to eighth are the digits of a place.
    Scheme.USCC: r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
    Scheme.WIKIDATA: r"Q[1-9][0-9]{0,11}",
    Scheme.WEBSITE: r"https?://[^\s/]+\.[^\s/]+(/\S*)?",
}
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def normalised(scheme: str, value: str, mic: str = "") -> tuple[str, str]:
    """Return value and exchange as the register writes them.

    What pasting brings along is taken off: full-width letters, spaces, lower case, the
    address before a Wikidata number, a vendor's suffix behind a ticker.
    """
    value = unicodedata.normalize("NFKC", value).strip()
    mic = "".join(unicodedata.normalize("NFKC", mic).split()).upper()
    if scheme == Scheme.WEBSITE:
        return _website(value), mic
    value = value.upper()
    if scheme == Scheme.WIKIDATA:
        value = re.sub(r"^HTTPS?://(WWW\.)?WIKIDATA\.ORG/(WIKI|ENTITY)/", "", value)
    elif scheme in (Scheme.ISIN, Scheme.LEI, Scheme.USCC):
        value = re.sub(r"[\s-]", "", value)
    elif scheme == Scheme.TICKER:
        value = as_listed("".join(value.split()).replace("-", "."), mic)
    return value, mic


def _website(address: str) -> str:
    """Return the address with a scheme, and a slash after a bare host."""
    if "://" not in address:
        address = f"https://{address}"
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash or '/'}{path}"


def host_and_path(address: str) -> str:
    """Return what two ways of writing one website's address have in common."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a bracket that opens no IPv6 address
        return address
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def validate_identifier(scheme: str, value: str, mic: str = "") -> None:
    """Refuse a value that the register of `scheme` could not have issued."""
    if scheme not in Scheme:
        return  # the scheme itself is what is wrong, and its own field says so
    label = Scheme(scheme).label
    if mic and scheme != Scheme.TICKER:
        raise ValidationError(
            {"mic": f"Only a ticker has an exchange; a {label} none."}
        )
    if mic and not MIC.fullmatch(mic):
        raise ValidationError(
            {"mic": f"“{mic}” is no ISO 10383 code: four letters or digits, as XSHE."}
        )
    if not re.fullmatch(SHAPES[Scheme(scheme)], value):
        raise ValidationError({"value": f"“{value}” is not shaped like a {label}."})
    if mic and not re.fullmatch(rules_of(mic)["shape"], value):
        said = rules_of(mic)["said"]
        raise ValidationError(
            {"value": f"“{value}” is no ticker of {mic}, where it is {said}."}
        )
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
