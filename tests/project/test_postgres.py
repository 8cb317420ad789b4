"""The PostgreSQL that `dev.py test --postgres` starts, for real: seconds a test."""

import os
import signal
import socket
import tempfile
import time
from pathlib import Path

import pytest

from project.develop import Refusal, postgres
from tests.project.checkout import Checkout


def is_installed():
    try:
        return postgres.find_programs()
    except Refusal:
        return None


pytestmark = pytest.mark.skipif(
    not is_installed(), reason="PostgreSQL's server is not installed"
)

SLOW_PYTEST = """
import os, time
try:
    print(os.environ["DATABASE_URL"], flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(0.5)
    raise SystemExit("Tidied up.")
"""


@pytest.fixture
def folder(monkeypatch):
    """Return an empty folder for temporary files that the server's user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield Path(name)


@pytest.fixture
def slow_tests(tmp_path):
    """Return a checkout whose tests take a minute."""
    checkout = Checkout(tmp_path)
    (checkout.root / "pytest.py").write_text(SLOW_PYTEST)
    return checkout


def answers(address):
    port = int(address.rpartition(":")[2].partition("/")[0])
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def break_down(folder, addresses):
    with postgres.throw_away_server() as variables:
        addresses.append(variables["DATABASE_URL"])
        assert answers(addresses[0])
        assert list(folder.iterdir())
        raise ZeroDivisionError


def test_nothing_is_left_of_it_when_the_tests_break_down(folder):
    addresses = []
    with pytest.raises(ZeroDivisionError):
        break_down(folder, addresses)
    assert not answers(addresses[0])
    assert not list(folder.iterdir())


def test_nothing_is_left_of_it_when_dev_py_is_told_to_end(slow_tests, folder):
    with slow_tests.start("test", "--postgres", TMPDIR=str(folder)) as process:
        address = process.stdout.readline().strip()
        assert answers(address)
        process.terminate()
        _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in said
    assert not answers(address)
    assert not list(folder.iterdir())


def test_ctrl_c_lets_the_tests_tidy_up_before_it_goes(slow_tests, folder):
    with slow_tests.start("test", "--postgres", TMPDIR=str(folder)) as process:
        address = process.stdout.readline().strip()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Tidied up." in said
    assert "Traceback" not in said
    assert not answers(address)
    assert not list(folder.iterdir())


def test_a_server_that_does_not_start_says_why(folder, monkeypatch):
    monkeypatch.setitem(postgres.SETTINGS, "port_of_call", "Hefei")
    started = time.monotonic()
    with (
        pytest.raises(Refusal, match=r"PostgreSQL did not start: .*port_of_call"),
        postgres.throw_away_server(),
    ):
        pytest.fail("It started.")
    assert time.monotonic() - started < postgres.PATIENCE / 2
    assert not list(folder.iterdir())
