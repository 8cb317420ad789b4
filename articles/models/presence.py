"""Who has a record open right now."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

# After the last sign of an open page, which gives one every 20 seconds, and every 60
# when another tab is in front.
STILL_THERE = timedelta(seconds=70)
FORGOTTEN = timedelta(hours=1)
MOST_NAMED = 5


class PresenceQuerySet(models.QuerySet["Presence"]):
    def at(self, record):
        """Signs of open pages of this record."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)

    def now(self):
        """Those whose page is still open."""
        return self.filter(seen_at__gte=timezone.now() - STILL_THERE)

    def note(self, user, record) -> None:
        """Write down that `user` has the record open; the first sign dates it."""
        now = timezone.now()
        here = self.at(record).filter(user=user)
        if here.now().update(seen_at=now):
            return
        kind = ContentType.objects.get_for_model(record)
        self.filter(seen_at__lt=now - FORGOTTEN).delete()
        self.update_or_create(
            user=user,
            content_type=kind,
            object_id=record.pk,
            defaults={"opened_at": now, "seen_at": now},
        )

    def told(self, user, record) -> str:
        """Return who else has the record open, as one sentence; "" for nobody."""
        others = self.at(record).now().exclude(user=user).select_related("user")
        others = list(others.order_by("opened_at", "pk")[: MOST_NAMED + 1])
        named = [
            f"{who.user.get_full_name() or who.user.get_username()} "
            f"since {who.opened_at:%H:%M} UTC"
            for who in others[:MOST_NAMED]
        ]
        if len(others) > MOST_NAMED:
            named.append("others")
        if not named:
            return ""
        *first, last = named
        listed = f"{', '.join(first)} and {last}" if first else last
        return f"Also open by {listed}."


class Presence(models.Model):
    """A sign that an editor has a record open; it has no history and soon goes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # shown with the record, to those who may see that
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user"],
                name="presence_is_noted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} since {self.opened_at:%H:%M}"
