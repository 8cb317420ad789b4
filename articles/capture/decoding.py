"""Read bytes as text, or say why not. Nothing is guessed silently.

A byte order mark decides; then UTF-8, when every byte obeys it; zero bytes leave UTF-16
only. Everything else is read in each encoding that accepts every byte, and each reading
is judged by its characters (`plausibility`): Chinese prose consists mostly of a few
hundred characters and of those that schools teach, while bytes read in the wrong
encoding scatter over rare ones; letters with accents stand beside plain letters. The
best reading wins when it is plausible and no other comes near; else the editor is asked
to save the text as UTF-8.
"""

import codecs
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from articles.capture.han import frequent, is_han, usual
from articles.capture.signatures import looks_like

MOST_BYTES = 5_000_000
SAMPLE = 20_000  # characters that are enough to judge a reading by
LEAST = 0.4  # how plausible a reading must be to be believed
MARGIN = 0.05  # how much better than the next
MARKS = [  # UTF-32 first: its little-endian mark opens with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Of several codecs for one encoding the strictest that accepts every byte is named.
FAMILIES = [
    ["gb18030"],
    ["big5", "cp950", "big5hkscs"],
    ["latin-1", "cp1252"],
    ["utf-16-le"],
    ["utf-16-be"],
]
UTF_16 = [["utf-16-le"], ["utf-16-be"]]
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
WESTERN = frozenset("‘’“”«»…–—•·°€£§©®™²³½¼¾ªº¡¿×´\u00a0")
WORDS_OF_ONE_LETTER = frozenset("àÀôÔéèóÓ")
CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』…—·％～　丨")


@dataclass(frozen=True)
class Decoded:
    """A text and the codec that reads its bytes back."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """Return the text of `raw`; ValidationError in the editor's words when there is
    none to be had."""
    refuse_what_is_no_text(raw)
    decoded = _by_mark(raw) or _utf_8(raw) or _most_plausible(raw)
    if not decoded.text.strip():
        raise ValidationError("There is no text in it, only blank space.")
    return decoded


def refuse_what_is_no_text(raw: bytes) -> None:
    """Raise ValidationError for what need not be decoded to be refused."""
    if not raw:
        raise ValidationError("It is empty.")
    if len(raw) > MOST_BYTES:
        raise ValidationError(
            f"It is larger than {MOST_BYTES // 1_000_000} MB, the most the desk takes."
        )
    if name := looks_like(raw):
        raise ValidationError(f"This is no text: it looks like {name}.")


def _by_mark(raw: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            text = _strictly(raw, encoding)
            if text is None:
                raise ValidationError(
                    f"It says that it is {encoding.removesuffix('-sig').upper()} and "
                    "breaks the rules of that encoding."
                )
            return Decoded(_without_zeros(text), encoding)
    return None


def _utf_8(raw: bytes) -> Decoded | None:
    text = _strictly(raw, "utf-8")
    return None if text is None or "\x00" in text else Decoded(text, "utf-8")


def _most_plausible(raw: bytes) -> Decoded:
    """The reading that looks most like prose."""
    readings = [_reading(raw, f) for f in (UTF_16 if b"\x00" in raw else FAMILIES)]
    judged = sorted(
        ((plausibility(read), read) for read in readings if read),
        key=lambda pair: -pair[0],
    )
    if b"\x00" in raw and (not judged or judged[0][0] < LEAST):
        raise ValidationError("This is no text: it has zero bytes, as programs have.")
    if not judged or judged[0][0] < LEAST:
        raise ValidationError(
            "The desk cannot tell in which encoding this is written. Save it as UTF-8."
        )
    best, *others = judged
    if others and best[0] - others[0][0] < MARGIN:
        raise ValidationError(
            f"This may be read as {best[1].encoding} or as {others[0][1].encoding}; "
            "neither is clearly right. Save it as UTF-8."
        )
    return best[1]


def _reading(raw: bytes, family: list[str]) -> Decoded | None:
    for encoding in family:
        text = _strictly(raw, encoding)
        if text is not None and not CONTROLS.search(text):
            return Decoded(text, encoding)
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_zeros(text: str) -> str:
    if "\x00" in text:
        raise ValidationError("This is no text: it has zero bytes, as programs have.")
    return text


def plausibility(read: Decoded) -> float:
    """How much the reading looks like prose, from 0 to 1.

    ASCII counts in UTF-16 only: elsewhere it reads the same in each encoding.
    """
    sample = read.text[:SAMPLE]
    all_count = read.encoding.startswith("utf-16")
    weights = [
        _weight(sample, at)
        for at, char in enumerate(sample)
        if all_count or not char.isascii()
    ]
    return sum(weights) / len(weights) if weights else 1.0


def _weight(text: str, at: int) -> float:
    char = text[at]
    if char.isascii():
        return 1.0
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if is_han(char):
        if len(beside) == 2 and beside.isascii() and beside.isalpha():
            return 0.4  # one between letters is rather an accented letter, misread
        return 1.0 if char in frequent() else 0.3 if char in usual() else 0.0
    if char in WORDS_OF_ONE_LETTER and beside.strip() == "":
        return 1.0
    if char <= "\u024f" and char.isalpha():
        return 1.0 if any(c.isascii() and c.isalpha() for c in beside) else 0.1
    if char in CHINESE_MARKS and any(map(is_han, beside)):
        return 1.0
    if char in WESTERN and any(c.isascii() for c in beside):
        return 0.8
    return 0.0
