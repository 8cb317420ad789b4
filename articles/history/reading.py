"""Reads the history of a record, in a number of queries that depends on neither the
length of the history nor that of a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from articles.history.parts import Part, parts_of

Values = dict[str, Any]  # {column: value}
State = dict[Part, dict[int, Values]]  # the rows of a record, by their keys


@dataclass
class RowChange:
    """What became of one row; None stands for not there."""

    part: Part
    pk: int
    before: Values | None
    after: Values | None

    @property
    def is_record(self) -> bool:
        return self.part.whole is None

    @property
    def there(self) -> Values:
        """The row as it is known, for its name."""
        return (self.before or {}) if self.after is None else self.after

    def changed(self) -> list[models.Field]:
        """The fields that have another value now; all of a row that is new or gone."""
        fields = self.part.fields
        if self.before is None or self.after is None:
            return fields
        return [
            f for f in fields if self.before[f.attname] != self.after.get(f.attname)
        ]


@dataclass
class Change:
    """What one request or command did to one record."""

    id: UUID
    when: datetime
    who: Any
    reasons: list[str] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)


def change_ids(model: type[models.Model], pk: int) -> QuerySet:
    """Return the ids of all that was done to a record, the newest first."""
    first, *others = (
        part.told(pk).order_by().values_list("change", flat=True).distinct()
        for part in parts_of(model)
    )
    ids = first.union(*others) if others else first
    return ids.order_by("-change")


def newest_change(model: type[models.Model], pk: int) -> UUID | None:
    return change_ids(model, pk).first()


def read_changes(model, pk: int, ids: Iterable[UUID]) -> list[Change]:
    """Return the changes `ids` of a record, in the order of the ids."""
    ids = list(ids)
    changes: dict[UUID, Change] = {}
    for part in parts_of(model):
        rows = list(part.told(pk).filter(change__in=ids).select_related("history_user"))
        previous = part.history.objects.in_bulk(
            [row.previous for row in rows if row.previous]
        )
        for (change, key), told in _grouped(rows).items():
            entry = changes.setdefault(
                change, Change(change, told[0].history_date, told[0].history_user)
            )
            _enter(entry, told)
            before = _values(part, pk, previous.get(told[0].previous))
            after = _values(part, pk, told[-1])
            if before != after:
                entry.rows.append(RowChange(part, key, before, after))
    return [changes[change] for change in ids if change in changes]


def _grouped(rows) -> dict[tuple[UUID, int], list]:
    """Put the rows that one change wrote of one thing together, oldest first."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.change, row.id].append(row)
    return groups


def _enter(entry: Change, told: list) -> None:
    for row in told:
        entry.when = max(entry.when, row.history_date)
        entry.who = entry.who or row.history_user
        reason = row.history_change_reason
        if reason and reason not in entry.reasons:
            entry.reasons.append(reason)


def _values(part: Part, pk: int, row) -> Values | None:
    """Return the columns of a history row; None if it was not in the record then."""
    if row is None or row.history_type == "-":
        return None
    if part.depth == 1 and getattr(row, part.key) != pk:
        return None
    return {f.attname: getattr(row, f.attname) for f in part.fields}


def state_after(model: type[models.Model], pk: int, change: UUID) -> State:
    """Return the record and its parts as `change` left them."""
    state: State = {}
    for part in parts_of(model):
        rows = {row.id: _values(part, pk, row) for row in part.latest(pk, change)}
        state[part] = {
            key: values
            for key, values in sorted(rows.items())
            if values and _has_whole(part, values, state)
        }
    return state


def state_now(model: type[models.Model], pk: int) -> State:
    """Return the record and its parts as they stand in their own tables."""
    state: State = {}
    for part in parts_of(model):
        rows = part.model._base_manager.order_by("pk")
        if part.whole is None:
            rows = rows.filter(pk=pk)
        else:
            rows = rows.filter(**{f"{part.key}__in": list(state[part.whole])})
        columns = [f.attname for f in part.fields]
        state[part] = {values["id"]: values for values in rows.values(*columns)}
    return state


def _has_whole(part: Part, values: Values, state: State) -> bool:
    return part.whole is None or values[part.key] in state[part.whole]


def between(old: State, new: State) -> list[RowChange]:
    """Return what leads from one state of a record to another, wholes before parts."""
    return [
        RowChange(part, key, old[part].get(key), new[part].get(key))
        for part in new
        for key in sorted(old[part].keys() | new[part].keys())
        if old[part].get(key) != new[part].get(key)
    ]
