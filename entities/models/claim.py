import builtins
from collections.abc import Collection

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from articles.datefield import EdtfField
from articles.keys import new_key
from articles.models import (
    Article,
    DateBasis,
    Obstacles,
    Publishable,
    Status,
    also_shown,
)
from articles.wording import WordingField, say
from entities.models.claim_evidence import ClaimsByEvidence
from entities.models.entity import Entity
from entities.models.topic import Topic
from entities.models.vocabulary import Property


class Certainty(models.TextChoices):
    REPORTED = "reported", "reported"
    PLAN = "plan", "plan"
    FORECAST = "forecast", "forecast"
    OPINION = "opinion", "opinion"
    HEDGED = "hedged", "hedged"


class Polarity(models.TextChoices):
    AFFIRMED = "positive", "affirmed"
    DENIED = "negative", "denied"


class Rank(models.TextChoices):
    PREFERRED = "preferred", "preferred"
    NORMAL = "normal", "normal"
    DEPRECATED = "deprecated", "deprecated"


class Checkable(models.TextChoices):
    STRONG = "strong", "a record could confirm it"
    WEAK = "weak", "judgement or figure of speech"


# By property group and property, the oldest assertion first.
PAGE_ORDER = ["property__group__order", "property__order", "as_of", "ref", "pk"]


def _rows_of(name: str):
    """Return the queryset of a model that is declared after this one."""
    return apps.get_model("entities", name).objects.all()


class ClaimQuerySet(ClaimsByEvidence):
    def published(self):
        """Published claims that a passage of a citable article still backs."""
        backing = _rows_of("Citation").filter(
            claim=OuterRef("pk"),
            passage__version__article__in=Article.objects.citable(),
        )
        about_public = Q(subject__status=Status.PUBLISHED)
        about_public |= also_shown(Entity, "subject")
        told = Q(Exists(backing)) & about_public
        return super().published().filter(told | also_shown(Claim))

    def about(self, entity: Entity):
        """Claims of which the entity is a subject."""
        alongside = _rows_of("ClaimSubject").filter(entity=entity).values("claim")
        return self.filter(Q(subject=entity) | Q(pk__in=alongside))

    def on(self, topic: Topic):
        return self.filter(
            pk__in=_rows_of("ClaimTopic").filter(topic=topic).values("claim")
        )

    def citing(self, article: Article):
        """Claims with a passage of the article, in any version."""
        citations = _rows_of("Citation").filter(passage__version__article=article)
        return self.filter(pk__in=citations.values("claim"))

    def naming(self, entity: Entity):
        """Claims about others whose value or qualifier is the entity."""
        values = _rows_of("ValueEntity").filter(entity=entity)
        qualifiers = _rows_of("Qualifier").filter(entity=entity)
        return self.filter(
            Q(pk__in=values.values("value__claim"))
            | Q(pk__in=qualifiers.values("claim"))
        ).exclude(pk__in=Claim.objects.about(entity).values("pk"))

    def involving(self, entity: Entity):
        """Claims about others that name the entity: as value, qualifier or voice."""
        links = _rows_of("AttributionLink").filter(Q(by=entity) | Q(at=entity))
        voices = _rows_of("Citation").filter(
            Q(asserted_by=entity) | Q(attribution__in=links.values("attribution"))
        )
        alongside = _rows_of("ClaimSubject").filter(entity=entity)
        return self.exclude(subject=entity).filter(
            Q(pk__in=Claim.objects.naming(entity).values("pk"))
            | Q(pk__in=voices.values("claim"))
            | Q(pk__in=alongside.values("claim"))
        )

    def in_page_order(self):
        """By property group and property, the oldest assertion first."""
        return self.order_by(*PAGE_ORDER)

    def for_display(self):
        """Load all that a claim's card, page or JSON touches, in a fixed number of
        queries however many claims there are."""
        return self.select_related("subject", "property__group").prefetch_related(
            Prefetch("co_subjects", _rows_of("ClaimSubject").select_related("entity")),
            Prefetch("claim_topics", _rows_of("ClaimTopic").select_related("topic")),
            Prefetch("values", _rows_of("Value").for_display()),
            Prefetch("qualifiers", _rows_of("Qualifier").for_display()),
            Prefetch("citations", _rows_of("Citation").for_display()),
        )


class Claim(Publishable):
    """Subject + property + value + qualifiers, with a plain sentence per language."""

    key = models.CharField(
        "ID", max_length=16, unique=True, default=new_key, editable=False
    )
    ref = models.CharField(
        "reference", max_length=40, blank=True, help_text="The desk's own number."
    )
    subject = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="claims")
    property = models.ForeignKey(
        Property, on_delete=models.PROTECT, related_name="claims"
    )
    sentences = WordingField(help_text="What it says, in one plain sentence.")
    polarity = models.CharField(
        max_length=10, choices=Polarity, default=Polarity.AFFIRMED
    )
    certainty = models.CharField(
        max_length=10,
        choices=Certainty,
        default=Certainty.REPORTED,
        help_text="How it is put, whoever says it.",
    )
    rank = models.CharField(max_length=12, choices=Rank, default=Rank.NORMAL)
    rank_reason = models.TextField(blank=True)
    checkable = models.CharField(
        max_length=10, choices=Checkable, default=Checkable.STRONG
    )
    as_of = EdtfField(
        "asserted on", blank=True, help_text="When it was said, as far as is known."
    )
    as_of_basis = models.CharField(
        max_length=10, choices=DateBasis, default=DateBasis.UNDATED
    )
    presupposed = models.BooleanField(
        default=False, help_text="The text takes it for granted rather than saying it."
    )
    derived = models.CharField(
        max_length=300,
        blank=True,
        help_text="How the desk arrived at a figure that the text does not print.",
    )
    note = WordingField(blank=True, help_text="What a reader should know besides.")
    topics = models.ManyToManyField(
        Topic, through="ClaimTopic", related_name="claims", blank=True
    )

    objects = ClaimQuerySet.as_manager()
    main_words = "sentences"
    history_parts = (
        "values",
        "qualifiers",
        "citations",
        "co_subjects",
        "claim_topics",
        "stances",
    )

    class Meta(Publishable.Meta):
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject", "status"], name="claims_of_a_subject"),
            models.Index(fields=["status", "drafted_by"], name="claims_of_a_status"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(rank="deprecated") | ~Q(rank_reason=""),
                name="claim_is_deprecated_with_a_reason",
                violation_error_message="Say why the claim is deprecated.",
            ),
            models.CheckConstraint(
                condition=Q(as_of="", as_of_basis="undated")
                | (~Q(as_of="") & ~Q(as_of_basis="undated")),
                name="claim_date_has_a_basis",
                violation_error_message=(
                    "Give the date and whether it is stated or implied, or neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["ref"],
                condition=~Q(ref=""),
                name="claim_ref_is_used_once",
                violation_error_message="Another claim has this reference.",
            ),
        ]

    def __str__(self) -> str:
        return say(self.sentences, "en")[0] or self.ref or self.key

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.key])

    def clean(self):
        if self.subject_id and self.subject.merged_into_id:
            there = self.subject.merged_into
            raise ValidationError({"subject": f"This was merged into “{there}”."})

    @builtins.property  # the field of that name hides it
    def main_value(self):
        """What the property says of the subject; the other values explain this one."""
        return next(
            (value for value in self.values.all() if value.part == "main"), None
        )

    @builtins.property  # the field of that name hides it
    def subjects(self) -> list[Entity]:
        return [self.subject, *(row.entity for row in self.co_subjects.all())]

    def named_entities(self) -> set[Entity]:
        """Every entity whose name this claim's page shows."""
        named = set(self.subjects)
        for value in self.values.all():
            named |= {row.entity for row in value.value_entities.all()}
        named |= {q.entity for q in self.qualifiers.all() if q.entity}
        for citation in self.citations.all():
            named.add(citation.asserted_by)
            for link in citation.attribution.links.all():
                named |= {link.by, *([link.at] if link.at else [])}
        return named

    def shown_with(self) -> list[Publishable]:
        return [self.subject]

    def obstacles(self, along: Collection = ()) -> Obstacles:
        """Return what is missing before readers may see this claim, field by field.

        `along` are records that would be published with it.
        """
        claim: Claim = Claim.objects.for_display().get(pk=self.pk) if self.pk else self
        problems = super().obstacles()
        if not self.sentences:
            problems.add("sentences", "It has no sentence in any language.")
        if claim.main_value is None:
            problems.add("values", "It has no value.")
        given = {qualifier.kind_id for qualifier in claim.qualifiers.all()}
        missing = self.property.required_qualifiers.exclude(pk__in=given)
        problems.add(
            "qualifiers",
            *(f"“{self.property}” needs the qualifier “{kind}”." for kind in missing),
        )
        problems.add("citations", *self._without_evidence(along))
        problems.add(
            "names",
            *(
                f"It names “{entity}”, which is not published."
                for entity in sorted(claim.named_entities(), key=str)
                if entity.status != Status.PUBLISHED and entity not in along
            ),
        )
        return problems

    def _without_evidence(self, along: Collection) -> list[str]:
        # Here the whole text is wanted, to see whether each quote stands in it.
        citations = list(self.citations.select_related("passage__version__article"))
        problems = [
            f"The quote “{c.passage}” is not in its article."
            for c in citations
            if not c.passage.verifies
        ]
        if not any(c.may_back_a_claim(along) for c in citations):
            problems.append(
                "No citation of a published article that may be cited backs it."
            )
        return problems
