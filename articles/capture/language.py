"""In which language a text is, where its script and its little words make it sure.

The desk reads Chinese, English and French. A text is Chinese when half of its words are
Han characters, and when a fifth are, unless little words show that the rest is a
sentence: names and terms in Latin letters stand in Chinese texts. Its script is told by
characters that only one of the two scripts has. Latin letters are told apart by the
commonest words of each language; neighbours of English and French are known too, so
that Spanish is not taken for French.
"""

import re
from collections import Counter

from articles.capture.han import is_han, only_simplified, only_traditional

SAMPLE = 20_000
SOME_HAN, MOSTLY_HAN = 0.2, 0.5
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{1,30}")
READ = {"en", "fr"}
WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for it was with as on by at from this be are "
        "has have not which or an its their were but had been will would more who they "
        "said than over into about after also could other when",
        "fr": "le la les de des du et à en un une est que qui dans pour sur par plus "
        "au aux avec ce cette ces son sa ses se ne pas il elle ils sont été ont selon "
        "leur leurs mais ou où comme après entre être fait d l qu s n c",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein "
        "eine als auch es an werden aus er hat dass sie nach wird bei am einer um",
        "es": "de la que el en y a los se del las un por con una su para es al lo como "
        "más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son",
        "it": "di e il la che in un a per è una sono del non si della con i da al le "
        "dei nel alla più gli anche come ha ma lo delle nella su tra l d",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos "
        "como mas foi ao das tem à seu sua ou ser nos já está também pelo pela",
        "nl": "de het een en van in is dat op te zijn voor met die niet aan er om ook "
        "als dan bij nog uit door naar heeft hij ze wordt maar over",
    }.items()
}
FRENCH_LETTERS = frozenset("èêâçûîœ")
SHARE = 0.1  # of the words that must be function words
FEWEST = 2
LEAD = 1.15  # how much more often than those of the next language


def language_of(text: str) -> str:
    """Return "zh", "zh-Hant", "en", "fr", or "" when nothing is sure."""
    sample = text[:SAMPLE]
    words = LATIN_WORD.findall(sample)
    han = sum(map(is_han, sample))
    share = han / (han + len(words)) if han else 0
    if share >= MOSTLY_HAN:
        return _script(sample)
    latin = _latin(words)
    return latin or (_script(sample) if share > SOME_HAN else "")


def _script(text: str) -> str:
    simplified = sum(char in only_simplified() for char in text)
    traditional = sum(char in only_traditional() for char in text)
    return "zh-Hant" if traditional > simplified else "zh"


def _latin(words: list[str]) -> str:
    counts = Counter(word.lower() for word in words)
    found = Counter(
        {
            language: sum(counts[word] for word in known)
            for language, known in WORDS.items()
        }
    )
    found["fr"] += sum(
        number for word, number in counts.items() if FRENCH_LETTERS & set(word)
    )
    (best, most), (_, next_most) = found.most_common(2)
    if best not in READ or most < FEWEST or most < SHARE * counts.total():
        return ""
    return best if most >= LEAD * next_most else ""
