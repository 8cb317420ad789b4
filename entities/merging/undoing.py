"""Put every row of a merge or split back as it was, and say what cannot be."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.changes import one_change
from entities.merging.carrying_out import drop, refuse_strangers, write
from entities.merging.collisions import unique_sets
from entities.merging.pointing import (
    counted,
    difference,
    field_labels,
    keys_to_entities,
    snapshot,
    write_back,
)
from entities.models import Entity, Merge, MergedRow, MergeKind, RowChange


@dataclass
class Undoing:
    """What undoing would do: rows with the columns to put back, and what to know."""

    merge: Merge
    steps: list[tuple[MergedRow, Any, dict[str, Any]]] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def plan_undo(merge: Merge) -> Undoing:
    """Compare each row with how it was left, and say what somebody changed since."""
    undoing = Undoing(merge)
    if merge.is_undone:
        undoing.obstacles.append("This was undone already.")
        return undoing
    target = merge.to_entity
    if target and target.merged_into_id:
        undoing.obstacles.append(
            f"“{target}” has since been merged into another entity: undo that first."
        )
    rows = list(merge.rows.order_by("-pk"))
    current = _as_they_are(rows)
    for row in rows:
        _plan_row(undoing, row, current.get((row.model, row.row)))
    undoing.remarks += _came_since(merge, rows)
    return undoing


def _as_they_are(rows: list[MergedRow]) -> dict[tuple[str, int], Any]:
    """Return the rows that are still there, in one query per model."""
    keys = defaultdict(set)
    for row in rows:
        keys[row.model].add(row.row)
    return {
        (label, found.pk): found
        for label, wanted in keys.items()
        for chunk in _chunks(sorted(wanted))
        for found in apps.get_model(label)._base_manager.filter(pk__in=chunk)
    }


def _chunks(keys: list[int], size: int = 500):
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _plan_row(undoing: Undoing, row: MergedRow, now: Any) -> None:
    name = f"{apps.get_model(row.model)._meta.verbose_name} “{row.title}”"
    before: Any = row.before
    after: Any = row.after
    if row.change == RowChange.DROPPED:
        if now is None and _is_free(row):
            undoing.steps.append((row, None, before))
        else:
            undoing.remarks.append(
                f"The {name} was left out, and its place is taken now: it stays out."
            )
        return
    if now is None:
        undoing.remarks.append(f"The {name} has been deleted since: it stays so.")
        return
    since = difference(after, snapshot(now))
    if row.change == RowChange.ADDED:
        if since:
            undoing.remarks.append(f"The {name} was changed since: it stays.")
        else:
            undoing.steps.append((row, now, {}))
        return
    back = difference(before, after)
    labels = ", ".join(field_labels(type(now), since))
    if since & back:
        undoing.remarks.append(
            f"The {name} was changed since ({labels}): what somebody else set there "
            "stays."
        )
    elif since:
        undoing.remarks.append(
            f"The {name} was changed since ({labels}): that change is kept."
        )
    undoing.steps.append((row, now, {c: before[c] for c in back - since}))


def _is_free(row: MergedRow) -> bool:
    """Whether no other row has taken the place of one that was left out."""
    model = apps.get_model(row.model)
    before: Any = row.before
    fields = {f.name: f.attname for f in model._meta.concrete_fields}
    for columns, condition in unique_sets(model):
        values = {fields[name]: before[fields[name]] for name in columns}
        if None in values.values():
            continue
        taken = model._base_manager.filter(**values)
        if condition is not None:
            taken = taken.filter(condition)
        if taken.exists():
            return False
    return True


def _came_since(merge: Merge, rows: list[MergedRow]) -> list[str]:
    """Say what was made since for the entity that stayed: it may mean the other."""
    if merge.kind != MergeKind.MERGE or merge.to_entity is None:
        return []
    newer = []
    for model, keys in keys_to_entities().items():
        if model is Entity or not hasattr(model, "history"):
            continue
        for key in keys:
            made = model.history.filter(
                history_type="+",
                history_date__gt=merge.at,
                **{key.name: merge.to_entity},
            )
            still = model._base_manager.filter(**{key.name: merge.to_entity})
            touched = [row.row for row in rows if row.model == model._meta.label_lower]
            count = (
                still.filter(pk__in=made.values("id")).exclude(pk__in=touched).count()
            )
            if count:
                newer.append(counted(count, model))
    if not newer:
        return []
    return [
        f"Made since for “{merge.to_entity}”, and staying with it: {', '.join(newer)}."
    ]


@one_change()
@transaction.atomic
def undo(merge: Merge, *, by, anyway: bool = False) -> Undoing:
    """Put every row back as it was.

    Where something was changed since, raises ValidationError with each such thing
    unless `anyway`: then those changes stay and all else goes back.
    """
    refuse_strangers(by)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    undoing = plan_undo(merge)
    if undoing.obstacles:
        raise ValidationError(undoing.obstacles)
    if undoing.remarks and not anyway:
        raise ValidationError(undoing.remarks)
    why = f"Undone: {merge}"
    for row, now, columns in undoing.steps:
        _put_back(row, now, columns, by, why)
    merge.undone_by, merge.undone_at = by, timezone.now()
    unmade = _unmade(merge)
    if unmade:
        merge.to_entity = None
    merge.save()
    if unmade:
        drop(unmade, by, why)
    return undoing


def _put_back(row: MergedRow, now: Any, columns: dict, by, why: str) -> None:
    if row.change == RowChange.DROPPED:
        again: models.Model = apps.get_model(row.model)()
        write_back(again, columns)
        write(again, by, why, force_insert=True)
    elif row.change == RowChange.ADDED:
        try:
            drop(now, by, why)
        except ProtectedError as held:
            raise ValidationError(
                f"Something has come to depend on “{row.title}” since. Settle that "
                "first."
            ) from held
    else:
        write_back(now, columns)
        write(now, by, why)


def _unmade(merge: Merge) -> Entity | None:
    """Return the entity that a split made, if it is an empty draft again."""
    made = merge.to_entity
    if not (merge.made_entity and made) or made.published_at:
        return None
    others = Merge.objects.exclude(pk=merge.pk)
    if (
        others.filter(from_entity=made).exists()
        or others.filter(to_entity=made).exists()
    ):
        return None
    for model, keys in keys_to_entities().items():
        for key in keys:
            if model._base_manager.filter(**{key.name: made}).exists():
                return None
    return made
