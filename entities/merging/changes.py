"""What a merge or split would do, row by row."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from entities.merging.collisions import Choice, Collision
from entities.merging.pointing import difference, field_labels
from entities.models import Entity, MergeKind, RowChange


@dataclass
class Change:
    """One row as it is and as it will be; `after` is None where it is left out."""

    change: RowChange
    row: Any  # the instance as read, unsaved where it is added
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    title: str

    @property
    def model(self) -> str:
        return self.row._meta.label_lower

    @property
    def noun(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def group(self) -> str:
        return str(self.row._meta.verbose_name_plural)

    @property
    def what(self) -> str:
        """The columns that change, in an editor's words."""
        if self.before is None or self.after is None:
            return ""
        names = difference(self.before, self.after)
        return ", ".join(field_labels(type(self.row), names))


@dataclass
class Plan:
    """What a merge or split would do, row by row, without having done it."""

    kind: MergeKind
    source: Entity
    target: Entity
    changes: list[Change] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What was agreed to: changes when any row of the plan, or an answer, does."""
        told = [
            [c.change, c.model, c.row.pk, c.before, _without_chance(c)]
            for c in self.changes
        ]
        answers = {choice.key: choice.chosen for choice in self.choices}
        # A new entity gets its key only when the split is carried out.
        new = None if self.target.pk else self.target.slug
        whole = [self.kind, self.source.pk, self.target.pk or new, told, answers]
        text = json.dumps(whole, cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def by_group(self, *kinds: str) -> dict[str, list[Change]]:
        """Return the changes of these kinds by the plural name of their model."""
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.change in kinds:
                groups.setdefault(change.group, []).append(change)
        return groups

    @property
    def moved(self) -> dict[str, list[Change]]:
        return self.by_group(RowChange.MOVED)

    @property
    def left_out(self) -> list[Change]:
        return [c for c in self.changes if c.change == RowChange.DROPPED]

    @property
    def others(self) -> list[Change]:
        """What changes besides: the two entities, rows that take over, redirects."""
        kinds = (RowChange.CHANGED, RowChange.ADDED)
        return [c for c in self.changes if c.change in kinds]


def _without_chance(change: Change) -> dict[str, Any] | None:
    """Return what the row will be, but for the random key of one to be added."""
    if change.change != RowChange.ADDED or change.after is None:
        return change.after
    drawn = {
        column.attname
        for column in change.row._meta.concrete_fields
        if column.unique and column.has_default()
    }
    return {name: v for name, v in change.after.items() if name not in drawn}
