"""What merges and splits have moved, kept so that each can be undone; and which
entities are known not to be the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models import Versioned
from entities.models.entity import Entity


class MergeKind(models.TextChoices):
    MERGE = "merge", "merged into"
    SPLIT = "split", "split off to"


class Merge(Versioned):
    """Rows that moved from one entity to another in one go."""

    kind = models.CharField(
        max_length=10, choices=MergeKind, default=MergeKind.MERGE, editable=False
    )
    from_entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="+", editable=False
    )
    to_entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        help_text="None once the split that made it was undone.",
    )
    made_entity = models.BooleanField(
        default=False, editable=False, help_text="The split made the second entity."
    )
    from_name = models.CharField(max_length=300, editable=False)
    to_name = models.CharField(max_length=300, editable=False)
    reason = models.TextField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "merge or split"
        verbose_name_plural = "merges and splits"
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="merge_undone_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_name} {self.get_kind_display()} {self.to_name}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class RowChange(models.TextChoices):
    """What became of one row; in the order in which it is done."""

    DROPPED = "dropped", "left out"
    MOVED = "moved", "moved"
    CHANGED = "changed", "changed"
    ADDED = "added", "added"


class MergedRow(models.Model):
    """One row as it was before and after; column values as texts, null for no row."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    model = models.CharField(max_length=100, help_text="Such as entities.claim.")
    row = models.BigIntegerField()
    title = models.CharField(max_length=300)
    change = models.CharField(max_length=10, choices=RowChange)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    def between(self, one: Entity, other: Entity):
        """Those that keep the two apart, whichever was named first."""
        return self.filter(Q(first=one, second=other) | Q(first=other, second=one))


class Distinction(models.Model):
    """Somebody looked: these two are not the same, however alike they seem."""

    first = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "pair that is not the same"
        verbose_name_plural = "pairs that are not the same"
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="distinction_is_made_once",
                violation_error_message="These two are told apart already.",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="distinction_is_between_two",
                violation_error_message="Choose two different entities.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
