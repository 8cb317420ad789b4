"""How a page shows fields to those who may only look."""

from django.contrib import admin
from django.utils.html import format_html_join

from articles.wording import WordingField


def in_plain_words(model, fields: list) -> list:
    """Return the fields of a fieldset; a Wording is shown as texts, not as JSON."""
    return [
        tuple(in_plain_words(model, field))
        if isinstance(field, list | tuple)
        else _wordings_of(model).get(field, field)
        for field in fields
    ]


def _wordings_of(model) -> dict:
    return {
        field.name: _texts(field)
        for field in model._meta.fields
        if isinstance(field, WordingField)
    }


def _texts(field):
    @admin.display(description=field.verbose_name)
    def texts(record):
        wording = getattr(record, field.name) or {}
        lines = format_html_join("", '<p lang="{}">{}</p>', wording.items())
        return lines or "–"

    texts.__name__ = field.name  # by it the page finds the help text
    return texts
