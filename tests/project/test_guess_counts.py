"""Tries at a password are counted by the database, however many try at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from project.models import GuessCount, Try
from project.models.guess import TRIES, WINDOW, key_of

THREADS = 16


@pytest.fixture
def connect(transactional_db, tmp_path):
    """Return what connects a thread to one database; SQLite tests are in memory."""
    if connection.vendor != "sqlite":
        return lambda: None
    plain = connections["default"]
    file = plain.settings_dict | {"NAME": tmp_path / "threads.sqlite3"}

    def to_the_file():
        connections["default"] = type(plain)(file, alias="default")

    def make_table():
        to_the_file()
        with connections["default"].schema_editor() as editor:
            editor.create_model(GuessCount)
        connections["default"].close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(make_table).result()
    return to_the_file


def test_sixteen_threads_together_get_ten_tries(connect):
    start = Barrier(THREADS)

    def guess(_):
        connect()
        start.wait()
        try:
            return [GuessCount.objects.take("password", "ada") for _ in range(3)]
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(THREADS) as threads:
        results = threads.map(guess, range(THREADS))
        outcomes = [outcome for result in results for outcome in result]
    assert len(outcomes) == THREADS * 3
    assert outcomes.count(Try.TAKEN) == TRIES
    assert outcomes.count(Try.JUST_CLOSED) == 1


@pytest.mark.django_db
def test_passwords_and_codes_are_counted_apart():
    for _ in range(TRIES):
        assert GuessCount.objects.take("password", "ada") is Try.TAKEN
    assert GuessCount.objects.take("password", "ada") is Try.JUST_CLOSED
    assert GuessCount.objects.take("password", "ada") is Try.CLOSED
    assert GuessCount.objects.take("code", "ada") is Try.TAKEN


@pytest.mark.django_db
def test_what_has_run_out_is_thrown_away_when_a_new_name_comes():
    GuessCount.objects.take("password", "ada")
    old = GuessCount.objects.get()
    GuessCount.objects.update(since=old.since - WINDOW)
    GuessCount.objects.take("password", "bob")
    assert GuessCount.objects.get().key == key_of("password", "bob")


@pytest.mark.django_db
def test_spellings_of_a_name_share_their_tries_and_the_name_is_not_kept():
    for name in ("ada", "ADA", "\uff41da"):  # the last with a full-width letter
        GuessCount.objects.take("password", name)
    count = GuessCount.objects.get()
    assert count.tries == 3
    assert "ada" not in count.key
