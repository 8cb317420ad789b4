"""Whether two names are one name written differently, and why an editor may think so.

Thresholds: a letter in six is a slip, a letter in five another word (Intel, Inter);
each Chinese character carries a word, so one in five counts where one in four does
not (中国银行, 中国农行). Words with a digit and short ones are never slips: GPT-4 is
not GPT-5, a 昇腾910B no 昇腾910, a Model S no Model X.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from entities.folding import HAN, core_of, key_of, simplified, words_of

LONG_ENOUGH = 6
LONG_ENOUGH_IN_HAN = 5
SAME, WRITTEN, FORM, ORDER, NEAR = 90, 85, 75, 70, 60  # how strong each reason is


def how_alike(one: str, other: str) -> tuple[int, str] | None:
    """Return (weight, reason in words) if the names may be one; None if not."""
    both = f"“{one}” and “{other}”"
    if one == other:
        return SAME, f"Both are called “{one}”."
    if not words_of(one):
        return None  # nothing but signs
    if words_of(one) == words_of(other):
        if simplified(one) == simplified(other):
            if HAN.search(one):
                return WRITTEN, f"{both} differ in traditional characters or width."
            return WRITTEN, f"{both} differ in width."
        return WRITTEN, f"{both} differ in case, accents or punctuation."
    if key_of(one) == key_of(other):
        if "".join(words_of(one)) == "".join(words_of(other)):
            return WRITTEN, f"{both} differ in spaces or hyphens."
        return FORM, f"{both} differ in the form of company."
    if sorted(core_of(one)) == sorted(core_of(other)):
        return ORDER, f"{both} have the same words in another order."
    if is_near(core_of(one), core_of(other)):
        return NEAR, f"{both} differ by one letter."
    return None


def is_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one word that is long enough differs by one slip, and nothing else."""
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return _may_slip(a) and _may_slip(b) and OSA.distance(a, b, score_cutoff=1) <= 1


def _may_slip(word: str) -> bool:
    if any(character.isdigit() for character in word):
        return False
    enough = LONG_ENOUGH_IN_HAN if HAN.search(word) else LONG_ENOUGH
    return len(word) >= enough


def meeting_points(text: str) -> Iterator[str]:
    """Yield keys of which any two names that `how_alike` finds alike share one.

    So each name meets only those it may be, and ten thousand are compared in seconds.
    """
    words = core_of(text)
    if not words:
        return  # nothing but signs
    yield "".join(words)
    if len(words) > 1:
        yield "order " + " ".join(sorted(words))
    for place, word in enumerate(words):
        if not _may_slip(word):
            continue
        before, after = " ".join(words[:place]), " ".join(words[place + 1 :])
        for cut in range(len(word) + 1):
            yield f"slip {before}|{word[:cut]}{word[cut + 1 :]}|{after}"
