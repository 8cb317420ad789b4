from django import forms
from django.contrib import admin

from articles.admin.desk import HistoricPartAdmin, count_of, in_every_language, said
from articles.admin.forms import Lines, VersionedForm
from articles.admin.inlines import Parts
from articles.admin.part_of import PartOfRecord
from articles.admin.publishing import PublishableAdmin
from entities.models import Comparison, ComparisonClaim
from entities.queues import OF_COMPARISONS


class OnePerLine(forms.CharField):
    """A list of short texts, typed one per line."""

    widget = Lines

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def run_validators(self, value):
        super().run_validators("\n".join(value))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class ComparisonForm(VersionedForm):
    not_same = OnePerLine(
        required=False,
        label="not the same",
        max_length=2000,
        help_text="What keeps the values from being merged, one per line.",
    )


class MembersOfComparison(Parts):
    model = ComparisonClaim
    verbose_name_plural = "claims laid side by side"
    select_related = ("claim",)
    autocomplete_fields = ("claim",)
    fields = ("claim", "position", "side")


@admin.register(Comparison)
class ComparisonAdmin(PublishableAdmin):
    queues = OF_COMPARISONS
    form = ComparisonForm
    list_display = [
        "called",
        "comparison_class",
        "kind",
        "state",
        "status_badge",
        "member_count",
        "changed",
    ]
    list_filter = [
        "status",
        "comparison_class",
        "state",
        "independence",
        "kind",
    ]
    search_fields = ["slug", "=ref", *in_every_language("title", "explanation")]
    autocomplete_fields = ["stance_by", "derived_from"]
    inlines = [MembersOfComparison]
    fieldsets = [
        (
            "What is laid side by side",
            {
                "fields": ["title", ("comparison_class", "kind"), ("slug", "ref")],
                "description": "Differ: sources contradict one another. Change: each "
                "was right in its day. Trouble: the text cannot be right as printed.",
            },
        ),
        (
            "What the desk makes of it",
            {
                "fields": [
                    "explanation",
                    "state",
                    ("independence", "precision_differs"),
                    "sources_note",
                    "not_same",
                ],
                "description": "Explain what a reader would stumble over. Sources that "
                "lead back to one origin are one voice.",
            },
        ),
        (
            "Arithmetic and origin",
            {"fields": ["check_sum", ("stance_by", "derived_from")]},
        ),
    ]

    def get_queryset(self, request):
        comparisons = super().get_queryset(request)
        members = count_of(ComparisonClaim.objects, "comparison")
        return comparisons.annotate(member_count=members)

    def get_readonly_fields(self, request, obj=None):
        """An address that readers know stays: a comparison leaves no redirect."""
        known = obj and obj.published_at
        return [
            *super().get_readonly_fields(request, obj),
            *(["slug"] if known else []),
        ]

    @admin.display(description="title", ordering="slug")
    def called(self, comparison):
        return said(comparison.title) if comparison.title else comparison.slug

    @admin.display(description="claims", ordering="member_count")
    def member_count(self, comparison):
        return comparison.member_count


@admin.register(ComparisonClaim)
class ComparisonClaimAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "comparison"
    list_display = ["comparison", "claim", "position", "side"]
    list_select_related = ["comparison", "claim"]
    list_filter = ["side"]
    search_fields = in_every_language("comparison__title", "claim__sentences")
    autocomplete_fields = ["comparison", "claim"]
    fieldsets = [(None, {"fields": ["comparison", "claim", ("position", "side")]})]
