"""Mentions that the desk suggests in a version: names it knows, less what is decided.

Decided is a place that is marked, one within a longer mention of the same words, and
one that somebody refused, in this version or where an older one surely said the same.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.anchoring.alignment import Alignment
from articles.models import Article, SectionKind, Version
from entities.annotation.layers import Mark, Marked, card_of, sees
from entities.models import Entity, Mention, NameKind, Refusal
from entities.spotting.known import known_names
from entities.spotting.searching import Spot, Stretch, spots

Place = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """An entity that the words may name, and how."""

    entity: Entity
    kind: str

    @property
    def how(self) -> str:
        return NameKind(self.kind).label


@dataclass
class Suggestion:
    """A place that may be marked; offsets are code points, end exclusive.

    More than one candidate: nobody but an editor chooses. `refusals` are those that
    took away all others; without candidates it is a refused one.
    """

    start: int
    end: int
    quote: str
    candidates: list[Candidate]
    is_sure: bool
    is_boilerplate: bool
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def id(self) -> str:
        return id_of(self.start, self.end)

    @property
    def is_refused(self) -> bool:
        return not self.candidates


def id_of(start: int, end: int) -> str:
    return f"suggestion-{start}-{end}"


def suggested(
    article: Article, version: Version, user, *, at: set[Place] | None = None
) -> list[Suggestion]:
    """Return what is suggested in the version and what was refused, in text order.

    `at` asks about some places only.
    """
    if not sees(user, Mention, Entity):
        return []
    found = spots(version.text, stretches_of(article, version), known_names())
    marked = _marked_in(version)
    refused = refused_in(article, version)
    told = Counter(entity for _, _, entity in marked)
    told.update(spot.entities[0] for spot in found if spot.is_sure)
    covered = _covered(marked, len(version.text))
    decided = {(start, end) for start, end, _ in marked}
    left = [
        spot
        for spot in found
        if (at is None or (spot.start, spot.end) in at)
        and (spot.start, spot.end) not in decided
        and not _is_within(spot, covered)
    ]
    entities = Entity.objects.in_bulk({pk for spot in left for pk in spot.entities})
    return [_suggestion(spot, version, refused, entities, told) for spot in left]


def stretches_of(article: Article, version: Version) -> list[Stretch]:
    """Return the sections as the search wants them, outer before inner."""
    rows = version.sections.order_by("start", "-end", "index")
    return [
        Stretch(
            start,
            end,
            language or article.language,
            kind == SectionKind.BOILERPLATE,
        )
        for start, end, language, kind in rows.values_list(
            "start", "end", "language", "kind"
        )
    ] or [Stretch(0, len(version.text), article.language)]


def refused_in(article: Article, version: Version) -> dict[Place, list[Refusal]]:
    """Return refusals by their place in this version.

    Those of older versions count where the words surely stand where they stood.
    """
    rows = Refusal.objects.filter(version__article=article).select_related("entity")
    found: dict[Place, list[Refusal]] = {}
    older: dict[int, list[Refusal]] = {}
    for row in rows:
        if row.version_id == version.pk:
            found.setdefault((row.start, row.end), []).append(row)
        else:
            older.setdefault(row.version_id, []).append(row)
    texts = Version.objects.filter(pk__in=older).values_list("pk", "text")
    for pk, text in texts:
        alignment = Alignment(text, version.text)
        for row in older[pk]:
            if place := alignment.place(row.start, row.end):
                found.setdefault(place, []).append(row)
    return found


def shown(suggestions: Iterable[Suggestion], user) -> Marked:
    """Return marks and cards of suggestions."""
    marked = Marked()
    for one in suggestions:
        mark = Mark(one.id, "suggestion", one.start, one.end, one.id)
        marked.marks.append(mark)
        card = card_of(one.id, "suggestion", [mark], user, suggestion=one)
        marked.cards.append(card)
    return marked


def _marked_in(version: Version) -> list[tuple[int, int, int]]:
    rows = Mention.objects.filter(passage__version=version).order_by()
    return list(rows.values_list("passage__start", "passage__end", "entity"))


def _covered(marked: list[tuple[int, int, int]], length: int) -> bytearray:
    """Return for each character whether a mention has it."""
    covered = bytearray(length)
    for start, end, _ in marked:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def _is_within(spot: Spot, covered: bytearray) -> bool:
    """Whether mentions have every character of it."""
    return covered.find(0, spot.start, spot.end) == -1


def _suggestion(spot: Spot, version, refused, entities, told) -> Suggestion:
    rows = refused.get((spot.start, spot.end), [])
    gone = {row.entity_id for row in rows}
    left = sorted(
        (pk for pk in spot.entities if pk not in gone and pk in entities),
        key=lambda pk: (-told[pk], entities[pk].slug),
    )
    return Suggestion(
        start=spot.start,
        end=spot.end,
        quote=version.text[spot.start : spot.end],
        candidates=[Candidate(entities[pk], spot.kind_for(pk)) for pk in left],
        is_sure=spot.is_sure and len(left) == 1,
        is_boilerplate=spot.is_boilerplate,
        refusals=rows,
    )
