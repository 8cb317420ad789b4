"""What a new claim for a passage would say, and the claims that say nearly that."""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.dates import Edtf
from articles.desk_api import DeskView
from articles.models import Article, Version
from entities.annotation.candidates import Candidates, candidates, turns
from entities.annotation.close import CloseSerializer, told_close
from entities.annotation.layers import sees
from entities.annotation.places import (
    LONGEST,
    TOO_LONG,
    StretchSerializer,
    newest_version,
    verify_version,
)
from entities.annotation.readings import (
    entity_of,
    property_of,
    value_of,
    words_of,
)
from entities.close_claims import Draft, close_claims
from entities.figures import Figure
from entities.models import Citation, Claim, Entity, Mention, Property, Unit
from entities.models.citation import Mode
from entities.models.claim import Certainty, Polarity
from entities.prefill import Known, Material, Part, Proposal, Reading, kind_of, propose
from entities.spotting.known import primary

RECENT = 100  # claims that tell what is mostly said of somebody
LATEST = 10  # of the article
MOST_LIKELY = 6


class PrefillSerializer(serializers.Serializer):
    """A field is null where no words say it for certain; `words` are those that do.
    What the lists have is offered, the likeliest first."""

    language = serializers.CharField(help_text="Of the words that were selected.")
    subject = serializers.DictField(allow_null=True)
    subjects = serializers.ListField(
        child=serializers.DictField(), help_text="Whom else it may be about."
    )
    property = serializers.DictField(allow_null=True)
    properties = serializers.ListField(
        child=serializers.DictField(), help_text="What else it may say."
    )
    value = serializers.DictField(allow_null=True)
    values = serializers.ListField(
        child=serializers.DictField(), help_text="Every figure and date of the words."
    )
    entities = serializers.ListField(
        child=serializers.DictField(), help_text="Whom the value may name."
    )
    certainty = serializers.DictField(allow_null=True)
    polarity = serializers.DictField(allow_null=True)
    speaker = serializers.DictField(allow_null=True)
    mode = serializers.DictField(allow_null=True)
    period = serializers.DictField(allow_null=True)
    as_of = serializers.DictField(allow_null=True)
    close = CloseSerializer(many=True)


class PrefillQuery(StretchSerializer):
    property = serializers.CharField(max_length=60, required=False)


class PrefillView(DeskView):
    """What a new claim for the selected words would say."""

    parameters = {"version", "start", "end", "property"}

    @extend_schema(
        parameters=[
            *(
                OpenApiParameter(name, OpenApiTypes.INT, required=True)
                for name in ("version", "start", "end")
            ),
            OpenApiParameter(
                "property", description="What it says, if that is decided."
            ),
        ],
        responses=PrefillSerializer,
    )
    def get(self, request, slug):
        article = self.find(Article, slug=slug)
        self.ask_right(Claim, "add")
        if not sees(request.user, Claim, Entity, Mention):
            raise PermissionDenied
        asked = PrefillQuery(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        version = newest_version(article)
        verify_version(version, asked.validated_data["version"])
        start, end = asked.validated_data["start"], asked.validated_data["end"]
        if end - start > LONGEST:
            raise ValidationError({"end": TOO_LONG})
        if not start < end <= len(version.text):
            raise ValidationError({"end": "These words do not lie in the text."})
        properties = {p.slug: p for p in all_properties()}
        chosen = asked.validated_data.get("property")
        if chosen is not None and chosen not in properties:
            raise ValidationError({"property": "There is no such property."})
        material = material_of(article, version, properties)
        proposal = propose(material, start, end)
        if chosen is None and proposal.property:
            chosen = proposal.property.gives
        found = candidates(
            article, material, proposal, (start, end), properties.get(chosen or "")
        )
        return Response(Told(article, version, properties, proposal, found).told())


def all_properties():
    """The site's properties in their order, with what each asks for; two queries."""
    return Property.objects.select_related("group").prefetch_related(
        "required_qualifiers"
    )


def material_of(
    article: Article, version: Version, properties: dict[str, Property]
) -> Material:
    """What prefilling needs to know; three queries."""
    mentions = Mention.objects.filter(passage__version=version).order_by(
        "passage__start", "pk"
    )
    known = mentions.values_list(
        "passage__start", "passage__end", "entity", "entity__kind", "kind"
    )
    parts = version.sections.order_by("start", "index").values_list(
        "start", "end", "kind", "detail", "language"
    )
    latest = (
        Citation.objects.from_article(article)
        .order_by("-pk")
        .values_list("claim__subject", flat=True)
        .first()
    )
    return Material(
        version.text,
        article.language,
        Edtf.parse(article.published_on) if article.published_on else None,
        tuple(Known(*row) for row in known),
        tuple(Part(*row) for row in parts),
        {slug: property.value_types for slug, property in properties.items()},
        latest,
    )


class Told:
    """A proposal as JSON has it; labels are loaded in two queries."""

    def __init__(
        self,
        article: Article,
        version: Version,
        properties: dict[str, Property],
        proposal: Proposal,
        found: Candidates,
    ) -> None:
        self.article, self.language = article, primary(article.language)
        self.text = version.text
        self.proposal, self.found = proposal, found
        self.properties = properties
        named = {r.gives for r in (proposal.subject, proposal.speaker) if r}
        self.entities = (
            Entity.objects.current()
            .kept_up()
            .in_bulk({*named, *found.subjects, *found.entities})
        )
        self.units = {unit.slug: unit for unit in Unit.objects.all()}

    def told(self) -> dict:
        p, article = self.proposal, self.article
        property = self.properties.get(p.property.gives) if p.property else None
        return {
            "language": p.language,
            "subject": self._entity(p.subject),
            "subjects": self._offered(self.found.subjects),
            "properties": [property_of(row) for row in self._likely()],
            "property": p.property
            and property
            and {**property_of(property), "words": words_of(p.property, self.text)},
            "value": self._value(p.value),
            "values": [self._value(reading) for reading in p.values],
            "entities": self._offered(self.found.entities),
            "certainty": self._choice(p.certainty, Certainty),
            "polarity": self._choice(p.polarity, Polarity),
            "speaker": self._entity(p.speaker),
            "mode": self._choice(p.mode, Mode),
            "period": self._period(p.period),
            "as_of": (
                article.published_on
                and {"value": article.published_on, "basis": article.published_basis}
            )
            or None,
            "close": told_close(self._close(property)),
        }

    def _offered(self, keys: list[int]) -> list[dict]:
        """Entities to choose from; whom it is about already is none of them."""
        about = self.proposal.subject and self.proposal.subject.gives
        rows = [Reading(pk, self.found.words.get(pk)) for pk in keys if pk != about]
        return [told for row in rows if (told := self._entity(row))]

    def _likely(self) -> list[Property]:
        """What else it may say: properties of which some word is there, those of the
        article's newest claims, and what is mostly said of each of whom the words may
        mean; first of all those whose kind of value is there."""
        p = self.proposal
        newest = Claim.objects.kept_up().order_by("-pk")
        latest = newest.citing(self.article).values_list("property__slug", flat=True)
        about = newest.filter(subject__in=self.found.words)
        said: dict[int, Counter[str]] = {pk: Counter() for pk in self.found.words}
        for subject, slug in about.values_list("subject", "property__slug")[:RECENT]:
            said[subject][slug] += 1
        often = [[slug for slug, _ in used.most_common()] for used in said.values()]
        slugs = dict.fromkeys([*p.properties, *turns(latest[:LATEST], *often)])
        rows = [self.properties[slug] for slug in slugs if slug in self.properties]
        is_told = p.property and self.properties.get(p.property.gives)
        there = {"text", "entity", *(kind_of(reading) for reading in p.values)}
        fitting = [r for r in rows if not r.value_types or there & {*r.value_types}]
        ordered = dict.fromkeys([*fitting, *rows])
        return [row for row in ordered if row != is_told][:MOST_LIKELY]

    def _entity(self, reading: Reading | None) -> dict | None:
        entity = self.entities.get(reading.gives) if reading else None
        if reading is None or entity is None:
            return None
        return {
            **entity_of(entity, self.language),
            "words": words_of(reading, self.text),
        }

    def _value(self, reading: Reading | None) -> dict | None:
        return value_of(reading, self.text, self.units) if reading else None

    def _choice(self, reading: Reading | None, choices) -> dict | None:
        if reading is None:
            return None
        return {
            "value": reading.gives,
            "label": choices(reading.gives).label,
            "words": words_of(reading, self.text),
        }

    def _period(self, reading: Reading | None) -> dict | None:
        if reading is None:
            return None
        words = words_of(reading, self.text)
        return {"value": str(reading.gives.edtf), "words": words}

    def _close(self, property: Property | None):
        p = self.proposal
        subject = p.subject and self.entities.get(p.subject.gives)
        if not subject or not p.value:
            return []
        draft = Draft(subject, property, **_amounts(p.value.gives))
        return close_claims(draft)


def _amounts(value) -> dict:
    if isinstance(value, Figure):
        return {
            "type": value.kind,
            "low": value.low,
            "high": value.high,
            "unit": value.unit,
        }
    return {"type": "date", "date": str(value.edtf)}
