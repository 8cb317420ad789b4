"""The desk's addresses under /api/v1/desk/."""

from django.urls import path

from entities.annotation.state import StateView

urlpatterns = [
    path("articles/<slug:slug>/", StateView.as_view(), name="api-desk-article"),
]
