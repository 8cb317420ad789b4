"""How often somebody has guessed at a name's password or code, counted by the database.

One UPDATE takes one try, so that a hundred threads and machines together get no more
tries than one. Names are kept as keyed hashes: people type passwords into name boxes.
"""

import unicodedata
from datetime import timedelta
from enum import Enum

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

TRIES = 10
WINDOW = timedelta(minutes=15)


class Try(Enum):
    """What came of asking for one more try."""

    TAKEN = "taken"
    JUST_CLOSED = "just closed"  # the first one refused, which is worth a line in a log
    CLOSED = "closed"


class GuessCountQuerySet(models.QuerySet):
    def take(self, kind: str, name: str) -> Try:
        """Count one try at `name`, known or not; refuse it after the tenth in a window.

        `kind` ("password", "code") keeps one secret's tries from another's.
        """
        mine, now = self.filter(key=key_of(kind, name)), timezone.now()
        for _ in range(2):  # twice, if another made the row between two statements
            current = mine.filter(since__gt=now - WINDOW)
            if current.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
                return Try.TAKEN
            if mine.filter(since__lte=now - WINDOW).update(tries=1, since=now):
                return Try.TAKEN
            if current.filter(tries=TRIES).update(tries=TRIES + 1):
                return Try.JUST_CLOSED
            if current.exists():
                return Try.CLOSED
            _, made = self.get_or_create(
                key=key_of(kind, name), defaults={"tries": 1, "since": now}
            )
            if made:
                self.filter(since__lte=now - WINDOW).delete()
                return Try.TAKEN
        return Try.CLOSED

    def give_back(self, kind: str, name: str) -> None:
        """Undo one `take` whose guess was right; the wrong ones stay counted."""
        mine = self.filter(key=key_of(kind, name), tries__gt=0)
        mine.update(tries=F("tries") - 1)

    def forget(self, kind: str, name: str) -> None:
        """Open a name again at once."""
        self.filter(key=key_of(kind, name)).delete()


class GuessCount(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField()
    since = models.DateTimeField(db_index=True)

    objects = GuessCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.tries} tries since {self.since:%H:%M}"


def key_of(kind: str, name: str) -> str:
    """Return the same key for every spelling that could open the same account."""
    spelt = unicodedata.normalize("NFKC", name).casefold()
    return salted_hmac(
        "project.models.guess", f"{kind}:{spelt}", algorithm="sha256"
    ).hexdigest()
