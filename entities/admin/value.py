from django.contrib import admin

from articles.admin.desk import HistoricPartAdmin, in_every_language
from articles.admin.inlines import Parts
from articles.admin.part_of import PartOfRecord
from entities.admin.figure_box import FIGURE_BOXES
from entities.admin.value_form import ValueForm
from entities.models import Qualifier, Stance, Value, ValueEntity


class EntitiesOfValue(Parts):
    model = ValueEntity
    verbose_name_plural = "entities it names"
    select_related = ("entity",)
    autocomplete_fields = ("entity",)
    fields = ("entity", "role", "position")


@admin.register(Value)
class ValueAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "claim"
    form = ValueForm
    formfield_overrides = FIGURE_BOXES
    list_display = ["claim", "part", "type", "as_printed", "low", "high", "unit"]
    list_select_related = ["claim", "unit"]
    list_filter = ["type", "part", "bound", "remark", "unit"]
    search_fields = ["as_printed", "text", *in_every_language("claim__sentences")]
    autocomplete_fields = ["claim", "unit", "inferred_unit", "resolved_by"]
    inlines = [EntitiesOfValue]
    fieldsets = [
        (None, {"fields": ["claim", ("part", "type", "name", "position")]}),
        (
            "A figure",
            {
                "fields": [
                    "as_printed",
                    ("bound", "low", "high"),
                    ("unit", "inferred_unit", "per", "comparison"),
                ],
                "description": "As printed is what the passage shows; low and high are "
                "what it means, read from it where they are empty and it is clear. "
                "Give no unit where the source gives none, and what you "
                "take it to be as inferred.",
            },
        ),
        (
            "A date",
            {
                "fields": [("date", "date_part"), ("year_is_implied", "relative_to")],
                "description": "No more precise than the text: 2023-10, 2018/2019.",
            },
        ),
        ("Words", {"fields": ["text"]}),
        ("Judgement", {"fields": [("alternatives", "remark"), "resolved_by"]}),
    ]


@admin.register(ValueEntity)
class ValueEntityAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "value__claim"
    list_display = ["value", "entity", "role", "position"]
    list_select_related = ["value", "entity"]
    list_filter = ["role"]
    search_fields = ["value__as_printed", *in_every_language("entity__label")]
    autocomplete_fields = ["value", "entity"]
    fieldsets = [(None, {"fields": ["value", "entity", "role", "position"]})]


@admin.register(Qualifier)
class QualifierAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "claim"
    list_display = ["claim", "kind", "text", "number", "entity", "other_claim"]
    list_select_related = ["claim", "kind", "entity", "other_claim"]
    list_filter = ["kind"]
    search_fields = ["text", *in_every_language("claim__sentences", "entity__label")]
    autocomplete_fields = ["claim", "kind", "entity", "other_claim"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "claim",
                    ("kind", "position"),
                    ("text", "number"),
                    ("entity", "other_claim"),
                ],
                "description": "One of text, number, entity and other claim.",
            },
        ),
    ]


@admin.register(Stance)
class StanceAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "claim"
    list_display = ["claim", "by", "position", "about"]
    list_select_related = ["claim", "by", "about"]
    list_filter = ["position"]
    search_fields = in_every_language("claim__sentences", "by__label")
    autocomplete_fields = ["claim", "by", "about"]
    fieldsets = [
        (
            None,
            {
                "fields": ["claim", ("by", "position"), "about"],
                "description": "Where a voice stands to what it reports: a speaker may "
                "tell a claim only to reject it.",
            },
        ),
    ]

    def has_module_permission(self, request):
        return self.has_view_permission(request)
