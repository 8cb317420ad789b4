"""The readers' addresses."""

from django.urls import path

from articles.previews import Preview
from entities import views
from project.views import About, Alive, Home

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("about/", About.as_view(), name="about"),
    path("companies/", views.CompanyList.as_view(), name="company_list"),
    path("companies/<slug:name>/", views.EntityPage.as_view(), name="company"),
    path("entities/", views.EntityList.as_view(), name="entity_list"),
    path("entities/<slug:name>/", views.EntityPage.as_view(), name="entity"),
    path("topics/", views.TopicList.as_view(), name="topic_list"),
    path("topics/<slug:name>/", views.TopicPage.as_view(), name="topic"),
    path("articles/", views.ArticleList.as_view(), name="article_list"),
    path("articles/<slug:name>/", views.ArticlePage.as_view(), name="article"),
    path("claims/<slug:name>/", views.ClaimPage.as_view(), name="claim"),
    path("comparisons/<slug:name>/", views.ComparisonPage.as_view(), name="comparison"),
    path(
        "publishers/<slug:name>/", views.PublisherWithEntity.as_view(), name="publisher"
    ),
    path("preview/<path:address>", Preview.as_view(), name="preview"),
    path("healthz", Alive.as_view(), name="healthz"),
]
