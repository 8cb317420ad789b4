from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from project.bundle import BundleError
from project.bundle.dumping import fingerprint
from project.bundle.loading import load
from project.bundle.progress import show_on


class Command(BaseCommand):
    help = (
        "Fill an empty, migrated site with what `dump` wrote: all of it, exactly as it "
        "was, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a bundle that `dump` wrote")
        parser.add_argument(
            "--replace",
            metavar="DATABASE",
            default="",
            help="lose what the site holds; give the name of its database, which the "
            "refusal of a site that is not empty tells",
        )
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *, file, replace, database, verbosity, **_):
        try:
            manifest = load(
                file,
                using=database,
                replace=replace,
                progress=show_on(self.stdout, verbosity),
            )
        except BundleError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        if verbosity:
            rows = sum(table.rows for table in manifest.tables.values())
            without = "" if manifest.history else ", without its history"
            self.stdout.write(
                f"Loaded {rows} rows{without}, content {fingerprint(manifest)}; all "
                "of them were read back. Everybody logs in again."
            )
