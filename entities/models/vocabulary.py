"""The desk's controlled words: what claims may say, in which units, narrowed how."""

from django.db import models
from django.urls import reverse

from articles.models import Recorded, Versioned
from articles.wording import WordingField, say


class Word(Versioned):
    """One word of a controlled vocabulary, labelled in the readers' languages."""

    slug = models.SlugField(max_length=60, unique=True)
    label = WordingField(single_line=True)
    order = models.PositiveIntegerField(default=0)

    history = Recorded(inherit=True)

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return say(self.label, "en")[0] or self.slug


class UnitKind(models.TextChoices):
    CURRENCY = "currency", "currency"
    SHARE = "share", "share"
    COUNT = "count", "count"
    RATIO = "ratio", "ratio"
    TIME = "time", "time"
    RANK = "rank", "rank"
    OTHER = "other", "other"


class Unit(Word):
    """What a figure counts; a currency's slug is its ISO 4217 code."""

    slug = models.CharField("code", max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=UnitKind)
    symbol = models.CharField(max_length=12, blank=True)


class PropertyGroup(Word):
    """A heading under which a company page gathers claims."""


class QualifierKind(Word):
    """A way to narrow a claim: period, compared with, purpose …"""


class LinkVerb(Word):
    """What one link of an attribution does with the next: rewrites, cites, says …"""


class Property(Word):
    """What a claim says of its subject: revenue, post held, use of funds …"""

    description = WordingField(blank=True)
    group = models.ForeignKey(
        PropertyGroup, on_delete=models.PROTECT, related_name="properties"
    )
    value_types = models.JSONField(
        default=list, blank=True, help_text="Kinds of value it takes; none for any."
    )
    required_qualifiers = models.ManyToManyField(
        QualifierKind,
        blank=True,
        related_name="+",
        help_text="A claim cannot be published without these.",
    )

    class Meta(Word.Meta):
        verbose_name_plural = "properties"
        ordering = ["group__order", "order", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("about") + f"#property-{self.slug}"
