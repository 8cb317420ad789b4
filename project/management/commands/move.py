"""Move records on from the command line, by the verbs and rights of the desk."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models.workflow import MOVES
from project.records import KINDS, find


class Command(BaseCommand):
    help = (
        "Submit, send back, publish, withdraw or reopen records. Each is moved by "
        "itself; the command ends with 1 if any was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "verb", choices=[verb.value for verb in MOVES], help="what to do"
        )
        parser.add_argument("kind", choices=list(KINDS), help="with what")
        parser.add_argument("names", nargs="+", metavar="NAME", help="slug or claim ID")
        parser.add_argument("--by", required=True, help="user name of who does it")
        parser.add_argument("--reason", default="", help="why, where it is asked")

    def handle(self, *, verb, kind, names, by, reason, **_):
        user = get_user_model().objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{by}”.")
        refused = [
            name for name in names if not self.move(verb, kind, name, user, reason)
        ]
        if refused:
            raise CommandError(f"{len(refused)} of {len(names)} refused.")

    def move(self, verb, kind, name, user, reason) -> bool:
        """Move one record and say what became of it."""
        record = find(kind, name)
        try:
            if record is None:
                raise ValidationError("There is no such record.")
            with transaction.atomic():  # the record and its history, or neither
                record.move(verb, by=user, reason=reason)
        except (ValidationError, PermissionDenied) as refusal:
            texts = getattr(refusal, "messages", [str(refusal)])
            self.stderr.write(f"{name}: {' '.join(texts)}")
            return False
        self.stdout.write(f"{name}: {record.get_status_display()}")
        return True
