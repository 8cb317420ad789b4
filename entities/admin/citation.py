from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from articles.admin.desk import HistoricAdmin, in_every_language
from articles.admin.part_of import PartOfRecord
from articles.admin.proposing import ProposesParts
from entities.admin.citation_form import CitationForm
from entities.admin.named_place import quoted_at
from entities.admin.passage_form import PassageForm
from entities.models import AttributionLink, Citation, Mention


class PassageAdmin(HistoricAdmin):
    """Points at a passage; its list shows the quote and where it stands."""

    form = PassageForm

    def get_queryset(self, request):
        # Django heeds list_select_related only where nothing else is selected.
        rows = (
            super()
            .get_queryset(request)
            .select_related("passage__version__article", *self.list_select_related)
        )
        return rows.defer("passage__version__text", "passage__version__raw")

    def get_changeform_initial_data(self, request):
        """Take a place that the desk names for the words that stand there."""
        initial = super().get_changeform_initial_data(request)
        place = initial.pop("place", "")
        return initial | quoted_at(initial.get("article", ""), place)

    def get_readonly_fields(self, request, obj=None):
        """Show the passage itself to those who may only look."""
        fields = super().get_readonly_fields(request, obj)
        typed = {"article", "quote", "occurrence", "place", "speaker", "speaker_verb"}
        return [field for field in fields if field not in typed]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self._may_save(request, obj):
            return fieldsets
        shown = [
            (name, {**options, "fields": self._shown(options["fields"])})
            for name, options in fieldsets
        ]
        shown[0][1]["fields"].insert(0, "passage")
        return shown

    def _shown(self, fields) -> list:
        """Leave out what is only typed."""
        typed = {"article", "quote", "occurrence", "place", ("article", "occurrence")}
        typed |= {("speaker", "speaker_verb")}
        return [field for field in fields if field not in typed]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.printed:
            text = f"The text has it as “{form.printed}”: so it is quoted."
            self.message_user(request, text, messages.INFO)

    @admin.display(ordering="passage__quote", description="quote")
    def quoted(self, record):
        return format_html(
            '<q lang="{}">{}</q>',
            record.passage.version.article.language,
            Truncator(record.passage.quote).chars(120),
        )

    @admin.display(ordering="passage__version__article", description="article")
    def cited_article(self, record):
        return record.passage.version.article

    def view_on_site(self, record):
        article = record.passage.version.article
        return record.passage.get_absolute_url() if article.is_public else None


@admin.register(Citation)
class CitationAdmin(ProposesParts, PartOfRecord, PassageAdmin):
    form = CitationForm
    part_of = "claim"
    list_display = ["quoted", "claim", "cited_article", "part", "asserted_by", "mode"]
    list_select_related = ["claim", "asserted_by"]
    list_filter = ["part", "mode", "claim__status", "passage__version__article"]
    search_fields = [
        "passage__quote",
        *in_every_language("claim__sentences", "asserted_by__label"),
        "=claim__ref",
        "=claim__key",
        "locator",
    ]
    autocomplete_fields = ["claim", "attribution", "asserted_by"]
    readonly_fields = ["chain"]
    fieldsets = [
        (
            "What it rests on",
            {
                "fields": [
                    "claim",
                    ("article", "occurrence"),
                    "quote",
                    "place",
                    "translation",
                ],
                "description": "Quote as much as is needed to see that the source says "
                "so, and no more.",
            },
        ),
        (
            "What the passage does for the claim",
            {"fields": [("part", "mode"), ("locator", "position")]},
        ),
        (
            "Who says so",
            {
                "fields": [
                    "attribution",
                    ("speaker", "speaker_verb"),
                    "asserted_by",
                    "chain",
                ],
                "description": "The chain runs from the page before us to where it all "
                "comes from; the voice is the one that vouches for this claim.",
            },
        ),
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.made:
            self.message_user(request, form.made, messages.INFO)

    @admin.display(description="chain")
    def chain(self, citation):
        if citation.pk is None:
            return "–"
        links = AttributionLink.objects.select_related("by", "verb", "at").filter(
            attribution=citation.attribution_id
        )
        rows = format_html_join(
            "",
            "<li>{} {}{}</li>",
            (
                (link.by, link.verb, " (inferred)" if link.inferred else "")
                for link in links
            ),
        )
        return format_html('<ol class="chain">{}</ol>', rows)


@admin.register(Mention)
class MentionAdmin(PassageAdmin):
    list_display = ["quoted", "entity", "kind", "cited_article"]
    list_select_related = ["entity"]
    list_filter = ["kind", "passage__version__article"]
    search_fields = ["passage__quote", *in_every_language("entity__label")]
    autocomplete_fields = ["entity"]
    fieldsets = [
        (
            "Which words name whom",
            {
                "fields": [
                    ("article", "occurrence"),
                    "quote",
                    "place",
                    ("entity", "kind"),
                ],
                "description": "Mark the name alone, without what stands around it.",
            },
        ),
    ]
