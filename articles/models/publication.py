"""What may be published: its status, the two people it takes, and stale saves."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.models.as_if import also_shown
from articles.models.history import Recorded
from articles.models.workflow import (
    MOVES,
    Status,
    Verb,
    has_right,
    needs_reason,
    refusal,
)


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


class Obstacles(dict[str, list[str]]):
    """What is missing, by the field or the kind of part where it is to be mended."""

    def add(self, where: str, *texts: str) -> None:
        if texts:
            self.setdefault(where, []).extend(texts)


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """What readers may see."""
        return self.filter(Q(status=Status.PUBLISHED) | also_shown(self.model))

    def withdrawn(self):
        """What readers saw once: its address answers 410 with the reason, also while
        it is drafted anew."""
        return self.exclude(withdrawal_reason="").exclude(status=Status.PUBLISHED)

    def kept_up(self):
        """What the desk has to answer for: all but what it has withdrawn."""
        return self.exclude(status=Status.WITHDRAWN)

    def waiting_for(self, user):
        """What others have sent to review, for somebody who may publish it."""
        if not has_right(self.model, "publish", user):
            return self.none()
        return self.filter(status=Status.IN_REVIEW).exclude(drafted_by=user)

    def drafts_of(self, user):
        return self.filter(status=Status.DRAFT, drafted_by=user)

    def sent_back_to(self, user):
        """The person's own drafts of which a reviewer has asked for more."""
        return self.drafts_of(user).exclude(review_note="")

    def untranslated(self, *languages):
        """What lacks its main words in one of the languages."""
        column = self.model.main_words  # type: ignore[attr-defined]  # of Publishable
        return self.kept_up().exclude(**{f"{column}__has_keys": list(languages)})

    def changed_since(self, moment):
        return self.filter(changed_at__gte=moment)


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
    review_note = models.TextField(
        "sent back because",
        blank=True,
        editable=False,
        help_text="What the reviewer asks for before it can be published.",
    )

    history = Recorded(inherit=True)
    main_words = ""  # the Wording that a reader cannot do without

    class Meta:
        abstract = True
        # Besides Django's own: to publish and withdraw, and to do without a second
        # person or change what readers see, with a written reason.
        default_permissions = ("add", "change", "delete", "view", "publish", "override")
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

    def obstacles(self) -> Obstacles:
        """Return what keeps this from being published, in an editor's words."""
        return Obstacles()

    def shown_with(self) -> list["Publishable"]:
        """Return the other records without which its page cannot be shown."""
        return []

    def may(self, verb: str, user) -> bool:
        """Whether the record's status and the person's rights allow the verb."""
        return refusal(self, verb, user) is None

    def moves_for(self, user) -> list[Verb]:
        """Return what this person may do next."""
        return [verb for verb in MOVES if self.may(verb, user)]

    def move(self, verb: str, *, by, reason: str = "") -> None:
        """Call the verb of that name, as buttons, commands and clients do."""
        steps: dict[str, Callable[[], None]] = {
            Verb.SUBMIT: lambda: self.submit(by=by),
            Verb.SEND_BACK: lambda: self.send_back(by=by, note=reason),
            Verb.PUBLISH: lambda: self.publish(by=by, override_reason=reason),
            Verb.WITHDRAW: lambda: self.withdraw(by=by, reason=reason),
            Verb.REOPEN: lambda: self.reopen(by=by),
        }
        steps[verb]()

    def submit(self, *, by) -> None:
        """Ask a second person to review this draft."""
        self._ask(Verb.SUBMIT, by)
        self.review_note = ""
        self._go_to(Status.IN_REVIEW, by)

    def send_back(self, *, by, note: str = "") -> None:
        """Make it a draft again: a reviewer says why, whoever drafted it need not."""
        self.review_note = self._ask(Verb.SEND_BACK, by, note)
        self._go_to(Status.DRAFT, by, note)

    @transaction.atomic
    def publish(self, *, by, override_reason: str = "") -> None:
        """Let readers see this. Raises ValidationError with each obstacle.

        `override_reason` is why no second person has reviewed it; it is kept only
        where that is so.
        """
        reason = self._ask(Verb.PUBLISH, by, override_reason)
        if problems := self.obstacles():
            raise ValidationError(dict(problems))
        self.published_by = by
        self.published_at = timezone.now()
        self.override_reason = reason
        self.withdrawal_reason = self.review_note = ""
        self._go_to(Status.PUBLISHED, by, reason)

    def withdraw(self, *, by, reason: str) -> None:
        """Take this back from readers, who are told the reason."""
        self.withdrawal_reason = self._ask(Verb.WITHDRAW, by, reason)
        self._go_to(Status.WITHDRAWN, by, reason)

    def reopen(self, *, by) -> None:
        """Draft anew what was withdrawn; readers go on being told why it was."""
        self._ask(Verb.REOPEN, by)
        self._go_to(Status.DRAFT, by)

    def _ask(self, verb: Verb, by, reason: str = "") -> str:
        """Return the reason where one is needed, "" elsewhere; raise what stands
        against the verb."""
        if refused := refusal(self, verb, by):
            raise refused
        if not needs_reason(self, verb, by):
            return ""
        if not reason.strip():
            raise ValidationError(WHY[verb, self.status])
        return reason.strip()

    def _go_to(self, status: Status, by, reason: str = "") -> None:
        self.status = status
        self.full_clean()
        self._history_user = by
        self._change_reason = reason.strip()
        self.save()


# What is asked of somebody who gave no reason.
WHY: dict[tuple[str, str], str] = {
    (Verb.SEND_BACK, Status.IN_REVIEW): (
        "Say what has to change before it can be published."
    ),
    (Verb.PUBLISH, Status.DRAFT): (
        "Nobody has reviewed it: send it to review, or write down why not."
    ),
    (Verb.PUBLISH, Status.IN_REVIEW): (
        "A second person must publish this, or you write down why not."
    ),
    (Verb.WITHDRAW, Status.PUBLISHED): "Say why it is withdrawn.",
}
