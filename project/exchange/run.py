"""Checks a file and applies it: the same run, undone at its end or kept.

All or nothing: one wrong row and nothing is stored. A run that is killed leaves the
database as it was, and may be run again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from articles.changes import one_change
from entities.models import Claim
from project.exchange.files import Table
from project.exchange.reading import read
from project.exchange.rows import Context, Outcome, read_row, store_row
from project.exchange.saving import sign
from project.exchange.sheets import Sheet
from project.models import Batch, BatchRow, BatchState, RowState
from project.models.audit import AuditEvent
from project.models.audit import record as log

Progress = Callable[[str, int, int], None]
AT_ONCE = 250


def check(
    batch: Batch, progress: Progress | None = None, *, most_rows: int | None = None
) -> Batch:
    """Keep the batch with what its rows would do; nothing else is stored.

    Raises ValidationError when the file as a whole cannot be read, or has more than
    `most_rows`.
    """
    tables = read(bytes(batch.content), batch.filename)
    total = sum(len(table.rows) for table in tables)
    if most_rows and total > most_rows:
        raise ValidationError(
            f"The file has {total:,} rows; this page takes {most_rows:,}. Split it, or "
            "ask whoever runs the site for “manage.py import”."
        )
    with transaction.atomic():
        with transaction.atomic():
            outcomes = _run(batch, tables, progress)
            transaction.set_rollback(True)
        batch.outcome = digest_of(outcomes)
        _count(batch, outcomes)
        batch.save()
        _keep_rows(batch, outcomes)
    return batch


def apply(batch: Batch, progress: Progress | None = None) -> None:
    """Store what the check has shown. Raises ValidationError when there are errors,
    when the outcome would be another now, or when it was applied meanwhile."""
    tables = read(bytes(batch.content), batch.filename)
    with transaction.atomic():
        move_on(batch, BatchState.CHECKED, BatchState.APPLIED)
        with one_change():
            outcomes = _run(batch, tables, progress)
        if any(outcome.errors for outcome in outcomes) or (
            digest_of(outcomes) != batch.outcome
        ):
            raise ValidationError(
                "Nothing was stored: what is at the desk has changed since the file "
                "was checked, or it has errors. Check the file again."
            )
        batch.state = BatchState.APPLIED
        batch.applied_at = timezone.now()
        batch.save(update_fields=["state", "applied_at"])
        batch.rows.all().delete()
        _keep_rows(batch, outcomes)
        log(
            AuditEvent.Kind.IMPORT,
            user=batch.by,
            about=batch.filename,
            batch=batch.pk,
            new=batch.new_rows,
            changed=batch.changed_rows,
        )


def move_on(batch: Batch, expected: BatchState, state: BatchState) -> None:
    """Move the batch on in the database, so that two people cannot both do it."""
    moved = Batch.objects.filter(pk=batch.pk, state=expected).update(state=state)
    if not moved:
        batch.refresh_from_db(fields=["state"])
        raise ValidationError(f"It is {batch.get_state_display()} already.")


def _run(batch: Batch, tables: list[Table], progress: Progress | None) -> list[Outcome]:
    """Take every row and return what became of those that are not as they were."""
    context = Context(
        by=batch.by,
        reason=batch.reason,
        change_reason=reason_of(batch, "import"),
        seed=batch.sha256,
    )
    outcomes: list[Outcome] = []
    for table in tables:
        rows = in_order(table)
        # A topic may name the one in the row above, so each is stored before the next.
        at_once = 1 if "parent" in table.sheet.by_column else AT_ONCE
        for start in range(0, len(rows), at_once):
            outcomes += _some(table, rows[start : start + at_once], context)
            if progress:
                done = min(start + at_once, len(rows))
                progress(table.sheet.name, done, len(rows))
    _bring_along_status(outcomes, batch)
    touch_claims(context.parents_changed, by=batch.by, reason=context.change_reason)
    return outcomes


def _some(table: Table, rows: list, context: Context) -> list[Outcome]:
    """Take some rows of a table, whose records are loaded together."""
    sheet = table.sheet
    outcomes = [
        read_row(sheet, line, cells, table.refused.get(line, {}), context)
        for line, cells in rows
    ]
    identities = [sheet.identity_of(outcome.values) for outcome in outcomes]
    known = sheet.known([identity for identity in identities if identity])
    for outcome in outcomes:
        store_row(outcome, known, context)
    return outcomes


def reason_of(batch: Batch, verb: str) -> str:
    """Return what the history says of a change by this batch."""
    words = f"{verb} of {batch.filename}"
    return f"{batch.reason} ({words})" if batch.reason else words


def in_order(table: Table) -> list:
    """Return the rows so that a wider topic comes before those below it."""
    if "parent" not in table.sheet.by_column:
        return table.rows
    by_slug = {cells.get("slug", "").strip(): (n, cells) for n, cells in table.rows}
    ordered: dict[int, tuple] = {}
    for line, cells in table.rows:
        chain = []
        row: tuple | None = (line, cells)
        while row and row[0] not in ordered and row not in chain:
            chain.append(row)
            row = by_slug.get(row[1].get("parent", "").strip())
        ordered |= {number: (number, given) for number, given in reversed(chain)}
    return list(ordered.values())


def _bring_along_status(outcomes: list[Outcome], batch: Batch) -> None:
    """Move new records on to the status that the file gives, by their own verbs."""
    why = f"Imported as it was: {batch.reason or batch.filename}"
    for outcome in outcomes:
        record: Any = outcome.record
        status = outcome.wanted_status
        if not status or record is None:
            continue
        try:
            with transaction.atomic():
                if status == "in_review":
                    record.submit(by=batch.by)
                    continue
                record.publish(by=batch.by, override_reason=why)
                if status == "withdrawn":
                    record.withdraw(by=batch.by, reason=outcome.withdrawal_reason)
        except ValidationError as problem:
            outcome.refuse("status", " ".join(problem.messages))
        except PermissionDenied as problem:
            outcome.refuse("status", str(problem))


def touch_claims(keys: set[int], *, by, reason: str) -> None:
    """Tell claims that a part of them has changed, as the desk's own pages do."""
    for claim in Claim.objects.filter(pk__in=keys):
        sign(claim, by=by, reason=reason)
        claim.save()


def digest_of(outcomes: list[Outcome]) -> str:
    """Return a hash of all that a check shows, to compare two runs by."""
    digest = hashlib.sha256()
    for outcome in outcomes:
        said = [
            outcome.sheet.name,
            outcome.line,
            outcome.state,
            outcome.changes,
            outcome.errors,
            outcome.notes,
        ]
        digest.update(json.dumps(said).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _count(batch: Batch, outcomes: list[Outcome]) -> None:
    counts = Counter(outcome.state for outcome in outcomes)
    batch.new_rows = counts[RowState.NEW]
    batch.changed_rows = counts[RowState.CHANGED]
    batch.unchanged_rows = counts[RowState.UNCHANGED]
    batch.wrong_rows = counts[RowState.ERROR]


def _keep_rows(batch: Batch, outcomes: list[Outcome]) -> None:
    """Keep what became of the rows; those without news are only counted."""
    kept: list[BatchRow] = []
    for outcome in outcomes:
        kept += [_made_row(batch, outcome, record) for record in outcome.made]
        if outcome.state != RowState.UNCHANGED or outcome.notes:
            kept.append(_row(batch, outcome))
    BatchRow.objects.bulk_create(kept, batch_size=AT_ONCE)


def _row(batch: Batch, outcome: Outcome) -> BatchRow:
    sheet: Sheet = outcome.sheet
    record = outcome.record
    is_stored = record is not None and not outcome.errors
    return BatchRow(
        batch=batch,
        table=sheet.name,
        line=outcome.line,
        state=outcome.state,
        label=outcome.label,
        record=record.pk if is_stored and record else None,
        revision=getattr(record, "revision", None) if is_stored else None,
        changes=outcome.changes,
        errors=outcome.errors,
        notes=outcome.notes,
    )


def _made_row(batch: Batch, outcome: Outcome, record) -> BatchRow:
    """Note a passage that was marked for a citation, to be taken away with it."""
    return BatchRow(
        batch=batch,
        table=record._meta.verbose_name_plural,
        line=outcome.line,
        state=RowState.NEW,
        label=str(record)[:200],
        record=record.pk,
    )
