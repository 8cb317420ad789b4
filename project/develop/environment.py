"""The folder .venv: made once, filled from the pinned requirements."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from project.develop import ROOT, Refusal

FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"

# What an installer's log says, and what that means for the person in front of it.
CAUSES = {
    r"No space left": "The disk is full: free some space and run this again.",
    r"(?i)hash(es)? mismatch|do not match the hashes": (
        "A package is not the one that was pinned: find out why before you go on."
    ),
    r"(?i)resol(ve|ution)|dns error|connect|timed out|unreachable|certificate": (
        "The packages could not be fetched: check the network and run this again."
    ),
    r"": "The packages could not be installed.",
}


def prepare(*names: str) -> None:
    """Make .venv hold what the named requirements files pin."""
    make_folder()
    wanted = {name: fingerprint(ROOT / name) for name in names}
    missing = [name for name in names if remembered().get(name) != wanted[name]]
    if missing:
        # Forgotten first: an install that is cut short leaves a mixture behind.
        remember(dict.fromkeys(missing, ""))
        install(missing)
        remember(wanted)


def make_folder() -> None:
    if is_usable():
        return
    uv = shutil.which("uv")
    if not uv and not importlib.util.find_spec("ensurepip"):
        raise Refusal(
            "Python's venv is not complete here; install it with"
            " 'apt-get install python3-venv' and run this again."
        )
    if not os.access(ROOT, os.W_OK):
        raise Refusal(f"{ROOT} cannot be written to: copy it to a folder of yours.")
    say("Making .venv ...")
    try:
        venv.create(FOLDER, clear=True, symlinks=True, with_pip=not uv)
    except subprocess.CalledProcessError as error:
        raise Refusal(
            "pip could not be put into .venv; install it with"
            " 'apt-get install python3-venv' and run this again."
        ) from error


def is_usable() -> bool:
    try:
        written = (FOLDER / "pyvenv.cfg").read_text()
    except FileNotFoundError:
        return False
    version = re.search(r"^version(?:_info)? = (\d+)\.(\d+)", written, re.MULTILINE)
    return (
        PYTHON.exists()  # not so when the Python it points to has gone
        and version is not None
        and tuple(map(int, version.groups())) >= (3, 11)
    )


def install(names: list[str]) -> None:
    say(f"Installing {' and '.join(names)} (once; it takes up to a minute) ...")
    log = FOLDER / "install.log"
    with log.open("w") as output:
        for command in installation(names):
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=clean_environment() | {"PIP_USER": "0"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            if done.returncode:
                output.flush()
                raise Refusal(cause(log))


def installation(names: list[str]) -> list[list[str]]:
    files = [part for name in names for part in ("--requirement", name)]
    python = str(PYTHON)
    uv = shutil.which("uv")
    if uv:
        return [[uv, "pip", "install", "--python", python, "--require-hashes", *files]]
    pip = [python, "-m", "pip", "install", "--require-hashes", "--no-compile", *files]
    if any(FOLDER.glob("lib/python*/site-packages/pip-*.dist-info/RECORD")):
        return [pip]
    return [[python, "-m", "ensurepip"], pip]


def cause(log: Path) -> str:
    text = log.read_text(errors="replace")
    sentence = next(CAUSES[pattern] for pattern in CAUSES if re.search(pattern, text))
    return f"{sentence} The installer's own words: {log}"


def clean_environment() -> dict[str, str]:
    """Return the caller's environment less what would change how Dossier behaves.

    A SECRET_KEY or DATABASE_URL that another project left in the shell must not turn
    a checkout into production, or write into that project's database.
    """
    ours = set(settings_variables())
    foreign = ("DJANGO_", "PYTEST_", "PYTHON")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(foreign)
    }
    return kept | {"PYTHONUTF8": "1"}


def settings_variables() -> list[str]:
    source = (ROOT / "project" / "settings.py").read_text(encoding="utf-8")
    return re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', source)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remembered() -> dict[str, str]:
    try:
        return json.loads((FOLDER / "installed.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}


def remember(fingerprints: dict[str, str]) -> None:
    """Write in one step: a reader sees the old memory or the new one."""
    text = json.dumps(remembered() | fingerprints, indent=1)
    with tempfile.NamedTemporaryFile("w", dir=FOLDER, delete=False) as file:
        file.write(text)
    os.replace(file.name, FOLDER / "installed.json")


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
