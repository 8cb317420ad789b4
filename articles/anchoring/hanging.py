"""What points at passages: read off the models, so that one made tomorrow counts too.

What each kind is to an editor, and what may be done with its rows, is said by the app
that has it: `hangs` registers a `Hanging` for a model. Others are told by their names
and moved by whoever may change them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import HistoryRow, KeptPassage, Passage, Version
from articles.models.workflow import has_right

NOT_COUNTED = (HistoryRow, KeptPassage)


@dataclass(frozen=True)
class Told:
    """What the page says of a row; `asks_why` is whether readers see what moves."""

    noun: str
    words: str
    language: str = ""
    status: str = ""
    address: str = ""
    asks_why: bool = False


class Hanging:
    """One kind of row that points at passages."""

    def __init__(self, key: models.ForeignKey) -> None:
        self.key = key
        self.model: Any = key.model

    def rows(self) -> QuerySet:
        """Return those that count, with all loaded that `tell` reads."""
        return self.model._base_manager.select_related(self.key.name)

    def is_seen_by(self, user) -> bool:
        return any(has_right(self.model, right, user) for right in ("view", "change"))

    def tell(self, row) -> Told:
        return Told(str(self.model._meta.verbose_name), str(row))

    def stands_against(self, row, user) -> str:
        """Return why this person may not move the row or take it away; "" if they
        may."""
        if has_right(row, "change", user):
            return ""
        return f"You may not change {self.model._meta.verbose_name_plural}."

    def stands_for(self, row, other) -> bool:
        """Whether a row that is at the new place already says all that this one does,
        so that this one can go instead of moving."""
        return False

    def clashes(self, row, other) -> bool:
        """Whether a row that is at the new place keeps this one from moving there."""
        return False

    def carry(self, row, passage: Passage, *, by, reason: str) -> None:
        """Let the row point at the passage, which says the same words."""
        self.ask(row, by)
        setattr(row, self.key.name, passage)
        row.validate_constraints()
        sign(row, by, reason)
        row.save()

    def move(self, row, passage: Passage, *, by, reason: str) -> None:
        """Let the row point at the passage, whatever that says."""
        self.carry(row, passage, by=by, reason=reason)

    def withdraw(self, row, *, by, reason: str) -> None:
        """Take the row away."""
        self.ask(row, by)
        sign(row, by, reason)
        row.delete()

    def finish(self, rows: Iterable, *, by, reason: str) -> None:
        """Note once, in what the carried rows belong to, that they were carried."""
        return

    def ask(self, row, by) -> None:
        if against := Hanging.stands_against(self, row, by):
            raise PermissionDenied(against)


def sign(row, by, reason: str) -> None:
    """Let the history say who and why."""
    row._history_user, row._change_reason = by, reason


_registered: dict[type[models.Model], type[Hanging]] = {}


def hangs(model: type[models.Model]):
    """Register the decorated Hanging for the model."""

    def register(kind: type[Hanging]) -> type[Hanging]:
        _registered[model] = kind
        return kind

    return register


@cache
def kinds() -> tuple[Hanging, ...]:
    """Return what points at passages, in the order of the models' names."""
    found = []
    relation: Any
    for relation in Passage._meta.get_fields(include_hidden=True):
        is_pointed_at = relation.auto_created and not relation.concrete
        if not is_pointed_at or issubclass(relation.related_model, NOT_COUNTED):
            continue
        kind = _registered.get(relation.related_model, Hanging)
        found.append(kind(relation.field))
    return tuple(sorted(found, key=lambda kind: kind.model._meta.label))


def kinds_for(user) -> list[Hanging]:
    return [kind for kind in kinds() if kind.is_seen_by(user)]


def left_behind(user) -> QuerySet[Passage]:
    """Return passages of older texts that carry something which this person may see,
    and of which nobody has decided that they stay there."""
    carries = Q(pk__in=[])
    for kind in kinds_for(user):
        rows = kind.rows().filter(**{kind.key.name: OuterRef("pk")}).order_by()
        carries |= Q(Exists(rows))
    older = Version.objects.outdated().order_by()
    return Passage.objects.filter(carries, version__in=older, kept=None).order_by()
