from django.contrib import admin

from articles.admin.desk import HistoricAdmin, count_of, in_every_language, said
from articles.models import Article, Publisher


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

    def get_readonly_fields(self, request, obj=None):
        """An address that readers know stays: a publisher leaves no redirect."""
        known = obj and Publisher.objects.published().filter(pk=obj.pk).exists()
        return [
            *super().get_readonly_fields(request, obj),
            *(["slug"] if known else []),
        ]

    def view_on_site(self, publisher):
        public = Publisher.objects.published().filter(pk=publisher.pk)
        return publisher.get_absolute_url() if public.exists() else None

    @admin.display(description="name", ordering="slug")
    def called(self, publisher):
        return said(publisher.name)

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, publisher):
        return publisher.article_count
