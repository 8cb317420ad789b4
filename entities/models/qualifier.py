from django.db import models
from django.db.models import Q

from articles.keys import new_key
from articles.models import Recorded, Versioned
from entities.models.claim import Claim
from entities.models.entity import Entity
from entities.models.vocabulary import QualifierKind


class QualifierQuerySet(models.QuerySet["Qualifier"]):
    def for_display(self):
        return self.select_related("kind", "entity", "other_claim")


class Qualifier(Versioned):
    """What narrows a claim: a text, a number, an entity or another claim."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="qualifiers"
    )
    kind = models.ForeignKey(QualifierKind, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=300, blank=True)
    number = models.IntegerField(null=True, blank=True)
    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    other_claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = QualifierQuerySet.as_manager()
    history = Recorded()

    class Meta:
        ordering = ["claim", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    (~Q(text="") & Q(number=None, entity=None, other_claim=None))
                    | Q(text="", number__isnull=False, entity=None, other_claim=None)
                    | Q(text="", number=None, entity__isnull=False, other_claim=None)
                    | Q(text="", number=None, entity=None, other_claim__isnull=False)
                ),
                name="qualifier_has_exactly_one_content",
                violation_error_message=(
                    "Give one of text, number, entity and other claim."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.content}"

    @property
    def content(self):
        """The text, number, Entity or Claim that it holds."""
        if self.number is not None:
            return self.number
        return self.entity or self.other_claim or self.text


class Stance(Versioned):
    """Where somebody stands to a claim: its speaker may report it only to reject it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="stances")
    by = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(
        max_length=12,
        choices=[
            ("holds", "holds it"),
            ("doubts", "doubts it"),
            ("rejects", "rejects it"),
            ("withdraws", "takes it back"),
        ],
    )
    about = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="stances_elsewhere",
        null=True,
        blank=True,
        help_text="The claim it is about, if that is another one.",
    )

    history = Recorded()

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "by"], name="stance_is_given_once_per_voice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_position_display()}"
