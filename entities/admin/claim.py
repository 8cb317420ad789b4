from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.desk import HistoricPartAdmin, count_of, in_every_language, said
from articles.admin.part_of import PartOfRecord
from articles.admin.publishing import PublishableAdmin
from articles.models.workflow import has_right
from entities.admin.claim_parts import (
    CitationsOfClaim,
    ComparisonsOfClaim,
    QualifiersOfClaim,
    StancesToClaim,
    SubjectsOfClaim,
    TopicsOfClaim,
    ValuesOfClaim,
)
from entities.admin.comment import talk_about
from entities.admin.filters import ArticleCited, EvidenceFilter
from entities.admin.reviewing import ReviewsOneByOne
from entities.models import Citation, Claim, ClaimSubject, ClaimTopic, Thread, Value
from entities.queues import OF_CLAIMS

COMMENTS = "What editors say about it; readers never see that"


@admin.register(Claim)
class ClaimAdmin(ReviewsOneByOne, PublishableAdmin):
    queues = OF_CLAIMS
    list_display = [
        "sentence",
        "subject",
        "property",
        "printed",
        "certainty",
        "status_badge",
        "citation_count",
        "changed",
    ]
    list_select_related = ["subject", "property"]
    list_filter = [
        "status",
        "certainty",
        EvidenceFilter,
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
    readonly_fields = ["cite", "comments"]
    proposed_parts = (Citation,)
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

    def get_fieldsets(self, request, obj=None):
        """Show what editors said about it to those who may see that."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not has_right(Thread, "view", request.user):
            return fieldsets
        first, *others = fieldsets
        return [first, *others[:-1], (COMMENTS, {"fields": ["comments"]}), others[-1]]

    def get_queryset(self, request):
        main = Value.objects.filter(part="main").prefetch_related(
            "value_entities__entity"
        )
        return (
            super()
            .get_queryset(request)
            .annotate(citation_count=count_of(Citation.objects, "claim"))
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

    @admin.display(description="comments")
    def comments(self, claim):
        return talk_about(claim)

    @admin.display(description="new citation")
    def cite(self, claim):
        if claim.pk is None:
            return "Save the claim first, then cite the passages that say so."
        add = reverse("admin:entities_citation_add", query={"claim": claim.pk})
        return format_html('<a href="{}">Cite a passage that says so</a>', add)


@admin.register(ClaimSubject)
class ClaimSubjectAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "claim"
    list_display = ["claim", "entity", "position"]
    list_select_related = ["claim", "entity"]
    search_fields = in_every_language("claim__sentences", "entity__label")
    autocomplete_fields = ["claim", "entity"]
    fieldsets = [(None, {"fields": ["claim", "entity", "position"]})]


@admin.register(ClaimTopic)
class ClaimTopicAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "claim"
    list_display = ["claim", "topic", "position"]
    list_select_related = ["claim", "topic"]
    search_fields = in_every_language("claim__sentences", "topic__title")
    list_filter = ["topic"]
    autocomplete_fields = ["claim", "topic"]
    fieldsets = [(None, {"fields": ["claim", "topic", "position"]})]
