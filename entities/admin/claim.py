from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.desk import PartAdmin, in_every_language, said
from articles.admin.inlines import LargeParts, Parts, Rows, Shown
from articles.admin.publishing import PublishableAdmin
from entities.admin.filters import (
    ArticleCited,
    DraftedByMe,
    EvidenceFilter,
    TranslationFilter,
)
from entities.models import (
    Citation,
    Claim,
    ClaimSubject,
    ClaimTopic,
    ComparisonClaim,
    Qualifier,
    Stance,
    Value,
)


class OneMainValue(Rows):
    """Two rows of one form do not see each other when each is checked by itself."""

    def clean(self):
        super().clean()
        main = [
            form
            for form in self.forms
            if form.cleaned_data.get("part") == "main"
            and not form.cleaned_data.get("DELETE")
        ]
        if len(main) > 1:
            raise ValidationError("A claim has one main value; give the others a part.")


class ValuesOfClaim(LargeParts):
    model = Value
    fk_name = "claim"
    formset = OneMainValue
    verbose_name_plural = "value, and values that explain it"
    show_change_link = True
    select_related = ("unit", "inferred_unit", "resolved_by")
    autocomplete_fields = ("unit", "inferred_unit", "resolved_by")
    readonly_fields = ("named",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("part", "type", "as_printed"),
                    ("bound", "low", "high", "unit"),
                    ("date", "text", "named"),
                )
            },
        ),
        (
            "More about this value",
            {
                "classes": ("collapse",),
                "fields": (
                    ("position", "name", "inferred_unit", "per", "comparison"),
                    ("date_part", "year_is_implied", "relative_to"),
                    ("alternatives", "remark", "resolved_by"),
                ),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("value_entities__entity")

    @admin.display(description="entities it names")
    def named(self, value):
        if value.pk is None:
            return "Save first, then name them on the value's own page."
        rows = value.value_entities.all()
        return ", ".join(str(row.entity) for row in rows) or "none"


class QualifiersOfClaim(Parts):
    model = Qualifier
    fk_name = "claim"
    select_related = ("kind", "entity", "other_claim")
    autocomplete_fields = ("kind", "entity", "other_claim")
    fields = ("kind", "text", "number", "entity", "other_claim", "position")


class SubjectsOfClaim(Parts):
    model = ClaimSubject
    verbose_name_plural = "further subjects"
    select_related = ("entity",)
    autocomplete_fields = ("entity",)
    fields = ("entity", "position")


class TopicsOfClaim(Parts):
    model = ClaimTopic
    verbose_name_plural = "topics"
    select_related = ("topic",)
    autocomplete_fields = ("topic",)
    fields = ("topic", "position")


class StancesToClaim(Parts):
    model = Stance
    fk_name = "claim"
    select_related = ("by", "about")
    autocomplete_fields = ("by", "about")
    fields = ("by", "position", "about")


class CitationsOfClaim(Shown):
    model = Citation
    verbose_name_plural = "citations: where it is said"
    fields = ("quote", "article", "part", "asserted_by", "mode")
    readonly_fields = ("quote", "article")

    def get_queryset(self, request):
        citations = (
            super()
            .get_queryset(request)
            .select_related("passage__version__article", "asserted_by", "claim")
        )
        return citations.defer("passage__version__text", "passage__version__raw")

    def quote(self, citation):
        return format_html(
            '<q lang="{}">{}</q>', citation.article.language, citation.passage.quote
        )

    def article(self, citation):
        address = reverse("admin:articles_article_change", args=[citation.article.pk])
        return format_html('<a href="{}">{}</a>', address, citation.article)


class ComparisonsOfClaim(Shown):
    model = ComparisonClaim
    verbose_name_plural = "comparisons it takes part in"
    show_change_link = False
    fields = ("laid_side_by_side", "side")
    readonly_fields = ("laid_side_by_side",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("comparison", "claim")

    @admin.display(description="comparison")
    def laid_side_by_side(self, row):
        address = reverse("admin:entities_comparison_change", args=[row.comparison_id])
        return format_html(
            '<a href="{}">{}</a> ({})',
            address,
            row.comparison,
            row.comparison.get_state_display(),
        )


@admin.register(Claim)
class ClaimAdmin(PublishableAdmin):
    list_display = [
        "sentence",
        "subject",
        "property",
        "printed",
        "certainty",
        "status_badge",
        "citation_count",
        "changed_at",
    ]
    list_select_related = ["subject", "property"]
    list_filter = [
        "status",
        "certainty",
        EvidenceFilter,
        TranslationFilter,
        DraftedByMe,
        "rank",
        "polarity",
        ("property__group", admin.RelatedFieldListFilter),
        "topics",
        ArticleCited,
    ]
    search_fields = [
        "=ref",
        "=key",
        *in_every_language("sentences", "subject__label"),
        "subject__names__text",
        "citations__passage__quote",
    ]
    ordering = ["-changed_at", "-pk"]
    autocomplete_fields = ["subject", "property"]
    inlines = [
        ValuesOfClaim,
        QualifiersOfClaim,
        CitationsOfClaim,
        SubjectsOfClaim,
        TopicsOfClaim,
        StancesToClaim,
        ComparisonsOfClaim,
    ]
    readonly_fields = ["cite"]
    fieldsets = [
        (
            "What it says",
            {
                "fields": [("subject", "property"), "sentences"],
                "description": "One plain sentence per language, in the desk's words. "
                "It says no more than the passage does: plans stay plans, “80% of” "
                "is not “80% more than”.",
            },
        ),
        (
            "How it is put",
            {
                "fields": [
                    ("certainty", "polarity", "checkable"),
                    ("as_of", "as_of_basis"),
                    "presupposed",
                    "derived",
                ],
                "description": "Judge by the words of the source, whoever says them: a "
                "forecast by a chairman is a forecast. A denied claim keeps the "
                "sentence of the thing denied.",
            },
        ),
        (
            "How much weight it has",
            {
                "fields": ["rank", "rank_reason", "note", "ref"],
                "description": "Deprecate what a source itself took back or what the "
                "desk misread, and say why; where sources merely differ, lay the "
                "claims side by side in a comparison.",
            },
        ),
        ("Evidence", {"fields": ["cite"]}),
    ]

    def get_queryset(self, request):
        counted = (
            Citation.objects.filter(claim=OuterRef("pk"))
            .order_by()
            .values("claim")
            .annotate(total=Count("pk"))
            .values("total")
        )
        main = Value.objects.filter(part="main").prefetch_related(
            "value_entities__entity"
        )
        return (
            super()
            .get_queryset(request)
            .annotate(citation_count=Coalesce(Subquery(counted), 0))
            .prefetch_related(Prefetch("values", main, to_attr="main_values"))
        )

    @admin.display(description="sentence", ordering="pk")
    def sentence(self, claim):
        if not claim.sentences:
            return format_html("<em>{}</em>", claim.ref or claim.key)
        return said(claim.sentences)

    @admin.display(description="value as printed")
    def printed(self, claim):
        if not claim.main_values:
            return "–"
        value = claim.main_values[0]
        named = ", ".join(str(row.entity) for row in value.value_entities.all())
        return Truncator(value.as_printed or named or str(value)).chars(60)

    @admin.display(description="citations", ordering="citation_count")
    def citation_count(self, claim):
        return claim.citation_count

    @admin.display(description="new citation")
    def cite(self, claim):
        if claim.pk is None:
            return "Save the claim first, then cite the passages that say so."
        add = reverse("admin:entities_citation_add", query={"claim": claim.pk})
        return format_html('<a href="{}">Cite a passage that says so</a>', add)


@admin.register(ClaimSubject)
class ClaimSubjectAdmin(PartAdmin):
    list_display = ["claim", "entity", "position"]
    list_select_related = ["claim", "entity"]
    search_fields = in_every_language("claim__sentences", "entity__label")
    autocomplete_fields = ["claim", "entity"]
    fieldsets = [(None, {"fields": ["claim", "entity", "position"]})]


@admin.register(ClaimTopic)
class ClaimTopicAdmin(PartAdmin):
    list_display = ["claim", "topic", "position"]
    list_select_related = ["claim", "topic"]
    search_fields = in_every_language("claim__sentences", "topic__title")
    list_filter = ["topic"]
    autocomplete_fields = ["claim", "topic"]
    fieldsets = [(None, {"fields": ["claim", "topic", "position"]})]
