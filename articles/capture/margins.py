"""Scraps that sites print above and below a text, known by form and place alone.

Above a title stands a short word for the part of the site; below it, before the first
paragraph, the author's name. Below the text stand links and buttons, short lines that
end no sentence, and a note on the author that opens with the name in the byline.
"""

from articles.capture.blocks import ends_a_sentence, size
from articles.capture.han import is_han
from articles.capture.units import Unit, stands_alone
from articles.models.version import SectionKind

LONGEST_KICKER = 9  # by `size`: 22 letters or 9 characters
LONGEST_NAME = 14
LONGEST_SCRAP = 24
LEAST_TEXT = 30
FEWEST_SENTENCES = 2
NAME_WORDS = range(2, 5)
NAME_CHARACTERS = range(2, 5)


def mark_above(text: str, body: list[Unit]) -> None:
    """Mark, in place, words above the title and names between it and the text."""
    short = []
    for unit in body:
        if not stands_alone(text, unit, LEAST_TEXT):
            break
        short.append(unit)
    follows = body[len(short)].words(text) if len(short) < len(body) else ""
    if size(follows) <= LEAST_TEXT and not ends_a_sentence(follows):
        return  # no text follows: a list, a table or a poem
    while len(short) > 1 and _is_kicker(text, short[0], short[1]):
        short.pop(0).become_boilerplate("navigation", "drop")
    for unit in short[1:]:
        if _is_name(unit.of(text)):
            unit.become_boilerplate("byline", "move_to_metadata")


def mark_below(text: str, body: list[Unit]) -> None:
    """Mark, in place, what trails behind the last sentence."""
    sentences = [unit for unit in body if ends_a_sentence(unit.words(text))]
    if len(sentences) < FEWEST_SENTENCES:
        return
    for unit in reversed(body):
        if unit.kind == SectionKind.TITLE:
            continue  # a digest's
        if unit.kind != SectionKind.PARAGRAPH or not stands_alone(
            text, unit, LONGEST_SCRAP
        ):
            return
        unit.become_boilerplate("site_footer", "drop")


def mark_author_note(text: str, units: list[Unit]) -> None:
    """Mark, in place, a last paragraph that opens with the name in the byline."""
    bylines = " ".join(u.of(text) for u in units if u.detail == "byline").lower()
    body = [unit for unit in units if unit.is_body]
    if not bylines or len(body) <= FEWEST_SENTENCES:
        return
    name = " ".join(body[-1].of(text)[:80].split()[:2]).lower()
    if _is_name(" ".join(body[-1].of(text)[:80].split()[:2])) and name in bylines:
        body[-1].become_boilerplate("author_note", "move_to_metadata")


def _is_kicker(text: str, unit: Unit, after: Unit) -> bool:
    line = unit.of(text)
    return (
        size(line) <= LONGEST_KICKER
        and size(after.of(text)) > size(line)
        and len(line.split()) <= 2
        and line[-1].isalpha()
    )


def _is_name(line: str) -> bool:
    """Whether it may be one person's name: two to four capitalised words or Han."""
    if all(map(is_han, line)):
        return len(line) in NAME_CHARACTERS
    words = line.split()
    return (
        size(line) <= LONGEST_NAME
        and len(words) in NAME_WORDS
        and all(word[0].isupper() for word in words)
        and not any(char.isdigit() or char in "?!:" for char in line)
    )
