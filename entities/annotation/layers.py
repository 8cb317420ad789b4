"""What stands in a text, layer by layer: mentions, citations and what joins them.

Each layer turns rows into marks (stretches of the text) and cards (what the list beside
it says of them). Layers are loaded in a fixed number of queries, whole or for what one
act touched.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.template.loader import render_to_string

from articles.models import Status, Version
from articles.models.workflow import has_right
from articles.wording import say
from entities.models import Citation, Claim, Entity, Mention, Value

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


Layer = Callable[[Version, object, Touched | None], Marked]


def claims_on(version: Version, user, touched: Touched | None = None) -> Marked:
    """The claims that cite the version, each with its citations here."""
    marked = Marked()
    if not sees(user, Claim, Citation):
        return marked
    rows = Citation.objects.filter(passage__version=version)
    if touched is not None:
        here = rows.filter(
            Q(passage__in=touched.passages) | Q(claim__in=touched.claims)
        )
        rows = rows.filter(claim__in=here.values("claim"))
    main = Value.objects.filter(part="main").prefetch_related("value_entities__entity")
    rows = (
        rows.select_related("passage", "claim__subject", "claim__property")
        .prefetch_related(Prefetch("claim__values", main))
        .order_by("passage__start", "passage__end", "pk")
    )
    by_me = made_by(user, Citation, version)
    citations: dict[Claim, list[Citation]] = {}
    for row in rows:
        citations.setdefault(row.claim, []).append(row)
    for claim, cited in citations.items():
        card = f"claim-{claim.key}"
        marks = [
            Mark(f"citation-{c.pk}", "citation", c.passage.start, c.passage.end, card)
            for c in cited
        ]
        mine = claim.drafted_by_id == user.pk or any(c.pk in by_me for c in cited)
        marked.marks += marks
        marked.cards.append(
            card_of(
                card,
                "claim",
                marks,
                user,
                claim,
                mine=mine,
                claim=claim,
                sentence=say(claim.sentences, "en"),
                citations=list(zip(marks, cited, strict=True)),
                printed=printed(claim.main_value),
            )
        )
    return marked


def mentions_on(version: Version, user, touched: Touched | None = None) -> Marked:
    """The mentions that somebody has marked in the version."""
    marked = Marked()
    if not sees(user, Mention, Entity):
        return marked
    rows = Mention.objects.filter(passage__version=version)
    if touched is not None:
        rows = rows.filter(passage__in=touched.passages)
    by_me = made_by(user, Mention, version)
    for row in rows.select_related("passage", "entity").order_by("passage__start"):
        card = f"mention-{row.pk}"
        mark = Mark(card, "mention", row.passage.start, row.passage.end, card)
        mine = row.pk in by_me
        marked.marks.append(mark)
        marked.cards.append(
            card_of(card, "mention", [mark], user, mine=mine, mention=row)
        )
    return marked


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


def printed(value: Value | None) -> str:
    """Return a claim's main value as the source prints it, or whom it names."""
    if value is None:
        return ""
    named = ", ".join(str(row.entity) for row in value.value_entities.all())
    return value.as_printed or named or str(value)


LAYERS: list[Layer] = [claims_on, mentions_on]


def marked_in(version: Version, user, touched: Touched | None = None) -> Marked:
    """Everything in the version that this person may see, in text order; with
    `touched`, only what belongs to that."""
    marked = Marked()
    for layer in LAYERS:
        marked.add(layer(version, user, touched))
    return marked.in_order()


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
