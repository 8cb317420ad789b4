"""Bytes are read in the encoding they are in, or refused in an editor's words."""

import re

import opencc
import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ValidationError

from articles.capture.decoding import MOST_BYTES, decode

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" * 9
FRENCH = "Les ventes reculeront de 12 % à l’été, a-t-il déclaré : « c’est prévu ».\n"
CHINESE = "北风半导体周日宣布，新建的封装厂已经投产，每月可封装四万片晶圆。\n"
TRADITIONAL = "北風半導體週日宣布，新建的封裝廠已經投產，每月可封裝四萬片晶圓。\n"


def own_texts() -> dict[str, str]:
    """All that the seed articles say in each language, in our words."""
    texts: dict[str, list[str]] = {"en": [], "fr": [], "zh": []}
    for path in sorted((settings.BASE_DIR / "seeds").glob("article-*.yaml")):
        article = yaml.safe_load(path.read_text("utf-8"))["article"]
        for key in ("summary", "source_note", "title_translation", "form"):
            for language, words in article.get(key, {}).items():
                texts[language].append(words)
        for section in article.get("sections", []):
            plain = re.sub(r"\[([^\[\]]+)\]\([^)]*\)", r"\1", section["text"])
            texts[article["language"]].append(plain)
    whole = {language: "\n".join(parts) for language, parts in texts.items()}
    return whole | {"zh-Hant": opencc.OpenCC("s2t").convert(whole["zh"])}


@pytest.fixture(scope="module")
def corpus():
    return own_texts()


def pieces(text: str, length: int) -> list[str]:
    """Up to 60 pieces of the text, from all over it, that are not only blank."""
    step = max(length, (len(text) - length) // 60)
    starts = range(0, max(1, len(text) - length), step)
    return [text[start : start + length] for start in starts]


def outcomes(text: str, encoding: str, length: int) -> tuple[int, int, int]:
    """How many pieces were read right, refused, and read wrong."""
    right = refused = wrong = 0
    for piece in pieces(text, length):
        # What the encoding has no character for is left out before.
        printed = piece.encode(encoding, "ignore").decode(encoding)
        if not printed.strip():
            continue
        try:
            read = decode(printed.encode(encoding)).text
        except ValidationError:
            refused += 1
        else:
            right, wrong = right + (read == printed), wrong + (read != printed)
    return right, refused, wrong


@pytest.mark.parametrize("length", [20, 60, 2000])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *[("zh", e) for e in ("utf-8", "gb2312", "gbk", "gb18030")],
        *[("zh-Hant", e) for e in ("utf-8", "big5", "cp950", "big5hkscs", "gb18030")],
        *[("fr", e) for e in ("utf-8", "latin-1", "cp1252")],
        *[("en", e) for e in ("utf-8", "ascii", "cp1252")],
        *[(lang, e) for lang in ("zh", "fr", "en") for e in ("utf-16-le", "utf-16-be")],
    ],
)
def test_our_own_texts_are_read_right_in_each_encoding(
    corpus, language, encoding, length
):
    right, refused, wrong = outcomes(corpus[language], encoding, length)
    assert right > 0
    assert wrong == 0
    assert refused <= (0.05 * right if length == 20 else 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding):
    for text in (FRENCH, CHINESE, "\U0001f914 \U00020bb7"):
        assert decode(text.encode(encoding)).text == text
    assert decode(b"\xfe\xff" + CHINESE.encode("utf-16-be")).text == CHINESE


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (CHINESE, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("Il a été payé.", "latin-1", "latin-1"),
        (FRENCH, "cp1252", "cp1252"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_named_so_that_the_bytes_can_be_read_again(
    text, encoding, named
):
    raw = text.encode(encoding)
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding) == (text, named)
    assert raw.decode(decoded.encoding) == text


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "only blank"),
        (" \n".encode("utf-16"), "only blank"),
        (PNG, "PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04" + b"\x14\x00" * 20, "ZIP archive"),
        (b"{\\rtf1\\ansi Some text.}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old Word"),
        (b"some text\x00 and more of it", "zero bytes"),
        (b"\xef\xbb\xbfsome\x00text", "zero bytes"),
        (bytes(range(256)) * 20, "zero bytes"),
        (b"\xff\xfea", "breaks the rules of that encoding"),
        (bytes(range(128, 256)) * 20, "in which encoding"),
        ("Привет, мир. Как дела?".encode("koi8-r"), "in which encoding"),
        ("안녕하세요 반갑습니다 저는 학생입니다".encode("euc-kr"), "in which encoding"),
        ("これはペンです。".encode("shift-jis"), "in which encoding"),
        (b"a" * (MOST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(raw, says):
    with pytest.raises(ValidationError, match=says):
        decode(raw)


def test_five_megabytes_are_taken():
    assert len(decode(b"a" * MOST_BYTES).text) == MOST_BYTES
