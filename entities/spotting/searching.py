"""Find the names of a text, the longest first, and say what each may mean.

Nothing here asks the database: names come in as `Known`, the text with its stretches
of other languages and of boilerplate.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from entities.models import EntityKind, NameKind
from entities.spotting import edges, writing
from entities.spotting.doubt import (
    has_capitalised_neighbour,
    is_headline,
    titles_in,
)
from entities.spotting.folding import Folded, folded
from entities.spotting.known import (
    OFFERED,
    RIVALS,
    SLIPS,
    SURNAMES,
    Form,
    Hit,
    Known,
    primary,
)

# A number after the name of one of these makes it another: Ascend 910 is not Ascend.
NUMBERED_KINDS = {
    EntityKind.MODEL,
    EntityKind.CHIP,
    EntityKind.PRODUCT,
    EntityKind.SOFTWARE,
    EntityKind.CLUSTER,
}
# Their names are words of the language, with a capital or not.
WORDS = {EntityKind.CONCEPT, EntityKind.CLASS}
# Their short names are words that others use for others of the kind.
OCCASIONS = {EntityKind.EVENT, EntityKind.REPORT, EntityKind.PROGRAMME}


@dataclass(frozen=True)
class Stretch:
    """A section: from `start` to `end` in code points, with its language."""

    start: int
    end: int
    language: str
    is_boilerplate: bool = False


@dataclass
class Spot:
    """A place that says a name; `forms` has the names of each entity it may mean.

    Offsets are code points of the text. `is_sure` when one entity alone can be meant
    and nothing about the place speaks against it.
    """

    start: int
    end: int
    forms: list[Form]
    is_boilerplate: bool = False
    is_doubtful: bool = False

    @property
    def entities(self) -> list[int]:
        return list(dict.fromkeys(form.entity for form in self.forms))

    @property
    def is_sure(self) -> bool:
        return (
            len(self.entities) == 1 and not self.is_doubtful and not self.is_boilerplate
        )

    def kind_for(self, entity: int) -> str:
        """How the words name this entity."""
        return next(form.kind for form in self.forms if form.entity == entity)


@dataclass
class Place:
    """A hit that stands as a name: its reach in the plain text and in the text."""

    plain: tuple[int, int]
    start: int
    end: int
    forms: list[Form]
    stretch: Stretch = field(repr=False)


def spots(text: str, stretches: list[Stretch], known: Known) -> list[Spot]:
    """Return where `text` says names, in order; none overlaps another.

    `stretches` are in order of their start; the innermost decides on language. Time
    grows with the text and with the names that stand in it.
    """
    plain = folded(text)
    layout = _Layout(stretches, len(text))
    reading = _Reading(text, plain, layout, known)
    places = [place for hit in known.hits(plain.text) if (place := reading.place(hit))]
    return _told(_longest(places, len(plain.text)), text)


class _Layout:
    """Which section a place lies in."""

    def __init__(self, stretches: list[Stretch], length: int):
        self._stretches = stretches or [Stretch(0, length, "")]
        self._starts = [stretch.start for stretch in self._stretches]

    def around(self, start: int, end: int) -> Stretch | None:
        """Return the innermost stretch; None when the place runs over an edge."""
        at = bisect_right(self._starts, start) - 1
        if at + 1 < len(self._starts) and self._starts[at + 1] < end:
            return None
        while at >= 0:
            stretch = self._stretches[at]
            if start < stretch.end:
                return stretch if end <= stretch.end else None
            at -= 1
        return None


class _Reading:
    """One text, and which of its hits stand as names."""

    def __init__(self, text: str, plain: Folded, layout: _Layout, known: Known):
        self._text = text
        self._plain = plain
        self._layout = layout
        self._abbreviated = known.abbreviated
        self._addresses = edges.addresses(plain.text)
        self._address_starts = [start for start, _ in self._addresses]
        self._titles = titles_in(text)

    def place(self, hit: Hit) -> Place | None:
        plain = self._plain.text
        end = hit.end
        if not edges.stands_alone(plain, hit.start, end):
            plural = edges.end_of_plural(plain, hit.start, end)
            if plural is None:
                return None
            end = plural
        if self._is_in_address(hit.start):
            return None
        return self._read(hit, end)

    def _read(self, hit: Hit, end: int) -> Place | None:
        start, finish = self._plain.stretch(hit.start, end)
        while (
            finish < len(self._text)
            and unicodedata.category(self._text[finish]) == "Mn"
        ):
            finish += 1
        stretch = self._layout.around(start, finish)
        if stretch is None or self._titles.hide(start, finish):
            return None
        said = self._text[start:finish]
        is_plural = end > hit.end
        forms = [
            form
            for form in hit.forms
            if self._may_say(said, form, is_plural=is_plural)
            and not (form.of == EntityKind.REPORT and said == self._all_of(stretch))
            and self._speaks(form, stretch.language)
            and not (
                form.of in NUMBERED_KINDS and edges.is_numbered(self._plain.text, end)
            )
        ]
        return Place((hit.start, end), start, finish, forms, stretch) if forms else None

    def _all_of(self, stretch: Stretch) -> str:
        """A report's name that is all a section says is the article's own title."""
        return self._text[stretch.start : stretch.end].strip()

    def _may_say(self, said: str, form: Form, *, is_plural: bool) -> bool:
        if is_plural:
            return writing.is_abbreviation(form.text) and said == form.text + "s"
        is_word = form.of in WORDS and form.kind != NameKind.TICKER
        return writing.may_write(said, form.text, is_word=is_word)

    def _speaks(self, form: Form, language: str) -> bool:
        """Whether a name of one language is to be looked for in another."""
        here = primary(language)
        if not here or primary(form.language) == here:
            return True
        if not writing.has_only_latin_letters(form.text):
            return True  # its script says which language it is
        if not writing.looks_proper(form.text):
            return False
        if form.of in WORDS and not (
            writing.is_abbreviation(form.text) or any(map(str.isdigit, form.text))
        ):
            return False
        is_short = (
            writing.is_abbreviation(form.text) and len(form.text) <= writing.SHORT
        )
        return not (is_short and (form.entity, here) in self._abbreviated)

    def _is_in_address(self, start: int) -> bool:
        at = bisect_right(self._address_starts, start) - 1
        return at >= 0 and start < self._addresses[at][1]


def _after_accents(text: str, end: int) -> int:
    """Return where the accents end that follow a letter as characters of their own."""
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end


def _longest(places: Iterable[Place], length: int) -> list[Place]:
    """Of places that overlap keep the longest, then the first; in order."""
    taken = bytearray(length)
    kept = []
    for place in sorted(
        places, key=lambda place: (place.plain[0] - place.plain[1], place.plain[0])
    ):
        start, end = place.plain
        if taken.find(1, start, end) == -1:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _told(places: list[Place], text: str) -> list[Spot]:
    """Return what is offered of the places that are left."""
    introduced: set[int] = set()
    named = {place.start for place in places} | {place.end for place in places}
    headlines: dict[Stretch, bool] = {}
    found = []
    for place in places:
        forms = _offered(place.forms, introduced)
        if not forms:
            continue
        stretch = place.stretch
        if stretch not in headlines:
            headlines[stretch] = is_headline(text[stretch.start : stretch.end])
        doubtful = _needs_its_full_name(forms, introduced) or (
            not headlines[stretch]
            and has_capitalised_neighbour(
                text,
                place.start,
                place.end,
                named=named,
                before=all(form.of != EntityKind.PERSON for form in forms),
            )
        )
        if not doubtful:
            introduced |= {form.entity for form in forms if form.kind in OFFERED}
        found.append(
            Spot(place.start, place.end, forms, stretch.is_boilerplate, doubtful)
        )
    return found


def _offered(forms: list[Form], introduced: set[int]) -> list[Form]:
    """Return the forms that may be offered here; a surname after the full name only."""
    names = [form for form in forms if form.kind in OFFERED]
    surnames = [f for f in forms if f.kind in SURNAMES and f.entity in introduced]
    slips = [form for form in forms if form.kind in SLIPS]
    if not (names or surnames or slips):
        return []
    return [*names, *surnames, *slips, *(f for f in forms if f.kind in RIVALS)]


def _needs_its_full_name(forms: list[Form], introduced: set[int]) -> bool:
    """Whether the words alone do not say enough: a slip, or “the placement”."""
    return all(
        form.kind in SLIPS
        or (
            form.kind == NameKind.ABBREVIATION
            and form.of in OCCASIONS
            and form.entity not in introduced
            and not writing.is_abbreviation(form.text)
        )
        for form in forms
    )
