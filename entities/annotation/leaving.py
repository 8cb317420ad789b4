"""Rows that stood in a text and were led back, or on, to another one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from articles.models import Version
from entities.models import Mention

Row = tuple[type[models.Model], int]  # of which model, and its number


@dataclass
class Leaving:
    """`rows` once stood in the version; `marks` are the ids of those that do not now,
    `places` where the mentions among them stood: names to suggest again."""

    rows: set[Row] = field(default_factory=set)
    marks: list[str] = field(default_factory=list)
    places: set[tuple[int, int]] = field(default_factory=set)


def leaving(version: Version, rows: Iterable[Row]) -> Leaving:
    """Return which of the rows have left the version; two queries for each model."""
    keys = defaultdict(set)
    for model, pk in rows:
        keys[model].add(pk)
    found = Leaving()
    for model, of_it in keys.items():
        history: Any = model.history  # type: ignore[attr-defined]
        stood = history.filter(id__in=of_it, passage__version=version)
        stood = stood.order_by("history_id")
        columns = stood.values_list("id", "passage__start", "passage__end")
        where = {pk: (start, end) for pk, start, end in columns}
        if not where:
            continue
        there = model._base_manager.filter(pk__in=where, passage__version=version)
        gone = where.keys() - set(there.values_list("pk", flat=True))
        found.rows |= {(model, pk) for pk in where}
        found.marks += [f"{model._meta.model_name}-{pk}" for pk in sorted(gone)]
        if model is Mention:
            found.places |= {where[pk] for pk in gone}
    return found
