"""How single values are written into a cell and read out of it, as text.

Each reader returns the one spelling that the writer would have used, or raises
ValidationError in an editor's words.
"""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

YES, NO = "yes", "no"
SPELLINGS_OF_YES = {"yes", "true", "1", "x", "oui", "是"}
SPELLINGS_OF_NO = {"no", "false", "0", "non", "否"}
LONGEST_NUMBER = 40
LARGEST_WHOLE = 2_147_483_647
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
WHOLE = re.compile(r"-?[0-9]{1,10}(\.0+)?")  # a spreadsheet may write 3 as 3.0
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def text_of(value: str | None) -> str:
    """Return a stored text with newlines as a file keeps them."""
    return (value or "").replace("\r\n", "\n")


def read_text(cell: str) -> str:
    if bad := NOT_TEXT.search(cell):
        raise ValidationError(
            f"Character {bad.start() + 1} (U+{ord(bad.group()):04X}) is not text."
        )
    return text_of(cell)


def number_of(value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = format(value.normalize(), "f")
    return "0" if plain == "-0" else plain


def read_number(cell: str) -> str:
    cell = cell.strip()
    if not cell:
        return ""
    if len(cell) > LONGEST_NUMBER or not NUMBER.fullmatch(cell):
        raise ValidationError(
            f"“{cell[:LONGEST_NUMBER]}” is not a figure. Write digits and a decimal "
            "point only, such as 5000000 or -3.5."
        )
    try:
        return number_of(Decimal(cell))
    except InvalidOperation as problem:
        raise ValidationError(f"“{cell}” is too large a figure.") from problem


def read_whole(cell: str) -> str:
    cell = cell.strip()
    if not cell:
        return ""
    if not WHOLE.fullmatch(cell) or abs(int(float(cell))) > LARGEST_WHOLE:
        raise ValidationError(f"“{cell[:LONGEST_NUMBER]}” is not a whole number.")
    return str(int(cell.partition(".")[0]))


def flag_of(value: bool) -> str:
    return YES if value else NO


def read_flag(cell: str) -> str:
    word = cell.strip().lower()
    if word in SPELLINGS_OF_YES:
        return YES
    if word in SPELLINGS_OF_NO:
        return NO
    if not word:
        return ""
    raise ValidationError(f"“{cell[:LONGEST_NUMBER]}” is neither yes nor no.")


def read_word(cell: str) -> str:
    """Read a slug, a key or another word without the spaces around it."""
    return read_text(cell).strip()


def read_words(cell: str) -> str:
    """Read several slugs, in their order, parted by spaces, commas or semicolons."""
    words = re.split(r"[\s,;，；、]+", read_text(cell).strip())
    if len(set(words)) < len(words):
        raise ValidationError("It names the same thing twice.")
    return " ".join(words)
