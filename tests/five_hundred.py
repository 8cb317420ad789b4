"""Capture 500 files, stop in the middle, go on: `python -m tests.five_hundred`.

Prints seconds and the most memory that each run held. The files are made anew, in all
forms and encodings that the desk reads; the database is its own and leaves nothing.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.articles.pages import LONG, news_page

CHINESE = "这家公司去年的收入比前一年增长了百分之二十，今年还要建第二座工厂。"
FRENCH = "La société a vendu plus que prévu, et l’usine tournera jour et nuit."


def make_files(folder: Path, count: int) -> None:
    """Write `count` different files: pages, Markdown, texts in four encodings."""
    for n in range(count):
        body = "".join(
            f"<p>{LONG} In round {n}.{row} it was so.</p>" for row in range(30)
        )
        plain = f"Report {n}\n\n" + f"{LONG} Number {n}.\n\n" * 30
        chinese = f"第{n}号报告\n\n" + f"{CHINESE}这是第{n}号。\n\n" * 30
        french = f"Rapport {n}\n\n" + f"{FRENCH} Numéro {n}.\n\n" * 30
        name, raw = [
            ("html", news_page(title=f"Report {n}", body=body).encode()),
            ("md", f"# Report {n}\n\n{plain}".encode()),
            ("txt", plain.encode("utf-16")),
            ("txt", chinese.encode("gb18030")),
            ("txt", french.encode("latin-1", "replace")),
        ][n % 5]
        (folder / f"{n:04}.{name}").write_bytes(raw)


def run(arguments, variables, stop_after: int = 0) -> tuple[float, int, str]:
    """Run the command; return seconds, kilobytes at most, and what it said last.

    With `stop_after`, Ctrl-C is sent once so many files have been reported.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said, reported = "", 0
    for line in process.stdout or []:
        said = line.strip() or said
        reported += bool(re.match("captured|already|refused", line))
        if stop_after and reported == stop_after:
            process.send_signal(signal.SIGINT)
            stop_after = 0
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - started, usage.ru_maxrss, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory(prefix="dossier-500-") as made:
        folder = Path(made, "files")
        folder.mkdir()
        make_files(folder, count)
        database = {"DATABASE_URL": f"sqlite:///{made}/db.sqlite3"}
        new_user = {"DJANGO_SUPERUSER_PASSWORD": "only-for-this-run"}
        run(["migrate", "-v0"], database)
        person = ["--username", "chief", "--email", "chief@example.org"]
        run(["createsuperuser", "--noinput", *person], database | new_user)
        command = ["capture", str(folder), "--by", "chief"]
        for name, stop_after in (
            ("stopped", count // 2),
            ("resumed", 0),
            ("again", 0),
        ):
            seconds, kilobytes, said = run(command, database, stop_after)
            print(f"{name:<8} {seconds:6.1f} s {kilobytes // 1024:5} MB  {said}")


if __name__ == "__main__":
    main()
