"""The questions of the day, asked of a list."""

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr

from articles.admin.forms import ROW_NUMBER
from articles.models import Article
from articles.wording import LANGUAGES
from entities.models import Citation, CitationPart

MOST_ARTICLES = 50


class TranslationFilter(admin.SimpleListFilter):
    """Records whose main words lack a language; subclasses name the column."""

    title = "untranslated"
    parameter_name = "untranslated"
    wording = "sentences"

    def lookups(self, request, model_admin):
        return [(code, f"not in {name}") for code, name in LANGUAGES.items()]

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGES:
            return queryset
        return queryset.exclude(**{f"{self.wording}__has_key": self.value()})


class UntranslatedLabel(TranslationFilter):
    wording = "label"


class UntranslatedTitle(TranslationFilter):
    wording = "title"


class DraftedByMe(admin.SimpleListFilter):
    title = "drafted by"
    parameter_name = "drafted"

    def lookups(self, request, model_admin):
        return [("me", "me"), ("others", "others")]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(drafted_by=request.user)
        if self.value() == "others":
            return queryset.exclude(drafted_by=request.user)
        return queryset


class EvidenceFilter(admin.SimpleListFilter):
    """Claims whose evidence is missing or does not hold."""

    title = "evidence"
    parameter_name = "evidence"

    def lookups(self, request, model_admin):
        return [
            ("uncited", "uncited"),
            ("unbacked", "cited, but nothing states or supports it"),
            ("unverified", "unverified: a quote is not in its article"),
            ("contradicted", "contradicted by a passage"),
        ]

    def queryset(self, request, queryset):
        citations = Citation.objects.filter(claim=OuterRef("pk"))
        backing = citations.filter(
            part__in=[CitationPart.STATES, CitationPart.SUPPORTS]
        )
        said_there = Substr(
            "passage__version__text",
            F("passage__start") + 1,
            F("passage__end") - F("passage__start"),
        )
        adrift = citations.alias(said=said_there).exclude(said=F("passage__quote"))
        against = citations.filter(part=CitationPart.CONTRADICTS)
        condition = {
            "uncited": ~Exists(citations),
            "unbacked": Exists(citations) & ~Exists(backing),
            "unverified": Exists(adrift),
            "contradicted": Exists(against),
        }.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class ArticleCited(admin.SimpleListFilter):
    """Claims that cite an article; the list offers those changed last."""

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
