"""The audit log is added to and never changed: triggers, laid after each migrate."""

from django.db import connections

SQLITE = """
DROP TRIGGER IF EXISTS audit_never_changes;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON project_auditevent
BEGIN SELECT RAISE(ABORT, 'audit_never_changes'); END;

DROP TRIGGER IF EXISTS audit_is_never_deleted;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON project_auditevent
BEGIN SELECT RAISE(ABORT, 'audit_is_never_deleted'); END;
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_never_changes() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'audit_never_changes' USING ERRCODE = 'check_violation';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS audit_never_changes ON project_auditevent;
CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON project_auditevent
FOR EACH ROW EXECUTE FUNCTION audit_never_changes();
"""


def install_guards(*, using, **_):
    """Lay the triggers on the database `using`; a receiver of post_migrate."""
    connection = connections[using]
    if "project_auditevent" not in connection.introspection.table_names():
        return  # migrated back to before it was made
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.connection.executescript(SQLITE)
        else:
            cursor.execute(POSTGRESQL)
