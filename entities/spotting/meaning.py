"""Whom words may mean, by names of every kind: offered to an editor, never taken."""

from entities.models import EntityKind, NameKind
from entities.spotting import edges, writing
from entities.spotting.folding import folded
from entities.spotting.known import Form, Hit, Known, primary

WORDS = {EntityKind.CONCEPT, EntityKind.CLASS}
# What has one of these for a name is only pointed at, or is part of another word.
POINTING = {
    *(NameKind.ADJECTIVE, NameKind.COMPOUND),
    *(NameKind.DEICTIC, NameKind.FIGURATIVE),
}
Meant = tuple[int, int, int]


def meant(words: str, language: str, known: Known) -> list[Meant]:
    """Return (start, end, entity) of what the words may mean, in the order of the text.

    Offsets are code points of `words`. “China's LLMs” or “Washington” is no name that
    the desk would suggest; whoever makes a claim of them wants it offered all the same.
    Of places that overlap the longest counts.
    """
    plain = folded(words)
    places = []
    for hit in known.all_hits(plain.text):
        end = _end(plain.text, hit)
        if end is None:
            continue
        place = plain.stretch(hit.start, end)
        said = words[slice(*place)].removesuffix("s" if end > hit.end else "")
        for form in hit.forms:
            if form.kind not in POINTING and _may_say(said, form, language):
                places.append((*place, form.entity))
    return _longest(places)


def _end(plain: str, hit: Hit) -> int | None:
    if edges.stands_alone(plain, hit.start, hit.end):
        return hit.end
    return edges.end_of_plural(plain, hit.start, hit.end)


def _may_say(said: str, form: Form, language: str) -> bool:
    here = primary(language)
    is_foreign = here and primary(form.language) != here
    if is_foreign and writing.has_only_latin_letters(form.text):
        return said == form.text and writing.looks_proper(form.text)
    is_word = form.of in WORDS or form.kind == NameKind.DESCRIPTION
    return writing.may_write(said, form.text, is_word=is_word)


def _longest(places: list[Meant]) -> list[Meant]:
    """Without those that lie in or run into a longer one; each entity of it once."""
    kept: dict[Meant, None] = {}
    for start, end, entity in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        if all(
            (start, end) == (first, last) or end <= first or last <= start
            for first, last, _ in kept
        ):
            kept.setdefault((start, end, entity))
    return sorted(kept)
