"""Passages that stay with an older text though the article has a newer one."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.history import Recorded
from articles.models.passage import Passage
from articles.models.version import Version


class KeptPassage(models.Model):
    """A decision that a passage stays at its version; it is not asked about again."""

    passage = models.OneToOneField(
        Passage, on_delete=models.PROTECT, related_name="kept"
    )
    newer = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The newest text when it was decided.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("decided at", default=timezone.now)

    history = Recorded()

    class Meta:
        ordering = ["passage"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.passage)
