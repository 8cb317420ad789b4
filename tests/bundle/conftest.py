"""A second site, and one with something in it to take there."""

import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from project.bundle.counters import last_number, set_last_number
from project.bundle.tables import bundled_tables
from tests.bundle.site import OTHER, fill


@pytest.fixture(scope="session")
def empty_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the path of a SQLite file as `migrate` leaves it."""
    path = tmp_path_factory.mktemp("site") / "empty.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(path) as copy:
                connection.connection.backup(copy)
            copy.close()
        else:
            with_alias(path)
            call_command("migrate", database=OTHER, verbosity=0)
            without_alias()
    return path


def with_alias(path):
    connections.databases[OTHER] = connections.databases["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 1,
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }


def without_alias():
    connections[OTHER].close()
    del connections[OTHER], connections.databases[OTHER]


@pytest.fixture
def other(empty_site, django_db_blocker, tmp_path):
    """Return the alias of an empty site on SQLite, whatever the tests run on."""
    path = tmp_path / "other.sqlite3"
    path.write_bytes(empty_site.read_bytes())
    with django_db_blocker.unblock():
        with_alias(path)
        yield OTHER
        without_alias()


@pytest.fixture(scope="module")
def site_once(empty_site, django_db_blocker):
    """Something of every kind on the site of the tests, gone after the module.

    The empty site is copied before: SQLite waits for ever to copy from a transaction.
    """
    with django_db_blocker.unblock():
        numbers = {model: last_number(model, "default") for model in bundled_tables()}
        with transaction.atomic():
            yield fill()
            transaction.set_rollback(True)
        if connection.vendor == "postgresql":  # no rollback takes its counters back
            for model, number in numbers.items():
                if number is not None:
                    set_last_number(model, number, "default")


@pytest.fixture
def site(site_once):
    """The same for one test, which may change it. Not to be mixed with `db`."""
    with transaction.atomic():
        yield site_once
        transaction.set_rollback(True)
