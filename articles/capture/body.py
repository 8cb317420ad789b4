"""The body of an answer: of a type that can be text, and never more than it may be."""

import http.client
import zlib

from django.core.exceptions import ValidationError

MOST_BYTES = 5_000_000
PIECE = 65_536  # bytes
ANY_ZIP = 32 + zlib.MAX_WBITS  # gzip or zlib, whichever header it has
TEXTS = {
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "",  # not said; the bytes will tell
}


def type_of(answer: http.client.HTTPResponse) -> str:
    """Return the Content-Type. Raises ValidationError for what is not text."""
    header = answer.getheader("Content-Type") or ""
    name = header.partition(";")[0].strip().lower()
    if name not in TEXTS:
        raise ValidationError(
            f"What stands there is {name[:60]}, not a page or a text."
        )
    return header[:200]


def read_body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """Return the body, unpacked. Raises ValidationError for more than `most` bytes.

    Both what comes and what it unpacks to are bounded; memory is, at any time.
    """
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing == "identity":
        unpack = _as_it_is
    elif packing in ("gzip", "x-gzip", "deflate"):
        unpack = _Unzipping()
    else:
        raise ValidationError(f"The page comes packed as {packing[:40]}.")
    body, came = bytearray(), 0
    while piece := answer.read(PIECE):
        came += len(piece)
        body += unpack(piece, most + 1 - len(body))
        if max(came, len(body)) > most:
            raise ValidationError(f"It is larger than {most / 1_000_000:g} MB.")
    if answer.length or not getattr(unpack, "is_whole", True):
        raise ValidationError("The answer broke off before its end.")
    return bytes(body)


def _as_it_is(piece: bytes, most: int) -> bytes:
    return piece[:most]


class _Unzipping:
    """Unpacks piece by piece, never to more than is asked for."""

    def __init__(self):
        self.unzip = zlib.decompressobj(ANY_ZIP)

    @property
    def is_whole(self) -> bool:
        return self.unzip.eof

    def __call__(self, piece: bytes, most: int) -> bytes:
        unpacked = bytearray()
        try:
            while piece and len(unpacked) < most:
                if self.unzip.eof:  # one member ended, another follows
                    self.unzip = zlib.decompressobj(ANY_ZIP)
                unpacked += self.unzip.decompress(piece, most - len(unpacked))
                piece = self.unzip.unconsumed_tail or self.unzip.unused_data
        except zlib.error as problem:
            raise ValidationError("The answer cannot be unpacked.") from problem
        return bytes(unpacked)
