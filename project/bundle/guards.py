"""Triggers that refuse to delete, out of the way while `load` empties the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

REFUSE_TO_DELETE = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND (tgtype & 8) > 0
    AND relnamespace = current_schema()::regnamespace
"""


@contextmanager
def guards_lifted(cursor) -> Iterator[None]:
    """Let this transaction delete; if it is rolled back, nothing was ever lifted."""
    lifted = _on_sqlite if cursor.db.vendor == "sqlite" else _on_postgresql
    with lifted(cursor):
        yield


@contextmanager
def _on_sqlite(cursor) -> Iterator[None]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
        "AND sql LIKE '%DELETE%RAISE(ABORT%'"
    )
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {cursor.db.ops.quote_name(name)}")
    yield
    for _, statement in triggers:
        cursor.execute(statement)


@contextmanager
def _on_postgresql(cursor) -> Iterator[None]:
    cursor.execute(REFUSE_TO_DELETE)
    tables = [row[0] for row in cursor.fetchall()]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    # A table with keys still to be checked cannot be altered; now all are empty.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
