"""Reading a figure that an editor marked, and finding the figures of a text."""

import re
from dataclasses import replace
from decimal import Decimal

from articles.characters import one_spelling
from entities.figures.chinese import CHINESE
from entities.figures.english import ENGLISH
from entities.figures.figure import Figure, UnreadableFigure
from entities.figures.french import FRENCH
from entities.figures.phrases import FigureReader, Found, read_rank
from entities.figures.vocabulary import Vocabulary

LANGUAGES = {words.language: words for words in (CHINESE, ENGLISH, FRENCH)}
LONGEST = 200
NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]{0,38}\s$")
EDGES = " \t\n\xa0.,;。，；"


def read_figure(text: str, language: str) -> Figure:
    """The figure that the whole text is, or UnreadableFigure saying what is unclear."""
    words = _vocabulary(language)
    printed = text.strip()
    if len(printed) > LONGEST:
        raise UnreadableFigure("That is more than a figure. Mark the figure only.")
    plain = one_spelling(printed).rstrip(EDGES)
    tokens = words.tokens(plain)
    if rank := read_rank(tokens, words):
        place = Decimal(rank)
        return Figure("quantity", place, place, "exact", "ordinal", "", printed)
    reader = FigureReader(plain, tokens, words)
    found = reader.figure()
    if reader.at < len(tokens):
        rest = plain[reader.peek().start :]
        raise UnreadableFigure(f"“{rest}” is more than the figure says. Mark less.")
    return replace(found.figure, as_printed=printed)


def find_figures(text: str, language: str) -> list[tuple[int, int, Figure]]:
    """Start, end (code points) and figure of each figure that can be read for certain.

    What is unclear is left out, as are bare numbers, years and ranks: this proposes
    to an editor, who marks the rest by hand.
    """
    words = _vocabulary(language)
    plain = one_spelling(text)
    reader = FigureReader(plain, words.tokens(plain), words)
    figures = []
    while reader.at < len(reader.tokens):
        begun = reader.at
        try:
            found = reader.figure()
        except UnreadableFigure:
            reader.at = max(reader.at, begun + 1)
            continue
        if found.is_worth_marking and not _may_be_a_name(text, found):
            printed = text[found.start : found.end]
            figure = replace(found.figure, as_printed=printed)
            figures.append((found.start, found.end, figure))
    return figures


def _may_be_a_name(text: str, found: Found) -> bool:
    """The 910 of “Ascend 910 chips”: a small number right after a capital letter."""
    before = NAME_BEFORE.search(text[max(0, found.start - 40) : found.start])
    figure = found.figure
    is_small = figure.low is not None and figure.low < 10_000
    is_count = figure.kind == "quantity" and figure.bound == "exact"
    return before is not None and is_count and is_small


def _vocabulary(language: str) -> Vocabulary:
    try:
        return LANGUAGES[language.split("-")[0]]
    except KeyError:
        raise UnreadableFigure(f"The desk reads no figures in “{language}”.") from None
