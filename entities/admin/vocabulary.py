"""The desk's controlled words."""

from django import forms
from django.contrib import admin

from articles.admin.desk import HistoricAdmin, count_of, in_every_language, said
from articles.admin.forms import VersionedForm
from entities.admin.filters import UntranslatedLabel
from entities.models import (
    Claim,
    LinkVerb,
    Property,
    PropertyGroup,
    QualifierKind,
    Unit,
    ValueType,
)


class WordAdmin(HistoricAdmin):
    list_display = ["called", "slug", "order"]
    list_filter = [UntranslatedLabel]
    search_fields = ["slug", *in_every_language("label")]
    fieldsets = [(None, {"fields": ["label", ("slug", "order")]})]

    def get_readonly_fields(self, request, obj=None):
        """A word's code stands in addresses and in others' programs: it stays."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    @admin.display(description="word", ordering="slug")
    def called(self, word):
        return said(word.label) if word.label else word.slug


admin.site.register(QualifierKind, WordAdmin)
admin.site.register(LinkVerb, WordAdmin)


@admin.register(PropertyGroup)
class PropertyGroupAdmin(WordAdmin):
    list_display = ["called", "slug", "order", "property_count"]

    def get_queryset(self, request):
        properties = count_of(Property.objects, "group")
        return super().get_queryset(request).annotate(property_count=properties)

    @admin.display(description="properties", ordering="property_count")
    def property_count(self, group):
        return group.property_count


@admin.register(Unit)
class UnitAdmin(WordAdmin):
    list_display = ["called", "slug", "kind", "symbol"]
    list_filter = ["kind", UntranslatedLabel]
    fieldsets = [(None, {"fields": ["label", ("slug", "kind", "symbol"), "order"]})]


class PropertyForm(VersionedForm):
    value_types = forms.MultipleChoiceField(
        choices=ValueType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kinds of value it takes; none for any.",
    )


@admin.register(Property)
class PropertyAdmin(WordAdmin):
    form = PropertyForm
    list_display = ["called", "slug", "group", "takes", "claim_count"]
    list_select_related = ["group"]
    list_filter = ["group", UntranslatedLabel]
    search_fields = ["slug", *in_every_language("label", "description")]
    autocomplete_fields = ["group", "required_qualifiers"]
    fieldsets = [
        (None, {"fields": ["label", ("slug", "group", "order"), "description"]}),
        (
            "What its claims must have",
            {
                "fields": ["value_types", "required_qualifiers"],
                "description": "Ask only for that without which such a claim misleads.",
            },
        ),
    ]

    def get_queryset(self, request):
        claims = count_of(Claim.objects, "property")
        return super().get_queryset(request).annotate(claim_count=claims)

    @admin.display(description="values")
    def takes(self, word):
        return ", ".join(word.value_types) or "any"

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, word):
        return word.claim_count
