"""What `python3 dev.py run` does once the packages are there, in one process."""

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import runserver
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from entities.models import Entity

INTERRUPTED = 130  # what shells call an end by Ctrl-C

WORTH_OPENING = {
    "a company": "/companies/iflytek/",
    "a topic": "/topics/domestic-compute/",
    "the API": "/api/docs/",
    "the editors' desk": "/admin/",
}


class Server(runserver.Command):
    """Django's server; once it listens, it says what is worth opening."""

    def on_bind(self, server_port: int) -> None:
        self.stdout.write(addresses(server_port))
        self.stdout.write("Ctrl-C stops the server.")


class Command(BaseCommand):
    help = "Bring the database up to date, seed it, and serve Dossier on this machine."
    requires_system_checks: list[str] = []  # the server checks

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-server", dest="server", action="store_false")

    def handle(self, *, port, server, **options):
        # dev.py starts us deaf to Ctrl-C, or it would strike between two imports.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        reloaded = os.environ.get("RUN_MAIN") == "true"
        if not reloaded:
            self.prepare()
        if not server:
            self.stdout.write("Ready: python3 dev.py run")
            return
        if not reloaded:
            # We only watch over the process that serves; Ctrl-C is for that one.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        call_command(Server(), f"127.0.0.1:{port}")

    def prepare(self):
        try:
            self.migrate()
            self.seed()
            call_command("demo_editors")
        except OperationalError as error:
            raise CommandError(explanation(error)) from error
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)

    def seed(self):
        """Seed an empty database, and again when the seeds have changed."""
        wanted = fingerprint()
        known = remembered()
        if known.get(database()) == wanted and Entity.objects.exists():
            return
        call_command("seed")
        remember(known | {database(): wanted})


def explanation(error: OperationalError) -> str:
    sentence = f"The database cannot be used: {error}."
    if str(error).startswith("no such"):
        # An unreleased 0001_initial was edited after this file had been made.
        name = connection.settings_dict["NAME"]
        sentence += f" It is older than the code; move {name} away and run this again."
    return sentence


def addresses(port):
    lines = [f"Dossier is at http://127.0.0.1:{port}/", ""]
    for what, path in WORTH_OPENING.items():
        lines.append(f"  {what:<18} http://127.0.0.1:{port}{path}")
    return "\n".join(lines) + "\n"


def fingerprint() -> str:
    seeds = settings.BASE_DIR / "seeds"
    digest = hashlib.sha256()
    for path in sorted(seeds.glob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def memory() -> Path:
    return settings.BASE_DIR / ".dossier" / "seeded.json"


def database() -> str:
    """Name the database, so that a second one is seeded as well."""
    known = connection.settings_dict
    return ":".join(str(known[part]) for part in ("ENGINE", "HOST", "PORT", "NAME"))


def remembered() -> dict[str, str]:
    try:
        return json.loads(memory().read_text())
    except (FileNotFoundError, ValueError):
        return {}


def remember(fingerprints: dict[str, str]) -> None:
    memory().parent.mkdir(exist_ok=True)
    unfinished = memory().with_suffix(".new")
    unfinished.write_text(json.dumps(fingerprints, indent=1))
    unfinished.replace(memory())
