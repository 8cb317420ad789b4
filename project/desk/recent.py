"""What was changed last, told from the histories of the records."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.admin.publishing import PublishableAdmin

SHOWN = 10
READ = 50  # rows of each history: one record often has several in a row
DAYS = 30
HOW = {"+": "made", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Recent:
    """The last change of one record."""

    record: object
    kind: str
    how: str
    who: str
    when: datetime
    reason: str
    address: str  # of its history; "" for what is gone


def recent(desks: list[PublishableAdmin], *, mine_of=None) -> list[Recent]:
    """Return what was changed last, each record once, the newest first.

    With `mine_of`, only what others did to the drafts of that person. One query per
    kind, whatever there is.
    """
    rows = [(row, desk) for desk in desks for row in _last(desk, mine_of)]
    rows.sort(key=lambda pair: pair[0].history_date, reverse=True)
    return [_tell(row, desk) for row, desk in rows[:SHOWN]]


def _last(desk, mine_of) -> list:
    """Return the newest row of each of the records of one kind changed last."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = desk.model.history.filter(history_date__gte=since)
    if mine_of:
        by_another = Q(history_user=None) | ~Q(history_user=mine_of)
        rows = rows.filter(by_another, drafted_by=mine_of)
    rows = rows.select_related("history_user").order_by("-history_date", "-history_id")
    newest: dict[int, object] = {}
    for row in rows[:READ]:
        newest.setdefault(row.id, row)
    return list(newest.values())[:SHOWN]


def _tell(row, desk) -> Recent:
    options = desk.opts
    name = f"admin:{options.app_label}_{options.model_name}_history"
    gone = row.history_type == "-"
    return Recent(
        record=row.instance,
        kind=str(options.verbose_name),
        how=HOW[row.history_type],
        who=str(row.history_user or "a command"),
        when=row.history_date,
        reason=row.history_change_reason or "",
        address="" if gone else reverse(name, args=[row.id]),
    )
