"""Claims, entities, topics, comparisons and the desk's words, for reading."""

from django.db.models import Exists, OuterRef
from rest_framework.generics import get_object_or_404

from articles.api import BY_DATE, ArticleViewSet, PublicViewSet
from articles.models import Article, Passage
from articles.serializers import PassageSerializer
from entities.claim_serializers import ClaimSerializer
from entities.filters import (
    CitedArticleFilter,
    ClaimFilter,
    ComparisonFilter,
    EntityFilter,
    PropertyFilter,
    TopicFilter,
)
from entities.models import Claim, Property, QualifierKind, Unit
from entities.narrative import citing
from entities.serializers import (
    ComparisonSerializer,
    EntitySerializer,
    PropertySerializer,
    TopicSerializer,
    UnitSerializer,
    WordSerializer,
)
from entities.visible import (
    visible_citations,
    visible_claims,
    visible_comparisons,
    visible_entities,
    visible_topics,
)


class ClaimViewSet(PublicViewSet):
    """Claims with everything by which to judge them, citations and chains included."""

    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    lookup_field = "key"
    orderings = BY_DATE

    def get_queryset(self):
        return visible_claims()


class EntityViewSet(PublicViewSet):
    """Companies, people, models, chips, places and whatever else claims speak of."""

    serializer_class = EntitySerializer
    filterset_class = EntityFilter
    orderings = BY_DATE

    def get_queryset(self):
        return visible_entities()


class TopicViewSet(PublicViewSet):
    """Subjects with a page of their own, in a tree."""

    serializer_class = TopicSerializer
    filterset_class = TopicFilter
    orderings = BY_DATE

    def get_queryset(self):
        return visible_topics()

    def get_serializer(self, found=(), **options):
        topics = found if options.get("many") else [found] if found else []
        options["context"] = {**self.get_serializer_context(), "citing": citing(topics)}
        return super().get_serializer_class()(found, **options)


class ComparisonViewSet(PublicViewSet):
    """Claims laid side by side: they agree, differ, change over time, or show trouble
    in a text."""

    serializer_class = ComparisonSerializer
    filterset_class = ComparisonFilter
    orderings = BY_DATE

    def get_queryset(self):
        return visible_comparisons()


class PropertyViewSet(PublicViewSet):
    """What claims may say of their subjects."""

    serializer_class = PropertySerializer
    filterset_class = PropertyFilter

    def get_queryset(self):
        words = Property.objects.select_related("group")
        return words.prefetch_related("required_qualifiers")


class UnitViewSet(PublicViewSet):
    """What figures count."""

    serializer_class = UnitSerializer
    lookup_value_regex = "[^/]+"  # a code may have any character, such as 卡

    def get_queryset(self):
        return Unit.objects.all()


class QualifierViewSet(PublicViewSet):
    """The ways to narrow a claim: period, compared with, purpose …"""

    serializer_class = WordSerializer

    def get_queryset(self):
        return QualifierKind.objects.all()


class CitedArticleViewSet(ArticleViewSet):
    """Articles: what is known of them, without the text, which a version has."""

    filterset_class = CitedArticleFilter


class PassageViewSet(PublicViewSet):
    """The passages of a version that claims cite. The article's rights decide whether
    they come with their context."""

    serializer_class = PassageSerializer
    lookup_field = "key"

    def get_queryset(self):
        passages = Passage.objects.select_related("version__article")
        if getattr(self, "swagger_fake_view", False):
            return passages.none()
        article = get_object_or_404(
            Article.objects.published(), slug=self.kwargs["article"]
        )
        version = get_object_or_404(
            article.versions.only("pk"), number=self.kwargs["version"]
        )
        cited = visible_citations().filter(
            passage=OuterRef("pk"), claim__in=Claim.objects.published()
        )
        return passages.filter(Exists(cited), version=version).defer(
            "version__text", "version__raw"
        )
