"""Keeps a text from being taken for a formula by whatever opens the file.

A text that could start one is written with an apostrophe before it, which spreadsheets
know as "this is text". A text that starts with an apostrophe before such a character is
guarded as well, so that taking off one apostrophe gives back what was written.
"""

# = + - @ and their full-width forms, as the first character that is not a space, quote
# or control: spreadsheets and those who clean their input skip these.
STARTS_A_FORMULA = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−|%")
SKIPPED = "\"'“”‘’`"


def could_be_a_formula(text: str) -> bool:
    for character in text:
        if character in STARTS_A_FORMULA:
            return True
        if character in SKIPPED or character.isspace() or not character.isprintable():
            continue
        return False
    # Nothing but spaces and quotes: an apostrophe here must not vanish on reading.
    return text[:1] in ("\t", "\r", "\n", "'")


def guarded(text: str) -> str:
    """Return the text as a cell may hold it."""
    return f"'{text}" if could_be_a_formula(text) else text


def unguarded(cell: str) -> str:
    """Return what `guarded` was given; other texts come back as they are."""
    if cell.startswith("'") and could_be_a_formula(cell[1:]):
        return cell[1:]
    return cell
