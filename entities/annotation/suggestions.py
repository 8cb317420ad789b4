"""What the desk suggests as mentions: shown, accepted at once, refused, taken back."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from simple_history.utils import bulk_create_with_history

from articles.desk_api import DeskView
from articles.models import Article, Version
from articles.sent import Sent
from entities.annotation.cards import sees
from entities.annotation.mentions import (
    MOST_PLACES,
    EntityPlacesSerializer,
    marked,
    marking_of,
    with_suggestions,
)
from entities.annotation.outcome import (
    MarkedSerializer,
    OutcomeSerializer,
    outcome,
    told,
)
from entities.annotation.places import PlaceSerializer, newest_version, verify
from entities.annotation.suggesting import (
    Suggestion,
    id_of,
    refused_in,
    shown,
    suggested,
)
from entities.models import Entity, Mention, Refusal

MOST_ENTITIES = 200  # accepted at once
MOST_SHOWN = 500  # at once; the others follow once these are decided
YES = "yes"


class CandidateSerializer(serializers.Serializer):
    slug = serializers.CharField(source="entity.slug")
    label = serializers.CharField(source="entity")  # type: ignore[assignment]  # its class has a label
    kind = serializers.CharField(help_text="How the words name it.")


class SuggestionSerializer(serializers.Serializer):
    """A place that may be marked; more than one entity: only an editor chooses."""

    id = serializers.CharField()
    start = serializers.IntegerField(help_text="In code points.")
    end = serializers.IntegerField(help_text="In code points, exclusive.")
    sure = serializers.BooleanField(
        source="is_sure", help_text="May be accepted together with others."
    )
    entities = CandidateSerializer(many=True, source="candidates")


class SuggestionsSerializer(MarkedSerializer):
    version = serializers.IntegerField(allow_null=True)
    refused = serializers.IntegerField(help_text="How many places were refused.")
    more = serializers.IntegerField(help_text="How many further ones come later.")
    suggestions = SuggestionSerializer(many=True)


class AcceptedSerializer(Sent):
    accepted = serializers.ListField(
        child=EntityPlacesSerializer(), min_length=1, max_length=MOST_ENTITIES
    )


class RefusedSerializer(Sent):
    places = serializers.ListField(
        child=PlaceSerializer(), min_length=1, max_length=MOST_PLACES
    )
    entity = serializers.SlugField(
        required=False,
        max_length=100,
        help_text="Refuse this one only; left out: all that are suggested there.",
    )


class SuggestionsView(DeskView):
    """Names that the desk knows, found in an article's newest text."""

    parameters = {"refused"}

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "refused", enum=[YES], description="Show those that were refused."
            )
        ],
        responses=SuggestionsSerializer,
    )
    def get(self, request, slug):
        article = self.find(Article, slug=slug)
        asks_refused = request.query_params.get("refused")
        if asks_refused not in (None, YES):
            raise serializers.ValidationError({"refused": "It is “yes”, or left out."})
        version = article.current_version
        there = suggested(article, version, request.user) if version else []
        may_see = sees(request.user, Refusal)
        refused = [one for one in there if one.is_refused and may_see]
        listed = refused if asks_refused else [o for o in there if not o.is_refused]
        answer = {
            "version": version.number if version else None,
            "refused": len(refused),
            "more": max(0, len(listed) - MOST_SHOWN),
            "suggestions": SuggestionSerializer(listed[:MOST_SHOWN], many=True).data,
        }
        return Response(answer | told(shown(listed[:MOST_SHOWN], request.user)))

    @extend_schema(request=AcceptedSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        """Accept what is suggested of several entities at once."""
        article = self.find(Article, slug=slug)
        self.ask_right(Mention, "add")
        asked = AcceptedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        markings = [marking_of(self, one) for one in asked.validated_data["accepted"]]
        return Response(marked(request, article, markings), status=201)


class RefusalsView(DeskView):
    """Suggestions of an article's newest text that are none."""

    @extend_schema(request=RefusedSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        article = self.find(Article, slug=slug)
        self.ask_right(Refusal, "add")
        self.ask_right(Entity, "view")
        asked = RefusedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        version = newest_version(article)
        wanted = asked.validated_data
        for place in wanted["places"]:
            verify(version, place)
        at = {(place["start"], place["end"]) for place in wanted["places"]}
        there = suggested(article, version, request.user, at=at)
        rows = refusals_of(version, there, wanted.get("entity", ""))
        refuse(rows, by=request.user)
        said = f"Refused at {len(at)} places." if len(at) > 1 else "Refused."
        removed = sorted(id_of(*place) for place in at)
        answer = outcome(version, request.user, said, removed=removed)
        answer = with_suggestions(answer, version, request.user, at=at)
        return Response(answer, status=201)


class RefusalView(DeskView):
    """One refusal."""

    @extend_schema(request=None, responses={200: OutcomeSerializer})
    def delete(self, request, pk):
        row = self.find(Refusal, pk=pk)
        self.ask_right(Refusal, "change")
        self.ask_revision(row)
        article = row.version.article
        version = newest_version(article)
        there = refused_in(article, version)
        at = {place for place, rows in there.items() if row in rows}
        row._history_user = request.user
        row.delete()
        answer = outcome(version, request.user, f"“{row}” is suggested again.")
        return Response(with_suggestions(answer, version, request.user, at=at))


def refusals_of(version: Version, there: list[Suggestion], slug: str) -> list[Refusal]:
    """Return a refusal, not saved, of each candidate; of one entity only, if named."""
    rows = [
        Refusal(
            version=version,
            start=one.start,
            end=one.end,
            quote=one.quote,
            entity=candidate.entity,
        )
        for one in there
        for candidate in one.candidates
        if slug in ("", candidate.entity.slug)
    ]
    if not rows:
        raise ValidationError({"places": "Nothing is suggested there."})
    return rows


def refuse(rows: list[Refusal], *, by) -> None:
    try:
        with transaction.atomic():
            bulk_create_with_history(rows, Refusal, default_user=by)
    except IntegrityError as collision:
        raise ValidationError("Somebody else has just refused it.") from collision
