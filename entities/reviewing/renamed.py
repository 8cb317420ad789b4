"""Entities that a claim has named all along, and that are called otherwise by now."""

from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from articles.history.names import Names, keys_of
from articles.history.reading import State
from articles.history.words import ToldRow, tell_field
from entities.models import Entity


def renamed_since(then: State, now: State, change: UUID) -> list[ToldRow]:
    """Return what became of the labels of entities that the claim or a part of it named
    `then` and names `now`; `change` is the one that left it as it was then.

    Two queries, however many there are.
    """
    keys = _named(then) & _named(now)
    if not keys:
        return []
    label = Entity._meta.get_field("label")
    until = Entity.history.filter(id=OuterRef("id"), change__lte=change)
    last = until.order_by("-history_id").values("history_id")[:1]
    then_called = Entity.history.filter(id__in=keys, history_id=Subquery(last))
    labels = dict(then_called.order_by().values_list("id", "label"))
    told = []
    for entity in Entity.objects.filter(pk__in=labels).order_by("pk"):
        fields = list(tell_field(label, labels[entity.pk], entity.label, Names([])))
        if fields:
            noun = capfirst(entity.get_kind_display())
            told.append(ToldRow(f"{noun} “{entity}”", "renamed", fields))
    return told


def _named(state: State) -> set[int]:
    return {
        key
        for part, rows in state.items()
        for field in keys_of(part.model)
        if field.related_model is Entity
        for values in rows.values()
        if (key := values.get(field.attname)) is not None
    }
