from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from project.exchange import run
from project.exchange.files import MOST_BYTES
from project.models import Batch, BatchRow, RowState

MOST_LINES = 50


class Command(BaseCommand):
    help = (
        "Check a file of claims, entities, names or topics and store it: all of it or, "
        "if a row is wrong, nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            type=Path,
            help="what `export` wrote: XLSX, JSONL, CSV or a zip of CSV",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only tell what would change and what is wrong",
        )
        parser.add_argument("--by", required=True, help="the editor's user name")
        parser.add_argument("--reason", default="", help="for the history")

    def handle(self, *, file: Path, dry_run, by, reason, verbosity, **options):
        editor = get_user_model().objects.filter(username=by, is_active=True).first()
        if editor is None:
            raise CommandError(f"There is no active editor called “{by}”.")
        self.verbosity = verbosity
        batch = Batch.of(self._read(file), filename=file.name, by=editor, reason=reason)
        try:
            run.check(batch, self.show_progress)
            self._tell(batch)
            if batch.wrong_rows:
                raise CommandError("Nothing was stored.")
            if not dry_run:
                run.apply(batch, self.show_progress)
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages)) from problem
        done = "Nothing was stored, as asked." if dry_run else f"Batch {batch.pk}."
        self.stdout.write(done)

    def _read(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except OSError as problem:
            raise CommandError(
                f"{file} cannot be read: {problem.strerror}"
            ) from problem

    def _tell(self, batch: Batch) -> None:
        self.stdout.write(
            f"{batch.new_rows} new, {batch.changed_rows} changed, "
            f"{batch.unchanged_rows} unchanged, {batch.wrong_rows} with errors."
        )
        if not self.verbosity:
            return
        wrong = batch.rows.filter(state=RowState.ERROR)
        for row in wrong[:MOST_LINES]:
            self._tell_row(row)
        if batch.wrong_rows > MOST_LINES:
            self.stdout.write(f"… and {batch.wrong_rows - MOST_LINES} more.")

    def _tell_row(self, row: BatchRow) -> None:
        for column, words in row.errors:
            where = f"{row}, {column}" if column else str(row)
            self.stdout.write(f"  {where}: {words}")

    def show_progress(self, table: str, done: int, of: int) -> None:
        """Show one line per table, rewritten in place on a terminal."""
        if not self.verbosity or (done < of and not self.stdout.isatty()):
            return
        self.stdout.write(f"  {table} {done}/{of}", ending="\n" if done == of else "\r")
        self.stdout.flush()
