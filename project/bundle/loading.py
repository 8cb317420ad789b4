"""Bring a bundle back: all of it, exactly as it was, or nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connections, models, transaction

from project.bundle import BundleError
from project.bundle.archive import Bundle
from project.bundle.counters import set_last_number
from project.bundle.dumping import Progress, record_it
from project.bundle.guards import guards_lifted
from project.bundle.manifest import Manifest
from project.bundle.names import Names
from project.bundle.rows import lines_of, named_by, read_row
from project.bundle.soundness import what_is_false
from project.bundle.tables import (
    LAID_BY_MIGRATE,
    Model,
    all_tables,
    bundled_tables,
    fields_of,
    rows_at_a_time,
    rows_of,
)
from project.models import AuditEvent


def load(path: Path, *, using: str, replace: str, progress: Progress) -> Manifest:
    """Fill this site with a bundle and return its manifest.

    A site that holds anything is refused unless `replace` is its database's name; what
    it held is then gone. Raises BundleError, and changes nothing, when the bundle or
    the site is not as it should be.
    """
    with Bundle(path) as bundle:
        bundle.manifest.check_against(using)
        _refuse_to_lose(using, replace)
        tables = bundled_tables(history=bundle.manifest.history)
        for number, model in enumerate(tables, start=1):
            progress("tables checked", number, len(tables))
            for _ in _rows(bundle, model):
                pass
        with transaction.atomic(using=using):
            _refuse_to_lose(using, replace)  # somebody may have begun meanwhile
            _empty(using)
            _fill(bundle, tables, using, progress)
            _verify(bundle.manifest, tables, using, progress)
            record_it(AuditEvent.Kind.LOAD, path, bundle.manifest, using)
        ContentType.objects.clear_cache()
        return bundle.manifest


def _refuse_to_lose(using: str, replace: str) -> None:
    held = [
        (rows_of(model, using).count(), str(model._meta.verbose_name_plural))
        for model in bundled_tables(history=False)
        if model._meta.label_lower not in LAID_BY_MIGRATE
    ]
    found = [f"{count} {name}" for count, name in sorted(held, reverse=True) if count]
    database = Path(str(connections[using].settings_dict["NAME"])).name
    if found and replace != database:
        raise BundleError(
            f"The database {database} is not empty: {', '.join(found[:6])} … To lose "
            "all of it and have the bundle's content instead, add: "
            f"--replace {database}"
        )


def _empty(using: str) -> None:
    """Delete every row but the content types and permissions; sessions end too."""
    connection = connections[using]
    kept = (ContentType, Permission)
    with connection.cursor() as cursor, guards_lifted(cursor):
        for model in all_tables():
            if model not in kept:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a model's own name)


def _rows(bundle: Bundle, model: Model) -> Iterator[tuple[int, dict]]:
    """Yield each row of a table with its line number; BundleError names the line."""
    fields, name = fields_of(model), model._meta.label_lower
    for number, line in enumerate(bundle.lines(name), start=1):
        try:
            yield number, read_row(fields, line)
        except BundleError as problem:
            raise BundleError(f"{name}, line {number}: {problem}.") from problem


def _fill(bundle: Bundle, tables: list[Model], using: str, progress: Progress) -> None:
    names = Names(using)
    for number, model in enumerate(tables, start=1):
        progress("tables filled", number, len(tables))
        rows = _rows(bundle, model)
        if model is Permission:
            names.sync_permissions([row for _, row in rows])
            continue
        _insert(model, rows, names)
        last = bundle.manifest.tables[model._meta.label_lower].last_number
        if last is not None:
            set_last_number(model, last, using)


def _insert(model: Model, rows: Iterable[tuple[int, dict]], names: Names) -> None:
    """Insert as the columns are: `save()` would stamp today's date on all of them."""
    connection = connections[names.using]
    fields = fields_of(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 (a model's own names)
    )
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, rows_at_a_time(model))):
            values = [
                [_stored(field, row[field.name], names) for field in fields]
                for _, row in batch
            ]
            try:
                cursor.executemany(statement, values)
            except (DatabaseError, ValueError, OverflowError) as problem:
                raise BundleError(
                    f"{model._meta.label_lower}, lines {batch[0][0]}–{batch[-1][0]}: "
                    f"the database refuses one of them ({str(problem).strip()})."
                ) from problem


def _stored(field: models.Field, value, names: Names):
    if value is not None and (named := named_by(field)):
        value = names.number(named, value)
    connection = connections[names.using]
    if value is None and not field.null:
        return field.get_db_prep_value(None, connection)  # JSON's own null
    return field.get_db_prep_save(value, connection)


def _verify(
    manifest: Manifest, tables: list[Model], using: str, progress: Progress
) -> None:
    """Read everything back; it must be what the bundle holds, and true."""
    try:
        connections[using].check_constraints()
    except DatabaseError as problem:
        raise BundleError(f"It points at what is not there: {problem}") from problem
    names = Names(using)
    for number, model in enumerate(tables, start=1):
        progress("tables read back", number, len(tables))
        name = model._meta.label_lower
        digest = hashlib.sha256()
        for line in lines_of(model, names):
            digest.update(line)
        if digest.hexdigest() != manifest.tables[name].sha256:
            raise BundleError(f"{name} came back from this database with other values.")
    for sentence in what_is_false(using):
        raise BundleError(sentence)
