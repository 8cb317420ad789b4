from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.changes import one_change
from project.seeding.load import Seeding
from project.seeding.reader import SeedError


class Command(BaseCommand):
    help = (
        "Put the demo content of seeds/ into the database: all of it or, if anything "
        "is wrong, nothing. What is there already is left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "seeds",
            help="a folder of seed files (default: seeds/)",
        )

    def handle(self, *, folder: Path, verbosity: int, **_):
        self.verbosity = verbosity
        try:
            with one_change():
                added = Seeding(folder, self.show_progress).run()
        except SeedError as problem:
            raise CommandError(f"Nothing was seeded.\n{problem}") from problem
        if verbosity:
            new = ", ".join(f"{n} {kind}" for kind, n in added.items() if n)
            self.stdout.write(f"Seeded {new}." if new else "Seeded already.")

    def show_progress(self, kind: str, done: int, of: int) -> None:
        """Show one line per kind, rewritten in place on a terminal."""
        if not self.verbosity or (done < of and not self.stdout.isatty()):
            return
        if done == of or done % 10 == 0:
            end = "\n" if done == of else "\r"
            self.stdout.write(f"  {kind} {done}/{of}", ending=end)
            self.stdout.flush()
