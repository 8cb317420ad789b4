"""What became of a claim since its last review: all changes taken together."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from articles.history.names import Names
from articles.history.reading import RowChange, between, state_after, state_now
from articles.history.words import MOVING, ToldRow, tell
from articles.models import Status
from entities.models import Claim
from entities.reviewing.renamed import renamed_since


@dataclass(frozen=True)
class Step:
    """A move of the claim: who made it and when, with what was written down."""

    change: UUID
    when: datetime
    who: Any  # None for the system
    note: str = ""
    was_published: bool = False


@dataclass(frozen=True)
class Past:
    """How a claim came to be what is looked at now."""

    drafted: Step | None
    sent: Step | None  # the last time it went to review
    reviewed: Step | None  # the last time it was sent back or published
    changed: list[ToldRow]  # since then; nothing on the first review


def past_of(claim: Claim) -> Past:
    """Return the claim's moves and what has changed since its last review.

    A fixed number of queries, however long the history is.
    """
    rows = list(
        claim.history.order_by("history_id").values(
            *("change", "history_date", "history_user", "history_change_reason"),
            *("status", "drafted_by"),
        )
    )
    moves = [
        (old, new) for old, new in pairwise(rows) if old["status"] != new["status"]
    ]
    sent = [new for _, new in moves if new["status"] == Status.IN_REVIEW]
    reviews = [new for old, new in moves if _is_review(old, new)]
    found = [some[-1] if some else None for some in (rows[:1], sent, reviews)]
    people = get_user_model().objects.in_bulk(
        {row["history_user"] for row in found if row} - {None}
    )
    drafted, last_sent, reviewed = (_step(row, people) for row in found)
    changed = changed_since(claim, reviewed.change) if reviewed else []
    return Past(drafted, last_sent, reviewed, changed)


def _is_review(old: dict, new: dict) -> bool:
    """Whether a second person looked; taking back one's own draft is no review."""
    if new["status"] == Status.PUBLISHED:
        return True
    is_sent_back = (old["status"], new["status"]) == (Status.IN_REVIEW, Status.DRAFT)
    return is_sent_back and new["history_user"] != new["drafted_by"]


def _step(row: dict | None, people: dict) -> Step | None:
    if row is None:
        return None
    return Step(
        row["change"],
        row["history_date"],
        people.get(row["history_user"]),
        row["history_change_reason"] or "",
        row["status"] == Status.PUBLISHED,
    )


def changed_since(claim: Claim, change: UUID) -> list[ToldRow]:
    """Return what differs from how `change` left the claim: field by field, and rows
    that were added or removed, and entities that are called otherwise. What was changed
    and changed back is not told."""
    then, now = state_after(Claim, claim.pk, change), state_now(Claim, claim.pk)
    rows = [_as_typed(row) for row in between(then, now)]
    names = Names(rows)
    told = [(row, tell(row, names)) for row in rows]
    own = [said for row, said in told if said.fields or not row.is_record]
    return [*own, *renamed_since(then, now, change)]


def _as_typed(row: RowChange) -> RowChange:
    """Leave out of the record what its verbs wrote: where it stands is said apart."""
    if not row.is_record or row.before is None or row.after is None:
        return row
    moved = {
        f.attname: row.before[f.attname] for f in row.part.fields if f.name in MOVING
    }
    return RowChange(row.part, row.pk, row.before, row.after | moved)
