"""Claims that say nearly what a new one would: so that it becomes evidence instead."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch, Q
from rapidfuzz import fuzz

from articles.dates import Edtf, UnreadableDate
from entities.models import Citation, Claim, ClaimSubject, Entity, Property, Value
from entities.models.value import FIGURES

MOST_LOOKED_AT = 300  # claims of one subject and property, the newest first
MOST = 5
WIDTH = Decimal("0.2")  # two amounts within a fifth of each other are close
SAME = 100
ALIKE = 70  # of 100, for wording


@dataclass(frozen=True)
class Draft:
    """What a new claim would say, as far as it is known."""

    subject: Entity
    property: Property | None = None
    type: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    date: str = ""
    entities: frozenset[int] = frozenset()
    text: str = ""  # value or sentence, in any language
    words: tuple[str, ...] = field(default=())  # sentences typed so far


@dataclass(frozen=True)
class Close:
    """A claim, how close it is (of 100), and in what."""

    claim: Claim
    closeness: int
    why: str


def close_claims(draft: Draft) -> list[Close]:
    """The claims closest to the draft, closest first, at most MOST; four queries.

    Same subject, and same property where it is known: then a figure within a fifth in
    the same unit, the same or an overlapping date, one of the same entities, or like
    words. Without a property only the very same figure or date is close.
    """
    has_amount = draft.low is not None or draft.high is not None
    said = (draft.date, draft.entities, draft.text, draft.words)
    if not has_amount and not any(said):
        return []
    alongside = ClaimSubject.objects.filter(entity=draft.subject).values("claim")
    claims = Claim.objects.kept_up().filter(
        Q(subject=draft.subject) | Q(pk__in=alongside)
    )
    if draft.property is not None:
        claims = claims.filter(property=draft.property)
    main = Value.objects.filter(part="main").for_display()
    citations = Citation.objects.only("claim_id")
    claims = (
        claims.select_related("subject", "property")
        .prefetch_related(Prefetch("values", main), Prefetch("citations", citations))
        .order_by("-pk")[:MOST_LOOKED_AT]
    )
    found = [close for claim in claims if (close := _compared(draft, claim))]
    return sorted(found, key=lambda close: -close.closeness)[:MOST]


def _compared(draft: Draft, claim: Claim) -> Close | None:
    value = claim.main_value
    for closeness, why in _signs(draft, claim, value):
        if closeness:
            return Close(claim, closeness, why)
    return None


def _signs(draft: Draft, claim: Claim, value: Value | None):
    """(closeness of 100, in what), the most telling first."""
    if value is not None:
        # What is said of the subject is not known yet: only the same value counts.
        least = 0 if draft.property is not None else SAME
        if draft.type in FIGURES and value.type == draft.type:
            closeness = _of_amounts(draft, value)
            yield closeness if closeness >= least else 0, "figure"
        if draft.date and value.date:
            closeness = _of_dates(draft.date, value.date)
            yield closeness if closeness >= least else 0, "date"
        named = {row.entity_id for row in value.value_entities.all()}
        if draft.entities & named and draft.property is not None:
            yield 90, "entity"
    if draft.property is not None:
        there = [*claim.sentences.values(), value.text if value else ""]
        said = [text for text in (draft.text, *draft.words) if text]
        yield (
            max(
                (_of_words(one, other) for one in said for other in there if other),
                default=0,
            ),
            "words",
        )


def _of_amounts(draft: Draft, value: Value) -> int:
    """100 for the same ends; from 80 down to 60 while the ends come within a fifth."""
    unit = value.unit or value.inferred_unit
    if (unit.slug if unit else None) != draft.unit:
        return 0
    if (draft.low, draft.high) == (value.low, value.high):
        return 100
    first = _ends(draft.low, draft.high)
    second = _ends(value.low, value.high)
    apart = max(first[0], second[0]) - min(first[1], second[1])
    if apart <= 0:
        return 80
    size = max(abs(end) for end in (*first, *second))
    return 60 if size and apart / size <= WIDTH else 0


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
    """An open end reaches a fifth beyond the one that is given."""
    if low is None and high is not None:
        return high - abs(high) * WIDTH, high
    if high is None and low is not None:
        return low, low + abs(low) * WIDTH
    return low or Decimal(), high or Decimal()


def _of_dates(one: str, other: str) -> int:
    if one == other:
        return 100
    try:
        first, second = Edtf.parse(one), Edtf.parse(other)
    except UnreadableDate:
        return 0
    later = [day for day in (first.earliest, second.earliest) if day]
    earlier = [day for day in (first.latest, second.latest) if day]
    if len(later) < 2 or len(earlier) < 2:
        return 0
    return 70 if max(later) <= min(earlier) else 0


def _of_words(one: str, other: str) -> int:
    score = round(fuzz.token_sort_ratio(one.lower(), other.lower()))
    return score if score >= ALIKE else 0
