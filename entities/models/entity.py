from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.keys import new_key
from articles.models import (
    Addressed,
    FormerAddress,
    Obstacles,
    PublishableQuerySet,
    Publisher,
    Recorded,
    Verb,
    Versioned,
)
from articles.wording import WordingField, say
from entities.identifiers import Scheme, normalised, validate_identifier


class EntityKind(models.TextChoices):
    COMPANY = "company", "company"
    PERSON = "person", "person"
    MODEL = "model", "AI model"
    PRODUCT = "product", "product"
    CHIP = "chip", "chip"
    CLUSTER = "cluster", "computing platform"
    SOFTWARE = "software", "software"
    PLACE = "place", "place"
    GOVERNMENT = "government", "government"
    PUBLISHER = "publisher", "publisher"
    EVENT = "event", "event"
    ORGANISATION = "organisation", "organisation"
    REPORT = "report", "report"
    PROGRAMME = "programme", "programme"
    AWARD = "award", "award"
    CONCEPT = "concept", "concept"
    CLASS = "class", "class"
    UNNAMED_SOURCE = "unnamed_source", "unnamed source"


class EntityQuerySet(PublishableQuerySet):
    def companies(self):
        return self.filter(kind=EntityKind.COMPANY)

    def not_companies(self):
        return self.exclude(kind=EntityKind.COMPANY)

    def current(self):
        """All but those that were merged into another."""
        return self.filter(merged_into=None)

    def withdrawn(self):
        """A merged entity was not withdrawn: its address leads to the other."""
        return super().withdrawn().filter(merged_into=None)


class Entity(Addressed):
    """A company, person, model, chip, place, event … that claims speak of."""

    kind = models.CharField(max_length=20, choices=EntityKind)
    label = WordingField(
        single_line=True, help_text="The name to show, per language; one of its names."
    )
    description = WordingField(blank=True)
    disambiguation = WordingField(
        blank=True, help_text="What it is easily taken for, and how to tell."
    )
    outside_knowledge = WordingField(
        blank=True, help_text="What the desk knows from elsewhere, kept apart."
    )
    note = models.TextField(blank=True, help_text="For the desk only.")
    is_implied = models.BooleanField(
        "implied only", default=False, help_text="No source names it."
    )
    publisher = models.OneToOneField(
        Publisher,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="If it publishes articles of ours.",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        help_text="The entity that has all that was said of this one.",
    )

    objects = EntityQuerySet.as_manager()
    main_words = "label"
    history_parts = ("names", "identifiers", "relations")

    class Meta(Addressed.Meta):
        verbose_name_plural = "entities"
        ordering = ["slug"]
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(publisher=None) | Q(kind="publisher"),
                name="entity_with_a_publisher_is_a_publisher",
                violation_error_message=(
                    "Only an entity of kind publisher may have one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(status="withdrawn"),
                name="entity_merged_is_seen_by_nobody",
                violation_error_message=(
                    "It was merged into another entity; undo the merge instead."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="entity_is_not_merged_into_itself",
                violation_error_message="An entity cannot be merged into itself.",
            ),
        ]

    def __str__(self) -> str:
        return say(self.label, "en")[0] or self.slug

    def may(self, verb: str, user) -> bool:
        return not self.merged_into_id and super().may(verb, user)

    def get_absolute_url(self) -> str:
        page = "company" if self.kind == EntityKind.COMPANY else "entity"
        return reverse(page, args=[self.slug])

    def withdraw(self, *, by, reason: str) -> None:
        """Take it and the claims about it back; refused while other claims name it."""
        self._ask(Verb.WITHDRAW, by, reason)
        claims = apps.get_model("entities", "Claim").objects.published()
        if named := claims.involving(self).count():
            raise ValidationError(
                f"{named} published claims about others name it; withdraw or change "
                "them first."
            )
        super().withdraw(by=by, reason=reason)

    def obstacles(self) -> Obstacles:
        problems = super().obstacles()
        if not self.label:
            problems.add("label", "It has no name to show.")
        return problems


class FormerSlug(FormerAddress):
    """An address that an entity once had."""

    target = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="former_slugs"
    )


class NameKind(models.TextChoices):
    OFFICIAL = "official", "official"
    ALIAS = "alias", "alias"
    FORMER = "former", "former"
    ABBREVIATION = "abbreviation", "abbreviation"
    SURNAME = "surname", "surname"
    ROMANISATION = "romanisation", "romanisation"
    TICKER = "ticker", "ticker"
    MISNOMER = "misnomer", "misnomer"
    TRANSLATION_ERROR = "translation_error", "translation error"
    ADJECTIVE = "adjective", "adjective"
    METONYM = "metonym", "metonym"
    DEICTIC = "deictic", "pointing word"
    FIGURATIVE = "figurative", "figurative"
    COMPOUND = "compound", "part of a compound"
    CLASS = "class", "class"
    TERM = "term", "term"
    COMMON_NOUN = "common_noun", "common noun"
    DESCRIPTION = "description", "description"
    GLOSS = "gloss", "gloss"


class NameQuerySet(models.QuerySet["Name"]):
    def proper(self):
        """Names that name, as against words that only describe."""
        describing = [
            NameKind.DESCRIPTION,
            NameKind.DEICTIC,
            NameKind.COMMON_NOUN,
            NameKind.CLASS,
            NameKind.FIGURATIVE,
            NameKind.GLOSS,
        ]
        return self.exclude(kind__in=describing)


class Name(Versioned):
    """One name of an entity, in one language."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=12, help_text="en, zh, zh-Hant, fr …")
    kind = models.CharField(max_length=20, choices=NameKind, default=NameKind.OFFICIAL)
    note = models.CharField(max_length=300, blank=True)

    objects = NameQuerySet.as_manager()
    history = Recorded()

    class Meta:
        ordering = ["entity", "language", "kind", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "text", "language"],
                name="name_is_given_once_per_language",
                violation_error_message="It has this name in this language already.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class Identifier(Versioned):
    """What a register calls an entity."""

    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="identifiers"
    )
    scheme = models.CharField(max_length=12, choices=Scheme)
    value = models.CharField(max_length=300)
    mic = models.CharField(
        "exchange",
        max_length=4,
        blank=True,
        help_text="The market of a ticker, by its ISO 10383 code such as XSHE.",
    )

    history = Recorded()

    class Meta:
        ordering = ["entity", "scheme", "mic", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value", "mic"],
                name="identifier_belongs_to_one_entity",
                violation_error_message="Another entity has this identifier.",
            ),
            models.CheckConstraint(
                condition=~Q(scheme="ticker") | ~Q(mic=""),
                name="ticker_names_its_exchange",
                violation_error_message="A ticker needs the exchange it is listed on.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mic}:{self.value}" if self.mic else self.value

    def clean(self):
        """Write it as its register does; refuse what the register never issued."""
        self.value, self.mic = normalised(self.scheme, self.value, self.mic)
        validate_identifier(self.scheme, self.value, self.mic)


class RelationKind(models.TextChoices):
    PART_OF = "part_of", "part of"
    OFFERED_BY = "offered_by", "offered by"
    HELD_BY = "held_by", "held by"
    INSTANCE_OF = "instance_of", "one of"


class EntityRelation(Versioned):
    """A plain tie between two entities that needs no source."""

    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="relations"
    )
    kind = models.CharField(max_length=20, choices=RelationKind)
    other = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="inverse_relations"
    )

    history = Recorded()

    class Meta:
        ordering = ["entity", "kind", "other"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "kind", "other"], name="relation_is_given_once"
            ),
            models.CheckConstraint(
                condition=~Q(entity=F("other")),
                name="relation_joins_two_entities",
                violation_error_message="An entity cannot be related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.get_kind_display()} {self.other}"
