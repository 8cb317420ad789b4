from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.datefield import EdtfField
from articles.models.address import Addressed, FormerAddress
from articles.models.publication import Obstacles, PublishableQuerySet
from articles.models.publisher import Publisher
from articles.models.workflow import Status
from articles.wording import WordingField


class Rights(models.TextChoices):
    """What readers may see of the text; pages, API, feeds and exports obey."""

    FULL = "full", "the full text"
    EXCERPTS = "excerpts", "excerpts around cited passages"
    QUOTES = "quotes", "cited quotes only"
    NOTHING = "nothing", "nothing; it may not be cited"


class DateBasis(models.TextChoices):
    STATED = "stated", "stated in the text"
    IMPLIED = "implied", "follows from the text"
    UNDATED = "undated", "the text gives none"


class ArticleQuerySet(PublishableQuerySet):
    def citable(self):
        """Articles that a published claim may rest on."""
        return self.published().exclude(rights=Rights.NOTHING)

    def untranslated(self, *languages):
        """Articles whose title a reader of one of the languages cannot understand."""
        understood = Q()
        for language in languages:
            understood &= (
                Q(title_translation__has_key=language)
                | Q(title_language=language)
                | Q(title_language__startswith=f"{language}-")
            )
        return self.kept_up().exclude(understood)

    def for_display(self):
        """Load what a list of articles touches."""
        return self.select_related("publisher")


class Article(Addressed):
    """One text published by a third party, or the desk's digest of one."""

    ref = models.CharField(
        "reference", max_length=40, blank=True, help_text="The desk's own number."
    )
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="articles"
    )
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=12)
    title_is_ours = models.BooleanField(
        "title given by the desk",
        default=False,
        help_text="The source prints no title; this one is the desk's.",
    )
    title_translation = WordingField(
        blank=True, single_line=True, help_text="The sense of the title, in our words."
    )
    language = models.CharField(max_length=12, help_text="Of the text: en, zh, fr …")
    form = WordingField(
        blank=True, single_line=True, help_text="Such as “second-hand report”."
    )
    summary = WordingField(blank=True)
    url = models.URLField("address", blank=True, max_length=500)
    byline = models.CharField(max_length=200, blank=True)
    editor = models.CharField(
        max_length=200, blank=True, help_text="Editor credited by the source."
    )
    published_on = EdtfField("published on", blank=True)
    published_basis = models.CharField(
        max_length=10, choices=DateBasis, default=DateBasis.UNDATED
    )
    not_before = EdtfField(blank=True, help_text="Earliest date the text allows.")
    not_after = EdtfField(blank=True, help_text="Latest date the text allows.")
    is_digest = models.BooleanField(
        default=False, help_text="The text is the desk's digest, not the source's own."
    )
    rights = models.CharField(max_length=10, choices=Rights, default=Rights.EXCERPTS)
    original_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Hash of the original that was read."
    )
    source_note = WordingField(
        blank=True, help_text="What a reader must know about this text as a source."
    )
    outside_knowledge = WordingField(
        blank=True, help_text="What the desk knows from elsewhere, kept apart."
    )

    objects = ArticleQuerySet.as_manager()
    history_parts = ("versions",)

    class Meta(Addressed.Meta):
        ordering = ["slug"]
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(published_on="", published_basis="undated")
                | (~Q(published_on="") & ~Q(published_basis="undated")),
                name="article_date_has_a_basis",
                violation_error_message=(
                    "Give the date and whether it is stated or implied, or neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["ref"], condition=~Q(ref=""), name="article_ref_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def current_version(self):
        """The latest capture, or None where no text has been captured yet."""
        return self.versions.order_by("-number").first()

    def obstacles(self) -> Obstacles:
        problems = super().obstacles()
        if not self.versions.exists():
            problems.add("text", "No text has been captured for this article.")
        return problems

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED


class FormerSlug(FormerAddress):
    """An address that an article once had."""

    target = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="former_slugs"
    )
