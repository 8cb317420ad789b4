"""The API's addresses."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from articles.api import SLUG, PublisherViewSet, VersionViewSet
from entities.api import (
    CitedArticleViewSet,
    ClaimViewSet,
    ComparisonViewSet,
    EntityViewSet,
    PassageViewSet,
    PropertyViewSet,
    QualifierViewSet,
    TopicViewSet,
    UnitViewSet,
)
from project.api import status
from project.api.conditional import conditional
from project.api.documents import DocsView, RootView, SchemaView
from project.api.problems import NothingHere

ENDPOINTS = {
    "articles": CitedArticleViewSet,
    "claims": ClaimViewSet,
    "comparisons": ComparisonViewSet,
    "entities": EntityViewSet,
    "properties": PropertyViewSet,
    "publishers": PublisherViewSet,
    "qualifiers": QualifierViewSet,
    "topics": TopicViewSet,
    "units": UnitViewSet,
}
VERSIONS = rf"articles/(?P<article>{SLUG})/versions"
PASSAGES = rf"{VERSIONS}/(?P<version>[0-9]{{1,9}})/passages"

router = SimpleRouter()
for name, viewset in ENDPOINTS.items():
    router.register(name, viewset, basename=f"api-{name}")
router.register(VERSIONS, VersionViewSet, basename="api-versions")
router.register(PASSAGES, PassageViewSet, basename="api-passages")

version_1 = [path("", RootView.as_view(endpoints=ENDPOINTS)), *router.urls]
for pattern in version_1:
    pattern.callback = conditional(pattern.callback)

urlpatterns = [
    path("v1/", include(version_1)),
    path("v1/", include(status.urlpatterns)),
    path("v1/desk/", include("entities.annotation.urls")),
    path("schema/", conditional(SchemaView.as_view()), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    re_path("", NothingHere.as_view()),
]
