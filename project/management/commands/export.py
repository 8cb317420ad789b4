import shutil
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from project.exchange.kinds import KINDS
from project.exchange.writing import FORMATS, export, filename_of


class Command(BaseCommand):
    help = "Write claims, entities, names or topics into a file for a spreadsheet."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS, help="what to write")
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument(
            "--out", help="a file; - for the standard output (default: KIND.FORMAT)"
        )

    def handle(self, *, kind, format, out, verbosity, **options):
        try:
            file = export(kind, format)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        if out == "-":
            with file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            return
        path = Path(out or filename_of(kind, format))
        try:
            with file, path.open("wb") as target:
                shutil.copyfileobj(file, target)
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem}") from problem
        if verbosity:
            self.stdout.write(f"Wrote {path}, {path.stat().st_size:,} bytes.")
