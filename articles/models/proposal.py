"""A change to what readers see, proposed by somebody who may not make it."""

from typing import cast

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from articles.changes import current_change
from articles.models.kept_form import cleaned_fields
from articles.models.publication import Publishable
from articles.models.workflow import Status, has_right

MOST_OPEN = 200  # of one person
LONGEST_REASON = 1_800  # characters; what the history keeps names the proposer too
LONGEST_NOTE = 2_000
DECIDED = "Somebody has decided on it, or it was taken back."


def proposable() -> list[type[Publishable]]:
    """Return the kinds of record that changes can be proposed to."""
    return _concrete(Publishable)


def _concrete(model) -> list[type[Publishable]]:
    below = [kind for child in model.__subclasses__() for kind in _concrete(child)]
    return below if model._meta.abstract else [model, *below]


def kinds_for(user, *rights: str) -> list[int]:
    """Return the content types of those kinds to which the user has such a right."""
    return [
        ContentType.objects.get_for_model(kind).pk
        for kind in proposable()
        if any(has_right(kind, right, user) for right in rights)
    ]


def may_propose(record, user) -> bool:
    """Whether this person may change such records, but not this published one."""
    if not user.is_active or record.status != Status.PUBLISHED:
        return False
    return has_right(record, "change", user) and not has_right(record, "override", user)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self):
        return self.filter(state=Proposal.State.OPEN)

    def about(self, record):
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)

    def mine(self, user):
        """What this person proposed, decided or not."""
        return self.filter(by=user)

    def visible_to(self, user):
        """Those to records of a kind that this person may look at."""
        return self.filter(content_type__in=kinds_for(user, "view", "change"))

    def to_decide(self, user):
        """What waits for this person: never their own."""
        kinds = kinds_for(user, "publish")
        return (
            self.visible_to(user).open().exclude(by=user).filter(content_type__in=kinds)
        )

    @transaction.atomic
    def propose(self, record, *, by, reason: str, data, part: str = "") -> "Proposal":
        """Keep a form that was checked, in place of what its sender proposed before.

        `data` maps each name to the list of its values. `part` is the label of the
        model of which the form adds one to the record, "" for the record's own form:
        of those a person has one open proposal per record. Raises ValidationError for
        a form that is too long and for more than MOST_OPEN.
        """
        if not may_propose(record, by):
            raise PermissionDenied(f"You may not propose changes to “{record}”.")
        if not reason.strip():
            raise ValidationError("Say why it should be changed.")
        if len(reason.strip()) > LONGEST_REASON:
            raise ValidationError(f"Say why in {LONGEST_REASON:,} characters.")
        fields = cleaned_fields(data)
        kind = ContentType.objects.get_for_model(record)
        if not part:
            own = self.filter(content_type=kind, object_id=record.pk, by=by)
            own.open().filter(part="").delete()
        if self.open().filter(by=by).count() >= MOST_OPEN:
            raise ValidationError(
                f"{MOST_OPEN} of your proposals wait for a decision already."
            )
        return self.create(
            content_type=kind,
            object_id=record.pk,
            called=str(record)[:300],
            part=part,
            revision=record.revision,
            by=by,
            at=timezone.now(),
            reason=reason.strip(),
            change=current_change(),
            data=fields,
        )


class Proposal(models.Model):
    """The fields of one form, waiting for a second person's decision."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        REFUSED = "refused", "refused"
        TAKEN_BACK = "taken_back", "taken back"

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(help_text="Of the record.")
    record = GenericForeignKey("content_type", "object_id")
    called = models.CharField(
        "record", max_length=300, help_text="How the record was called."
    )
    part = models.CharField(
        max_length=100,
        blank=True,
        help_text="What is to be added to the record; empty for the record's own form.",
    )
    revision = models.PositiveIntegerField(help_text="Of the record it was made at.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="proposed by",
    )
    at = models.DateTimeField("proposed at", db_index=True)
    reason = models.TextField(max_length=LONGEST_REASON)
    change = models.UUIDField(
        null=True, db_index=True, help_text="Of what was done along with proposing."
    )
    data = models.JSONField(help_text="Name -> list of values, as they were sent.")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(
        blank=True, max_length=LONGEST_NOTE, help_text="Why it was refused."
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()  # the rights to the record decide
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "by"],
                condition=Q(state="open", part=""),
                name="one_change_is_proposed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None, decided_at=None)
                | Q(state="taken_back", decided_by=F("by"), decided_at__isnull=False)
                | (
                    Q(state__in=["accepted", "refused"], decided_at__isnull=False)
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("by"))
                ),
                name="proposal_is_decided_by_a_second_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "state"],
                name="proposals_to_a_record",
            )
        ]

    def __str__(self) -> str:
        return f"change to “{self.called}” proposed by {self.by}"

    @property
    def kind(self) -> type[Publishable]:
        """The kind of record, which is known of a deleted one too."""
        return cast(type[Publishable], self.content_type.model_class())

    @property
    def why(self) -> str:
        """What the history keeps of an accepted one."""
        return f"Proposed by {self.by.get_username()}: {self.reason}"

    def as_sent(self) -> QueryDict:
        """Return the fields as a request brings them."""
        sent = QueryDict(mutable=True)
        for name, texts in self.data.items():
            sent.setlist(name, texts)
        return sent

    def may_decide(self, user) -> bool:
        """Whether this person is a second one, and may publish such records."""
        return (
            self.state == self.State.OPEN
            and self.by_id != user.pk
            and user.is_active
            and has_right(self.kind, "publish", user)
        )

    def accept(self, *, by) -> None:
        """Note that it was accepted; who calls this saves the change along with it."""
        self._decide(self.State.ACCEPTED, by)

    def refuse(self, *, by, note: str) -> None:
        """Leave the record as it is, and tell the proposer why."""
        if not note.strip():
            raise ValidationError("Say why it is refused: the proposer reads it.")
        self._decide(self.State.REFUSED, by, note.strip())

    def take_back(self, *, by) -> None:
        if by.pk != self.by_id:
            raise PermissionDenied("Only its proposer takes a proposal back.")
        self._close(self.State.TAKEN_BACK, by, data={})  # nobody reads it any more

    def _decide(self, state, by, note: str = "") -> None:
        if by.pk == self.by_id:
            raise PermissionDenied("You proposed it; a second person must decide.")
        if self.state == self.State.OPEN and not self.may_decide(by):
            raise PermissionDenied("You may not decide on this proposal.")
        self._close(state, by, note=note)

    def _close(self, state, by, **fields) -> None:
        """Compare within the UPDATE: of two decisions only the first one counts."""
        fields |= {"state": state, "decided_by": by, "decided_at": timezone.now()}
        here = Proposal.objects.open().filter(pk=self.pk)
        if not here.update(**fields):
            raise ValidationError(DECIDED)
        for name, value in fields.items():
            setattr(self, name, value)
