"""Mark words as naming an entity; take such a mark away."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView
from articles.models import Article
from articles.sent import Sent
from entities.annotation.marking import Marking, mark, unmark
from entities.annotation.outcome import OutcomeSerializer, outcome
from entities.annotation.outcome import told as as_json
from entities.annotation.places import PlaceSerializer, newest_version
from entities.annotation.suggesting import id_of, shown, suggested
from entities.models import Entity, Mention, NameKind

MOST_PLACES = 2000  # of one entity in one text


class EntityPlacesSerializer(Sent):
    """Places of one text that name one entity."""

    places = serializers.ListField(
        child=PlaceSerializer(), min_length=1, max_length=MOST_PLACES
    )
    entity = serializers.SlugField(help_text="Its slug.", max_length=100)


class MarkingSerializer(EntityPlacesSerializer):
    kind = serializers.ChoiceField(
        choices=NameKind.choices,
        required=False,
        allow_blank=True,
        help_text="How the words name it; left out: as its names say.",
    )


class MentionsView(DeskView):
    """Mentions of one entity in an article's newest text."""

    @extend_schema(request=MarkingSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        article = self.find(Article, slug=slug)
        self.ask_right(Mention, "add")
        asked = MarkingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        marking = marking_of(self, asked.validated_data)
        return Response(marked(request, article, [marking]), status=201)


class MentionView(DeskView):
    """One mention."""

    @extend_schema(request=None, responses={200: OutcomeSerializer})
    def delete(self, request, pk):
        mention = self.find(Mention, pk=pk)
        self.ask_right(Mention, "change")
        self.ask_revision(mention)
        version, passage = mention.passage.version, mention.passage
        said = f"“{passage}” is no longer marked as {mention.entity}."
        unmark(mention, by=request.user)
        answer = outcome(version, request.user, said, removed=[f"mention-{pk}"])
        place = (passage.start, passage.end)
        return Response(with_suggestions(answer, version, request.user, at={place}))


def marking_of(view: DeskView, asked: dict) -> Marking:
    entity = entity_named(view, asked["entity"])
    return Marking(entity, asked["places"], asked.get("kind", ""))


def entity_named(view: DeskView, slug: str) -> Entity:
    """Return an entity that can be named; whoever may not look learns nothing."""
    view.ask_right(Entity, "view")
    entity = Entity.objects.filter(slug=slug).first()
    if entity is None:
        raise ValidationError({"entity": "There is no such entity."})
    if entity.merged_into_id:
        raise ValidationError({"entity": f"It was merged into {entity.merged_into}."})
    return entity


def marked(request, article: Article, markings: list[Marking], said="") -> dict:
    """Mark the places and return what became of them."""
    version = newest_version(article)
    passages = mark(version, markings, by=request.user)
    gone = {id_of(passage.start, passage.end) for passage in passages}
    return outcome(
        version,
        request.user,
        said or told(markings),
        passages=[passage.pk for passage in passages],
        removed=sorted(gone),
    )


def told(markings: list[Marking]) -> str:
    number = sum(len(marking.places) for marking in markings)
    if len(markings) > 1:
        return f"Marked {number} places as {len(markings)} entities."
    where = "Marked" if number == 1 else f"Marked {number} places"
    return f"{where} as {markings[0].entity}."


def with_suggestions(answer: dict, version, user, *, at) -> dict:
    """Add to an outcome what is suggested at some places again."""
    again = suggested(version.article, version, user, at=at)
    there = as_json(shown([one for one in again if not one.is_refused], user))
    answer["marks"] += there["marks"]
    answer["cards"] += there["cards"]
    return answer
