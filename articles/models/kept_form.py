"""What an editor typed and has not saved yet, kept for that editor alone."""

import json
import re
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone

MOST_BYTES = 1_000_000  # of one form
MOST_FORMS = 50  # of one editor
LONGEST = timedelta(days=30)
# What never leaves the request, whichever form it comes with.
SECRET = re.compile(r"password|passwd|secret|token|csrf|keeper", re.IGNORECASE)


def cleaned_fields(data) -> dict[str, list[str]]:
    """Return what was sent without secrets, as it can be stored.

    Raises ValidationError for a form of more than MOST_BYTES.
    """
    fields = {
        # PostgreSQL stores no NUL, and no box of ours takes one.
        name.replace("\x00", ""): [text.replace("\x00", "") for text in texts]
        for name, texts in data.items()
        if not SECRET.search(name)
    }
    if len(json.dumps(fields)) > MOST_BYTES:
        raise ValidationError("This is too long to be kept: save it yourself.")
    return fields


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    @transaction.atomic
    def keep(self, *, user, address, model, key=None, data) -> "KeptForm":
        """Keep the fields of a form, in place of what was kept for it before.

        `data` maps each name to the list of its values. The oldest forms of the same
        editor go beyond MOST_FORMS, and all go after LONGEST. Raises ValidationError
        for a form of more than MOST_BYTES.
        """
        fields = cleaned_fields(data)
        revision = "".join(fields.get("revision", [])[:1])
        kept, _ = self.update_or_create(
            user=user,
            address=address,
            defaults={
                "content_type": ContentType.objects.get_for_model(model),
                "object_id": key,
                "revision": int(revision)
                if re.fullmatch("[0-9]{1,9}", revision)
                else 0,
                "data": fields,
                "kept_at": timezone.now(),
            },
        )
        self._forget_the_oldest(user)
        return kept

    def _forget_the_oldest(self, user) -> None:
        too_old = self.filter(kept_at__lt=timezone.now() - LONGEST)
        own = self.filter(user=user).order_by("-kept_at", "-pk")
        too_many = own.values_list("pk", flat=True)[MOST_FORMS:]
        too_old.delete()
        self.filter(pk__in=list(too_many)).delete()

    def offered(self, user, address) -> "KeptForm | None":
        """Return what this editor has typed at this address and not saved."""
        recent = timezone.now() - LONGEST
        return self.filter(user=user, address=address, kept_at__gte=recent).first()

    def forget(self, user, address) -> None:
        """Drop it: it was saved, or the editor does not want it."""
        self.filter(user=user, address=address).delete()


class KeptForm(models.Model):
    """The fields of one form that an editor left without saving it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(max_length=300, help_text="Of the form, at this site.")
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Of the record; none for a new one."
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="Of the record when the form was opened."
    )
    data = models.JSONField(help_text="Name -> list of values, as they were sent.")
    kept_at = models.DateTimeField()

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at"]
        default_permissions = ()  # its owner alone sees it, whatever anybody may do
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"], name="form_is_kept_once_for_an_editor"
            )
        ]
        indexes = [models.Index(fields=["kept_at"], name="kept_forms_by_age")]

    def __str__(self) -> str:
        return f"{self.address} at {self.kept_at:%Y-%m-%d %H:%M}"

    def as_sent(self) -> QueryDict:
        """Return the fields as a request brings them."""
        sent = QueryDict(mutable=True)
        for name, texts in self.data.items():
            sent.setlist(name, texts)
        return sent

    @property
    def told_at(self) -> str:
        """When it was kept, as an editor reads it: the time alone if it is today's."""
        is_today = self.kept_at.date() == timezone.now().date()
        return f"{self.kept_at:{'%H:%M' if is_today else '%Y-%m-%d %H:%M'}} UTC"
