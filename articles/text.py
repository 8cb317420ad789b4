"""The text contract "text/1": what a version's text is made of.

Text is Unicode in NFC with LF as its only newline; nothing else about it is changed, so
that offsets count what the source printed.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

CONTRACT = "text/1"
# Controls other than tab and newline, and halves of UTF-16 pairs.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return `text` as the contract wants it; ValidationError when it is not text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := NOT_TEXT.search(text):
        raise ValidationError(
            f"Character {bad.start() + 1} (U+{ord(bad.group()):04X}) is not text."
        )
    if not text.strip():
        raise ValidationError("There is no text in it.")
    return unicodedata.normalize("NFC", text)
