"""A clone of Dossier for tests of dev.py: stand-ins for uv, Django and pytest."""

import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

UV = """#!{python}
import pathlib, sys
here = pathlib.Path(__file__).parent
with (here / "calls").open("a") as calls:
    print(*sys.argv[1:], file=calls)
if (here / "broken").exists():
    sys.exit((here / "broken").read_text())
"""
MANAGE = "import sys; print('manage.py', *sys.argv[1:])"
PYTEST = (
    "import os, sys; print('pytest', *sys.argv[1:], os.environ.get('DATABASE_URL'))"
)


class Checkout:
    """A fresh clone in which nothing is real but dev.py, and a Python to run it."""

    def __init__(self, root: Path):
        self.root = root
        self.programs = root / "programs"
        self.programs.mkdir()
        shutil.copy(settings.BASE_DIR / "dev.py", root)
        wiring = settings.BASE_DIR / "project"
        shutil.copytree(wiring / "develop", root / "project/develop")
        for name in ("__init__.py", "settings.py"):
            shutil.copy(wiring / name, root / "project")
        (root / "manage.py").write_text(MANAGE)
        (root / "pytest.py").write_text(PYTEST)
        for name in ("", "-dev", "-e2e"):
            (root / f"requirements{name}.txt").write_text("# nothing\n")
        self.add_program("uv", UV.format(python=sys.executable))

    def add_program(self, name: str, text: str = "#!/bin/sh\n") -> Path:
        program = self.programs / name
        program.write_text(text)
        program.chmod(0o755)
        return program

    def start(self, *words: str, before: str = "", **variables: str):
        code = f"import runpy, sys; sys.argv = {['dev.py', *words]!r}; {before}\n"
        code += "sys.path.insert(0, '.'); runpy.run_path('dev.py', run_name='__main__')"
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=self.root,
            env={"PATH": str(self.programs), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, **variables: str):
        """Return the exit code, what was answered, and what was said on the way."""
        with self.start(*words, **variables) as process:
            answered, said = process.communicate(timeout=60)
        return process.returncode, answered.strip(), said.strip()

    def installs(self) -> int:
        calls = self.programs / "calls"
        return len(calls.read_text().splitlines()) if calls.exists() else 0
