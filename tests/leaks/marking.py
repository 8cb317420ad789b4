"""Writes one mark into every text of the rows that a test has added."""

from django.apps import apps
from django.db import models

from articles.models import KeptForm, Passage, Version
from articles.wording import LANGUAGES, WordingField
from entities.models import Qualifier, Value
from project.models import AuditEvent, Batch

MARK = "quetzal"  # in lower case: every answer is searched so
# The desk's words, which readers have from the start (about page, API).
WORDS = {"PropertyGroup", "Property", "QualifierKind", "LinkVerb", "Unit"}
# Columns whose form says what may stand in them: codes, dates, hashes, machine names.
FORMAL = {
    *("language", "title_language", "country", "mic", "contract", "sha256", "key"),
    *("raw_sha256", "raw_encoding", "original_sha256", "as_of", "published_on"),
    *("not_before", "not_after", "date", "relative_to", "table", "model", "outcome"),
    *("withdrawal_reason", "address", "check_sum", "part"),
}


def our_models() -> list[type[models.Model]]:
    """Every table of the site's own apps but the histories."""
    return [
        model
        for app in ("articles", "entities", "project")
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    ]


def text_columns(model) -> list[models.Field]:
    """The columns in which an editor's or a source's words may stand."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(
            field,
            models.CharField | models.TextField | models.JSONField | models.BinaryField,
        )
        and not field.choices
        and field.name not in FORMAL
    ]


def marked(row, field):
    """A value with the mark for the column."""
    if isinstance(field, WordingField):
        return dict.fromkeys(LANGUAGES, f"{MARK} {field.name}")
    if isinstance(field, models.JSONField):
        return [MARK]
    if isinstance(field, models.URLField):
        return f"https://example.org/{MARK}"
    return f"{MARK} {row.pk} {field.name}"[: field.max_length or 100]


SET_WHEN_MADE = {
    (Version, "text"), (Version, "raw"), (Version, "links"), (Version, "found"),
    (Passage, "quote"), (Passage, "prefix"), (Passage, "suffix"),
    (AuditEvent, "name"), (AuditEvent, "about"), (AuditEvent, "detail"),
    (KeptForm, "data"), (Batch, "content"), (Qualifier, "text"), (Value, "text"),
}  # fmt: skip


def mark_texts(since: dict) -> None:
    """Write the mark into every text of every row made after `since`."""
    for model in our_models():
        columns = [
            field
            for field in text_columns(model)
            if not field.unique and (model, field.name) not in SET_WHEN_MADE
        ]
        rows = model._default_manager.filter(pk__gt=since.get(model, 0))
        if model.__name__ in WORDS or not columns:
            continue
        for row in rows:
            values = {field.name: marked(row, field) for field in columns}
            if "ref" in values:
                values["ref"] = f"{MARK}-{row.pk}"
            if getattr(row, "at_id", None):  # an occasion is named or described
                del values["at_text"]
            model._default_manager.filter(pk=row.pk).update(**values)


def last_keys() -> dict:
    """The last row of each table."""
    return {
        model: model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
        for model in our_models()
    }


def unmarked() -> set[str]:
    """Columns of text in which no row has the mark."""
    found = set()
    for model in our_models():
        rows = list(model._default_manager.all())
        for field in [] if model.__name__ in WORDS else text_columns(model):
            texts = [str(getattr(row, field.attname)).lower() for row in rows]
            if not any(MARK in text for text in texts):
                found.add(f"{model._meta.label}.{field.name}")
    return found
