"""Undoing at the desk: what one person did to one article in the last day."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.changes import current_change
from articles.desk_api import DeskView
from articles.history.undoing import NOT_YOURS, take_back_act
from articles.models import Article, DeskAct
from articles.models.desk_act import MOST_UNDONE
from articles.sent import Sent
from entities.annotation.news import shown_anew
from entities.annotation.outcome import OutcomeSerializer
from entities.annotation.touched import touched_by


class ActSerializer(serializers.ModelSerializer):
    """Something that can be undone."""

    class Meta:
        model = DeskAct
        fields = ["change", "said", "at"]


class ActsSerializer(serializers.Serializer):
    acts = ActSerializer(many=True, help_text="The newest first.")


class ChangeSerializer(Sent):
    change = serializers.UUIDField(help_text="As the write answered it.")


class UndoView(DeskView):
    """One's own latest acts at an article's desk."""

    @extend_schema(responses=ActsSerializer)
    def get(self, request, slug):
        """List what can be undone."""
        article = self.find(Article, slug=slug)
        acts = DeskAct.objects.to_undo(request.user, article)[:MOST_UNDONE]
        return Response(ActsSerializer({"acts": acts}).data)

    @extend_schema(request=ChangeSerializer, responses={200: OutcomeSerializer})
    def post(self, request, slug):
        """Take back all that one change did, as a new change."""
        asked = ChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        article = self.find(Article, slug=slug)
        version = article.current_version
        change = asked.validated_data["change"]
        if version is None:
            raise ValidationError({"change": NOT_YOURS})
        act = take_back_act(change, article, by=request.user)
        self.undoes = act.change
        found = touched_by(version, request.user, [current_change()])
        return Response(shown_anew(version, request.user, f"Undone: {act.said}", found))
