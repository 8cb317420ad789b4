from django.apps import apps
from django.db import models
from django.urls import reverse

from articles.models.history import Recorded
from articles.models.publication import Versioned
from articles.wording import WordingField, say


class PublisherQuerySet(models.QuerySet["Publisher"]):
    def published(self):
        """Publishers of at least one article that readers may see."""
        articles = apps.get_model("articles", "Article").objects.published()
        return self.filter(
            models.Exists(articles.filter(publisher=models.OuterRef("pk")))
        )


class Publisher(Versioned):
    """Who publishes articles."""

    slug = models.SlugField(max_length=80, unique=True)
    name = WordingField(single_line=True)
    description = WordingField(blank=True)
    language = models.CharField(
        max_length=12, blank=True, help_text="Main language, e.g. zh or fr."
    )
    country = models.CharField(
        max_length=2, blank=True, help_text="Two letters (ISO 3166), if known."
    )
    website = models.URLField(blank=True)
    note = models.TextField(blank=True, help_text="For the desk only.")

    objects = PublisherQuerySet.as_manager()
    history = Recorded()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return say(self.name, "en")[0] or self.slug

    def get_absolute_url(self) -> str:
        return reverse("publisher", args=[self.slug])
