"""Names for what a history points at, each kind of thing in one query or two."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from articles.history.reading import RowChange, Values

Kind = type[models.Model]


class Names:
    """Loads once whatever the given rows point at, also what is no longer there."""

    def __init__(self, rows: Iterable[RowChange]) -> None:
        wanted: dict[Kind, set[int]] = defaultdict(set)
        for row in rows:
            for values in (row.before, row.after):
                for field in keys_of(row.part.model):
                    if values and (key := values.get(field.attname)) is not None:
                        wanted[field.related_model].add(key)
        self.things: dict[Kind, dict[int, Any]] = {
            kind: kind._base_manager.in_bulk(list(keys))
            for kind, keys in wanted.items()
        }
        self.gone = {
            kind: _last_seen(kind, keys - self.things[kind].keys())
            for kind, keys in wanted.items()
        }

    def of(self, kind: Kind, key: int | None) -> str:
        """Return the name of the thing that a key means; "" for no key."""
        if key is None:
            return ""
        if thing := self.things.get(kind, {}).get(key):
            return str(thing)
        if thing := self.gone.get(kind, {}).get(key):
            return f"{self._said(thing)} (gone)"
        return f"a {kind._meta.verbose_name} that is gone"

    def of_row(self, row: RowChange) -> str:
        """Return the row's own name, as it was."""
        thing = self.thing(row.part.model, row.there)
        return f"{row.part.model._meta.verbose_name} “{self._said(thing)}”"

    def thing(self, model: Kind, values: Values) -> models.Model:
        """Return the record that the values make, with what it points at loaded."""
        thing = model(**values)
        for field in keys_of(model):
            key: Any = values.get(field.attname)
            found = self.things.get(field.related_model, {}).get(key)
            if found is None:
                found = self.gone.get(field.related_model, {}).get(key)
            if found is not None:
                thing._state.fields_cache[field.name] = found
        return thing

    def _said(self, thing: models.Model) -> str:
        try:
            return str(thing)
        except ObjectDoesNotExist:  # it is named after something that is gone
            return "?"


def keys_of(model: Kind) -> list[Any]:
    return [f for f in model._meta.concrete_fields if f.is_relation]


def _last_seen(kind: Kind, keys: set[int]) -> dict[int, models.Model]:
    """Return things that are gone as their own histories have them last."""
    if not keys or not hasattr(kind, "history"):
        return {}
    history = kind.history.model
    columns = [f.attname for f in history.tracked_fields]
    rows = history.objects.filter(id__in=keys).order_by("history_id")
    return {values["id"]: kind(**values) for values in rows.values(*columns)}
