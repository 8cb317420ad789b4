"""What publishers do to a text that is out already, as edits of sentences.

A document is paragraphs of sentences of characters, each with the offset at which the
old text had it; what is added has none. A copy is added too: it is a lookalike, not the
original.
"""

import random
from collections.abc import Callable
from functools import cache

import opencc

Character = tuple[str, int | None]  # with its offset in the old text
Sentence = list[Character]
Paragraph = list[Sentence]
Document = list[Paragraph]
Edit = Callable[[Document, random.Random, str], None]

NEW = {
    "en": "Nobody at the company would say on Tuesday who had asked for it. ",
    "fr": "Personne, mardi, ne voulait dire qui l’avait demandé. ",
    "zh": "周二无人愿意说明此事由谁提出。",
}
SAID = {
    "en": "Correction: an earlier version of this article said: ",
    "fr": "Rectificatif : une première version disait : ",
    "zh": "更正：本文此前版本称：",
}


def new_words(words: str) -> Sentence:
    return [(character, None) for character in words]


def copy_of(sentence: Sentence) -> Sentence:
    return new_words("".join(character for character, _ in sentence))


def words_in(sentence: Sentence) -> str:
    return "".join(character for character, _ in sentence).strip()


def some(document: Document, rng: random.Random) -> tuple[Paragraph, int]:
    """A sentence with words in it, as its paragraph and number."""
    places = [(p, n) for p in document for n, s in enumerate(p) if len(words_in(s)) > 8]
    return rng.choice(places)


def another(document: Document, rng: random.Random, than: Paragraph) -> Paragraph:
    return rng.choice([p for p in document if p is not than])


def put(paragraph: Paragraph, at: int, sentence: Sentence) -> None:
    """Put a sentence in, before the line's end."""
    paragraph.insert(max(0, min(at, len(paragraph) - 1)), sentence)


def close(sentence: Sentence) -> Sentence:
    """The white space at the end of a sentence."""
    length = len(words_in(sentence)) and len("".join(c for c, _ in sentence).rstrip())
    return sentence[length:]


def insert_sentence(document, rng, language):
    for _ in range(3):
        paragraph, at = some(document, rng)
        put(paragraph, at, new_words(NEW[language]))


def insert_paragraph(document, rng, language):
    document.insert(rng.randrange(len(document)), [new_words(f"{NEW[language]}\n\n")])


def delete_sentence(document, rng, language):
    for _ in range(2):
        paragraph, at = some(document, rng)
        paragraph[at] = close(paragraph[at])


def delete_paragraph(document, rng, language):
    document.remove(rng.choice(document))


def repeat_elsewhere(document, rng, language):
    paragraph, at = some(document, rng)
    put(another(document, rng, paragraph), 0, copy_of(paragraph[at]))


def repeat_before(document, rng, language):
    paragraph, at = some(document, rng)
    paragraph.insert(at, new_words(words_in(paragraph[at])))


def repeat_paragraph(document, rng, language):
    at = rng.randrange(len(document))
    document.insert(
        rng.randrange(len(document)),
        [copy_of(s) for s in document[at]] + [new_words("\n\n")],
    )


def replace_by_copy(document, rng, language):
    """The original goes; somewhere else stands a sentence of the same words."""
    paragraph, at = some(document, rng)
    sentence = paragraph[at]
    paragraph[at] = close(sentence)
    other = another(document, rng, paragraph)
    put(other, rng.randrange(len(other)), new_words(words_in(sentence)))


def correct_below(document, rng, language):
    """The sentence is put right, and quoted below as what was wrong."""
    paragraph, at = some(document, rng)
    sentence = paragraph[at]
    quoted = words_in(sentence)
    paragraph[at] = new_words(NEW[language]) + close(sentence)
    document.append([new_words(f"\n\n{SAID[language]}\n{quoted}")])


def swap_paragraphs(document, rng, language):
    one, two = rng.sample(range(len(document)), 2)
    document[one], document[two] = document[two], document[one]


def swap_sentences(document, rng, language):
    paragraph = max(document, key=len)
    one, two = rng.sample(range(len(paragraph)), 2) if len(paragraph) > 1 else (0, 0)
    paragraph[one], paragraph[two] = paragraph[two], paragraph[one]


def lookalike(document, rng, language):
    """A sentence beside the original that differs in one sign or figure."""
    paragraph, at = some(document, rng)
    twin = copy_of(paragraph[at])
    spot = rng.randrange(len(words_in(paragraph[at])))
    twin[spot] = ("9" if twin[spot][0] != "9" else "8", None)
    put(paragraph, at + rng.randrange(2), twin)


def replaced_by_lookalike(document, rng, language):
    """The original becomes another; its words stand in front, as a copy."""
    paragraph, at = some(document, rng)
    sentence = paragraph[at]
    there = copy_of(sentence)
    paragraph[at] = new_words("9") + sentence[1:]
    put(another(document, rng, paragraph), 0, there)


def each_character(document, change: Callable[[str], str]) -> None:
    """Print each character otherwise; one that stays keeps its offset."""
    for paragraph in document:
        for number, sentence in enumerate(paragraph):
            changed: Sentence = []
            for character, offset in sentence:
                there = change(character)
                if there == character:
                    changed.append((character, offset))
                else:
                    changed += new_words(there)
            paragraph[number] = changed


def punctuate(document, rng, language):
    marks = {",": ";", "，": "、", ";": ",", "；": "，", ":": " –"}
    each_character(
        document, lambda c: marks[c] if c in marks and rng.random() < 0.3 else c
    )


def full_stops(document, rng, language):
    stops = {"。": "！", ".": "!"}
    paragraph, _ = some(document, rng)
    each_character([paragraph], lambda c: stops.get(c, c))


def quotation_marks(document, rng, language):
    marks = dict.fromkeys("“”«»「」", '"') | {"’": "'", '"': "”"}
    each_character(document, lambda c: marks.get(c, c))


def figures(document, rng, language):
    each_character(
        document,
        lambda c: (
            str((int(c) + 1) % 10) if c in "0123456789" and rng.random() < 0.2 else c
        ),
    )


@cache
def traditional(character: str) -> str:
    return converter().convert(character)[:1]


@cache
def converter():
    return opencc.OpenCC("s2t")


def other_script(document, rng, language):
    each_character(document, lambda c: traditional(c) if c >= "一" else c)


def white_space(document, rng, language):
    each_character(document, lambda c: "\n" if c == "\n" else "  " if c == " " else c)
    for paragraph in document:
        if rng.random() < 0.5:
            paragraph.append(new_words("\n"))


def spaces_that_hold(document, rng, language):
    each_character(
        document, lambda c: "\u00a0" if c == " " and rng.random() < 0.3 else c
    )


def grow(document, rng, language):
    for _ in range(3):
        paragraph, at = some(document, rng)
        spot = rng.randrange(1, len(words_in(paragraph[at])))
        more = " (as it says) " if language != "zh" else "（据称）"
        paragraph[at] = paragraph[at][:spot] + new_words(more) + paragraph[at][spot:]


def shrink(document, rng, language):
    for _ in range(3):
        paragraph, at = some(document, rng)
        length = len(words_in(paragraph[at]))
        spot = rng.randrange(length - 4)
        paragraph[at] = paragraph[at][:spot] + paragraph[at][spot + 4 :]


def several(document, rng, language):
    one_of = [edit for name, edit in EDITS.items() if name != "several of these"]
    for edit in rng.sample(one_of, 4):
        edit(document, rng, language)


EDITS = {
    "a sentence put in": insert_sentence,
    "a paragraph put in": insert_paragraph,
    "a sentence taken out": delete_sentence,
    "a paragraph taken out": delete_paragraph,
    "a sentence repeated elsewhere": repeat_elsewhere,
    "a sentence repeated before itself": repeat_before,
    "a paragraph repeated": repeat_paragraph,
    "taken out, a copy elsewhere": replace_by_copy,
    "put right, quoted below as wrong": correct_below,
    "two paragraphs swapped": swap_paragraphs,
    "two sentences swapped": swap_sentences,
    "a lookalike beside it": lookalike,
    "edited, a copy elsewhere": replaced_by_lookalike,
    "punctuation": punctuate,
    "full stops": full_stops,
    "quotation marks": quotation_marks,
    "figures": figures,
    "traditional characters": other_script,
    "white space": white_space,
    "spaces that hold": spaces_that_hold,
    "words put in": grow,
    "words taken out": shrink,
    "several of these": several,
}
