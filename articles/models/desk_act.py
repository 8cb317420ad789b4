"""What one person did at an annotation desk in one go, kept for a day: so that sending
it again does nothing twice, and so that it can be undone."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.changes import current_change
from articles.models.article import Article

KEPT = timedelta(days=1)
MOST_UNDONE = 20  # acts that are offered to be undone, the newest first


class DeskActQuerySet(models.QuerySet["DeskAct"]):
    def take(self, *, user, key: str, digest: str) -> "DeskAct":
        """Return the act that the person's client calls `key`, made if need be.

        Whoever asks for the same key meanwhile waits for this transaction. What was not
        answered in the end is rolled back with it.
        """
        self.filter(at__lt=timezone.now() - KEPT).delete()
        try:
            with transaction.atomic():
                return self.create(user=user, key=key, digest=digest)
        except IntegrityError:
            return self.get(user=user, key=key)

    def done(self, *, by, article, said: str, page: str, undoes=None) -> "DeskAct":
        """Keep what the person has just done at another page of the article, so that
        it can be undone like what is done at its desk."""
        return self.create(
            user=by,
            key=f"{page}-{uuid.uuid4().hex}",
            article=article,
            change=current_change(),
            undoes=undoes,
            said=said,
            status=200,
        )

    def of_page(self, page: str):
        return self.filter(key__startswith=f"{page}-")

    def to_undo(self, user, article):
        """Acts of this person at the article's desk that still stand."""
        undone = DeskAct.objects.filter(undoes=models.OuterRef("change"))
        recent = self.filter(user=user, article=article, undoes=None)
        return (
            recent.filter(at__gte=timezone.now() - KEPT)
            .exclude(change=None)
            .exclude(models.Exists(undone))
            .order_by("-change")
        )


class DeskAct(models.Model):
    """A write of a desk: by which key its client knows it, and what was answered."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=64, help_text="Made by the client.")
    digest = models.CharField(max_length=64, help_text="Of what was asked.")
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", null=True
    )
    change = models.UUIDField(null=True, db_index=True)
    undoes = models.UUIDField(null=True, db_index=True, help_text="Another's change.")
    said = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DeskActQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody sees it but who did it
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="desk_act_is_known_by_its_key"
            )
        ]

    def __str__(self) -> str:
        return self.said or self.key

    @property
    def is_answered(self) -> bool:
        return self.status is not None

    def note(self, status: int, answer, *, undoes: uuid.UUID | None = None) -> None:
        """Keep what was answered; an answer that names a change can be undone by it."""
        told = answer if isinstance(answer, dict) else {}
        self.status, self.answer, self.undoes = status, answer, undoes
        self.change, self.said = told.get("change"), told.get("said", "")
        self.article = Article.objects.filter(slug=told.get("article")).first()
        self.save()


def new_act_key() -> str:
    """Return a key for an act whose client has named none."""
    return f"server-{uuid.uuid4().hex}"
