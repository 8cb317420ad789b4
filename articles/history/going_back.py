"""Makes a record again what it was: a new change, which passes through its rules.

Its status stays what it is, and so does all that nobody types. What was added since is
removed, what was removed comes back under its old number, what was changed changes
back.
"""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.history.putting_back import PuttingBack
from articles.history.reading import (
    RowChange,
    Values,
    between,
    newest_change,
    state_after,
    state_now,
)
from articles.models import StaleRecord, Status


class _Rehearsed(Exception):
    """Ends a dry run, which takes back all that it did."""


def way_back(
    record: models.Model, change: UUID, keep: Collection[str] = ()
) -> list[RowChange]:
    """Return what going back to just after `change` would do, row by row.

    `keep` names fields of the record that stay as they are.
    """
    model, pk = type(record), record.pk
    now, then = state_now(model, pk), state_after(model, pk, change)
    steps = []
    for row in between(now, then):
        is_changed = row.before is not None and row.after is not None
        if not row.part.goes_back or (row.is_record and not is_changed):
            continue
        if is_changed:
            kept = keep if row.is_record else ()
            row.after = (row.before or {}) | _typed(row, kept)
        if row.before != row.after:
            steps.append(row)
    return steps


def _typed(row: RowChange, keep: Collection[str]) -> Values:
    """Return the values that the row had then, of the fields that people type."""
    then = row.after or {}
    return {
        field.attname: then[field.attname]
        for field in row.part.fields
        if field.editable and not field.primary_key and field.name not in keep
    }


def obstacles_to(record, change: UUID, *, by, keep: Collection[str] = ()) -> list[str]:
    """Return why going back would be refused; a dry run that does the same and more.

    All it wrote is taken back.
    """
    try:
        with transaction.atomic():
            go_back(record, change, by=by, why="", seen=None, keep=keep)
            raise _Rehearsed
    except _Rehearsed:
        return []
    except ValidationError as refused:
        return refused.messages


@transaction.atomic
def go_back(
    record, change: UUID, *, by, why: str, seen: UUID | None, keep: Collection[str] = ()
) -> None:
    """Make the record and its parts what they were when `change` had been made.

    `seen` is the newest change that whoever asks has seen. Raises StaleRecord if there
    is a newer one, ValidationError with every reason why it cannot be done.
    """
    model, pk = type(record), record.pk
    record = model._base_manager.get(pk=pk)
    if seen is not None and newest_change(model, pk) != seen:
        raise StaleRecord(
            f"Somebody else has changed this {model._meta.verbose_name} since you "
            "opened this page. Nothing was changed; look at what it would do now."
        )
    steps = way_back(record, change, keep)
    if not steps:
        raise ValidationError("It is like that now: there is nothing to go back on.")
    putting = PuttingBack(steps, by=by, why=why, about=record)
    # Whoever has the record open is told, and two who go back do not mix.
    is_saved = any(step.is_record and step.after is not None for step in steps)
    putting.make(also_save=[] if is_saved else [record])
    if getattr(record, "status", "") == Status.PUBLISHED:
        arrived = model._base_manager.get(pk=pk)
        if problems := arrived.obstacles():
            raise ValidationError(problems)
