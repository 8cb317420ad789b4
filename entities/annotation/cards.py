"""Marks and cards: what the desk shows of a text, whatever it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from articles.models import Status, Version
from articles.models.workflow import has_right

UNREVIEWED = (Status.DRAFT, Status.IN_REVIEW)


@dataclass(frozen=True)
class Mark:
    """A stretch that something points at; offsets are code points, end exclusive."""

    id: str
    kind: str  # mention, citation, comment, suggestion
    start: int
    end: int
    card: str  # the id of its card


@dataclass(frozen=True)
class Card:
    """What the list says of one or more marks; `html` is safe.

    `traits` are what a filter may ask for: mine, draft, unreviewed.
    """

    id: str
    kind: str  # claim, mention, thread, suggestion
    start: int
    html: str
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Touched:
    """What an act touched, by row number."""

    passages: Iterable[int] = ()
    claims: Iterable[int] = ()


@dataclass
class Marked:
    """Marks and cards in text order."""

    marks: list[Mark] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    def add(self, other: "Marked") -> None:
        self.marks += other.marks
        self.cards += other.cards

    def in_order(self) -> "Marked":
        return Marked(
            sorted(self.marks, key=lambda mark: (mark.start, mark.end, mark.id)),
            sorted(self.cards, key=lambda card: (card.start, card.kind, card.id)),
        )


def sees(user, *models) -> bool:
    """Whether this person may look at records of each of the models."""
    return all(
        has_right(model, "view", user) or has_right(model, "change", user)
        for model in models
    )


def made_by(user, model, version: Version) -> set[int]:
    """Return the row numbers of what this person has marked in the version."""
    added = model.history.filter(
        history_type="+", history_user=user, passage__version=version
    )
    return set(added.values_list("id", flat=True))


def card_of(
    id: str, kind: str, marks: list[Mark], user, record=None, *, mine=None, **shown
) -> Card:
    """Render a card; `record` is what is drafted, reviewed and published, if any.

    `mine` says whether this person made it, where that is not who drafted the record.
    """
    if mine is None:
        mine = record is not None and record.drafted_by_id == user.pk
    traits = {"mine"} if mine else set()
    if record is not None and record.status == Status.DRAFT:
        traits.add("draft")
    if record is not None and (
        record.status in UNREVIEWED
        or (record.status == Status.PUBLISHED and record.override_reason)
    ):
        traits.add("unreviewed")
    context = {
        "id": id,
        "kind": kind,
        "marks": marks,
        "start": marks[0].start if marks else 0,
        "mine": mine,
        "unreviewed": "unreviewed" in traits,
        "record": record,
        **shown,
    }
    html = render_to_string(f"admin/annotation/_card_{kind}.html", context)
    return Card(id, kind, context["start"], html.strip(), frozenset(traits))
