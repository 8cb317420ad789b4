from django.contrib import admin

from articles.admin.desk import HistoricAdmin, count_of, in_every_language, said
from articles.models import Article, Publisher
from articles.models.workflow import has_right


@admin.register(Publisher)
class PublisherAdmin(HistoricAdmin):
    list_display = ["called", "slug", "language", "country", "article_count"]
    list_filter = ["language", "country"]
    search_fields = ["slug", *in_every_language("name"), "website", "note"]
    fieldsets = [
        (None, {"fields": ["slug", "name", "description"]}),
        ("Where it is", {"fields": [("language", "country"), "website"]}),
        ("For the desk", {"fields": ["note"]}),
    ]

    def get_queryset(self, request):
        articles = count_of(Article.objects, "publisher")
        return super().get_queryset(request).annotate(article_count=articles)

    def has_change_permission(self, request, obj=None):
        """Its name stands on readers' pages: then publishers change it."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not self._is_known(obj):
            return allowed
        return allowed and has_right(Article, "override", request.user)

    def _is_known(self, publisher) -> bool:
        return Publisher.objects.published().filter(pk=publisher.pk).exists()

    def get_readonly_fields(self, request, obj=None):
        """An address that readers know stays: a publisher leaves no redirect."""
        known = obj and self._is_known(obj)
        return [
            *super().get_readonly_fields(request, obj),
            *(["slug"] if known else []),
        ]

    def view_on_site(self, publisher):
        return publisher.get_absolute_url() if self._is_known(publisher) else None

    @admin.display(description="name", ordering="slug")
    def called(self, publisher):
        return said(publisher.name)

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, publisher):
        return publisher.article_count
