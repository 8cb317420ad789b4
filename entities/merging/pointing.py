"""Which rows point at an entity, and what a row says, as texts that can be kept."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Publishable
from entities.models import Entity, EntityRelation, Merge

# What happened is not moved: it tells of the entities as they were.
RECORDS = (Merge,)
# Counted by the database or the clock at each save: never the same twice.
COUNTED = {"revision", "changed_at"}
# What names a row to an editor, where its own parents do not.
TOLD_BY: dict[str, Callable[[Any], str]] = {
    "entities.valueentity": lambda row: str(row.value.claim),
}
ALSO_LOADED = {"entities.valueentity": ["value__claim"]}
PLAIN = (bool, int, float, str, list, dict)


def keys_to_entities() -> dict[type[models.Model], list[models.ForeignKey]]:
    """Return every key of a table that points at an entity, by model.

    They are read off the models, so that one made tomorrow is moved too. Histories
    tell what was, and stay.
    """
    found: dict[Any, list[Any]] = {}
    relation: Any
    for relation in Entity._meta.get_fields(include_hidden=True):
        if not (
            relation.auto_created and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        model = relation.related_model
        if not hasattr(model, "history_type") and model not in RECORDS:
            found.setdefault(model, []).append(relation.field)
    return dict(sorted(found.items(), key=lambda item: item[0]._meta.label_lower))


def rows_of(entity: Entity) -> dict[type[models.Model], list[models.Model]]:
    """Return every row that points at the entity, by model, in the order of keys."""
    return {
        model: list(
            _loaded(model)
            .filter(functools.reduce(Q.__or__, [Q(**{k.name: entity}) for k in keys]))
            .order_by("pk")
        )
        for model, keys in keys_to_entities().items()
    }


def _loaded(model: type[models.Model]) -> models.QuerySet:
    """Load with each row what its title names, one step away."""
    steps = [key.name for key in _parents(model)]
    steps += [key.name for key in keys_to_entities()[model] if _is_a_tie(model)]
    steps += ALSO_LOADED.get(model._meta.label_lower, [])
    rows = model._base_manager.all()
    return rows.select_related(*steps) if steps else rows


def _is_a_tie(model) -> bool:
    """Whether the title of a row names the entities at both of its ends."""
    return len(keys_to_entities()[model]) > 1 or model is EntityRelation


def _parents(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return the keys that say what a row is part of, users and entities aside."""
    if issubclass(model, Publishable):
        return []
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model is not Entity
        and field.remote_field.model._meta.label != settings.AUTH_USER_MODEL
    ]


def title_of(row: models.Model) -> str:
    """Return what tells the row from its like: its words, or those of its parents."""
    label = row._meta.label_lower
    if label in TOLD_BY:
        return TOLD_BY[label](row)[:300]
    parents = [getattr(row, key.name) for key in _parents(type(row))]
    words = " · ".join(str(parent) for parent in parents if parent is not None)
    return (words or str(row))[:300]


def snapshot(row: models.Model) -> dict[str, Any]:
    """Return the row's columns as texts and JSON that lose nothing on the way back."""
    return {field.attname: _kept(field, row) for field in row._meta.concrete_fields}


def _kept(field: models.Field, row: models.Model):
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, PLAIN):
        return value
    return field.value_to_string(row)


def write_back(row: models.Model, columns: dict[str, Any]) -> None:
    """Set the columns of an instance from what `snapshot` kept; does not save."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    for name, kept in columns.items():
        field = fields[name]
        value = kept if isinstance(field, models.JSONField) else field.to_python(kept)
        setattr(row, name, value)


def difference(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Return the columns that differ, those aside that change at each save."""
    names = (before.keys() | after.keys()) - COUNTED
    return {name for name in names if before.get(name) != after.get(name)}


def counted(number: int, model: type[models.Model]) -> str:
    """Return "1 name" or "3 names"."""
    one, many = model._meta.verbose_name, model._meta.verbose_name_plural
    return f"{number} {one if number == 1 else many}"


def field_labels(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """Return what editors call these columns."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return sorted(str(fields[name].verbose_name) for name in names if name in fields)
