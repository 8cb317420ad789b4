"""Suggested mentions that an editor has refused, so that nobody is asked again."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.models import Recorded, Version, Versioned
from entities.models.entity import Entity


class Refusal(Versioned):
    """At this place the words do not name this entity.

    The place is no Passage: nothing is said of it that had to be carried to a newer
    text. There it counts where the words surely stand where they stood.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")

    history = Recorded()

    class Meta:
        verbose_name = "refused suggestion"
        ordering = ["version", "start", "end", "entity"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end", "entity"],
                name="suggestion_is_refused_once",
                violation_error_message="This suggestion is refused already.",
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="refusal_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    def clean(self):
        if self.version_id:
            there = self.version.text[self.start : self.end]
            if there != self.quote:
                raise ValidationError(
                    {"quote": f"At this place the text says “{there}”."}
                )
