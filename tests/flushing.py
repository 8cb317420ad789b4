"""Emptying SQLite after a test is the one delete that the audit log must let pass.

PostgreSQL truncates, which asks no trigger. The triggers are laid anew afterwards.
"""

from django.db.backends.sqlite3.base import DatabaseOperations

plain_flush = DatabaseOperations.sql_flush


def sql_flush(self, *arguments, **options):
    drop = "DROP TRIGGER IF EXISTS audit_is_never_deleted;"
    statements = plain_flush(self, *arguments, **options)
    return [drop, *statements] if statements else statements


def let_flushing_pass():
    DatabaseOperations.sql_flush = sql_flush
