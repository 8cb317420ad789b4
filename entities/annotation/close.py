"""Existing claims that say nearly what a new one would, shown before it is made."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView
from articles.wording import say
from entities.annotation.layers import printed
from entities.annotation.readings import figure_reading
from entities.close_claims import Close, Draft, close_claims
from entities.models import Claim, Entity, Property, Unit
from entities.models.value import FIGURES, ValueType
from entities.reading_values import figure_as_printed

QUERY = ("subject", "property", "type", "as_printed", "language", "date", "text")


class CloseSerializer(serializers.Serializer):
    key = serializers.CharField()
    sentence = serializers.CharField()
    language = serializers.CharField(help_text="Of the sentence.")
    status = serializers.CharField()
    subject = serializers.CharField()
    property = serializers.CharField()
    printed = serializers.CharField(help_text="Its value as its source prints it.")
    why = serializers.CharField(help_text="What is close: figure, date, entity, words.")
    citations = serializers.IntegerField()


class CloseQuery(serializers.Serializer):
    """What a new claim would say, as far as it is known."""

    subject = serializers.CharField(max_length=200, required=False)
    property = serializers.CharField(max_length=60, required=False)
    type = serializers.ChoiceField(ValueType.choices, required=False)
    as_printed = serializers.CharField(max_length=300, required=False)
    language = serializers.CharField(max_length=12, required=False, default="en")
    date = serializers.CharField(max_length=80, required=False)
    text = serializers.CharField(max_length=2000, required=False)


class CloseClaimsSerializer(serializers.Serializer):
    reading = serializers.CharField(help_text="The figure as printed, and as read.")
    close = CloseSerializer(many=True)


class CloseClaimsView(DeskView):
    """Claims close to what a new one would say, and how its figure reads."""

    parameters = set(QUERY)

    @extend_schema(
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in QUERY],
        responses=CloseClaimsSerializer,
    )
    def get(self, request):
        self.ask_right(Claim, "view")
        self.ask_right(Entity, "view")
        asked = CloseQuery(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        reading, draft = self._draft(asked.validated_data)
        close = told_close(close_claims(draft)) if draft else []
        return Response({"reading": reading, "close": close})

    def _draft(self, asked: dict) -> tuple[str, Draft | None]:
        property = None
        if "property" in asked:
            property = Property.objects.filter(slug=asked["property"]).first()
            if property is None:
                raise ValidationError({"property": "There is no such property."})
        known = {"type": asked.get("type", ""), "date": asked.get("date", "")}
        reading = ""
        if asked.get("type") in FIGURES and "as_printed" in asked:
            figure = figure_as_printed(asked["as_printed"], asked["language"])
            known |= {"low": figure.low, "high": figure.high, "unit": figure.unit}
            unit = Unit.objects.filter(slug=figure.unit or "").first()
            reading = figure_reading(figure, unit)
        words = (asked["text"],) if "text" in asked else ()
        if "subject" not in asked:
            return reading, None
        subject = self.find(Entity, slug=asked["subject"])
        return reading, Draft(subject, property, words=words, **known)


def told_close(found: Iterable[Close]) -> list[dict]:
    return [_told(close) for close in found]


def _told(close: Close) -> dict:
    claim = close.claim
    sentence, language = say(claim.sentences, "en")
    return {
        "key": claim.key,
        "sentence": sentence or str(claim),
        "language": language,
        "status": claim.status,
        "subject": str(claim.subject),
        "property": str(claim.property),
        "printed": printed(claim.main_value),
        "why": close.why,
        "citations": len(claim.citations.all()),
    }
