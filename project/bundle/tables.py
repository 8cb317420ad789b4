"""Which tables a bundle holds, and in which order they are filled."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import models
from simple_history.models import HistoricalChanges

from project.models import AuditEvent

# Sessions are keys to open browsers, and die with the site; usersessions lists them.
# Content types have other numbers on every site: rows name them instead. Who guessed
# at passwords, has a page open or did something at a desk is of this day and machine.
LEFT_OUT = {
    "articles.deskact",
    "articles.presence",
    "contenttypes.contenttype",
    "project.guesscount",
    "sessions.session",
    "usersessions.usersession",
}
# They tell of one installation and its files: a site is not changed by being copied.
LEFT_OUT_OF_THE_LOG = [AuditEvent.Kind.DUMP, AuditEvent.Kind.LOAD]
# What `migrate` itself puts into an empty database, and the log's lines about it.
LAID_BY_MIGRATE = {
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "project.auditevent",
}
Model = type[models.Model]


def all_tables() -> list[Model]:
    """Return every model with a table of its own, joining tables included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def bundled_tables(*, history: bool = True) -> list[Model]:
    """Return the models of a bundle, each after those it points at."""
    chosen = [m for m in all_tables() if m._meta.label_lower not in LEFT_OUT]
    if not history:
        chosen = [model for model in chosen if not is_history(model)]
    ordered: list[Model] = []
    for model in chosen:
        _put(model, chosen, ordered, under_way=[])
    return ordered


def _put(model: Model, chosen: list[Model], ordered: list[Model], under_way) -> None:
    if model in ordered or model in under_way or model not in chosen:
        return
    for field in model._meta.concrete_fields:
        if field.remote_field:
            _put(field.remote_field.model, chosen, ordered, [*under_way, model])
    ordered.append(model)


def is_history(model: Model) -> bool:
    return issubclass(model, HistoricalChanges)


def fields_of(model: Model) -> list[models.Field]:
    """Return the columns that a bundle holds; a permission is known by its name."""
    fields = model._meta.concrete_fields
    return [f for f in fields if not (model is Permission and f.primary_key)]


def rows_of(model: Model, using: str) -> models.QuerySet:
    """Return the rows of a table that belong into a bundle."""
    rows = model._base_manager.using(using)
    if model is AuditEvent:
        return rows.exclude(kind__in=LEFT_OUT_OF_THE_LOG)
    return rows.all()


def rows_at_a_time(model: Model) -> int:
    """Return how many rows to hold in memory; raw bytes may be 5 MB a row."""
    heavy = any(isinstance(f, models.BinaryField) for f in fields_of(model))
    return 10 if heavy else 500
