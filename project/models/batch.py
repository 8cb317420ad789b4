"""A file that somebody imported, and what became of each of its rows."""

import hashlib

from django.conf import settings
from django.db import models


class BatchState(models.TextChoices):
    CHECKED = "checked", "checked"
    APPLIED = "applied", "applied"
    UNDONE = "undone", "undone"


class RowState(models.TextChoices):
    NEW = "new", "new"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    ERROR = "error", "error"


class Batch(models.Model):
    """One file, kept as it came, with its state and who moved it."""

    filename = models.CharField("file", max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    reason = models.CharField(
        max_length=300,
        blank=True,
        help_text="Stands in the history of each record that it changes.",
    )
    state = models.CharField(
        max_length=10, choices=BatchState, default=BatchState.CHECKED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # What the check found, to be sure that applying does the same.
    outcome = models.CharField(max_length=64, blank=True)
    new_rows = models.PositiveIntegerField("new", default=0)
    changed_rows = models.PositiveIntegerField("changed", default=0)
    unchanged_rows = models.PositiveIntegerField("unchanged", default=0)
    wrong_rows = models.PositiveIntegerField("errors", default=0)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def of(cls, content: bytes, *, filename: str, by, reason: str = "") -> "Batch":
        """Return an unsaved batch that keeps the file's bytes."""
        digest = hashlib.sha256(content).hexdigest()
        return cls(
            content=content,
            sha256=digest,
            filename=filename,
            by=by,
            reason=reason,
        )


class BatchRow(models.Model):
    """What became of one row: new, changed or wrong, cell by cell."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=30)
    line = models.PositiveIntegerField(help_text="Counted with the header as line 1.")
    state = models.CharField(max_length=10, choices=RowState)
    label = models.CharField("record", max_length=200, blank=True)
    # The record's row number and the revision that the batch left it at, for undoing.
    record = models.BigIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True)
    # [[column, from, to], …] and [[column or "", what is wrong], …]
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["batch", "pk"]

    def __str__(self) -> str:
        return f"{self.table}, line {self.line}"
