"""`python3 dev.py check`: everything that can be said without running a test."""

import secrets
import shlex
import tempfile

from project.develop import ROOT, children, environment
from project.develop.environment import say

PYTHON_CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
]
TEMPLATE_CHECK = ["djade", "--target-version", "5.2", "--check"]
PROJECT_CHECKS = [
    ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    ["python", "-m", "mypy"],
]
PRODUCTION_CHECKS = [
    ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ["python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
]


def check() -> int:
    """Run every check, fastest first; return 1 if one of them found something."""
    environment.prepare("requirements.txt", "requirements-dev.txt")
    variables = environment.clean_environment()
    templates = sorted(str(path) for path in ROOT.glob("templates/**/*.html"))
    passed = [run(command, variables) for command in PYTHON_CHECKS]
    passed.append(run(TEMPLATE_CHECK, variables, templates))
    passed += [run(command, variables) for command in PROJECT_CHECKS]
    with tempfile.TemporaryDirectory(prefix="dossier-static-") as folder:
        variables |= {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "example.org",
            "STATIC_ROOT": folder,
        }
        passed += [run(command, variables) for command in PRODUCTION_CHECKS]
    return 0 if all(passed) else 1


def run(
    command: list[str], variables: dict[str, str], files: list[str] | None = None
) -> bool:
    """Say what is run, run it, and say so if it found something."""
    program, *words = command
    said = shlex.join(command)
    say(f"{said} ..." if files else said)
    path = str(environment.FOLDER / "bin" / program)
    passed = children.call([path, *words, *(files or [])], variables) == 0
    if not passed:
        say(f"Found something: {said}")
    return passed
