from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from articles.keys import new_key
from articles.models.version import Version

ADRIFT, MOST_ADRIFT = "passages-adrift", 500
CONTEXT = 32  # code points kept before and after, to find the passage again

Place = tuple[int, int]  # start and end, in code points


def _words(text: str, start: int, end: int) -> dict[str, str]:
    """Return what a passage keeps of its text: the quote and what stands around it."""
    return {
        "quote": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


class PassageQuerySet(models.QuerySet["Passage"]):
    def adrift(self):
        """Passages whose quote is not in their text at that place; reads the texts."""
        there = Substr("version__text", F("start") + 1, F("end") - F("start"))
        return self.alias(said_there=there).exclude(said_there=F("quote"))

    def mark(self, version: Version, start: int, end: int) -> "Passage":
        """Return the passage of `version` from `start` to `end`, made if need be.

        Offsets are code points, start inclusive, end exclusive. Raises ValidationError
        when they do not lie in the text.
        """
        text = version.text
        if not 0 <= start < end <= len(text):
            raise ValidationError(
                f"The passage {start}–{end} does not lie in a text of {len(text)} "
                "characters."
            )
        passage, _ = self.get_or_create(
            version=version,
            start=start,
            end=end,
            defaults=_words(text, start, end),
        )
        return passage

    def mark_all(self, version: Version, places: Iterable[Place]) -> dict[Place, Any]:
        """Return the passage at each (start, end), made if need be.

        Costs the same number of queries however many there are. The places lie in the
        text; the database refuses others.
        """
        wanted = set(places)
        there = self._at(version, wanted)
        missing: list[Any] = [
            Passage(
                version=version,
                start=start,
                end=end,
                **_words(version.text, start, end),
            )
            for start, end in sorted(wanted - there.keys())
        ]
        if not missing:
            return there
        self.bulk_create(missing, batch_size=200, ignore_conflicts=True)
        return self._at(version, wanted)

    def _at(self, version: Version, places: set[Place]) -> dict[Place, "Passage"]:
        rows = self.filter(version=version)
        return {
            (row.start, row.end): row for row in rows if (row.start, row.end) in places
        }

    def find(self, version: Version, quote: str, occurrence: int | None = None):
        """Return the passage where `version` says `quote`.

        Raises ValidationError when the words are not there, or are there more than once
        and `occurrence` (1 is the first) does not say which is meant.
        """
        starts = find_all(version.text, quote)
        if not starts:
            raise ValidationError(f"The text does not say “{quote}”.")
        if occurrence is None and len(starts) > 1:
            raise ValidationError(
                f"The text says “{quote}” {len(starts)} times; choose which is meant."
            )
        if not 1 <= (occurrence or 1) <= len(starts):
            raise ValidationError(f"The text says “{quote}” {len(starts)} times only.")
        start = starts[(occurrence or 1) - 1]
        return self.mark(version, start, start + len(quote))


def passages_adrift() -> list[int]:
    """Return the keys of passages adrift, as of some time in the last day.

    To look at every text takes seconds for 200,000 passages, and finds only what was
    written behind the back of the database's own guards.
    """
    found = cache.get(ADRIFT)
    if found is None:
        keys = Passage.objects.adrift().order_by().values_list("pk", flat=True)
        found = list(keys[:MOST_ADRIFT])
        cache.set(ADRIFT, found, timeout=24 * 60 * 60)
    return found


def find_all(text: str, quote: str) -> list[int]:
    """Return each offset at which `quote` stands in `text`, overlaps included."""
    starts: list[int] = []
    at = text.find(quote) if quote else -1
    while at != -1:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts


class Passage(models.Model):
    """A stretch of a version that something points at.

    A trigger (articles.guards) refuses a quote that the version does not say there.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="passages"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["version", "start", "end"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end"], name="passage_is_marked_once"
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="passage_ends_after_it_starts",
                violation_error_message="A passage must end after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    def get_absolute_url(self) -> str:
        return f"{self.version.article.get_absolute_url()}#p={self.key}"

    @property
    def verifies(self) -> bool:
        """Whether the version really says the quote at this place."""
        return self.version.text[self.start : self.end] == self.quote

    def clean(self):
        if self.version_id and not self.verifies:
            there = self.version.text[self.start : self.end]
            raise ValidationError({"quote": f"At this place the text says “{there}”."})
