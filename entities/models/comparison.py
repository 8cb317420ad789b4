from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from articles.models import (
    Obstacles,
    Publishable,
    PublishableQuerySet,
    Recorded,
    Versioned,
    also_shown,
)
from articles.wording import WordingField, say
from entities.arithmetic import UnreadableSum, sums_hold
from entities.models.claim import Claim
from entities.models.entity import Entity


class ComparisonClass(models.TextChoices):
    AGREE = "agree", "agree"
    DIFFER = "differ", "differ"
    CHANGE = "change", "change over time"
    TROUBLE = "trouble", "trouble in the text"


class ComparisonState(models.TextChoices):
    OPEN = "open", "open"
    EXPLAINED = "explained", "explained"
    SUPERSEDED = "superseded", "superseded"
    RESOLVED = "resolved", "resolved"


class Independence(models.TextChoices):
    """Whether sources that agree count once or more than once."""

    INDEPENDENT = "independent", "independent sources"
    PARTLY = "partly_independent", "partly independent sources"
    SAME_ORIGIN = "same_origin", "one origin"
    SAME_SPEAKER = "same_speaker", "one speaker"
    SAME_DOCUMENT = "same_document", "one document"


class ComparisonQuerySet(PublishableQuerySet):
    def published(self):
        """Published comparisons all of whose claims readers may see."""
        members = ComparisonClaim.objects.filter(comparison=OuterRef("pk"))
        visible = Claim.objects.published().filter(pk=OuterRef("claim"))
        hidden = members.filter(~Exists(visible))
        told = Q(Exists(members)) & ~Q(Exists(hidden))
        return super().published().filter(told | also_shown(Comparison))

    def among(self, claims):
        """Comparisons in which at least one of the claims takes part."""
        rows = ComparisonClaim.objects.filter(claim__in=claims)
        return self.filter(pk__in=rows.values("comparison"))

    def open(self):
        """Disagreements that nobody has settled."""
        return self.filter(
            state=ComparisonState.OPEN, comparison_class=ComparisonClass.DIFFER
        )

    def disputed(self):
        """Disagreements that the desk has yet to settle."""
        return self.kept_up().open()

    def for_display(self):
        """Load the rows that say which claims take part; the claims come apart."""
        return self.select_related("stance_by").prefetch_related(
            Prefetch("members", ComparisonClaim.objects.all())
        )


class Comparison(Publishable):
    """Claims laid side by side: they agree, differ, change over time, or show trouble
    in a text."""

    slug = models.SlugField(max_length=80, unique=True)
    ref = models.CharField(
        "reference", max_length=40, blank=True, help_text="The desk's own number."
    )
    comparison_class = models.CharField("class", max_length=10, choices=ComparisonClass)
    kind = models.SlugField(
        max_length=40, help_text="Such as differs_in_number or mistranslation."
    )
    state = models.CharField(
        max_length=12, choices=ComparisonState, default=ComparisonState.OPEN
    )
    title = WordingField(single_line=True)
    explanation = WordingField()
    independence = models.CharField(max_length=20, choices=Independence, blank=True)
    sources_note = WordingField(blank=True, single_line=True)
    precision_differs = models.BooleanField(default=False)
    not_same = models.JSONField(
        default=list, blank=True, help_text="What keeps the values from being merged."
    )
    check_sum = models.CharField(
        "arithmetic", max_length=200, blank=True, help_text="A sum that must hold."
    )
    stance_by = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    derived_from = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    claims = models.ManyToManyField(
        Claim, through="ComparisonClaim", related_name="comparisons"
    )

    objects = ComparisonQuerySet.as_manager()
    main_words = "title"
    history_parts = ("members",)

    class Meta(Publishable.Meta):
        ordering = ["slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["ref"],
                condition=~Q(ref=""),
                name="comparison_ref_is_used_once",
            ),
        ]

    def __str__(self) -> str:
        return say(self.title, "en")[0] or self.slug

    def get_absolute_url(self) -> str:
        return reverse("comparison", args=[self.slug])

    def clean(self):
        if self.check_sum:
            try:
                holds = sums_hold(self.check_sum)
            except UnreadableSum as problem:
                raise ValidationError({"check_sum": str(problem)}) from problem
            if not holds:
                raise ValidationError({"check_sum": "This sum does not hold."})

    def obstacles(self) -> Obstacles:
        problems = super().obstacles()
        if not self.explanation:
            problems.add("explanation", "Explain it in at least one language.")
        needed = 1 if self.comparison_class == ComparisonClass.TROUBLE else 2
        if self.members.count() < needed:
            problems.add("members", "A comparison needs at least two claims.")
        hidden = self.claims.exclude(pk__in=Claim.objects.published())
        problems.add(
            "members", *(f"The claim “{claim}” is not published." for claim in hidden)
        )
        return problems


class Side(models.TextChoices):
    NEITHER = "", "side by side"
    EARLIER = "earlier", "earlier"
    LATER = "later", "later"


class ComparisonClaim(Versioned):
    """A claim's place in a comparison."""

    comparison = models.ForeignKey(
        Comparison, on_delete=models.PROTECT, related_name="members"
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="memberships"
    )
    position = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=10, choices=Side, blank=True)

    history = Recorded()

    class Meta:
        ordering = ["comparison", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "claim"], name="comparison_has_each_claim_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.claim)
