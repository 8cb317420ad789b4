from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from project.bundle import BundleError
from project.bundle.dumping import dump, fingerprint
from project.bundle.progress import show_on


class Command(BaseCommand):
    help = (
        "Write the whole site into one file: every record with its number and history, "
        "accounts with the hashes of their passwords. Keep that file as you keep the "
        "database. The desk may go on working meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="such as dossier-2026-11-22.zip")
        parser.add_argument(
            "--without-history", action="store_true", help="Leave out who changed what."
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="Replace the file if it is there."
        )
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *, file, without_history, overwrite, database, verbosity, **_):
        try:
            manifest, false = dump(
                file,
                using=database,
                history=not without_history,
                overwrite=overwrite,
                progress=show_on(self.stdout, verbosity),
            )
        except BundleError as problem:
            raise CommandError(f"Nothing was dumped. {problem}") from problem
        if verbosity:
            rows = sum(table.rows for table in manifest.tables.values())
            self.stdout.write(
                f"Dumped {rows} rows, {file.stat().st_size} bytes, content "
                f"{fingerprint(manifest)}, to {file}"
            )
            self.stdout.write("It holds the hashes of passwords: keep it to yourself.")
        if false:
            raise CommandError(
                "The file was written, but load will refuse it until this is mended:\n"
                + "\n".join(false)
            )
