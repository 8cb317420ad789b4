"""Rules about text that only the database itself can hold, as triggers.

They are laid anew after each migrate, because SQLite drops the triggers of a table that
a migration rewrites.
"""

import re

from django.db import connections

SQLITE = """
DROP TRIGGER IF EXISTS version_never_changes;
CREATE TRIGGER version_never_changes
BEFORE UPDATE OF article_id, number, text, sha256, raw, raw_sha256, links, found,
    captured_at
ON articles_version
BEGIN SELECT RAISE(ABORT, 'version_never_changes'); END;

DROP TRIGGER IF EXISTS passage_quotes_its_version;
CREATE TRIGGER passage_quotes_its_version
BEFORE INSERT ON articles_passage
WHEN NEW.quote IS NOT (
    SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
    FROM articles_version WHERE id = NEW.version_id
)
BEGIN SELECT RAISE(ABORT, 'passage_quotes_its_version'); END;

DROP TRIGGER IF EXISTS passage_still_quotes_its_version;
CREATE TRIGGER passage_still_quotes_its_version
BEFORE UPDATE OF quote, "start", "end", version_id ON articles_passage
WHEN NEW.quote IS NOT (
    SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
    FROM articles_version WHERE id = NEW.version_id
)
BEGIN SELECT RAISE(ABORT, 'passage_quotes_its_version'); END;
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION version_never_changes() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'version_never_changes' USING ERRCODE = 'check_violation';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS version_never_changes ON articles_version;
CREATE TRIGGER version_never_changes
BEFORE UPDATE OF article_id, number, text, sha256, raw, raw_sha256, links, found,
    captured_at
ON articles_version
FOR EACH ROW EXECUTE FUNCTION version_never_changes();

CREATE OR REPLACE FUNCTION passage_quotes_its_version() RETURNS trigger AS $$
BEGIN
    IF NEW.quote IS DISTINCT FROM (
        SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
        FROM articles_version WHERE id = NEW.version_id
    ) THEN
        RAISE EXCEPTION 'passage_quotes_its_version' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS passage_quotes_its_version ON articles_passage;
CREATE TRIGGER passage_quotes_its_version
BEFORE INSERT OR UPDATE OF quote, "start", "end", version_id ON articles_passage
FOR EACH ROW EXECUTE FUNCTION passage_quotes_its_version();
"""


def lift_guards(*, using, plan, **_):
    """Take the triggers away while migrations run; a receiver of pre_migrate.

    SQLite refuses to give a rewritten table its name back while a trigger of another
    table speaks of it, and a site with articles in it could not be migrated.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for sentence in re.findall(r"DROP TRIGGER IF EXISTS \w+;", SQLITE):
            cursor.execute(sentence)


def install_guards(*, using, **_):
    """Lay the triggers on the database `using`; a receiver of post_migrate."""
    connection = connections[using]
    tables = {"articles_version", "articles_passage"}
    if not tables <= set(connection.introspection.table_names()):
        return  # migrated back to before they were made
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.connection.executescript(SQLITE)
        else:
            cursor.execute(POSTGRESQL)
