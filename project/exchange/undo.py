"""Takes a batch back: what it made goes, what it changed gets its former values.

All or nothing, and never over what somebody did since: each refusal says where.
"""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone

from articles.changes import one_change
from articles.models import Passage
from project.exchange import rights
from project.exchange.claim_tables import CLAIMS
from project.exchange.columns import ListColumn
from project.exchange.finder import Finder
from project.exchange.rows import Context, ask_its_owner, note_owner
from project.exchange.run import move_on, reason_of, touch_claims
from project.exchange.saving import save, sign
from project.exchange.sheets import Sheet
from project.exchange.tables import SHEETS
from project.models import Batch, BatchRow, BatchState, RowState
from project.models.audit import AuditEvent
from project.models.audit import record as log

MOST_REASONS = 20
# They move by themselves, or the revision tells of them.
NOT_COMPARED = {"id", "revision", "status", "withdrawal_reason"}


@transaction.atomic
def undo(batch: Batch, *, by) -> None:
    """Undo an applied batch. Raises ValidationError with each thing in its way."""
    move_on(batch, BatchState.APPLIED, BatchState.UNDONE)
    context = Context(
        by=by, reason=batch.reason, change_reason=reason_of(batch, "undoing the import")
    )
    moved = batch.rows.filter(state__in=[RowState.NEW, RowState.CHANGED])
    with one_change():
        refusals = [
            words for row in moved.order_by("-pk") if (words := _try(row, context))
        ]
        if refusals:
            more = len(refusals) - MOST_REASONS
            last = [f"… and {more} more."] if more > 0 else []
            raise ValidationError([*refusals[:MOST_REASONS], *last])
        touch_claims(context.parents_changed, by=by, reason=context.change_reason)
    batch.undone_at = timezone.now()
    batch.undone_by = by
    batch.save(update_fields=["undone_at", "undone_by"])
    log(AuditEvent.Kind.IMPORT, user=by, about=f"undone: {batch}", batch=batch.pk)


def _try(row: BatchRow, context: Context) -> str:
    """Take one row back; return what is in the way, or nothing."""
    try:
        with transaction.atomic():
            _take_back(row, context)
    except ValidationError as problem:
        return f"{row}, {row.label}: {' '.join(problem.messages)}"
    return ""


def _take_back(row: BatchRow, context: Context) -> None:
    sheet = SHEETS.get(row.table)
    if sheet is None:  # a passage that was marked for a citation
        _remove_passage(row.record or 0)
        return
    try:
        record = sheet.loaded().get(pk=row.record)
    except ObjectDoesNotExist as problem:
        raise ValidationError("It is gone already.") from problem
    _ask_whether_it_is_as_left(sheet, record, row)
    if row.state == RowState.NEW:
        _remove(sheet, record, context)
    else:
        _change_back(sheet, record, row, context)


def _ask_whether_it_is_as_left(sheet: Sheet, record, row: BatchRow) -> None:
    shown = sheet.shown(record)
    differs = [
        name
        for name, _, cell in row.changes
        if name not in NOT_COMPARED and shown[name] != cell
    ]
    if differs or (sheet.is_versioned and record.revision != row.revision):
        history = getattr(record, "history", None)
        last = history and history.select_related("history_user").first()
        who = (last and last.history_user) or "Somebody"
        what = f" ({', '.join(differs)})" if differs else ""
        raise ValidationError(f"{who} has changed it since{what}.")


def _remove(sheet: Sheet, record, context: Context) -> None:
    if getattr(record, "published_at", None):
        raise ValidationError("Readers have seen it: withdraw it instead.")
    rights.ask_to_change(context.by, sheet)
    ask_its_owner(sheet, record, context)
    context.parents_changed.discard(record.pk if sheet is CLAIMS else 0)
    note_owner(sheet, record, context)
    sign(record, by=context.by, reason=context.change_reason)
    for column in sheet.columns:
        if isinstance(column, ListColumn):
            column.store_after(record, "", context.finder)
    try:
        record.delete()
    except ProtectedError as problem:
        pointing = {
            str(other._meta.verbose_name) for other in problem.protected_objects
        }
        raise ValidationError(
            f"Something points at it since: {', '.join(sorted(pointing))}."
        ) from problem


def _change_back(sheet: Sheet, record: Model, row: BatchRow, context: Context) -> None:
    rights.ask_to_change(context.by, sheet)
    ask_its_owner(sheet, record, context)
    finder = Finder()
    for name, before, _ in row.changes:
        sheet.by_column[name].store(record, before, finder)
    save(record, by=context.by, reason=context.change_reason)
    for name, before, _ in row.changes:
        sheet.by_column[name].store_after(record, before, finder)
    note_owner(sheet, record, context)


def _remove_passage(key: int) -> None:
    """Remove a passage, unless something else points at it by now."""
    passage = Passage.objects.filter(pk=key).first()
    try:
        if passage:
            with transaction.atomic():
                passage.delete()
    except ProtectedError:
        return
