"""Make three accounts with which the desk can be tried."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.keys import ALPHABET
from project.groups import ANNOTATOR, PUBLISHER, REVIEWER

EDITORS = {
    "annotator": (ANNOTATOR, "drafts and sends to review, publishes nothing"),
    "reviewer": (REVIEWER, "does the same, and publishes what others drafted"),
    "publisher": (PUBLISHER, "does the same, and changes what readers see"),
    "chief": (None, "may do everything, accounts included"),
}


def new_password() -> str:
    """Return four groups of four characters that can be read aloud, about 77 bits."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


class Command(BaseCommand):
    help = "Make the demo accounts annotator, reviewer, publisher and chief, once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--new-passwords", action="store_true", help="Set new passwords for all."
        )
        parser.add_argument(
            "--force", action="store_true", help="Make them in production too."
        )

    @transaction.atomic
    def handle(self, *, new_passwords, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "Demo accounts do not belong into production. If you want them all the "
                "same, add --force."
            )
        rows = []
        for name, (group, may) in EDITORS.items():
            user, _ = get_user_model().objects.get_or_create(username=name)
            if user.has_usable_password() and user.password and not new_passwords:
                continue
            password = new_password()
            user.set_password(password)
            user.is_staff = user.is_active = True
            user.is_superuser = group is None
            user.save()
            if group:
                user.groups.add(Group.objects.get(name=group))
            rows.append((name, password, may))
        self._tell(rows)

    def _tell(self, rows) -> None:
        if not rows:
            self.stdout.write(
                "The demo accounts are there already and keep their passwords; set new "
                "ones with: manage.py demo_editors --new-passwords"
            )
            return
        self.stdout.write(f"{'name':<10} {'password':<19}  what they may do")
        for name, password, may in rows:
            self.stdout.write(f"{name:<10} {password:<19}  {may}")
        self.stdout.write("The passwords are shown this once.")
