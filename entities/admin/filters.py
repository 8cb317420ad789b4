"""Filters of lists: what claims rest on, which words lack a language."""

from django.contrib import admin
from django.db.models import Q

from articles.admin.forms import ROW_NUMBER
from articles.admin.queues import UntranslatedFilter
from articles.models import Article
from articles.wording import LANGUAGES

MOST_ARTICLES = 50


class UntranslatedLabel(UntranslatedFilter):
    """The desk's words whose label lacks a language."""

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGES:
            return queryset
        return queryset.exclude(label__has_key=self.value())


class EvidenceFilter(admin.SimpleListFilter):
    """Claims whose evidence is missing or does not hold; each is a queryset's word."""

    title = "evidence"
    parameter_name = "evidence"

    def lookups(self, request, model_admin):
        return [
            ("unbacked", "cited, but nothing states or supports it"),
            ("adrift", "a quote is not in its article"),
            ("uncitable", "rests on an article that may not be cited"),
            ("outdated", "the article has a newer text"),
            ("contradicted", "contradicted by a passage"),
        ]

    def queryset(self, request, queryset):
        known = [word for word, _ in self.lookup_choices]
        return getattr(queryset, self.value())() if self.value() in known else queryset


class ArticleCited(admin.SimpleListFilter):
    """Claims that cite an article; the list offers those changed last."""

    lists = Article  # for those who may see articles
    title = "article cited"
    parameter_name = "article"

    def lookups(self, request, model_admin):
        chosen = request.GET.get(self.parameter_name, "")
        pk = int(chosen) if ROW_NUMBER.fullmatch(chosen) else None
        recent = Article.objects.order_by("-changed_at").values("pk")[:MOST_ARTICLES]
        offered = Article.objects.filter(
            Q(pk__in=list(recent.values_list("pk", flat=True))) | Q(pk=pk)
        )
        return [(str(key), title) for key, title in offered.values_list("pk", "title")]

    def queryset(self, request, queryset):
        if self.value() is None or not ROW_NUMBER.fullmatch(self.value()):
            return queryset
        return queryset.citing(self.value())
