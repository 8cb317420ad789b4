"""Do what a plan says, all of it or nothing, and write down each row for undoing."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction

from articles.changes import one_change
from entities.merging.changes import Change, Plan
from entities.merging.plan import plan_merge, plan_split
from entities.merging.pointing import snapshot, write_back
from entities.models import Entity, Merge, MergedRow, RowChange

PERMISSION = "entities.publish_entity"
IN_ORDER = [RowChange.DROPPED, RowChange.MOVED, RowChange.CHANGED, RowChange.ADDED]


class PlanChanged(ValidationError):
    """Somebody changed a row after the dry run was shown."""


@one_change()
@transaction.atomic
def merge(
    winner: Entity,
    loser: Entity,
    *,
    by,
    reason: str,
    answers: dict | None = None,
    agreed: str | None = None,
) -> Merge:
    """Make one entity of two: all that points at `loser` will point at `winner`.

    answers: by the key of a choice, what the editor prefers.
    agreed: the digest of the plan without answers, as the editor saw it; None to take
    it as it comes.
    Raises PermissionDenied, PlanChanged, or ValidationError with each obstacle.
    """
    refuse_strangers(by)
    winner, loser = _as_stored(winner), _as_stored(loser)
    if agreed is not None:
        _refuse_another_plan(plan_merge(winner, loser), agreed)
    return _carry_out(plan_merge(winner, loser, answers), by=by, reason=reason)


@one_change()
@transaction.atomic
def split(
    source: Entity,
    target: Entity,
    chosen: set[tuple[str, int]],
    *,
    by,
    reason: str,
    agreed: str | None = None,
) -> Merge:
    """Pull rows out of `source` into `target`, which is made if it is unsaved.

    Raises as `merge` does.
    """
    refuse_strangers(by)
    source = _as_stored(source)
    made = target.pk is None
    if not made:
        target = _as_stored(target)
    plan = plan_split(source, target, chosen)
    if agreed is not None:
        _refuse_another_plan(plan, agreed)
    if made and not plan.obstacles:
        target.drafted_by = by
        target.full_clean()
        write(target, by, f"Split off from {source}")
        plan = plan_split(source, target, chosen)
    return _carry_out(plan, by=by, reason=reason, made=made)


def refuse_strangers(by) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied("Who merges entities must be allowed to publish them.")


def _as_stored(entity: Entity) -> Entity:
    """Read it again under a lock, where the database has such locks."""
    return Entity.objects.select_for_update().get(pk=entity.pk)


def _refuse_another_plan(plan: Plan, agreed: str) -> None:
    if agreed != plan.digest:
        raise PlanChanged(
            "Something has changed since this dry run was shown. Nothing was moved; "
            "below is what would happen now."
        )


def _carry_out(plan: Plan, *, by, reason: str, made: bool = False) -> Merge:
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise ValidationError({"reason": "Say why, for those who come after you."})
    if plan.obstacles:
        raise ValidationError(plan.obstacles)
    record = Merge.objects.create(
        kind=plan.kind,
        from_entity=plan.source,
        to_entity=plan.target,
        made_entity=made,
        from_name=str(plan.source)[:300],
        to_name=str(plan.target)[:300],
        reason=reason,
        by=by,
    )
    written = []
    for change in sorted(plan.changes, key=lambda c: IN_ORDER.index(c.change)):
        DOES[change.change](change, by, f"{record}. {reason}")
        written.append(_row_of(record, change))
    MergedRow.objects.bulk_create(written, batch_size=500)
    return record


def _row_of(record: Merge, change: Change) -> MergedRow:
    after = change.after
    if change.change == RowChange.ADDED:
        after = snapshot(change.row)
    return MergedRow(
        merge=record,
        model=change.model,
        row=(after or change.before or {})[change.row._meta.pk.attname],
        title=change.title[:300],
        change=change.change,
        before=change.before,
        after=after,
    )


def _drop(change: Change, by, why: str) -> None:
    drop(change.row, by, why)


def _write(change: Change, by, why: str) -> None:
    write_back(change.row, change.after or {})
    write(change.row, by, why)


DOES: dict[str, Callable[[Change, object, str], None]] = {
    RowChange.DROPPED: _drop,
    RowChange.MOVED: _write,
    RowChange.CHANGED: _write,
    RowChange.ADDED: _write,
}


def write(row: models.Model, by, why: str, **options) -> None:
    """Save a row with who and why in its history, stale ones refused."""
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    row._change_reason = why  # type: ignore[attr-defined]  # the same
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError as refused:
        raise ValidationError(
            f"The database refuses to move “{row}”: it contradicts another row there. "
            "Nothing was moved."
        ) from refused


def drop(row: models.Model, by, why: str) -> None:
    """Delete a row that nothing points at; its history and the merge keep it."""
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    row._change_reason = why  # type: ignore[attr-defined]  # the same
    key = row.pk
    row.delete()
    row.pk = key  # the plan still speaks of it
