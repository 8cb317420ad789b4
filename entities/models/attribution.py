from django.db import models
from django.db.models import Q

from articles.models import Recorded, Versioned
from entities.models.entity import Entity
from entities.models.vocabulary import LinkVerb


class AttributionQuerySet(models.QuerySet["Attribution"]):
    def for_display(self):
        """Load the chain's links and whom they name."""
        return self.prefetch_related(
            models.Prefetch(
                "links",
                AttributionLink.objects.select_related("by", "verb", "at"),
            )
        )


class Attribution(Versioned):
    """The ordered chain behind a citation, from the page before us to the origin.

    Many citations share one: everything a speech says goes back the same way.
    """

    slug = models.SlugField(
        max_length=120, unique=True, help_text="How the desk finds this chain again."
    )

    objects = AttributionQuerySet.as_manager()
    history = Recorded()
    history_parts = ("links",)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def origin(self):
        """Where the chain ends, as an Entity; None for a chain without links.

        Claims with one origin are not independent, however many outlets print them.
        """
        links = list(self.links.all())
        return links[-1].by if links else None


class AttributionLink(Versioned):
    """Who passes it on, and how: rewrites, reports, says."""

    attribution = models.ForeignKey(
        Attribution, on_delete=models.PROTECT, related_name="links"
    )
    position = models.PositiveIntegerField(help_text="0 is the page before us.")
    by = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    verb = models.ForeignKey(LinkVerb, on_delete=models.PROTECT, related_name="+")
    inferred = models.BooleanField(
        default=False, help_text="The text does not say so; the desk concludes it."
    )
    at = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="on the occasion of",
    )
    at_text = models.CharField("occasion without a page", max_length=200, blank=True)

    history = Recorded()

    class Meta:
        ordering = ["attribution", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attribution", "position"],
                name="attribution_links_stand_in_order",
            ),
            models.CheckConstraint(
                condition=Q(at=None) | Q(at_text=""),
                name="attribution_link_names_one_occasion",
                violation_error_message="Name the occasion once: page or text.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.verb}"
