"""The desk's addresses under /api/v1/desk/."""

from django.urls import path

from entities.annotation.comments import CommentView, ThreadsView, ThreadView
from entities.annotation.state import StateView
from entities.annotation.undo import UndoView

ARTICLE = "articles/<slug:slug>/"

urlpatterns = [
    path(ARTICLE, StateView.as_view(), name="api-desk-article"),
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
]
