"""Makes a record again what it was: a new change, which passes through its rules.

Its status stays what it is, and so does all that nobody types. What was added since is
removed, what was removed comes back under its old number, what was changed changes
back.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max, ProtectedError

from articles.history.names import Names, keys_of
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
    _Journey(record, steps, by=by, why=why).make()
    if getattr(record, "status", "") == Status.PUBLISHED:
        arrived = model._base_manager.get(pk=pk)
        if problems := arrived.obstacles():
            raise ValidationError(problems)


class _Journey:
    """The steps of one way back, and the words for those that fail."""

    def __init__(self, record, steps: list[RowChange], *, by, why: str) -> None:
        self.record, self.steps, self.by, self.why = record, steps, by, why
        self.names = Names(steps)

    def make(self) -> None:
        for step in reversed([step for step in self.steps if step.after is None]):
            self._remove(step)
        others = [step for step in self.steps if step.after is not None]
        if not any(step.is_record for step in others):
            # Whoever has the record open is told, and two who go back do not mix.
            self._save(self.record)
        self._put(others)

    def _remove(self, step: RowChange) -> None:
        row = self._find(step)
        self._sign(row)
        try:
            row.delete()
        except ProtectedError as refused:
            pointing = ", ".join(f"“{thing}”" for thing in _few(refused))
            raise ValidationError(
                f"The {self.names.of_row(step)} cannot go: {pointing} needs it."
            ) from refused

    def _put(self, steps: list[RowChange]) -> None:
        """Write the rows; one whose place is still taken waits for the others."""
        refusals: list[str] = []
        while steps:
            waiting, refusals = [], []
            for step in steps:
                try:
                    with transaction.atomic():
                        self._write(step)
                except ValidationError as refused:
                    waiting.append(step)
                    refusals += self._told(step, refused)
            if len(waiting) == len(steps):
                raise ValidationError(refusals)
            steps = waiting

    def _write(self, step: RowChange) -> None:
        values = step.after or {}
        self._ask_for_what_it_needs(step)
        row = self._anew(step) if step.before is None else self._find(step)
        differing = step.changed() if step.before else []
        changed = {f.attname: values[f.attname] for f in differing}
        address = self._new_address(row, changed)
        for column, value in changed.items():
            setattr(row, column, value)
        try:
            self._save(row, address)
        except IntegrityError as refused:
            raise ValidationError("The database refuses it.") from refused

    def _new_address(self, row, changed: Values) -> str | None:
        """Take out an address that readers know: the old one must redirect to it."""
        if hasattr(row, "rename") and row.published_at:
            return changed.pop("slug", None)
        return None

    def _save(self, row, address: str | None = None) -> None:
        self._sign(row)
        if address:
            row.rename(address)
            return
        row.full_clean()
        row.save(force_insert=row._state.adding)

    def _sign(self, row) -> None:
        row._history_user = self.by
        row._change_reason = self.why

    def _find(self, step: RowChange) -> Any:
        return step.part.model._base_manager.get(pk=step.pk)

    def _anew(self, step: RowChange) -> Any:
        """Return a removed row, counted on so that no form of old fits it."""
        model = step.part.model
        elsewhere = model._base_manager.filter(pk=step.pk).first()
        if elsewhere is not None:
            whole = getattr(elsewhere, step.part.key.removesuffix("_id"))
            raise ValidationError(f"It belongs to “{whole}” now.")
        row = model(**(step.after or {}))
        if hasattr(row, "revision"):
            past = step.part.history.objects.filter(id=step.pk)
            row.revision = past.aggregate(last=Max("revision"))["last"] + 1
        return row

    def _ask_for_what_it_needs(self, step: RowChange) -> None:
        for field in keys_of(step.part.model):
            key = (step.after or {}).get(field.attname)
            kind = field.related_model
            if key is not None and not kind._base_manager.filter(pk=key).exists():
                raise ValidationError(
                    f"It needs {self.names.of(kind, key)}, which is no longer there."
                )

    def _told(self, step: RowChange, refused: ValidationError) -> list[str]:
        """Say which row is refused, and which of its fields."""
        start = "" if step.is_record else f"{self.names.of_row(step).capitalize()}: "
        if not hasattr(refused, "error_dict"):
            return [start + message for message in refused.messages]
        return [
            start + _label(step.part.model, name) + message
            for name, messages in refused.message_dict.items()
            for message in messages
        ]


def _label(model: type[models.Model], name: str) -> str:
    try:
        return f"{model._meta.get_field(name).verbose_name}: "  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return ""


def _few(refused: ProtectedError) -> list:
    return sorted(map(str, refused.protected_objects))[:3]
