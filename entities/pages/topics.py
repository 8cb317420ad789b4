"""A topic's page, and the tree of topics."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from articles.reading import Said, tell
from entities.models import Claim, Entity, Rank, Topic, ValueType
from entities.pages.cards import Card, Maker
from entities.pages.companies import GroupClaims, in_groups
from entities.pages.comparisons import (
    Shelves,
    boxes,
    claim_keys,
    members_among,
    shelve,
)
from entities.pages.loading import load
from entities.pages.narrative import Notes, find_notes, render
from entities.pages.standing import Standing, standing

PER_PAGE = 50  # fewer than on a company page: the narrative and its notes stand above
KEY_FIGURES = 6
FIGURES = {ValueType.MONEY, ValueType.QUANTITY, ValueType.PERCENT}


@dataclass
class Branch:
    topic: Topic
    size: int = 0
    branches: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class Note:
    """What a mark in the narrative leads to; without a card for a withdrawn claim."""

    number: int
    card: Card | None
    withdrawn: Claim | None
    backs: list[str]


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    title: Said
    narrative: SafeString
    narrative_language: Said
    notes: list[Note]
    key_figures: list[Card]
    groups: list[GroupClaims]
    entities: list[tuple[Entity, int]]
    shelves: Shelves
    standing: Standing
    sources: list
    wider: list[Topic]
    narrower: list[Topic]
    number: int
    last: int


def topic_tree() -> list[Branch]:
    """Every public topic under its wider one, with the number of its claims. What
    stands under a topic that readers may not see comes to the top."""
    public = Q(claims__in=Claim.objects.published())
    topics = (
        Topic.objects.published()
        .annotate(size=Count("claims", filter=public, distinct=True))
        .order_by("order", "slug")
    )
    branches = {topic.pk: Branch(topic, topic.size) for topic in topics}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.topic.parent_id)
        (above.branches if above else roots).append(branch)
    return roots


def topic_page(topic: Topic, language: str, number: int = 1) -> TopicPage | None:
    """Assemble page `number` of a topic; None where there is no such page."""
    claims = Claim.objects.on(topic).published()
    found = standing(claims)
    last = max(1, -(-found.claims // PER_PAGE))
    if number > last:
        return None
    start = (number - 1) * PER_PAGE
    in_order = claims.in_page_order().values_list("pk", flat=True)
    keys = list(in_order[start : start + PER_PAGE])
    story = tell(topic.narrative if number == 1 else {}, language)
    notes = find_notes(story.text, language)
    members = members_among(keys)
    maker = Maker(
        load({*keys, *notes.public.values(), *claim_keys(members, folded=False)}),
        language,
    )
    narrative = render(story.text, notes.mark)
    note_cards = _notes(notes, maker)
    cards = maker.cards(keys)
    wider, narrower = _around(topic)
    return TopicPage(
        topic=topic,
        title=tell(topic.title, language),
        narrative=narrative,
        narrative_language=story,
        notes=note_cards,
        key_figures=_key_figures(cards, note_cards),
        groups=in_groups(cards, language),
        entities=_subjects(cards, maker),
        shelves=shelve(boxes(members, maker)),
        standing=found,
        sources=maker.sources(),
        wider=wider,
        narrower=narrower,
        number=number,
        last=last,
    )


def _notes(notes: Notes, maker: Maker) -> list[Note]:
    rows = []
    withdrawn = {claim.key: claim for claim in notes.withdrawn.values()}
    for key, number in notes.numbers.items():
        claim = maker.loaded.claims.get(key) if isinstance(key, int) else None
        rows.append(
            Note(
                number,
                maker.card(claim) if claim else None,
                withdrawn.get(str(key)),
                [f"r{number}-{use + 1}" for use in range(notes.uses[number])],
            )
        )
    return rows


def _key_figures(cards: list[Card], notes: list[Note]) -> list[Card]:
    """Figures that the narrative leans on, preferred claims before the others."""
    cited = {note.card.claim.pk for note in notes if note.card}
    figures = [
        card
        for card in cards
        if card.claim.main_value
        and card.claim.main_value.type in FIGURES
        and card.claim.main_value.unit_id
        and card.claim.main_value.unit.kind != "rank"
        and card.claim.rank != Rank.DEPRECATED
    ]
    figures.sort(
        key=lambda card: (
            card.claim.rank != Rank.PREFERRED,
            card.claim.pk not in cited,
        )
    )
    return figures[:KEY_FIGURES]


def _subjects(cards: list[Card], maker: Maker) -> list[tuple[Entity, int]]:
    """Whom the claims are about, those with most claims first."""
    counts: dict[int, int] = {}
    for card in cards:
        counts[card.claim.subject_id] = counts.get(card.claim.subject_id, 0) + 1
    rows = [(maker.loaded.entities[key], n) for key, n in counts.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].slug))


def _around(topic: Topic) -> tuple[list[Topic], list[Topic]]:
    """The wider topics from the top down, and those directly under this one."""
    public = {other.pk: other for other in Topic.objects.published().defer("narrative")}
    wider: list[Topic] = []
    above = public.get(topic.parent_id)
    while above is not None and above not in wider:
        wider.insert(0, above)
        above = public.get(above.parent_id)
    return wider, [other for other in public.values() if other.parent_id == topic.pk]
