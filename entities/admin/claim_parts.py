"""The rows on a claim's page."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.inlines import LargeParts, Parts, Rows, Shown
from entities.admin.figure_box import FIGURE_BOXES
from entities.admin.value_form import ValueForm
from entities.models import (
    Citation,
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
    form = ValueForm
    formset = OneMainValue
    formfield_overrides = FIGURE_BOXES
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
    show_change_link = False
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
            '<a href="{}"><q lang="{}">{}</q></a>',
            reverse("admin:entities_citation_change", args=[citation.pk]),
            citation.article.language,
            citation.passage.quote,
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
