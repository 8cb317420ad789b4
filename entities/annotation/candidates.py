"""Whom a new claim may be about, and whom its value may name: offered, never taken.

Whoever reads a passage wants one of few: whom its words may mean, who was named last
before them, whom the claims just made from the article were of, whom claims of the
property mostly have, and whom the article speaks of most.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from articles.models import Article
from entities.models import Citation, Claim, Property, ValueEntity
from entities.prefill import Material, Proposal
from entities.prefill.subject import ACTING
from entities.spotting.known import known_names
from entities.spotting.meaning import meant

T = TypeVar("T", int, str)
MOST = 7  # offered for one box
OF_WORDS = 5  # of them from the words, if there are others
LATEST = 6  # claims of the article
NEAR = 4  # mentions before the sentence
USUAL = 100  # of the property, the newest
LONGEST = 2000  # code points of words that are looked through


@dataclass
class Candidates:
    """Entities by primary key, the likeliest first; `words` has the place (start, end)
    of those that the words may mean."""

    subjects: list[int] = field(default_factory=list)
    entities: list[int] = field(default_factory=list)
    words: dict[int, tuple[int, int]] = field(default_factory=dict)


def candidates(
    article: Article,
    material: Material,
    proposal: Proposal,
    place: tuple[int, int],
    property: Property | None,
) -> Candidates:
    """Return who may be meant at the place [start, end); five queries."""
    of_words = _of_words(material, proposal, place)
    recent = list(_recent(article))
    subjects, entities = _usual(property) if property else ([], [])
    acting = [m for m in material.mentions if m.kind in ACTING]
    most = [pk for pk, _ in Counter(m.entity for m in acting).most_common(MOST)]
    before = [m.entity for m in acting if m.end <= proposal.sentence[0]][:-NEAR:-1]
    return Candidates(
        _mixed(of_words, turns(before, recent, subjects, most)),
        _mixed(of_words, turns(entities, recent)),
        of_words,
    )


def _of_words(material, proposal, place) -> dict[int, tuple[int, int]]:
    """Whom the words name, then whom their sentence names before them; what is part
    of a longer name comes last: of China's LLMs, China."""
    start, end = place
    first = max(min(start, proposal.sentence[0]), start - LONGEST)
    words = material.text[first : min(end, start + LONGEST)]
    there = {r.gives: r.words for r in proposal.named if r.words}
    for at, to, entity in meant(words, proposal.language, known_names()):
        there.setdefault(entity, (first + at, first + to))

    def is_part(pk: int) -> bool:
        at, to = there[pk]
        return any(a <= at and to <= b and b - a > to - at for a, b in there.values())

    def order_of(pk: int) -> tuple[bool, bool, int]:
        at = there[pk][0]
        return is_part(pk), at < start, abs(at - start)

    order = sorted(there, key=order_of)
    return {pk: there[pk] for pk in order}


def _recent(article: Article) -> Iterator[int]:
    """Subjects and values of the newest claims that cite the article."""
    rows = Citation.objects.from_article(article).kept_up().order_by("-pk")
    claims = dict(rows.values_list("claim", "claim__subject")[:LATEST])
    values: dict[int, list[int]] = {}
    of_values = ValueEntity.objects.filter(value__claim__in=claims)
    for claim, entity in of_values.values_list("value__claim", "entity"):
        values.setdefault(claim, []).append(entity)
    for claim, subject in claims.items():
        yield subject
        yield from values.get(claim, [])


def _usual(property: Property) -> tuple[list[int], list[int]]:
    """Subjects and values that claims of the property have most."""
    newest = Claim.objects.kept_up().filter(property=property).order_by("-pk")
    claims = dict(newest.values_list("pk", "subject")[:USUAL])
    named = ValueEntity.objects.filter(value__claim__in=claims).order_by("-pk")
    subjects = Counter(claims.values()).most_common(MOST)
    entities = Counter(named.values_list("entity", flat=True)).most_common(MOST)
    return [pk for pk, _ in subjects], [pk for pk, _ in entities]


def turns(*lists: Iterable[T]) -> Iterator[T]:
    """Yield the first of each list, then the second of each, and so on."""
    left = [iter(dict.fromkeys(rows)) for rows in lists]
    while left:
        for rows in list(left):
            if (one := next(rows, None)) is None:
                left.remove(rows)
            else:
                yield one


def _mixed(of_words: Iterable[int], others: Iterable[int]) -> list[int]:
    """At most OF_WORDS from the words while there are others, MOST in all."""
    there = list(of_words)
    further = [pk for pk in dict.fromkeys(others) if pk not in there]
    kept = there[: max(OF_WORDS, MOST - len(further))]
    return [*kept, *further][:MOST]
