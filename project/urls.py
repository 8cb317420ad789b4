"""Every entry point of the site on one screen."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("project.accounts.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("project.api_urls")),
    path("", include("project.page_urls")),
]
