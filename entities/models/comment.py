"""What editors say to one another about a passage or a claim; readers never see it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from articles.models import Passage, Recorded, Versioned
from articles.models.workflow import has_right
from articles.text import normalise
from entities.models.claim import Claim

LONGEST = 5000  # code points of one comment


class ThreadQuerySet(models.QuerySet["Thread"]):
    def open(self):
        """Those that wait for somebody to answer or to settle them."""
        return self.filter(resolved_at=None)

    def at_article(self, article):
        """Those at a passage of the article, in any version."""
        return self.filter(passage__version__article=article)

    def with_comments(self):
        """Load what a thread's card shows, in three queries however many there are."""
        comments = Comment.objects.select_related("by")
        return self.select_related("resolved_by", "passage", "claim").prefetch_related(
            models.Prefetch("comments", comments)
        )

    def on_drafts_of(self, user):
        """Open ones on the person's own drafts in which another spoke last."""
        last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-pk")
        return (
            self.open()
            .filter(claim__in=Claim.objects.drafts_of(user))
            .annotate(spoke_last=models.Subquery(last.values("by")[:1]))
            .exclude(spoke_last=user.pk)
        )

    @transaction.atomic
    def start(self, *, by, text: str, passage=None, claim=None) -> "Thread":
        """Open a thread at a passage or at a claim with its first comment.

        Raises ValidationError for an empty or endless text, PermissionDenied for who
        may not comment.
        """
        if not (has_right(Thread, "add", by) and has_right(Comment, "add", by)):
            raise PermissionDenied("You may not comment.")
        thread = Thread(passage=passage, claim=claim)
        thread.full_clean()
        thread._history_user = by
        thread.save()
        thread._say(by, text)
        return thread


class Thread(Versioned):
    """Comments at one place, until somebody resolves them."""

    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="threads", null=True, blank=True
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ThreadQuerySet.as_manager()
    history = Recorded()
    history_parts = ("comments",)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "thread of comments"
        verbose_name_plural = "threads of comments"
        constraints = [
            models.CheckConstraint(
                condition=Q(passage=None, claim__isnull=False)
                | Q(passage__isnull=False, claim=None),
                name="thread_stands_at_a_passage_or_a_claim",
                violation_error_message="Choose a passage or a claim, and not both.",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="thread_resolved_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"comments on “{self.passage or self.claim}”"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    def reply(self, *, by, text: str) -> "Comment":
        """Add a comment at the end."""
        if not has_right(Comment, "add", by):
            raise PermissionDenied("You may not comment.")
        if self.is_resolved:
            raise ValidationError("It is resolved: reopen it before you go on.")
        return self._say(by, text)

    def resolve(self, *, by) -> None:
        """Note that nothing is left to be said, who found so and when."""
        self._settle(by, resolved=True)

    def reopen(self, *, by) -> None:
        self._settle(by, resolved=False)

    def _settle(self, by, *, resolved: bool) -> None:
        if not has_right(self, "change", by):
            raise PermissionDenied("You may not resolve comments or reopen them.")
        if self.is_resolved == resolved:
            raise ValidationError(
                "It is resolved already." if resolved else "It is open already."
            )
        self.resolved_by = by if resolved else None
        self.resolved_at = timezone.now() if resolved else None
        self._history_user = by
        self.save()

    def _say(self, by, text: str) -> "Comment":
        comment = Comment(thread=self, by=by)
        comment._put_down(text)
        return comment


class Comment(Versioned):
    """What one person said; its words are its author's until somebody answers."""

    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="comments"
    )
    text = models.TextField(
        validators=[MaxLengthValidator(LONGEST)],
        blank=True,
        help_text="Empty once its author has taken it back.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    history = Recorded()
    # Going back on a thread leaves what others said; its author undoes a comment.
    goes_back = False
    is_undone = True

    class Meta:
        ordering = ["thread", "pk"]

    def __str__(self) -> str:
        return self.text or "(taken back)"

    def stands_against_rewording(self, user) -> str:
        """Return why this person may not change the words; "" when they may."""
        if self.by_id != user.pk or not has_right(self, "change", user):
            return "Only who wrote a comment changes it."
        if self.thread.is_resolved:
            return "It is resolved: reopen it before you go on."
        if Comment.objects.filter(thread=self.thread_id, pk__gt=self.pk).exists():
            return "Somebody has answered it: write another comment instead."
        return ""

    def stands_against_removal(self, user) -> str:
        """Undoing it takes it away, under the same rule."""
        return self.stands_against_rewording(user)

    def reword(self, *, by, text: str) -> None:
        """Change one's own last words, as long as nobody has answered them."""
        if refused := self.stands_against_rewording(by):
            raise PermissionDenied(refused)
        self._put_down(text)

    @transaction.atomic
    def take_back(self, *, by) -> None:
        """Blank one's own last words; a thread without any others is resolved."""
        if refused := self.stands_against_rewording(by):
            raise PermissionDenied(refused)
        self.text = ""
        self._history_user = by
        self.save()
        said = Comment.objects.filter(thread=self.thread_id).exclude(text="")
        if not said.exists():
            self.thread.resolve(by=by)

    def _put_down(self, text: str) -> None:
        if not text.strip():
            raise ValidationError({"text": "Write what you have to say."})
        try:
            self.text = normalise(text).strip()
        except ValidationError as refused:
            raise ValidationError({"text": refused.messages}) from refused
        self._history_user = self.by
        self.full_clean()
        self.save()
