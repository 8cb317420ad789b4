"""Takes a change back: what it added goes, what it removed comes back, what it changed
changes back; as a new change, and never over what anybody did since.

Status is no part of that: what was sent to review or published has verbs of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Subquery

from articles.anchoring.carried import carried
from articles.history.names import Names, keys_of
from articles.history.parts import Part, whole_of
from articles.history.putting_back import PuttingBack
from articles.history.reading import RowChange, Values
from articles.models import (
    Article,
    DeskAct,
    Proposal,
    Publishable,
    Status,
    Verb,
    Versioned,
    refusal,
)
from articles.models.workflow import has_right
from articles.standing import texts_against

NOT_YOURS = (
    "Only what you did here yourself in the last day can be undone, and only once."
)
UNSEEN = {Status.DRAFT, Status.IN_REVIEW}
Model = type[models.Model]


@transaction.atomic
def take_back_act(change: UUID, article: Article, *, by) -> DeskAct:
    """Take back what the person did at the article's desk; return the act.

    Raises as `take_back` does, and where it was not theirs or is too long ago.
    """
    act = DeskAct.objects.to_undo(by, article).filter(change=change).first()
    if act is None:
        raise ValidationError({"change": NOT_YOURS})
    proposals = list(Proposal.objects.open().mine(by).filter(change=change))
    for proposal in proposals:
        proposal.take_back(by=by)
    take_back(change, by=by, why=f"Undone: {act.said}", alone=not proposals)
    return act


@transaction.atomic
def take_back(change: UUID, *, by, why: str, alone: bool = True) -> list[RowChange]:
    """Make every row what it was before the person's own `change`; return the steps.
    There may be none unless it is taken back `alone`.

    Raises ValidationError with each thing in the way, PermissionDenied where somebody
    else did it or the right to do it is gone.
    """
    steps = [step for model in recorded_models() for step in _of(model, change, by)]
    if not steps and alone:
        raise ValidationError("There is nothing left to undo.")
    free = carried(steps, by)
    steps = _wholes_first(_without_saves_for(free, steps))
    _ask_whether_they_are_as_left(steps)
    touched = _records_touched(steps)
    _ask_whether_they_may_change(steps, _records_touched(_but_for(free, steps)), by)
    before = [(record, texts_against(record)) for record in _published(touched, steps)]
    PuttingBack(steps, by=by, why=why).make(also_save=touched)
    for record, known in before:
        stored = type(record)._default_manager.get(pk=record.pk)
        if brought := [text for text in texts_against(stored) if text not in known]:
            raise ValidationError(brought)
    return steps


def recorded_models() -> list[Model]:
    """Return every model that keeps a history."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Versioned) and hasattr(model, "history")
    ]


def _of(model: Model, change: UUID, by) -> Iterator[RowChange]:
    """Yield what undoing the change does to rows of the model."""
    history: Any = model.history.model  # type: ignore[attr-defined]
    earlier = history.objects.filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    rows = history.objects.filter(change=change).order_by("history_id")
    told = defaultdict(list)
    for row in rows.annotate(previous=Subquery(earlier.values("history_id")[:1])):
        if row.history_user_id != by.pk:
            raise PermissionDenied("Somebody else did this.")
        told[row.id].append(row)
    previous = history.objects.in_bulk([first.previous for first, *_ in told.values()])
    part = Part(model)
    for key, (first, *others) in told.items():
        left = _values(part, (others or [first])[-1])
        was = _values(part, previous.get(first.previous))
        if was is not None and left is not None:
            was |= {"revision": left["revision"]}
        if was != left:
            yield RowChange(part, key, left, was)


def _values(part: Part, row) -> Values | None:
    if row is None or row.history_type == "-":
        return None
    return {field.attname: getattr(row, field.attname) for field in part.fields}


def _tells(part: Part, column: str) -> bool:
    """Whether the column says more than that the row was saved."""
    field = part.model._meta.get_field(column)
    return field.name != "revision" and not getattr(field, "auto_now", False)


def _is_a_save(step: RowChange) -> bool:
    """Whether nothing of the row has changed but that it was saved."""
    if step.before is None or step.after is None:
        return False
    return not any(_tells(step.part, field.attname) for field in step.changed())


def _without_saves_for(free: list[RowChange], steps: list[RowChange]):
    """Leave out the records that were saved for the sake of carried parts alone:
    whatever anybody has done with those since is not in the way."""
    others = [step for step in _but_for(free, steps) if not _is_a_save(step)]
    saved = _keys(_records_touched(free)) - _keys(_records_touched(others))
    return [
        step
        for step in steps
        if not (_is_a_save(step) and (step.part.model, step.pk) in saved)
    ]


def _but_for(free: list[RowChange], steps: list[RowChange]) -> list[RowChange]:
    carried_rows = {(step.part.model, step.pk) for step in free}
    return [step for step in steps if (step.part.model, step.pk) not in carried_rows]


def _keys(records: list[models.Model]) -> set[tuple[Model, int]]:
    return {(type(record), record.pk) for record in records}


def _wholes_first(steps: list[RowChange]) -> list[RowChange]:
    """Put rows after those that they point at."""
    kinds = {step.part.model for step in steps}
    ordered: list[Model] = []

    def put(model: Model, under_way: tuple[Model, ...] = ()) -> None:
        if model in ordered or model in under_way:
            return
        for key in keys_of(model):
            if key.related_model in kinds:
                put(key.related_model, (*under_way, model))
        ordered.append(model)

    for model in kinds:
        put(model)
    return sorted(steps, key=lambda step: (ordered.index(step.part.model), step.pk))


def _ask_whether_they_are_as_left(steps: list[RowChange]) -> None:
    """Refuse where a row does not say what the change left in it.

    Later changes that were undone themselves have left no trace there.
    """
    names, refusals = Names(steps), []
    for model, of_it in _by_model(steps).items():
        columns = [field.attname for field in of_it[0].part.fields]
        rows = model._base_manager.filter(pk__in=[step.pk for step in of_it])
        stored = {values["id"]: values for values in rows.values(*columns)}
        for step in of_it:
            if not _is_as_left(step, stored.get(step.pk)):
                who = _last_writer(model, step.pk)
                refusals.append(f"{who} has changed the {names.of_row(step)} since.")
            elif _moved(step):
                refusals.append(
                    f"The {names.of_row(step)} has gone to another status; that has "
                    "steps of its own."
                )
    if refusals:
        raise ValidationError(refusals)


def _is_as_left(step: RowChange, stored: Values | None) -> bool:
    if stored is None or step.before is None:
        return stored is step.before
    return all(
        stored[field.attname] == step.before[field.attname]
        for field in step.part.fields
        if _tells(step.part, field.attname)
    )


def _last_writer(model: Model, pk: int) -> str:
    history: Any = model.history  # type: ignore[attr-defined]
    last = history.filter(id=pk).select_related("history_user").first()
    return str((last and last.history_user) or "Somebody")


def _by_model(steps: list[RowChange]) -> dict[Model, list[RowChange]]:
    found = defaultdict(list)
    for step in steps:
        found[step.part.model].append(step)
    return found


def _moved(step: RowChange) -> bool:
    if step.before is None or step.after is None:
        return False
    return step.before.get("status") != step.after.get("status")


def _records_touched(steps: list[RowChange]) -> list[models.Model]:
    """Return the records of which the change touched parts only, each once.

    They are saved too, so that whoever has one open is told.
    """
    told = {(step.part.model, step.pk) for step in steps}
    found: dict[tuple[Model, int], models.Model] = {}
    for step in steps:
        model, values = step.part.model, step.there
        record: Any = None
        while (key := whole_of(model)) is not None:
            place = key.related_model, values[key.attname]
            if place in told:
                break
            model = key.related_model
            record = model._base_manager.filter(pk=place[1]).first()
            if record is None:
                break
            values = vars(record)
        else:
            if record is not None:
                found[model, record.pk] = record
    return list(found.values())


def _ask_whether_they_may_change(steps, touched, by) -> None:
    for record in touched:
        _ask_to_change(record, by)
    for step in steps:
        model, stored = step.part.model, None
        if step.before is not None:
            stored = model._base_manager.get(pk=step.pk)
        if not has_right(model, "change", by) or not _may_be_undone(model):
            raise PermissionDenied(f"You may not undo this: {stored or model}.")
        if isinstance(stored, Publishable) and step.after is None:
            if stored.status not in UNSEEN or stored.published_at:
                raise ValidationError("Readers have seen it: withdraw it instead.")
        elif isinstance(stored, Publishable):
            _ask_to_change(stored, by)
        against = getattr(stored, "stands_against_removal", None)
        if step.after is None and against and (text := against(by)):
            raise ValidationError(text)


def _may_be_undone(model: Model) -> bool:
    """Whether a row's own author may take it back, if it does not go back otherwise."""
    return getattr(model, "is_undone", getattr(model, "goes_back", True))


def _ask_to_change(record, by) -> None:
    refused = isinstance(record, Publishable) and refusal(record, Verb.CHANGE, by)
    if refused:
        raise refused


def _published(touched, steps: list[RowChange]) -> list[Publishable]:
    """Return what readers see of the records that are touched or changed."""
    changed = [
        step.part.model._base_manager.get(pk=step.pk)
        for step in steps
        if step.before and step.after and issubclass(step.part.model, Publishable)
    ]
    return [
        record
        for record in [*touched, *changed]
        if isinstance(record, Publishable) and record.status == Status.PUBLISHED
    ]
