from django.contrib import admin

from articles.admin.desk import (
    HistoricAdmin,
    HistoricPartAdmin,
    ReadOnlyAdmin,
    count_of,
    in_every_language,
    said,
)
from articles.admin.inlines import Parts
from articles.admin.part_of import PartOfRecord
from articles.admin.proposing import ProposesParts
from articles.admin.publishing import AddressedAdmin
from entities.admin.duplicates import FindsDuplicates
from entities.admin.merging import MergesEntities
from entities.admin.splitting import SplitsEntities
from entities.models import Claim, Entity, EntityRelation, FormerSlug, Identifier, Name


class NamesOfEntity(Parts):
    model = Name
    fields = ("text", "language", "kind", "note")


class IdentifiersOfEntity(Parts):
    model = Identifier
    fields = ("scheme", "value", "mic")


class RelationsOfEntity(Parts):
    model = EntityRelation
    fk_name = "entity"
    verbose_name_plural = "relations that need no source"
    select_related = ("entity", "other")
    autocomplete_fields = ("other",)
    fields = ("kind", "other")


@admin.register(Entity)
class EntityAdmin(FindsDuplicates, MergesEntities, SplitsEntities, AddressedAdmin):
    list_display = [
        "called",
        "kind",
        "slug",
        "status_badge",
        "claim_count",
        "changed",
    ]
    list_filter = ["status", "kind", "is_implied"]
    search_fields = [
        "slug",
        *in_every_language("label"),
        "names__text",
        "identifiers__value",
    ]
    autocomplete_fields = ["publisher"]
    inlines = [NamesOfEntity, IdentifiersOfEntity, RelationsOfEntity]
    proposed_parts = (Name,)
    fieldsets = [
        (
            "What it is",
            {
                "fields": [("kind", "slug"), "label", "description"],
                "description": "The label is what pages show; every further name, "
                "spelling and error of the sources belongs among the names below.",
            },
        ),
        (
            "What it is not",
            {
                "fields": [
                    "disambiguation",
                    "outside_knowledge",
                    "is_implied",
                    "same_as",
                ],
                "description": "Two things of one name are two entities. What no "
                "source of ours says stands under outside knowledge.",
            },
        ),
        ("For the desk", {"fields": ["note", "publisher"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "same_as"]

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)

    def get_queryset(self, request):
        entities = super().get_queryset(request)
        return entities.annotate(claim_count=count_of(Claim.objects, "subject"))

    @admin.display(description="name", ordering="slug")
    def called(self, entity):
        return said(entity.label) if entity.label else entity.slug

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, entity):
        return entity.claim_count


@admin.register(Name)
class NameAdmin(ProposesParts, PartOfRecord, HistoricPartAdmin):
    part_of = "entity"
    list_display = ["text", "language", "kind", "entity"]
    list_select_related = ["entity"]
    list_filter = ["kind", "language"]
    search_fields = ["text", "entity__slug"]
    autocomplete_fields = ["entity"]
    fieldsets = [(None, {"fields": ["entity", "text", ("language", "kind"), "note"]})]


@admin.register(Identifier)
class IdentifierAdmin(PartOfRecord, HistoricPartAdmin):
    part_of = "entity"
    list_display = ["value", "scheme", "mic", "entity"]
    list_select_related = ["entity"]
    list_filter = ["scheme", "mic"]
    search_fields = ["value", "entity__slug", *in_every_language("entity__label")]
    autocomplete_fields = ["entity"]
    fieldsets = [(None, {"fields": ["entity", ("scheme", "value", "mic")]})]


@admin.register(EntityRelation)
class EntityRelationAdmin(PartOfRecord, HistoricAdmin):
    part_of = "entity"
    list_display = ["entity", "kind", "other"]
    list_select_related = ["entity", "other"]
    list_filter = ["kind"]
    search_fields = [
        "entity__slug",
        "other__slug",
        *in_every_language("entity__label", "other__label"),
    ]
    autocomplete_fields = ["entity", "other"]
    fieldsets = [(None, {"fields": ["entity", "kind", "other"]})]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "target"]
    list_select_related = ["target"]
    search_fields = ["slug", "target__slug"]
    fieldsets = [(None, {"fields": ["slug", "target"]})]
