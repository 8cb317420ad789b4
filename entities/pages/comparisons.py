"""Comparisons as boxes: claims side by side, and what the desk makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, When

from articles.reading import Said, tell
from entities.models import (
    Comparison,
    ComparisonClaim,
    ComparisonClass,
    ComparisonState,
    Side,
)
from entities.pages.cards import Card, Maker

# A page shows this many; the rest is a click away on the claims' own pages.
MOST = 40
SIDES = {Side.EARLIER: 0, Side.NEITHER: 1, Side.LATER: 2}


@dataclass(frozen=True)
class Row:
    card: Card
    side: str


@dataclass(frozen=True)
class Box:
    comparison: Comparison
    title: Said
    explanation: Said
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shelves:
    """Boxes by what a reader does with them."""

    differ: tuple[Box, ...]
    changes: tuple[Box, ...]
    doubtful: tuple[Box, ...]
    settled: tuple[Box, ...]


def members_among(claims, most: int = MOST) -> list[ComparisonClaim]:
    """The members of published comparisons that one of `claims` takes part in, the
    open ones first; one query."""
    opens = Comparison.objects.open().values("pk")
    first = Case(When(pk__in=opens, then=0), default=1)
    comparisons = (
        Comparison.objects.published().among(claims).order_by(first, "slug")[:most]
    )
    return list(
        ComparisonClaim.objects.filter(comparison__in=comparisons.values("pk"))
        .select_related("comparison")
        .defer("comparison__sources_note", "comparison__not_same")
        .order_by("comparison__slug", "position", "pk")
    )


def members_of(comparison: Comparison) -> list[ComparisonClaim]:
    rows = comparison.members.select_related("comparison")
    return list(rows.order_by("position", "pk"))


def claim_keys(members: Iterable[ComparisonClaim], *, folded: bool = True) -> set[int]:
    """The claims to load; with `folded` off, not those of settled comparisons, of
    which a page shows the explanation alone."""
    return {
        member.claim_id
        for member in members
        if folded or _shelf(member.comparison) != "settled"
    }


def boxes(members: Iterable[ComparisonClaim], maker: Maker) -> list[Box]:
    """A box per comparison, with those of its claims that were loaded."""
    gathered: dict[int, list[ComparisonClaim]] = {}
    for member in members:
        gathered.setdefault(member.comparison_id, []).append(member)
    return [_box(rows, maker) for rows in gathered.values()]


def _box(members: list[ComparisonClaim], maker: Maker) -> Box:
    comparison = members[0].comparison
    rows = tuple(
        Row(maker.card(maker.loaded.claims[member.claim_id]), member.side)
        for member in sorted(members, key=lambda m: (SIDES[Side(m.side)], m.position))
        if member.claim_id in maker.loaded.claims
    )
    return Box(
        comparison=comparison,
        title=tell(comparison.title, maker.language),
        explanation=tell(comparison.explanation, maker.language),
        rows=rows,
    )


def shelve(found: list[Box]) -> Shelves:
    """Sort boxes into open disagreements, changes, doubtful texts and the settled."""
    shelves: dict[str, list[Box]] = {
        name: [] for name in ("differ", "changes", "doubtful", "settled")
    }
    for box in found:
        shelves[_shelf(box.comparison)].append(box)
    return Shelves(**{name: tuple(rows) for name, rows in shelves.items()})


def _shelf(comparison: Comparison) -> str:
    is_open = comparison.state == ComparisonState.OPEN
    if comparison.comparison_class == ComparisonClass.CHANGE:
        return "changes"
    if comparison.comparison_class == ComparisonClass.TROUBLE and is_open:
        return "doubtful"
    if comparison.comparison_class == ComparisonClass.DIFFER and is_open:
        return "differ"
    return "settled"
