"""What dev.py answers, in a clone where nothing else is real."""

import ast
import shutil
import socket

import pytest
from django.conf import settings

from project.develop.environment import clean_environment
from tests.project.checkout import Checkout


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


@pytest.fixture
def busy_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_an_old_python_can_read_dev_py():
    source = (settings.BASE_DIR / "dev.py").read_text()
    with pytest.raises(SyntaxError):
        ast.parse("(a := 1)", feature_version=(3, 6))
    assert ast.parse(source, feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(checkout):
    old = "sys.version_info = (3, 9, 2, 'final', 0)"
    code, _, said = checkout.run("run", before=old)
    assert code == 1
    assert said == (
        "Dossier needs Python 3.11 or newer; this is 3.9: install one and call it by"
        " its name, as in 'python3.11 dev.py run'."
    )
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rum"], "invalid choice: 'rum'"),
        (["run", "--prot", "8001"], "Run does not know --prot"),
        (["run", "--port", "no"], "'no' is not a port from 1 to 65535"),
        (["run", "--port", "0"], "'0' is not a port from 1 to 65535"),
        (["run", "--port", "65536"], "'65536' is not a port from 1 to 65535"),
        (["pins", "now"], "Pins does not know now"),
    ],
    ids=[
        *("no such command", "no such option", "not a number"),
        *("below the ports", "above the ports", "a word too many"),
    ],
)
def test_a_wrong_word_is_named_in_one_line(checkout, words, sentence):
    code, answered, said = checkout.run(*words)
    assert (code, answered) == (2, "")
    assert sentence in said
    assert said.endswith("See: python3 dev.py --help")
    assert len(said.splitlines()) == 1


def test_no_word_at_all_shows_what_there_is(checkout):
    code, _, said = checkout.run()
    assert code == 2
    assert "run " in said
    assert "test " in said


def test_a_busy_port_is_refused_before_anything_is_prepared(checkout, busy_port):
    code, _, said = checkout.run("run", "--port", str(busy_port))
    assert code == 1
    assert said.startswith(f"Port {busy_port} is taken; try: python3 dev.py run --port")
    assert not (checkout.root / ".venv").exists()


def test_a_busy_port_does_not_matter_without_the_server(checkout, busy_port):
    words = ["run", "--no-server", "--port", str(busy_port)]
    assert checkout.run(*words)[:2] == (
        0,
        f"manage.py start --port {busy_port} --no-server",
    )


def test_packages_are_installed_once_and_again_when_the_pins_change(checkout):
    checkout.run("run", "--no-server")
    assert checkout.installs() == 1
    checkout.run("run", "--no-server")
    assert checkout.installs() == 1
    (checkout.root / "requirements.txt").write_text("# something else\n")
    checkout.run("run", "--no-server")
    assert checkout.installs() == 2


def test_an_install_that_failed_is_done_again_even_for_the_old_pins(checkout):
    checkout.run("run", "--no-server")
    pins = checkout.root / "requirements.txt"
    old = pins.read_text()
    pins.write_text("# something else\n")
    (checkout.programs / "broken").write_text("out of luck")
    assert checkout.run("run", "--no-server")[0] == 1
    pins.write_text(old)
    (checkout.programs / "broken").unlink()
    checkout.run("run", "--no-server")
    assert checkout.installs() == 3


@pytest.mark.parametrize(
    ("complaint", "advice"),
    [
        ("failed: dns error: no such host", "check the network"),
        ("Temporary failure in name resolution", "check the network"),
        ("OSError: No space left on device", "free some space"),
        ("Hash mismatch for django", "not the one that was pinned"),
        ("something nobody foresaw", "could not be installed"),
    ],
)
def test_a_failed_install_is_explained_without_a_traceback(checkout, complaint, advice):
    (checkout.programs / "broken").write_text(complaint)
    code, _, said = checkout.run("run", "--no-server")
    log = checkout.root / ".venv/install.log"
    assert code == 1
    assert advice in said.splitlines()[-1]
    assert str(log) in said.splitlines()[-1]
    assert complaint in log.read_text()
    assert "Traceback" not in said


def test_a_venv_whose_python_is_gone_is_made_anew(checkout):
    checkout.run("run", "--no-server")
    (checkout.root / ".venv/bin/python").unlink()
    assert checkout.run("run", "--no-server")[0] == 0
    assert checkout.installs() == 2


def test_a_python_without_venv_is_told_what_to_install(checkout):
    (checkout.programs / "uv").unlink()
    without = "sys.modules['ensurepip'] = None"
    code, _, said = checkout.run("run", "--no-server", before=without)
    assert code == 1
    assert "apt-get install python3-venv" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("SECRET_KEY", "DATABASE_URL", "DEBUG", "ALLOWED_HOSTS"),
        *("DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS", "PYTHONOPTIMIZE"),
    ],
)
def test_what_another_project_left_in_the_shell_changes_nothing(name, monkeypatch):
    monkeypatch.setenv(name, "theirs")
    assert name not in clean_environment()


def test_the_rest_of_the_shell_is_kept(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    assert clean_environment()["HTTPS_PROXY"] == "http://127.0.0.1:3128"


def test_it_says_what_it_did_not_test(checkout):
    code, answered, said = checkout.run("test", "-k", "claims")
    assert (code, answered) == (0, "pytest -p no:playwright -k claims None")
    assert said.splitlines()[-2:] == [
        "Not run: on PostgreSQL. python3 dev.py test --postgres",
        "Not run: in a browser. python3 dev.py test --browser",
    ]


def test_the_whole_suite_runs_in_two_processes(checkout):
    assert checkout.run("test")[1] == (
        "pytest -p no:playwright -n 2 --dist loadfile None"
    )
    checkout.add_program("chromium")
    assert checkout.run("test", "--browser")[1] == (
        "pytest tests/browser -n 2 --dist loadfile --no-loadscope-reorder None"
    )


def test_tests_that_fail_fail_the_command(checkout):
    (checkout.root / "pytest.py").write_text("raise SystemExit(1)")
    assert checkout.run("test")[0] == 1


def test_browser_tests_without_a_browser_say_how_to_get_one(checkout):
    code, answered, said = checkout.run("test", "--browser")
    assert (code, answered) == (1, "")
    assert "apt-get install chromium" in said
    assert len(said.splitlines()) == 1


def test_browser_tests_run_with_the_browser_that_is_there(checkout):
    checkout.add_program("chromium")
    code, answered, _ = checkout.run("test", "--browser", "-x")
    assert (code, answered) == (0, "pytest tests/browser -x None")


def test_a_given_postgresql_is_used(checkout):
    address = "postgres://desk@db.example.org/dossier"
    words = ["test", "--postgres", "-x"]
    code, answered, _ = checkout.run(*words, TEST_DATABASE_URL=address)
    assert (code, answered) == (0, f"pytest -p no:playwright -x {address}")


def test_a_file_that_is_missing_is_named_without_a_traceback(checkout):
    (checkout.root / "requirements.txt").unlink()
    code, _, said = checkout.run("run", "--no-server")
    assert code == 1
    assert said.splitlines()[-1] == (
        f"No such file or directory: {checkout.root / 'requirements.txt'}."
    )
    assert "Traceback" not in said


def test_check_runs_everything_and_names_what_found_something(checkout):
    checkout.run("run", "--no-server")
    for name in ("ruff", "djade"):
        checkout.add_program(name, "#!/bin/sh\n")
        shutil.copy(checkout.programs / name, checkout.root / ".venv/bin")
    (checkout.root / "mypy.py").write_text("raise SystemExit(1)")
    code, answered, said = checkout.run("check")
    assert code == 1
    assert "Found something: python -m mypy" in said.splitlines()
    assert said.count("Found something") == 1
    assert answered.splitlines() == [
        "manage.py makemigrations --check --dry-run",
        "manage.py check --deploy --fail-level WARNING",
        "manage.py collectstatic --no-input --verbosity 0",
    ]
