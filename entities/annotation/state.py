"""What the desk of one article shows."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView
from articles.models import Article
from entities.annotation.cards import Marked
from entities.annotation.layers import marked_in
from entities.annotation.outcome import MarkedSerializer, told


class StateSerializer(MarkedSerializer):
    """An article's newest text as the desk has marked it."""

    version = serializers.IntegerField(
        allow_null=True, help_text="Its number; none where no text was captured."
    )


class StateView(DeskView):
    """Everything that is marked in an article's newest text."""

    @extend_schema(responses=StateSerializer)
    def get(self, request, slug):
        article = self.find(Article, slug=slug)
        version = article.current_version
        marked = marked_in(version, request.user) if version else Marked()
        number = version.number if version else None
        return Response({"version": number, **told(marked)})
