"""The article's desk with the claims drawn from it; articles knows of no claim."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from articles.admin.article import ArticleAdmin
from articles.admin.desk import count_of
from articles.models import Article
from entities.admin.annotating import HasDesk
from entities.models import Citation
from entities.queues import OF_ARTICLES

MOST_SHOWN = 200

admin.site.unregister(Article)


@admin.register(Article)
class AnnotatedArticleAdmin(HasDesk, ArticleAdmin):
    queues = OF_ARTICLES
    list_display = [*ArticleAdmin.list_display, "claim_count", "desk"]
    readonly_fields = [*ArticleAdmin.readonly_fields, "claims"]
    fieldsets = [
        *ArticleAdmin.fieldsets,
        ("Claims drawn from it", {"fields": ["claims"]}),
    ]

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        cited = count_of(Citation.objects, "passage__version__article", "claim")
        return articles.annotate(claim_count=cited)

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, article):
        listed = reverse(
            "admin:entities_claim_changelist", query={"article": article.pk}
        )
        return format_html('<a href="{}">{}</a>', listed, article.claim_count)

    @admin.display(description="desk")
    def desk(self, article):
        if not article.version_count:
            return "–"
        address = reverse("admin:articles_article_desk", args=[article.pk])
        return format_html(
            '<a href="{}" aria-label="Annotate {}">Annotate</a>', address, article
        )

    @admin.display(description="claims")
    def claims(self, article):
        if article.pk is None:
            return "Save the article first, then draw claims from it."
        citations = (
            Citation.objects.from_article(article)
            .select_related("claim", "passage")
            .order_by("passage__start", "pk")[:MOST_SHOWN]
        )
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a> <q lang="{}">{}</q></li>',
            (
                (
                    reverse("admin:entities_claim_change", args=[citation.claim_id]),
                    citation.claim,
                    article.language,
                    Truncator(citation.passage.quote).chars(160),
                )
                for citation in citations
            ),
        )
        return format_html(
            '<ol class="drawn">{}</ol><p><a href="{}">All in a list</a> · '
            '<a href="{}">Cite a passage of it</a></p>',
            rows,
            reverse("admin:entities_claim_changelist", query={"article": article.pk}),
            reverse("admin:entities_citation_add", query={"article": article.pk}),
        )
