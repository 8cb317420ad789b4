"""What may be published: its status, the two people it takes, and stale saves."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.models.history import Recorded


class Status(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class StaleRecord(ValidationError):
    """Somebody else saved this record since it was read."""


class Versioned(models.Model):
    """A record whose UPDATE compares the revision that was read with the one stored.

    The comparison is part of the UPDATE itself, so whatever path saves an instance, the
    later of two writers gets StaleRecord instead of overwriting the earlier one.
    """

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def _do_update(self, base_qs, using, pk_val, values, *rest):
        field = self._meta.get_field("revision")
        values = [row for row in values if row[0] is not field]
        values.append((field, None, self.revision + 1))
        as_read = base_qs.filter(revision=self.revision)
        updated = super()._do_update(as_read, using, pk_val, values, *rest)
        if updated:
            self.revision += 1
        elif base_qs.filter(pk=pk_val).exists():
            raise StaleRecord(
                f"Somebody else has changed this {self._meta.verbose_name} since you "
                "opened it. Nothing was saved."
            )
        return updated


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """What readers may see."""
        return self.filter(status=Status.PUBLISHED)

    def withdrawn(self):
        """What readers saw once: its address answers 410 with the reason."""
        return self.filter(status=Status.WITHDRAWN)


class Publishable(Versioned):
    """A record that is drafted by one person and published by a second."""

    status = models.CharField(
        max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, db_index=True
    )
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    override_reason = models.TextField(
        blank=True,
        editable=False,
        help_text="Why one person both drafted and published it.",
    )
    withdrawal_reason = models.TextField(
        blank=True,
        editable=False,
        help_text="Readers of the old address see this reason.",
    )

    history = Recorded(inherit=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published")
                | (
                    Q(published_by__isnull=False, published_at__isnull=False)
                    & (~Q(published_by=F("drafted_by")) | ~Q(override_reason=""))
                ),
                name="%(class)s_is_published_by_a_second_person",
                violation_error_message=(
                    "A second person must publish this, or the publisher writes down "
                    "why not."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawal_reason=""),
                name="%(class)s_is_withdrawn_with_a_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ]

    def obstacles(self) -> list[str]:
        """Return what keeps this from being published, in an editor's words."""
        return []

    def submit(self, *, by) -> None:
        """Ask a second person to review this draft."""
        if self.status != Status.DRAFT:
            raise ValidationError("Only a draft can be sent to review.")
        self._move(Status.IN_REVIEW, by)

    @transaction.atomic
    def publish(self, *, by, override_reason: str = "") -> None:
        """Let readers see this. Raises ValidationError with each obstacle."""
        if self.status == Status.PUBLISHED:
            raise ValidationError("It is published already.")
        if problems := self.obstacles():
            raise ValidationError(problems)
        self.published_by = by
        self.published_at = timezone.now()
        self.override_reason = override_reason
        self.withdrawal_reason = ""
        self._move(Status.PUBLISHED, by)

    def withdraw(self, *, by, reason: str) -> None:
        """Take this back from readers, who are told the reason."""
        if self.status != Status.PUBLISHED:
            raise ValidationError("Only what is published can be withdrawn.")
        self.withdrawal_reason = reason.strip()
        self._move(Status.WITHDRAWN, by)

    def _move(self, status: Status, by) -> None:
        self.status = status
        self.full_clean()
        self._history_user = by
        self.save()
