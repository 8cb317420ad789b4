"""The parts of a record, compared row by row: changed, added, removed."""

from dataclasses import dataclass, field
from functools import cached_property

from articles.admin.conflict.boxes import (
    MINE,
    THEIRS,
    Box,
    Place,
    Sent,
    as_shown,
    as_typed,
    places_of,
)
from articles.admin.forms import ROW_NUMBER
from articles.models import Versioned

MOST_ROWS = 1_000  # what Django's own formsets take


@dataclass
class Row:
    """One row as it was, as it is stored and as it was typed; each None if it is not.

    `base` is also None where no history says how it was; `was_there` tells the two
    apart. Rows that both have are compared box by box.
    """

    name: str  # prefix of its boxes in the form that was sent
    label: str
    places: list[Place]
    key: str = ""
    record: object = None  # as it is stored now
    base: Sent | None = None
    theirs: Sent | None = None
    mine: Sent | None = None
    typed: Sent | None = None  # like `mine`, of rows to be removed too
    was_there: bool = False
    choice: str = ""
    boxes: list[Box] = field(default_factory=list)

    @property
    def is_disputed(self) -> bool:
        """Whether one removed what the other one changed."""
        if not self.was_there or (self.theirs is None) == (self.mine is None):
            return False
        left = self.mine if self.theirs is None else self.theirs
        return left != self.base

    @property
    def is_settled(self) -> bool:
        chosen = not self.is_disputed or self.choice in (THEIRS, MINE)
        return chosen and all(box.is_settled for box in self.boxes)

    @property
    def change(self) -> str:
        """Who added or removed the whole row, if anybody did and nobody disputes it."""
        if self.is_disputed or (self.theirs is None) == (self.mine is None):
            return ""
        if self.was_there:
            return "they removed" if self.theirs is None else "you removed"
        return "you added" if self.theirs is None else "they added"

    @property
    def result(self) -> Sent | None:
        """What is to be saved of it; None if it is to go."""
        if self.is_disputed:
            return self.theirs if self.choice == THEIRS else self.mine
        if self.theirs is not None and self.mine is not None:
            return {box.place.name: box.result for box in self.boxes}
        if self.was_there:
            return None
        return self.mine if self.theirs is None else self.theirs


class Rows:
    """All rows of one inline of a record's page."""

    def __init__(self, request, record, formset, inline, prefix, data):
        self.request, self.record, self.inline = request, record, inline
        self.formset, self.prefix, self.data = formset, prefix, data
        self.is_editable = inline.has_change_permission(request, record)
        opts = formset.model._meta
        self.leave_out = {opts.pk.name, formset.fk.name}
        self.label = str(inline.verbose_name_plural)
        self.one = str(inline.verbose_name)

    @cached_property
    def stored(self) -> dict[str, object]:
        """The rows as they are stored now, by their keys."""
        rows = self.inline.get_queryset(self.request)
        own = rows.filter(**{self.formset.fk.name: self.record})
        return {str(row.pk): row for row in own}

    @cached_property
    def places(self) -> list[Place]:
        return places_of(self._form(), self.leave_out)

    @cached_property
    def blank(self) -> Sent:
        return as_shown(self._form(), self.leave_out)

    @cached_property
    def rows(self) -> list[Row]:
        return self._compare() if self.is_editable else []

    def _form(self, row=None):
        return self.formset.form(**({"instance": row} if row else {}))

    def _compare(self) -> list[Row]:
        typed = self._typed()
        before = self._as_opened()
        for row in typed:
            if row.key:
                self._complete(row, before.get(row.key))
        known = {row.key for row in typed}
        added = [
            self._row(f"{self.prefix}-new{key}", key, theirs=self._shown(record))
            for key, record in self.stored.items()
            if key not in known
        ]
        for row in added:
            row.record = self.stored[row.key]
        # Both may have added the same: once is enough.
        twice = [row.theirs for row in added]
        mine = [row for row in typed if row.key or row.mine not in twice]
        return [*mine, *added]

    def _row(self, name, key="", **states) -> Row:
        return Row(name, self.one, self.places, key=key, **states)

    def _shown(self, record) -> Sent:
        return as_shown(self._form(record), self.leave_out)

    def _typed(self) -> list[Row]:
        """Return the rows that were sent, without those that were left blank."""
        total = self.data.get(f"{self.prefix}-TOTAL_FORMS", "")
        count = int(total) if ROW_NUMBER.fullmatch(total) else 0
        rows = []
        for index in range(min(count, MOST_ROWS)):
            name = f"{self.prefix}-{index}"
            sent = self.data.get(f"{name}-{self.formset.model._meta.pk.name}", "")
            key = sent if ROW_NUMBER.fullmatch(sent) else ""
            stored = self.stored.get(key)
            untouched = self._shown(stored) if stored else self.blank
            typed = as_typed(self.data, f"{name}-", self.places, untouched)
            row = self._row(name, key, typed=typed)
            if f"{name}-DELETE" not in self.data:
                row.mine = typed
            if key or row.mine not in (None, self.blank):
                rows.append(row)
        return rows

    def _complete(self, row: Row, opened) -> None:
        row.was_there = True
        row.base = self._shown(opened) if opened else None
        if row.base is None and row.mine is None:
            row.base = row.typed  # who removes a row does not rewrite it first
        row.record = self.stored.get(row.key)
        if row.record is None:
            return
        row.theirs = self._shown(row.record)
        if row.mine is not None:
            row.boxes = [
                Box(
                    f"{row.name}-{place.name}",
                    place,
                    row.base and row.base[place.name],
                    row.theirs[place.name],
                    row.mine[place.name],
                )
                for place in self.places
            ]

    @property
    def is_counted(self) -> bool:
        """Whether a row counts its saves, and so can be compared at all."""
        return issubclass(self.formset.model, Versioned)

    def _as_opened(self) -> dict[str, object]:
        """Return the rows as they were when the form was opened, by history."""
        model, opened = self.formset.model, self.opened_revisions()
        if not (opened and self.is_counted and hasattr(model, "history")):
            return {}
        keys = {f"{model._meta.pk.name}__in": list(opened)}
        kept = model.history.filter(**keys, revision__in=set(opened.values()))
        return {
            str(past.instance.pk): past.instance
            for past in kept.order_by("history_date", "history_id")
            if opened.get(str(past.instance.pk)) == past.revision
        }

    def opened_revisions(self) -> dict[str, int]:
        """Return the revision at which each row that was sent had been read."""
        total = self.data.get(f"{self.prefix}-INITIAL_FORMS", "")
        count = int(total) if ROW_NUMBER.fullmatch(total) else 0
        opened = {}
        for index in range(min(count, MOST_ROWS)):
            name = f"{self.prefix}-{index}"
            key = self.data.get(f"{name}-{self.formset.model._meta.pk.name}", "")
            read = self.data.get(f"{name}-revision", "")
            if ROW_NUMBER.fullmatch(key):
                is_number = ROW_NUMBER.fullmatch(read) and len(read) < 10
                opened[key] = int(read) if is_number else 0
        return opened

    def is_stale(self) -> bool:
        """Whether a row that was sent has been changed or removed meanwhile."""
        for key, read in self.opened_revisions().items():
            stored = self.stored.get(key)
            if stored is None or (self.is_counted and stored.revision != read):
                return True
        return False

    def merged(self) -> dict[str, list[str]]:
        """Return what the formset would be sent if all were as it is to be saved."""
        pk, fk = self.formset.model._meta.pk.name, self.formset.fk.name
        by_key = {row.key: row for row in self.rows if row.key}
        lines: list[dict[str, list[str]]] = []
        for key, record in self.stored.items():
            line = {pk: [key], fk: [str(self.record.pk)]}
            if isinstance(record, Versioned):
                line["revision"] = [str(record.revision)]
            if row := by_key.get(key):
                line |= row.result or self._shown(record)
                line |= {} if row.result is not None else {"DELETE": ["on"]}
            lines.append(line)
        new = [row for row in self.rows if row.record is None]
        for row in new:
            if row.result is not None:
                lines.append({pk: [""], fk: [str(self.record.pk)], **row.result})
        data = {
            f"{self.prefix}-TOTAL_FORMS": [str(len(lines))],
            f"{self.prefix}-INITIAL_FORMS": [str(len(self.stored))],
        }
        for index, line in enumerate(lines):
            for name, values in line.items():
                data[f"{self.prefix}-{index}-{name}"] = values
        return data
