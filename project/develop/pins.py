"""`python3 dev.py pins`: the requirements files, from pyproject.toml."""

import re
import shutil
import subprocess
from pathlib import Path

from project.develop import ROOT, Refusal
from project.develop.environment import say

HEADING = (
    "# Every package, pinned and hashed. Written by `python3 dev.py pins` from\n"
    "# pyproject.toml; change the pins there.\n"
)
COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--annotation-style", "line", "--no-header"),
    # Where they come from is the business of whoever installs them.
    *("--no-emit-index-url", "--no-emit-find-links"),
]

# In this order: a later file agrees with the earlier ones.
FILES: dict[str, list[str]] = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["--group", "pyproject.toml:dev"],
    "requirements-e2e.txt": ["--group", "pyproject.toml:e2e"],
}


def write_pins() -> int:
    uv = shutil.which("uv")
    if not uv:
        raise Refusal("The pins are worked out by uv: install it and run this again.")
    reasons = why((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    written: list[str] = []
    for name, source in FILES.items():
        constraints = [part for file in written for part in ("--constraint", file)]
        command = [uv, *COMPILE, *source, *constraints, "--output-file", name]
        if subprocess.call(command, cwd=ROOT):
            raise Refusal(f"{name} was not written; uv's reason stands above.")
        explain(ROOT / name, reasons)
        written.append(name)
    say(f"Written: {', '.join(written)}. Commit them with pyproject.toml.")
    return 0


def why(pyproject: str) -> dict[str, str]:
    """Return the comment that stands above each dependency, by the package's name."""
    entry = re.compile(r'^ +# (.+)\n +"([\w.-]+)[^"]*==[^"]+",$', re.MULTILINE)
    return {name.lower(): reason for reason, name in entry.findall(pyproject)}


def explain(path: Path, reasons: dict[str, str]) -> None:
    """Put the heading on top and each direct pin's reason above it."""
    lines = []
    for line in path.read_text().splitlines(keepends=True):
        name = re.match(r"[\w.-]+(?===)", line)
        if name and name[0].lower() in reasons:
            lines.append(f"# {reasons[name[0].lower()]}\n")
        lines.append(line)
    path.write_text(HEADING + "".join(lines))
