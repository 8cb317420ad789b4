"""Takes a row of a file to the database: new, changed, unchanged, or wrong by cell."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from articles.models import Publishable, Status
from project.exchange import rights
from project.exchange.cells import NOT_TEXT
from project.exchange.finder import Finder, former_address
from project.exchange.saving import key_for, save
from project.exchange.sheets import MADE, Cells, Identity, Sheet
from project.models import RowState

# What publishing, and the like, adds to the revision of a new record.
STEPS = {Status.IN_REVIEW: 1, Status.PUBLISHED: 1, Status.WITHDRAWN: 2}
LONGEST_LABEL = 200


@dataclass
class Outcome:
    """What became of a row; `changes` are (column, from, to), `errors` (column, words).

    `values` are its cells in the desk's own spelling.
    """

    sheet: Sheet
    line: int
    label: str = ""
    values: Cells = field(default_factory=dict)
    state: RowState = RowState.UNCHANGED
    record: Model | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made: list[Model] = field(default_factory=list)  # besides the record itself
    wanted_status: str = ""
    withdrawal_reason: str = ""

    def refuse(self, column: str, words: str) -> None:
        self.state = RowState.ERROR
        self.errors.append((column, NOT_TEXT.sub("\ufffd", words)))


@dataclass
class Context:
    """What the rows of one run share."""

    by: User
    reason: str  # what an editor gave; empty if nothing
    change_reason: str  # what stands in the history
    seed: str = ""  # the file's hash, from which the keys of new rows are made
    finder: Finder = field(default_factory=Finder)
    new: set[tuple[type[Model], int]] = field(default_factory=set)
    # By table: the line that was about a record, and the one that had an identity.
    taken: dict[str, dict[int, int]] = field(default_factory=dict)
    lines: dict[str, dict[Identity, int]] = field(default_factory=dict)
    parents_changed: set[int] = field(default_factory=set)  # claims, by their parts

    def is_new(self, record: Model) -> bool:
        return (type(record), record.pk) in self.new


def read_row(
    sheet: Sheet, line: int, cells: Cells, refused: dict[str, str], context: Context
) -> Outcome:
    """Read the cells of a row; each that cannot be read is noted as an error."""
    outcome = Outcome(sheet, line, label=label_of(sheet, cells))
    for column, words in refused.items():
        outcome.refuse(column, words)
    outcome.values = _read(sheet, cells, outcome, context)
    if not outcome.errors:
        try:
            sheet.complete(outcome.values, context.finder)
        except ValidationError as problem:
            _tell(outcome, problem)
    return outcome


def store_row(outcome: Outcome, known: dict[Identity, Model], context: Context) -> None:
    """Store what a row says and note what became of it; an error stores nothing.

    `known` holds the records that rows of this table are about, by their identity.
    """
    if not outcome.errors:
        try:
            _store(outcome, known, context)
        except ValidationError as problem:
            _tell(outcome, problem)
        except IntegrityError:
            outcome.refuse("", "The database refuses it: two records would collide.")
    if outcome.errors:
        names = [outcome.values.get(name, "") for name in ("slug", "id", "ref")]
        context.finder.has_errors(outcome.sheet.model, *names)


def label_of(sheet: Sheet, cells: Cells) -> str:
    """Name a row by what an editor would look for."""
    names = next(
        (
            names
            for names in reversed(sheet.identity)
            if any(cells.get(name) for name in names)
        ),
        sheet.required,
    )
    words = [cells.get(name, "") for name in names]
    return NOT_TEXT.sub("\ufffd", " · ".join(filter(None, words)))[:LONGEST_LABEL]


def _read(sheet: Sheet, cells: Cells, outcome: Outcome, context: Context) -> Cells:
    """Return the cells in the desk's own spelling; note each that has none."""
    values: Cells = {}
    for name, cell in cells.items():
        column = sheet.by_column[name]
        try:
            values[name] = column.settled(column.read(cell), context.finder)
        except ValidationError as problem:
            outcome.refuse(name, " ".join(problem.messages))
    return values


def _tell(outcome: Outcome, problem: ValidationError) -> None:
    """Put each refusal of the model under the column that it speaks of."""
    if not hasattr(problem, "error_dict"):
        outcome.refuse("", " ".join(problem.messages))
        return
    columns = outcome.sheet.columns
    names = {column.attribute: column.name for column in reversed(columns)}
    for name, messages in problem.message_dict.items():
        known = name if name in outcome.sheet.by_column else names.get(name, "")
        said = name != NON_FIELD_ERRORS and not known
        words = " ".join(messages)
        outcome.refuse(known, f"{name}: {words}" if said else words)


def _store(outcome: Outcome, known: dict, context: Context) -> None:
    sheet = outcome.sheet
    identity = sheet.identity_of(outcome.values)
    lines = context.lines.setdefault(sheet.name, {})
    if identity in lines:
        raise ValidationError(f"Line {lines[identity]} says the same {sheet.noun}.")
    if identity:
        lines[identity] = outcome.line
    taken = context.taken.setdefault(sheet.name, {})
    record = known.get(identity) if identity else sheet.same(outcome.values, taken)
    if record is not None and record.pk in taken:
        line = taken[record.pk]
        raise ValidationError(f"Line {line} is about the same {sheet.noun}.")
    if record is None:
        with transaction.atomic():
            record = _make(outcome, outcome.values, context)
    else:
        _change(outcome, record, outcome.values, context)
    taken[record.pk] = outcome.line
    outcome.record = record
    if outcome.state != RowState.UNCHANGED:
        context.finder.has_changed(record)


def _make(outcome: Outcome, values: Cells, context: Context) -> Model:
    sheet = outcome.sheet
    rights.ask_to_add(context.by, sheet)
    if missing := [name for name in sheet.required if not values.get(name)]:
        raise ValidationError(dict.fromkeys(missing, "This must not be empty."))
    _ask_for_a_way_back(sheet, values)
    settled = sheet.settle(values, context.finder)
    outcome.made = settled.pop(MADE, [])
    record = sheet.model(**settled)
    if "id" in sheet.by_column:
        record.key = key_for(context.seed, sheet.name, outcome.line)  # type: ignore[attr-defined]  # what “id” shows
    given = {name: cell for name, cell in values.items() if cell}
    stored = {n: c for n, c in given.items() if not sheet.by_column[n].told_only}
    for name, cell in stored.items():
        sheet.by_column[name].store(record, cell, context.finder)
    ask_its_owner(sheet, record, context)
    if isinstance(record, Publishable):
        record.drafted_by = context.by
        _note_status(outcome, record, values, context)
    if sheet.is_versioned:
        later = STEPS.get(Status(outcome.wanted_status or "draft"), 0)
        record.revision = max(1, int(values.get("revision") or 1) - later)  # type: ignore[attr-defined]  # as is_versioned says
    save(record, by=context.by, reason=context.change_reason)
    for name, cell in stored.items():
        sheet.by_column[name].store_after(record, cell, context.finder)
    _note_new(outcome, record, given, context)
    return record


def _note_new(outcome: Outcome, record, given: Cells, context: Context) -> None:
    moving = {"revision", "status", "withdrawal_reason"}
    outcome.state = RowState.NEW
    outcome.changes = [
        (name, "", cell) for name, cell in given.items() if name not in moving
    ]
    context.new.add((type(record), record.pk))
    note_owner(outcome.sheet, record, context)


def _ask_for_a_way_back(sheet: Sheet, values: Cells) -> None:
    """A new record can be found again by the same file, and takes no old address."""
    if "ref" in sheet.by_column and not (values.get("id") or values.get("ref")):
        raise ValidationError(
            {
                "ref": "Give a new claim a reference of your own, by which the other "
                "tables name it and the same file finds it again."
            }
        )
    slug = values.get("slug", "")
    if slug and (former := former_address(sheet.model, slug)):
        raise ValidationError(
            {"slug": f"This address leads to “{former.target.slug}” already."}
        )


def _change(outcome: Outcome, record, values: Cells, context: Context) -> None:
    sheet = outcome.sheet
    shown = sheet.shown(record)
    changes = {
        name: cell
        for name, cell in values.items()
        if not sheet.by_column[name].told_only
        and (cell or sheet.by_column[name].may_be_empty)
        and cell != shown[name]
    }
    if values.get("status") not in (None, "", shown.get("status")):
        outcome.notes.append(f"It stays {shown['status']}: files move no status.")
    if not changes:
        return
    _ask_for_its_revision(record, values)
    rights.ask_to_change(context.by, sheet)
    ask_its_owner(sheet, record, context)
    for name, cell in changes.items():
        sheet.by_column[name].store(record, cell, context.finder)
    ask_its_owner(sheet, record, context)  # it may have moved to another
    with transaction.atomic():
        save(record, by=context.by, reason=context.change_reason)
        for name, cell in changes.items():
            sheet.by_column[name].store_after(record, cell, context.finder)
    outcome.state = RowState.CHANGED
    outcome.changes = [(name, shown[name], cell) for name, cell in changes.items()]
    note_owner(sheet, record, context)


def _ask_for_its_revision(record, values: Cells) -> None:
    """Refuse a change of what was not read, or was saved by somebody else since."""
    read = values.get("revision", "")
    if not read:
        raise ValidationError(
            {
                "revision": "A change needs the revision at which the record was read. "
                "Export it again and make your change there."
            }
        )
    if int(read) != record.revision:
        last = record.history.select_related("history_user").first()
        who = (last and last.history_user) or "Somebody else"
        raise ValidationError(
            {
                "revision": f"{who} has changed this since: it is at revision "
                f"{record.revision}, your row at {read}. Export it again."
            }
        )


def ask_its_owner(sheet: Sheet, record, context: Context) -> None:
    """Ask the claim or entity that the row is or belongs to."""
    owner = getattr(record, sheet.owner) if sheet.owner else record
    if isinstance(owner, Publishable) and owner.pk and not context.is_new(owner):
        rights.ask_to_change_now(context.by, owner, context.reason)


def note_owner(sheet: Sheet, record, context: Context) -> None:
    """A part that changes is a change of its claim."""
    if sheet.owner == "claim" and not context.is_new(record.claim):
        context.parents_changed.add(record.claim_id)


def _note_status(outcome: Outcome, record, values: Cells, context: Context) -> None:
    status = values.get("status") or Status.DRAFT
    if status not in Status.values:
        known = ", ".join(Status.values)
        raise ValidationError({"status": f"“{status[:60]}” is none of: {known}."})
    if status == Status.DRAFT:
        return
    if rights.keeps_status(context.by, type(record)):
        outcome.wanted_status = status
        outcome.withdrawal_reason = values.get("withdrawal_reason", "")
    else:
        outcome.notes.append(
            f"It becomes a draft, not {Status(status).label}: only publishers bring a "
            "status along."
        )
