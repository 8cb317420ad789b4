from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Subquery

from articles.models import (
    Article,
    Passage,
    Recorded,
    Rights,
    Status,
    Version,
    Versioned,
)
from articles.models.passage import passages_adrift
from articles.wording import WordingField
from entities.models.attribution import Attribution, AttributionLink
from entities.models.claim import Claim
from entities.models.entity import Entity, NameKind


class CitationPart(models.TextChoices):
    STATES = "states", "states it"
    SUPPORTS = "supports", "supports it"
    CONTRADICTS = "contradicts", "contradicts it"
    CONTEXT = "context", "gives context"


BACKING = [CitationPart.STATES, CitationPart.SUPPORTS]


class Mode(models.TextChoices):
    OWN_VOICE = "own_voice", "in the outlet's own voice"
    PARAPHRASE = "paraphrase", "somebody's words retold"
    DIRECT_QUOTE = "direct_quote", "somebody's words as such"
    HEADLINE = "headline", "in a title"


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_display(self):
        """Load passage, article, publisher and the attribution's links, but not the
        whole text that the passage was cut from."""
        links = AttributionLink.objects.select_related("by", "verb", "at")
        return (
            self.select_related(
                "passage__version__article__publisher", "asserted_by", "attribution"
            )
            .defer("passage__version__text", "passage__version__raw")
            .prefetch_related(Prefetch("attribution__links", links))
        )

    def from_article(self, article: Article):
        return self.filter(passage__version__article=article)

    def kept_up(self):
        """Those of claims that the desk has to answer for.

        By a join: for a subquery SQLite would go through the keys of all claims.
        """
        return self.exclude(claim__status=Status.WITHDRAWN)

    def backing(self):
        """Those on which a claim rests."""
        return self.filter(part__in=BACKING)

    def against(self):
        return self.filter(part=CitationPart.CONTRADICTS)

    def adrift(self):
        """Those whose quote is not in its text at that place."""
        return self.filter(passage__in=Passage.objects.adrift().order_by())

    def known_adrift(self):
        """Of those that are adrift, the ones that the day's look has found."""
        found = Passage.objects.filter(pk__in=passages_adrift())
        return self.filter(passage__in=found.adrift().order_by())

    def uncitable(self):
        """Those on which a claim rests though their article may not be cited."""
        citable = Article.objects.citable().filter(pk=OuterRef("pk"))
        others = Article.objects.filter(~Exists(citable)).order_by()
        return self.backing().filter(passage__version__article__in=others)

    def outdated(self):
        """Those of a text that the article has a newer version of, but for passages
        of which somebody has decided that they stay there."""
        versions = Version.objects.outdated().order_by()
        return self.filter(passage__version__in=versions, passage__kept=None)

    def with_origin(self):
        """Add `origin`, the key of the entity in which each attribution ends."""
        links = AttributionLink.objects.filter(attribution=OuterRef("attribution"))
        last = links.order_by("-position").values("by")[:1]
        return self.annotate(origin=Subquery(last))


class Citation(Versioned):
    """Ties a claim to the passage that says so, and to those who passed it on."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="citations")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(
        max_length=12, choices=CitationPart, default=CitationPart.STATES
    )
    position = models.PositiveIntegerField(default=0)
    attribution = models.ForeignKey(
        Attribution, on_delete=models.PROTECT, related_name="citations"
    )
    asserted_by = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who says so: one of the voices in the attribution.",
    )
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.OWN_VOICE)
    locator = models.CharField(
        max_length=60,
        blank=True,
        help_text="Where the original says so, if the passage is the desk's digest.",
    )
    translation = WordingField(blank=True, help_text="Of the quote, if it helps.")

    objects = CitationQuerySet.as_manager()
    history = Recorded()

    class Meta:
        ordering = ["claim", "position", "pk"]
        indexes = [
            models.Index(
                fields=["claim"],
                condition=models.Q(part="contradicts"),
                name="citations_that_contradict",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "passage", "part"],
                name="citation_is_given_once",
                violation_error_message="The claim cites this passage already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.passage)

    @property
    def article(self) -> Article:
        return self.passage.version.article

    def may_back_a_claim(self, along: Collection = ()) -> bool:
        """Whether a published claim may rest on it, as Article.citable() has it.

        `along` are records that would be published with the claim.
        """
        return (
            self.part in BACKING
            and self.passage.verifies
            and (self.article.status == Status.PUBLISHED or self.article in along)
            and self.article.rights != Rights.NOTHING
        )

    def clean(self):
        if self.attribution_id and self.asserted_by_id:
            voices = self.attribution.links.values_list("by", flat=True)
            if self.asserted_by_id not in voices:
                raise ValidationError(
                    {"asserted_by": "This voice does not occur in the attribution."}
                )


class Mention(Versioned):
    """A passage that names an entity."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="mentions"
    )
    kind = models.CharField(
        max_length=20,
        choices=NameKind,
        default=NameKind.OFFICIAL,
        help_text="How the words name it.",
    )

    history = Recorded()

    class Meta:
        ordering = ["passage", "entity"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "entity"],
                name="mention_is_marked_once",
                violation_error_message="This mention is marked already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.passage)
