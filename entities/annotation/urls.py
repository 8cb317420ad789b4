"""The desk's addresses under /api/v1/desk/."""

from django.urls import path

from entities.annotation.chains import ChainsView
from entities.annotation.citations import CitationsView, CitationView
from entities.annotation.claim_search import ClaimSearchView
from entities.annotation.claims import NewClaimView
from entities.annotation.close import CloseClaimsView
from entities.annotation.comments import CommentView, ThreadsView, ThreadView
from entities.annotation.entities import EntitiesView, NamesView
from entities.annotation.mentions import MentionsView, MentionView
from entities.annotation.prefilling import PrefillView
from entities.annotation.quotes import QuotesView
from entities.annotation.state import StateView
from entities.annotation.submission import SubmissionView
from entities.annotation.suggestions import (
    RefusalsView,
    RefusalView,
    SuggestionsView,
)
from entities.annotation.undo import UndoView

ARTICLE = "articles/<slug:slug>/"
urlpatterns = [
    path(ARTICLE, StateView.as_view(), name="api-desk-article"),
    path(f"{ARTICLE}prefill/", PrefillView.as_view(), name="api-desk-prefill"),
    path(f"{ARTICLE}claims/", NewClaimView.as_view(), name="api-desk-new-claim"),
    path(
        f"{ARTICLE}claims/<slug:key>/submission/",
        SubmissionView.as_view(),
        name="api-desk-submission",
    ),
    path("claims/similar/", CloseClaimsView.as_view(), name="api-desk-claims-similar"),
    path(
        f"{ARTICLE}comments/",
        ThreadsView.as_view(),
        name="api-desk-comments",
    ),
    path(
        f"{ARTICLE}comments/<int:pk>/",
        CommentView.as_view(),
        name="api-desk-comment",
    ),
    path(
        f"{ARTICLE}threads/<int:pk>/",
        ThreadView.as_view(),
        name="api-desk-thread",
    ),
    path(f"{ARTICLE}undo/", UndoView.as_view(), name="api-desk-undo"),
    path("claims/", ClaimSearchView.as_view(), name="api-desk-claims"),
    path(
        f"{ARTICLE}chains/",
        ChainsView.as_view(),
        name="api-desk-chains",
    ),
    path(
        f"{ARTICLE}quotes/",
        QuotesView.as_view(),
        name="api-desk-quotes",
    ),
    path(
        f"{ARTICLE}citations/",
        CitationsView.as_view(),
        name="api-desk-citations",
    ),
    path("citations/<int:pk>/", CitationView.as_view(), name="api-desk-citation"),
    path(
        f"{ARTICLE}suggestions/",
        SuggestionsView.as_view(),
        name="api-desk-suggestions",
    ),
    path(f"{ARTICLE}mentions/", MentionsView.as_view(), name="api-desk-mentions"),
    path("mentions/<int:pk>/", MentionView.as_view(), name="api-desk-mention"),
    path(f"{ARTICLE}refusals/", RefusalsView.as_view(), name="api-desk-refusals"),
    path("refusals/<int:pk>/", RefusalView.as_view(), name="api-desk-refusal"),
    path(f"{ARTICLE}names/", NamesView.as_view(), name="api-desk-names"),
    path("entities/", EntitiesView.as_view(), name="api-desk-entities"),
]
