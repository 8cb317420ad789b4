from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.db.models import F, Prefetch, Q

from articles.datefield import EdtfField
from articles.keys import new_key
from articles.models import Recorded, Versioned
from entities.models.claim import Claim
from entities.models.entity import Entity
from entities.models.vocabulary import Unit


class ValueType(models.TextChoices):
    MONEY = "money", "money"
    QUANTITY = "quantity", "quantity"
    PERCENT = "percent", "percent"
    DATE = "date", "date"
    ENTITY = "entity", "entity"
    TEXT = "text", "text"


class Bound(models.TextChoices):
    EXACT = "exact", "as printed"
    ABOUT = "about", "about"
    OVER = "over", "more than"
    UNDER = "under", "less than"
    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"
    EARLIEST = "earliest", "not before"
    RANGE = "range", "from … to"
    VAGUE = "vague", "vague"


class ValuePart(models.TextChoices):
    """What a value is to its claim; a claim has one main value at most."""

    MAIN = "main", "the value"
    LITERAL = "literal", "taken literally"
    PROBABLE = "probable", "probably meant"
    THRESHOLD = "threshold", "threshold that is counted from"
    SCALE = "scale", "full mark of the scale"
    COMPONENT = "component", "part of it"


class Remark(models.TextChoices):
    """What a reader must know before using a figure."""

    RHETORICAL = "rhetorical", "a figure of speech"
    WORST_CASE = "worst_case", "worst case"
    SIGN_AMBIGUOUS = "sign_ambiguous", "the sign is not clear"
    COUNTED = "counted", "counted by the desk"
    ONLY = "only", "the only one"


FIGURES = [ValueType.MONEY, ValueType.QUANTITY, ValueType.PERCENT]


def validate_significant_digits(number) -> None:
    """Refuse more digits than SQLite gives back unchanged."""
    if len(number.normalize().as_tuple().digits) > 15:
        raise ValidationError("A figure has at most 15 significant digits.")


class FigureField(models.DecimalField):
    """A Decimal that every database gives back as it went in; never a float.

    SQLite keeps 15 significant digits of a number, so more are refused.
    """

    def __init__(self, *args, **options):
        options |= {"max_digits": 26, "decimal_places": 8, "null": True, "blank": True}
        super().__init__(*args, **options)
        self.validators = [
            *(v for v in self.validators if not isinstance(v, DecimalValidator)),
            DecimalValidator(26, 8),
            validate_significant_digits,
        ]

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        for fixed in ("max_digits", "decimal_places", "null", "blank"):
            options.pop(fixed, None)
        return name, path, args, options


class ValueQuerySet(models.QuerySet["Value"]):
    def for_display(self):
        return self.select_related(
            "unit", "inferred_unit", "resolved_by"
        ).prefetch_related(
            Prefetch("value_entities", ValueEntity.objects.select_related("entity"))
        )


class Value(Versioned):
    """What a claim's property says: an amount, a date, entities or a short text."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="values")
    part = models.CharField(max_length=10, choices=ValuePart, default=ValuePart.MAIN)
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(
        max_length=60, blank=True, help_text="What a part of the value is of."
    )
    type = models.CharField(max_length=10, choices=ValueType)
    low = FigureField()
    high = FigureField()
    bound = models.CharField(max_length=10, choices=Bound, default=Bound.EXACT)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="As the source gives it; none where it gives none.",
    )
    inferred_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="What the desk takes the missing unit to be.",
    )
    per = models.CharField(max_length=60, blank=True, help_text="Such as day.")
    comparison = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("share_of", "that share of the other"),
            ("excess_over", "that much more than the other"),
        ],
    )
    date = EdtfField(blank=True)
    date_part = models.CharField(
        max_length=10,
        blank=True,
        choices=[("start", "start of it"), ("middle", "middle"), ("end", "end of it")],
    )
    year_is_implied = models.BooleanField(
        default=False, help_text="The text leaves the year to be understood."
    )
    relative_to = EdtfField(
        blank=True, help_text="The date from which “25 years ago” was counted."
    )
    text = models.CharField(max_length=300, blank=True)
    as_printed = models.CharField(
        max_length=300, blank=True, help_text="The figure or words in the passage."
    )
    alternatives = models.BooleanField(
        default=False, help_text="One of the dates or entities, not all of them."
    )
    resolved_by = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="The claim that tells what the printed words refer to.",
    )
    remark = models.CharField(max_length=20, blank=True, choices=Remark)
    entities = models.ManyToManyField(
        Entity, through="ValueEntity", related_name="+", blank=True
    )

    objects = ValueQuerySet.as_manager()
    history = Recorded()
    history_parts = ("value_entities",)

    class Meta:
        ordering = ["claim", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(part="main"),
                name="claim_has_one_main_value",
                violation_error_message="The claim has its main value already.",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
                name="value_low_is_not_above_high",
                violation_error_message="The low figure is above the high one.",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=FIGURES) | ~Q(low=None) | ~Q(high=None),
                name="figure_has_an_amount",
                violation_error_message="Give at least one of low and high.",
            ),
            models.CheckConstraint(
                condition=Q(type__in=FIGURES) | Q(low=None, high=None),
                name="only_figures_have_amounts",
                violation_error_message=(
                    "Only money, quantity and percent have amounts."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(type__in=FIGURES)
                | ~Q(bound__in=["exact", "about"])
                | Q(low__isnull=False, high=F("low")),
                name="exact_figure_has_one_amount",
                violation_error_message=(
                    "An exact or approximate figure has low and high alike."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(type__in=FIGURES, bound__in=["over", "at_least"])
                | ~Q(low=None),
                name="figure_with_a_floor_says_which",
                violation_error_message="“More than” and “at least” need a low figure.",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=FIGURES, bound__in=["under", "at_most"])
                | ~Q(high=None),
                name="figure_with_a_ceiling_says_which",
                violation_error_message="“Less than” and “at most” need a high figure.",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=FIGURES, bound="range")
                | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="figure_range_has_two_ends",
                violation_error_message="A range needs two different figures.",
            ),
            models.CheckConstraint(
                condition=~Q(type="date") | ~Q(date="") | Q(bound="vague"),
                name="date_value_has_a_date_or_is_vague",
                violation_error_message="Give the date, or call it vague.",
            ),
            models.CheckConstraint(
                condition=~Q(type="text") | ~Q(text=""),
                name="text_value_has_a_text",
                violation_error_message="Give the text.",
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(inferred_unit=None),
                name="unit_is_given_or_inferred",
                violation_error_message="A unit is given or inferred, not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.as_printed or self.text or self.date or f"{self.low} – {self.high}"

    @property
    def is_figure(self) -> bool:
        return self.type in FIGURES


class ValueEntity(Versioned):
    """One of the entities that a value names."""

    value = models.ForeignKey(
        Value, on_delete=models.PROTECT, related_name="value_entities"
    )
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        max_length=10,
        blank=True,
        choices=[("partner", "together with"), ("between", "between")],
        help_text="Empty where the entity is the value itself.",
    )
    position = models.PositiveIntegerField(default=0)

    history = Recorded()

    class Meta:
        ordering = ["value", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["value", "role", "entity"], name="value_names_an_entity_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.entity)
