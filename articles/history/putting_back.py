"""Puts rows back as they once were, through all the rules that a new change passes.

What was added is removed, what was removed comes back under its old number, what was
changed changes back.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max, ProtectedError
from django.utils.text import capfirst

from articles.history.names import Names, keys_of
from articles.history.reading import RowChange, Values
from articles.models.workflow import has_right


class PuttingBack:
    """Steps that lead back, wholes before parts, and the words for those that fail.

    Each step goes from its `before`, which is now, to its `after`. `about` is the
    record in view, whose own troubles need not say which record they are of.
    """

    def __init__(
        self, steps: list[RowChange], *, by, why: str, about: models.Model | None = None
    ) -> None:
        self.steps, self.by, self.why, self.about = steps, by, why, about
        self.names = Names(steps)

    def make(self, also_save: Iterable[models.Model] = ()) -> None:
        """Take every step, and save records of which only parts change.

        Raises ValidationError with every reason why it cannot be done.
        """
        going = [step for step in reversed(self.steps) if step.after is None]
        self._each(going, self._remove, lambda step, refused: refused.messages)
        for record in also_save:
            self._save(record)
        others = [step for step in self.steps if step.after is not None]
        self._each(others, self._write, self._told)

    def _each(
        self,
        steps: list[RowChange],
        take: Callable[[RowChange], None],
        told: Callable[[RowChange, ValidationError], list[str]],
    ) -> None:
        """Take the steps; one that another row still stands against waits for it."""
        while steps:
            waiting: list[RowChange] = []
            refusals: list[str] = []
            for step in steps:
                try:
                    with transaction.atomic():
                        take(step)
                except ValidationError as refused:
                    waiting.append(step)
                    refusals += told(step, refused)
            if len(waiting) == len(steps):
                raise ValidationError(refusals)
            steps = waiting

    def _remove(self, step: RowChange) -> None:
        row = self._find(step)
        self._sign(row)
        try:
            row.delete()
        except ProtectedError as refused:
            pointing = ", ".join(_few(refused, self.by))
            raise ValidationError(
                f"The {self.names.of_row(step)} cannot go: {pointing} needs it."
            ) from refused

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
        in_view = step.is_record and self.about is not None
        start = "" if in_view else f"{capfirst(self.names.of_row(step))}: "
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


def _few(refused: ProtectedError, by) -> list[str]:
    """Name some of what stands in the way, as far as the person may see it."""
    named = {
        f"“{thing}”"
        if has_right(thing, "view", by)
        else f"a {thing._meta.verbose_name}"
        for thing in refused.protected_objects
    }
    return sorted(named)[:3]
