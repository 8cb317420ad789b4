"""A record is told of with its parts: a citation replaced is a change of its claim.

A model names the relations that lead to its parts in `history_parts`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery


@dataclass(frozen=True)
class Part:
    """One kind of row in a record's history; the record itself is the first."""

    model: type[models.Model]
    key: str = ""  # the column that names the row's whole; none for the record itself
    whole: Any = None  # the Part that it belongs to

    @property
    def history(self) -> Any:
        return self.model.history.model  # type: ignore[attr-defined]

    @property
    def fields(self) -> list[models.Field]:
        """The columns of which the history knows."""
        return list(self.history.tracked_fields)

    @property
    def depth(self) -> int:
        return self.whole.depth + 1 if self.whole else 0

    @property
    def goes_back(self) -> bool:
        """Whether its rows are put back; what was captured stays captured."""
        return getattr(self.model, "goes_back", True)

    def wholes(self, pk: int) -> Any:
        """Return the keys of what its rows have been parts of, in the record `pk`."""
        return self.whole.ever(pk) if self.whole.whole else [pk]

    def ever(self, pk: int) -> Any:
        """Return the keys of its rows that have belonged to the record `pk`."""
        if self.whole is None:
            return [pk]
        rows = self.history.objects.order_by()
        return rows.filter(**{f"{self.key}__in": self.wholes(pk)}).values("id")

    def told(self, pk: int) -> QuerySet:
        """Return its rows in the history of the record `pk`.

        Each has `previous`, the number of the row before it. A row that came from
        another record, or went to one, is told by both.
        """
        before = self.history.objects.filter(
            id=OuterRef("id"), history_id__lt=OuterRef("history_id")
        ).order_by("-history_id")
        rows = (
            self.history.objects.filter(id__in=self.ever(pk))
            .annotate(previous=Subquery(before.values("history_id")[:1]))
            .order_by("history_id")
        )
        if self.whole is None:
            return rows
        was = Subquery(before.values(self.key)[:1])
        here = self.wholes(pk)
        return rows.annotate(was=was).filter(
            Q(**{f"{self.key}__in": here}) | Q(was__in=here)
        )

    def latest(self, pk: int, change: UUID) -> QuerySet:
        """Return the last of each of its rows when `change` had been made."""
        until = self.history.objects.filter(id=OuterRef("id"), change__lte=change)
        last = until.order_by("-history_id").values("history_id")[:1]
        return self.history.objects.filter(
            id__in=self.ever(pk), history_id=Subquery(last)
        )


@cache
def parts_of(model: type[models.Model]) -> tuple[Part, ...]:
    """Return the kinds of rows that tell of a record, wholes before parts."""
    return tuple(_under(Part(model)))


def _under(part: Part) -> Iterator[Part]:
    yield part
    for relation in getattr(part.model, "history_parts", ()):
        key = _key_of(part.model, relation)
        yield from _under(Part(key.model, key.attname, part))


@cache
def whole_of(model: type[models.Model]) -> Any:
    """Return the key that leads from a part to its whole; None for a whole record."""
    for other in apps.get_models():
        for relation in getattr(other, "history_parts", ()):
            key = _key_of(other, relation)
            if key.model is model:
                return key
    return None


def _key_of(model: type[models.Model], relation: str) -> Any:
    """Return the key behind a relation that leads from a whole to its parts."""
    related: Any = model._meta.get_field(relation)
    return related.field
