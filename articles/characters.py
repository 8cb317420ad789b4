"""One spelling for what is printed in several: widths, spaces, signs, Han forms."""

TRADITIONAL = str.maketrans(
    "億萬兩幾餘點圓個張顆塊過達約為減長虧損賺僅總計間從後內號開頭歐鎊韓幣臺銀廠參數戶億",
    "亿万两几余点元个张颗块过达约为减长亏损赚仅总计间从后内号开头欧镑韩币台银厂参数户亿",
)
SPACES = "\t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u3000"
# Spaces that hold the parts of one number together keep a spelling of their own.
NARROW_SPACES = "\u2007\u2009\u202f"
SPELLINGS = str.maketrans(
    dict.fromkeys(SPACES, " ")
    | dict.fromkeys(NARROW_SPACES, "\u00a0")
    | dict.fromkeys("’‘ʼ＇", "'")
    | dict.fromkeys("‐‑−﹣－", "-")
    | dict.fromkeys("～〜∼", "~")
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF10, 0xFF1A)}
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF21, 0xFF3B)}
    | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF41, 0xFF5B)}
    | {"％": "%", "＋": "+", "．": ".", "＄": "$", "￥": "¥", "＞": ">", "＜": "<"}
    | {"（": "(", "）": ")", "／": "/", "：": ":"}
)


def one_spelling(text: str) -> str:
    """The text in lower case and plain characters, each where it stood.

    Every character stays one character, so that places in the result are places in
    the text. A full-width comma stays: it parts sentences and never digits.
    """
    plain = text.translate(SPELLINGS).translate(TRADITIONAL)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    # A few letters are two in lower case (İ); they stay as they are.
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
