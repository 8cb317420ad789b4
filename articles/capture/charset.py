"""In which encoding a page comes: what it says of itself counts if it is true."""

import codecs
import re

from articles.capture.decoding import (
    LEAST,
    MARKS,
    Decoded,
    decode,
    plausibility,
    refuse_what_is_no_text,
)

HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
META = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
HEAD = 4_096  # bytes in which a page has to say it
# Pages say the older name and mean what contains it, as browsers take it.
WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}


def decode_page(raw: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page: by its mark, as UTF-8, as the header or the page say,
    or as any other text. Raises ValidationError like `decode`."""
    refuse_what_is_no_text(raw)
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return decode(raw)
    for encoding in ["utf-8", *_declared(raw, content_type)]:
        read = _as(raw, encoding)
        if read and plausibility(read) >= LEAST:
            return read
    return decode(raw)


def _declared(raw: bytes, content_type: str) -> list[str]:
    """The codecs that are named: by the header first, as browsers have it."""
    names = [found.group(1) for found in HEADER.finditer(content_type[:200])]
    names += [found.group(1).decode("latin-1") for found in META.finditer(raw[:HEAD])]
    return [codec for codec in map(_codec, names) if codec]


def _codec(name: str) -> str:
    try:
        codec = codecs.lookup(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    # Python's "codecs" also unzip and encode by base64: only texts are meant here.
    return WIDER.get(codec.name, codec.name) if codec._is_text_encoding else ""


def _as(raw: bytes, encoding: str) -> Decoded | None:
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        return None
    return None if "\x00" in text else Decoded(text, encoding)
