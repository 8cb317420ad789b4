"""In which language a text is, where its script and its little words make it sure.

The desk reads Chinese, English and French. A text of which more than a fifth of the
letters are Han is Chinese, because names and terms in Latin letters stand in Chinese
texts and not the other way round; its script is told by characters that only one of the
two scripts has. English and French are told by their function words and accents.
"""

import re
from collections import Counter

from articles.capture.han import is_han, only_simplified, only_traditional

SAMPLE = 20_000
LEAST_HAN = 0.2
LETTERS = re.compile(r"[^\W\d_]{1,30}")
WORDS = {
    "en": frozenset(
        "the of and to in a is that for it was with as on by at from this be are has "
        "have not which or an its their were but had been will would more who they "
        "said than over into about after also could other when".split()
    ),
    "fr": frozenset(
        "le la les de des du et à en un une est que qui dans pour sur par plus au aux "
        "avec ce cette ces son sa ses se ne pas il elle ils sont été ont selon leur "
        "leurs mais ou où comme après entre être fait d l qu s n c".split()
    ),
}
FRENCH_LETTERS = frozenset("éèêëàâçùûîïôœ")
SHARE = 0.1  # of the words that must be function words
LEAD = 1.5  # how much more often than those of the other language


def language_of(text: str) -> str:
    """Return "zh", "zh-Hant", "en", "fr", or "" when nothing is sure."""
    sample = text[:SAMPLE]
    words = LETTERS.findall(sample)
    han = sum(map(is_han, sample))
    # A Han character is a syllable; a Latin word counts as one, too.
    latin = sum(1 for word in words if not any(map(is_han, word)))
    if han and han > LEAST_HAN * (han + latin):
        return _script(sample)
    return _latin(words)


def _script(text: str) -> str:
    simplified = sum(char in only_simplified() for char in text)
    traditional = sum(char in only_traditional() for char in text)
    return "zh-Hant" if traditional > simplified else "zh"


def _latin(words: list[str]) -> str:
    counts = Counter(word.lower() for word in words)
    total = counts.total()
    if not total:
        return ""
    found = {
        language: sum(counts[word] for word in known)
        for language, known in WORDS.items()
    }
    found["fr"] += sum(
        number for word, number in counts.items() if FRENCH_LETTERS & set(word)
    )
    (best, most), (_, next_most) = Counter(found).most_common(2)
    return best if most >= SHARE * total and most >= LEAD * next_most else ""
