"""The last number each table gave out, so that none is ever given out twice.

A record that was deleted lives on in the history under its number: were it given out
again after a restore, a new record would inherit a stranger's past.
"""

from django.db import connections, models

from project.bundle.tables import Model, fields_of, rows_of
from project.models import AuditEvent


def last_number(model: Model, using: str) -> int | None:
    """Return the last number given out, 0 for none, None where none are counted.

    Rows that a bundle knows by name, such as permissions, have other numbers anywhere.
    """
    key = model._meta.pk
    is_counted = isinstance(key, models.AutoField | models.BigAutoField)
    if not is_counted or key not in fields_of(model):
        return None
    if model is AuditEvent:  # nothing in it is ever deleted
        return rows_of(model, using).aggregate(last=models.Max("pk"))["last"] or 0
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s",
                [model._meta.db_table],
            )
            found = cursor.fetchone()
            return found[0] if found else 0
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")  # noqa: S608 (the server's own name)
        value, is_called = cursor.fetchone()
        return value if is_called else 0


def set_last_number(model: Model, last: int, using: str) -> None:
    """Make the next row of the table get the number after `last`."""
    connection = connections[using]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if last:
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                    [table, last],
                )
            return
        cursor.execute(
            "SELECT setval(%s, %s, %s)",
            [_sequence(cursor, model), max(last, 1), last > 0],
        )


def _sequence(cursor, model: Model) -> str:
    table = connections[cursor.db.alias].ops.quote_name(model._meta.db_table)
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column]
    )
    return cursor.fetchone()[0]
