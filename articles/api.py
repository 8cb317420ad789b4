"""Publishers, articles and their versions, for reading."""

from django.db.models import Prefetch
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.filters import ArticleFilter
from articles.models import Article, Publisher, Section, Version
from articles.serializers import (
    ArticleSerializer,
    PublisherSerializer,
    VersionRefSerializer,
    VersionSerializer,
)

SLUG = "[-a-zA-Z0-9_]+"


class Gone(APIException):
    status_code = 410
    default_code = "gone"


class PublicViewSet(ReadOnlyModelViewSet):
    """What readers may see, by its slug; what was withdrawn says why."""

    lookup_field = "slug"
    lookup_value_regex = SLUG
    orderings: dict[str, str] = {}

    def retrieve(self, request, *args, **kwargs):
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            self.refuse_what_was_withdrawn()
            if renamed := self.what_was_renamed():
                there = request.build_absolute_uri(f"../{renamed.slug}/")
                query = request.META["QUERY_STRING"]
                there = f"{there}?{query}" if query else there
                return Response(status=301, headers={"Location": there})
            raise

    def refuse_what_was_withdrawn(self):
        records = self.get_queryset().model.objects
        if hasattr(records, "withdrawn"):
            address = {self.lookup_field: self.kwargs[self.lookup_field]}
            if record := records.withdrawn().filter(**address).first():
                raise Gone(f"This was withdrawn: {record.withdrawal_reason}")

    def what_was_renamed(self):
        """Return the published record that once had the address asked for."""
        records = self.get_queryset()
        if not hasattr(records.model, "former_slugs"):
            return None
        return records.filter(former_slugs__slug=self.kwargs["slug"]).first()


BY_DATE = {
    "changed_at": "The change that is longest ago first: the order to follow changes.",
    "published_at": "The first published first.",
    "-published_at": "The last published first.",
}


class PublisherViewSet(PublicViewSet):
    """Publishers of articles that readers may see."""

    serializer_class = PublisherSerializer

    def get_queryset(self):
        return Publisher.objects.published()


class ArticleViewSet(PublicViewSet):
    """Articles: what is known of them, without the text, which a version has."""

    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter
    orderings = BY_DATE

    def get_queryset(self):
        captures = Version.objects.defer("text", "raw")
        return (
            Article.objects.published()
            .for_display()
            .prefetch_related(Prefetch("versions", captures))
        )


class VersionViewSet(PublicViewSet):
    """The captures of an article's text; one of them with its text and sections, as far
    as the article's rights allow."""

    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"

    def get_serializer_class(self):
        return VersionSerializer if self.detail else VersionRefSerializer

    def get_queryset(self):
        versions = Version.objects.select_related("article").defer("raw")
        if getattr(self, "swagger_fake_view", False):
            return versions.none()
        article = get_object_or_404(
            Article.objects.published(), slug=self.kwargs["article"]
        )
        if not self.detail:
            versions = versions.defer("raw", "text")
        sections = Section.objects.select_related("under")
        return versions.filter(article=article).prefetch_related(
            Prefetch("sections", sections)
        )
