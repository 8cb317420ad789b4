"""One row as one line of JSON, in the same bytes whatever database it comes from."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models.functions import Collate
from django.utils.duration import duration_string

from project.bundle import BundleError
from project.bundle.names import NAMED, Names
from project.bundle.tables import Model, fields_of, rows_at_a_time, rows_of

NAME = re.compile(r"\w+(\.\w+)+", re.ASCII)
PLAIN = (str, int, float, bool, type(None))
WRITTEN: dict[type, Callable[[Any], str]] = {
    date: date.isoformat,
    time: time.isoformat,
    timedelta: duration_string,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(value).decode(),
    datetime: lambda value: value.astimezone(UTC).isoformat(),
    Decimal: lambda value: format(value, "f"),
}


def lines_of(model: Model, names: Names) -> Iterator[bytes]:
    """Yield each row of the table as a line, by its primary key."""
    fields = fields_of(model)
    rows = (
        rows_of(model, names.using)
        .order_by(_order(model, names.using))
        .values_list(*(field.attname for field in fields))
        .iterator(chunk_size=rows_at_a_time(model))
    )
    lines = (write_row(fields, row, names) for row in rows)
    # A permission's number means nothing elsewhere; there are some hundreds of them.
    return iter(sorted(lines)) if model is Permission else lines


def _order(model: Model, using: str):
    """Order words by their bytes: databases have their own ideas of an alphabet."""
    key = model._meta.pk
    worded = isinstance(key, models.CharField | models.TextField)
    if worded and connections[using].vendor == "postgresql":
        return Collate("pk", "C")
    return "pk"


def write_row(fields: list[models.Field], row: tuple, names: Names) -> bytes:
    """Return the row as one line of JSON with its line's end."""
    written = {
        field.name: _written(field, value, names)
        for field, value in zip(fields, row, strict=True)
    }
    return line_of(written)


def line_of(written: dict) -> bytes:
    text = json.dumps(
        written, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode() + b"\n"


def _written(field: models.Field, value, names: Names):
    if value is not None and (named := named_by(field)):
        return names.of[named][value]
    return written(field, value)


def written(field: models.Field, value):
    """Return a column's value as JSON knows it."""
    if isinstance(field, models.JSONField):
        return _same_on_every_database(value)
    if isinstance(value, PLAIN):
        return value
    try:
        return WRITTEN[type(value)](value)
    except KeyError:
        kind = type(value).__name__
        raise BundleError(f"{field} holds a {kind}, which no bundle can.") from None


def _same_on_every_database(value):
    """Return JSON as PostgreSQL gives it back: 1e16 has no exponent, -0.0 no sign."""
    if isinstance(value, dict):
        return {key: _same_on_every_database(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_same_on_every_database(part) for part in value]
    if isinstance(value, float):
        return int(value) if abs(value) >= 1e16 else value + 0.0
    return value


def named_by(field: models.Field) -> Model | None:
    """Return ContentType or Permission when the column points at one."""
    target = field.remote_field.model if field.remote_field else None
    return target if target in NAMED else None


def read_row(fields: list[models.Field], line: bytes) -> dict:
    """Return {field name: value} of a line, names of content types as they stand.

    Raises BundleError for everything that `write_row` would not have written so.
    """
    try:
        found = json.loads(line, parse_constant=_refuse)
        if not isinstance(found, dict):
            raise BundleError("it is not an object")
        if odd := found.keys() ^ {field.name for field in fields}:
            raise BundleError(f"it lacks or should not have: {', '.join(sorted(odd))}")
        row = {field.name: read_value(field, found[field.name]) for field in fields}
        again = {f.name: written(f, row[f.name]) for f in fields}
        if line_of(again) != line:
            raise BundleError("it is not written as a dump writes it")
    except ValidationError as problem:
        raise BundleError("; ".join(problem.messages)) from problem
    except (ValueError, TypeError, RecursionError) as problem:
        raise BundleError(f"it is not the JSON of a dump ({problem})") from problem
    return row


def _refuse(constant: str):
    raise ValueError(f"{constant} is no number")


def read_value(field: models.Field, value):
    """Return what the column holds, of what `written` made of it."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if named_by(field):
        if not isinstance(value, str) or not NAME.fullmatch(value):
            raise BundleError(f"{field.name} is no name")
        return value
    read = field.to_python(value)
    if isinstance(read, str) and field.max_length and len(read) > field.max_length:
        raise BundleError(f"{field.name} is longer than {field.max_length} characters")
    return read
