import hashlib

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.models.article import Article
from articles.models.history import Recorded
from articles.text import CONTRACT, normalise


class VersionQuerySet(models.QuerySet["Version"]):
    def outdated(self):
        """Texts of which the article has a newer one."""
        newer = Version.objects.filter(
            article=OuterRef("article"), number__gt=OuterRef("number")
        )
        return self.filter(Exists(newer))

    @transaction.atomic
    def capture(self, article: Article, text: str, **fields) -> "Version":
        """Store `text` as the article's next version, by the text contract.

        Returns the version there is when the newest one has the same text. Raises
        ValidationError for an empty text or one with characters that are not text.
        """
        text = normalise(text)
        newest = article.current_version
        if newest and newest.text == text:
            return newest
        return self.create(
            article=article,
            number=newest.number + 1 if newest else 1,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            **fields,
        )


class Version(models.Model):
    """One immutable capture of an article's text; offsets count its code points."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    contract = models.CharField("text contract", max_length=20, default=CONTRACT)
    raw = models.BinaryField(
        null=True, blank=True, help_text="The bytes that came in, if they are kept."
    )
    raw_sha256 = models.CharField(
        "SHA-256 of the bytes",
        max_length=64,
        blank=True,
        db_index=True,
        help_text="Recognises a file that comes in again.",
    )
    raw_encoding = models.CharField(max_length=40, blank=True)
    links = models.JSONField(
        default=list,
        blank=True,
        help_text="Where words of a page led: start and end in code points, and url.",
    )
    found = models.JSONField(
        default=dict,
        blank=True,
        help_text="What the page said of itself: title, byline, day, publisher, "
        "language, url.",
    )
    captured_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()
    # The text never changes: who captured it and when is all there is to tell.
    history = Recorded(excluded_fields=["text", "raw", "links", "found"])
    goes_back = False

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="version_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="version_numbers_start_at_one"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="version_has_text",
                violation_error_message="There is no text in it.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def hash_is_right(self) -> bool:
        return hashlib.sha256(self.text.encode()).hexdigest() == self.sha256

    def clean(self):
        if self.pk and Version.objects.exclude(text=self.text).filter(pk=self.pk):
            raise ValidationError("A version never changes. Capture the text again.")


class SectionKind(models.TextChoices):
    TITLE = "title", "title"
    LEAD = "lead", "lead"
    HEADING = "heading", "heading"
    PARAGRAPH = "paragraph", "paragraph"
    LIST_ITEM = "list_item", "list item"
    BOILERPLATE = "boilerplate", "boilerplate"


class Section(models.Model):
    """A stretch of a version. Boilerplate is marked, never cut."""

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="sections"
    )
    index = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=SectionKind)
    detail = models.CharField(
        max_length=40, blank=True, help_text="Such as hotline_footer or byline."
    )
    treatment = models.CharField(
        max_length=40,
        blank=True,
        help_text="What a clean reading does with boilerplate, such as drop.",
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    language = models.CharField(
        max_length=12, blank=True, help_text="If it differs from the article's."
    )
    under = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="The heading it stands under.",
    )
    original = models.CharField(
        max_length=200,
        blank=True,
        help_text="Sections of the original that a digest's section rests on.",
    )

    class Meta:
        ordering = ["version", "index"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "index"], name="section_index_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="section_ends_after_it_starts",
                violation_error_message="A section must end after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"

    @property
    def text(self) -> str:
        return self.version.text[self.start : self.end]
