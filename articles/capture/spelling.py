"""One spelling to match rules against, each character where it stood in the text."""

from functools import cache

import opencc

from articles.capture.han import only_traditional
from articles.characters import one_spelling

SEPARATORS = str.maketrans(
    dict.fromkeys("｜丨│¦∣︱", "|") | dict.fromkeys("“”„", '"') | {"［": "[", "］": "]"}
)


def plain(text: str) -> str:
    """`text` in lower case, simplified, with one kind of colon, bar and bracket."""
    return one_spelling(text).translate(SEPARATORS).translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    convert = opencc.OpenCC("t2s").convert
    pairs = ((char, convert(char)) for char in only_traditional())
    return {ord(char): other for char, other in pairs if len(other) == 1}
