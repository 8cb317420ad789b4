"""Entities as the desk looks them up, makes them in place, or gives them a name."""

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.changes import current_change
from articles.desk_api import DeskView
from articles.models import Article, Version, may_propose
from articles.sent import Sent
from articles.wording import LANGUAGES, say
from entities.annotation.layers import sees
from entities.annotation.marking import Marking, kind_of, kinds_of
from entities.annotation.mentions import MOST_PLACES, entity_named, marked
from entities.annotation.naming import draft, give_name, propose_name
from entities.annotation.outcome import OutcomeSerializer
from entities.annotation.places import PlaceSerializer
from entities.models import Entity, EntityKind, Mention, Name, NameKind
from entities.spotting.known import Form, known_names, primary
from entities.spotting.looking_up import alike, look_up

LONGEST = 300  # code points of a name


class FoundEntitySerializer(serializers.Serializer):
    """An entity, by the name that was found."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # its class has a label
    language = serializers.CharField(help_text="Of the label.")
    kind = serializers.CharField()
    name = serializers.CharField(help_text="The name that was found.")
    name_language = serializers.CharField()
    status = serializers.CharField()
    named = serializers.CharField(
        help_text="How the asked-for words name it; empty: they are no name of it."
    )
    reason = serializers.CharField(
        required=False, help_text="Why it may be the same, if that was asked."
    )


class FoundEntitiesSerializer(serializers.Serializer):
    results = FoundEntitySerializer(many=True)


class NewEntitySerializer(Sent):
    label = serializers.CharField(max_length=LONGEST)  # type: ignore[assignment]  # its class has a label
    language = serializers.ChoiceField(choices=list(LANGUAGES.items()))
    kind = serializers.ChoiceField(choices=EntityKind.choices)
    anyway = serializers.BooleanField(
        default=False, help_text="Although one like it is there."
    )
    article = serializers.SlugField(required=False, max_length=100)
    places = serializers.ListField(
        child=PlaceSerializer(), required=False, min_length=1, max_length=MOST_PLACES
    )


class NewNameSerializer(Sent):
    entity = serializers.SlugField(max_length=100)
    text = serializers.CharField(max_length=LONGEST)
    language = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$")
    kind = serializers.ChoiceField(choices=NameKind.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    places = serializers.ListField(
        child=PlaceSerializer(), required=False, min_length=1, max_length=MOST_PLACES
    )


class EntityOutcomeSerializer(OutcomeSerializer):
    article = serializers.SlugField(
        allow_null=True, help_text="At whose desk it was done."
    )
    entity = serializers.SlugField()


class EntitiesView(DeskView):
    """Entities of the desk, looked up by any of their names."""

    parameters = {"q", "language", "article", "words", "alike"}

    @extend_schema(
        parameters=[
            OpenApiParameter("q", description="What is typed, in any script."),
            OpenApiParameter("language", description="In which names are preferred."),
            OpenApiParameter(
                "article", description="Its slug: entities it mentions go first."
            ),
            OpenApiParameter("words", description="Tell how these words name each."),
            OpenApiParameter(
                "alike",
                description="Instead of q: entities that a new name may mean already.",
            ),
        ],
        responses=FoundEntitiesSerializer,
    )
    def get(self, request):
        self.ask_right(Entity, "view")
        asked = request.query_params
        known = known_names()
        if new := asked.get("alike", "")[:LONGEST]:
            near = alike(new, known)
            names: dict[int, Form | None] = {one.entity: None for one in near}
            reasons = {one.entity: one.reason for one in near}
        else:
            found = look_up(
                asked.get("q", "")[:LONGEST],
                known,
                language=asked.get("language", ""),
                mentioned=_mentioned(asked.get("article", ""), request.user),
            )
            names = {match.entity: match.name for match in found}
            reasons = {}
        rows = _told(names, reasons, asked.get("language", ""), asked.get("words", ""))
        return Response({"results": rows})

    @extend_schema(
        request=NewEntitySerializer, responses={201: EntityOutcomeSerializer}
    )
    def post(self, request):
        """Draft an entity, and mark the words that name it in the same step."""
        self.ask_right(Entity, "add")
        self.ask_right(Name, "add")
        asked = NewEntitySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        if wanted.get("places") and not wanted.get("article"):
            raise ValidationError({"article": "Say of which article the places are."})
        if not wanted["anyway"] and (there := alike(wanted["label"], known_names())):
            raise ValidationError({"label": [one.reason for one in there]})
        entity = draft(
            wanted["label"], wanted["language"], wanted["kind"], by=request.user
        )
        said = f"Drafted {entity}."
        return Response(_made(self, entity, wanted, said), status=201)


class NamesView(DeskView):
    """Names that an article gives."""

    @extend_schema(request=NewNameSerializer, responses={201: EntityOutcomeSerializer})
    def post(self, request, slug):
        """Give an entity a name, and mark the words that name it in the same step."""
        article = self.find(Article, slug=slug)
        self.ask_right(Name, "add")
        asked = NewNameSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data | {"article": article.slug}
        entity = entity_named(self, wanted["entity"])
        # Of what readers see, whoever may not change it proposes the name.
        is_proposed = may_propose(entity, request.user)
        give = propose_name if is_proposed else give_name
        give(
            entity,
            wanted["text"],
            wanted["language"],
            wanted["kind"],
            by=request.user,
            reason=wanted.get("reason", ""),
        )
        name = f"“{wanted['text']}”"
        if is_proposed:
            said = f"{name} is proposed as a name of {entity}: a reviewer decides."
        else:
            said = f"{name} is a name of {entity} now."
        return Response(_made(self, entity, wanted, said), status=201)


def _made(view: DeskView, entity: Entity, wanted: dict, said: str) -> dict:
    """Mark the places, if any are given, and return the outcome."""
    slug = wanted.get("article")
    article = view.find(Article, slug=slug) if slug else None
    if article and wanted.get("places"):
        view.ask_right(Mention, "add")
        how = wanted["kind"] if wanted.get("text") else ""  # a name may not be one yet
        marking = Marking(entity, wanted["places"], how)
        answer = marked(view.request, article, [marking], f"{said} It is marked.")
    else:
        answer = {
            "article": slug,
            "change": str(current_change()),
            "said": said,
            "marks": [],
            "cards": [],
            "removed": [],
        }
    return answer | {"entity": entity.slug}


def _mentioned(slug: str, user) -> set[int]:
    """Return the entities that the article's newest text is marked to mention."""
    if not slug_re.fullmatch(slug) or not sees(user, Article, Mention):
        return set()
    newest = Version.objects.filter(article__slug=slug).order_by("-number")
    rows = Mention.objects.filter(passage__version__in=newest.values("pk")[:1])
    return set(rows.order_by().values_list("entity", flat=True))


def _told(names: dict, reasons: dict[int, str], language: str, words: str):
    entities = Entity.objects.prefetch_related("names").in_bulk(names)
    rows = []
    for pk, form in names.items():
        entity = entities.get(pk)
        if entity is None:
            continue  # gone since the names were read
        label, label_language = say(entity.label, primary(language) or "en")
        row = {
            "slug": entity.slug,
            "label": label or entity.slug,
            "language": label_language,
            "kind": entity.get_kind_display(),
            "name": form.text if form else label,
            "name_language": form.language if form else label_language,
            "status": entity.status,
            "named": _named(entity, words),
        }
        rows.append(row | ({"reason": reasons[pk]} if pk in reasons else {}))
    return rows


def _named(entity: Entity, words: str) -> str:
    kinds = kinds_of(entity)
    return kind_of(words, kinds) if words and words in kinds else ""
