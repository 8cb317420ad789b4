"""The PostgreSQL that `dev.py test --postgres` starts, for real: seconds a test."""

import os
import signal
import socket
import tempfile
from pathlib import Path

import pytest

from develop import Refusal, postgres
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
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
print(os.environ["DATABASE_URL"], flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(monkeypatch):
    """Return an empty folder for temporary files that the server's user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield Path(name)


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


@pytest.mark.parametrize(
    ("send", "end"),
    [(os.kill, signal.SIGTERM), (os.killpg, signal.SIGINT)],
    ids=["told to end", "Ctrl-C"],
)
def test_nothing_is_left_of_it_when_dev_py_is_stopped(tmp_path, folder, send, end):
    checkout = Checkout(tmp_path)
    (checkout.root / "pytest.py").write_text(SLOW_PYTEST)
    with checkout.start("test", "--postgres", TMPDIR=str(folder)) as process:
        address = process.stdout.readline().strip()
        assert answers(address)
        send(process.pid, end)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + end
    assert "Traceback" not in said
    assert not answers(address)
    assert not list(folder.iterdir())


def test_a_server_that_does_not_start_says_why(folder, monkeypatch):
    monkeypatch.setitem(postgres.SETTINGS, "port_of_call", "Hefei")
    with (
        pytest.raises(Refusal, match=r"PostgreSQL did not start: .*port_of_call"),
        postgres.throw_away_server(),
    ):
        pytest.fail("It started.")
    assert not list(folder.iterdir())
