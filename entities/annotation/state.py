"""What the desk of one article shows, and what others have done there since."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.changes import new_change
from articles.desk_api import DeskView
from articles.models import Article
from entities.annotation.cards import Marked
from entities.annotation.layers import marked_in
from entities.annotation.news import news_since
from entities.annotation.outcome import MarkedSerializer, told


class NewsSerializer(serializers.Serializer):
    """What one change did at this desk."""

    change = serializers.UUIDField()
    said = serializers.CharField(help_text="Such as: bob added 3 mentions.")


class StateSerializer(MarkedSerializer):
    """An article's newest text as the desk has marked it, whole or since a change."""

    version = serializers.IntegerField(
        allow_null=True, help_text="Its number; none where no text was captured."
    )
    change = serializers.UUIDField(help_text="Ask with since what came after this.")
    removed = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="With since: marks and cards that are gone.",
    )
    news = NewsSerializer(many=True, required=False, help_text="With since.")
    reload = serializers.BooleanField(
        required=False, help_text="With since: too much for that; ask for the whole."
    )


SINCE = [
    OpenApiParameter("since", UUID, description="Only what came after this change."),
    OpenApiParameter(
        "own", str, enum=["yes"], description="With since: also what you did yourself."
    ),
]


class StateView(DeskView):
    """Everything that is marked in an article's newest text."""

    parameters = {"since", "own"}

    @extend_schema(responses=StateSerializer, parameters=SINCE)
    def get(self, request, slug):
        article = self.find(Article, slug=slug)
        version = article.current_version
        since = self.since()
        if since and version:
            own = "own" in request.query_params
            news = news_since(version, request.user, since, own=own)
            return Response({"version": version.number, **news})
        change = str(new_change())  # before anything is read
        marked = marked_in(version, request.user) if version else Marked()
        number = version.number if version else None
        return Response({"version": number, "change": change, **told(marked)})

    def since(self) -> UUID | None:
        asked = self.request.query_params.get("since")
        try:
            return UUID(asked) if asked else None
        except ValueError as wrong:
            raise serializers.ValidationError({"since": "Not a change."}) from wrong
