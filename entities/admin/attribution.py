from django.contrib import admin

from articles.admin.desk import HistoricAdmin, HistoricPartAdmin, in_every_language
from articles.admin.inlines import Parts
from articles.models.workflow import has_right
from entities.models import Attribution, AttributionLink, Claim


class LinksOfAttribution(Parts):
    model = AttributionLink
    verbose_name_plural = "links, from the page before us to the origin"
    select_related = ("by", "verb", "at")
    autocomplete_fields = ("by", "verb", "at")
    fields = ("position", "by", "verb", "inferred", "at", "at_text")


def may_change(request, attribution) -> bool:
    """A chain that published claims rest on is changed by publishers only."""
    seen = Claim.objects.published().filter(citations__attribution=attribution)
    return not seen.exists() or has_right(Claim, "override", request.user)


@admin.register(Attribution)
class AttributionAdmin(HistoricAdmin):
    list_display = ["slug", "voices"]
    search_fields = ["slug", "links__by__slug", *in_every_language("links__by__label")]
    inlines = [LinksOfAttribution]
    fieldsets = [
        (
            None,
            {
                "fields": ["slug"],
                "description": "Who says so, link by link. A link that the text does "
                "not name but that there must be is inferred. Claims with one origin "
                "are not independent, however many outlets print them.",
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_display()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request, obj))

    @admin.display(description="from the page to the origin")
    def voices(self, attribution):
        return " ← ".join(str(link.by) for link in attribution.links.all()) or "–"


@admin.register(AttributionLink)
class AttributionLinkAdmin(HistoricPartAdmin):
    list_display = ["attribution", "position", "by", "verb", "inferred", "at"]
    list_select_related = ["attribution", "by", "verb", "at"]
    list_filter = ["verb", "inferred"]
    search_fields = ["attribution__slug", "at_text", *in_every_language("by__label")]
    autocomplete_fields = ["attribution", "by", "verb", "at"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("attribution", "position"),
                    ("by", "verb", "inferred"),
                    ("at", "at_text"),
                ]
            },
        ),
    ]

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request, obj.attribution))
