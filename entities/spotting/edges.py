"""Whether a stretch of a plain text stands alone, as a name does.

Scripts with spaces part words by them; Chinese, Japanese and Thai do not, so there any
place may be an edge. Nothing here knows a name; all texts are plain (see `folding`).
"""

import re

# Written without spaces: an edge is anywhere.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
KATAKANA = re.compile("[\u30a0-\u30ff]")
HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
# What stands before an apostrophe when a word has lost its vowel: l'IA, d'iFlytek.
ELIDED = re.compile(
    r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|sull|un)'$"
)
POSSESSIVE = re.compile(r"'s(?!\w)")
JOINING = "@_&"
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
# A number right after the name of a model makes it the name of another: Ascend 910B.
NUMBERED = re.compile(r" ?([a-z]{0,2}\d[\w.]*)", re.ASCII)
EDITION = re.compile(
    r" (?:pro|plus|max|mini|nano|lite|turbo|ultra|preview|next)(?!\w)", re.ASCII
)
YEAR = re.compile(r"(?:19|20)\d\d\.?")
MEASURED = re.compile(r"\d+(?:[gmt]b|nm|[gm]hz|k?w)\.?", re.ASCII)
COUNTED = re.compile(r"[年月日号季%％万亿千百十倍元个次家款台枚颗块张]")


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether no letter, sign or apostrophe ties the stretch to its neighbours."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before and _are_one_word(before, plain[start]):
        return False
    if after and _are_one_word(plain[end - 1], after, at_end=True):
        return False
    return _is_free_before(plain, start) and _is_free_after(plain, end)


def end_of_plural(plain: str, start: int, end: int) -> int | None:
    """Return where an abbreviation with a plural s ends, if one stands here: LLMs."""
    if plain[end : end + 1] == "s" and stands_alone(plain, start, end + 1):
        return end + 1
    return None


def is_numbered(plain: str, end: int) -> bool:
    """Whether a number or word of an edition follows that belongs to a longer name."""
    if EDITION.match(plain, end):
        return True
    number = NUMBERED.match(plain, end)
    if not number:
        return False
    said = number.group(1)
    if YEAR.fullmatch(said) or MEASURED.fullmatch(said):
        return False
    counts = said.rstrip(".").replace(".", "").isdigit()
    return not (counts and COUNTED.match(plain, number.end()))


def addresses(plain: str) -> list[tuple[int, int]]:
    """Return where addresses of the web stand: what is in them names nobody."""
    return [match.span() for match in ADDRESS.finditer(plain)]


def _are_one_word(left: str, right: str, *, at_end: bool = False) -> bool:
    if not (left.isalnum() and right.isalnum()):
        return False
    if UNSPACED.match(left) or UNSPACED.match(right):
        return False
    if KATAKANA.match(left) or KATAKANA.match(right):
        return bool(KATAKANA.match(left) and KATAKANA.match(right))
    if HANGUL.match(left) or HANGUL.match(right):
        # Korean endings follow a name without a space.
        return bool(HANGUL.match(left) and HANGUL.match(right)) and not at_end
    return True


def _is_free_before(plain: str, start: int) -> bool:
    before = plain[start - 1 : start]
    if not before or before in JOINING:
        return not before
    further = plain[start - 2 : start - 1] if start > 1 else ""
    if before == "." and further.isalnum():
        return UNSPACED.match(further) is not None
    if before == "'" and further.isalnum():
        return ELIDED.search(plain[max(0, start - 9) : start]) is not None
    return True


def _is_free_after(plain: str, end: int) -> bool:
    after, further = plain[end : end + 1], plain[end + 1 : end + 2]
    if after and after in JOINING:
        return False
    if after == "." and further.isalnum():
        return UNSPACED.match(further) is not None
    if after == "'" and further.isalnum():
        return POSSESSIVE.match(plain, end) is not None
    return True
