"""Versions, sections and passages: made by capturing and citing, only shown here."""

from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Length, Substr
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.desk import ReadOnlyAdmin, count_of
from articles.admin.inlines import Shown
from articles.models import Passage, Section, Version


def with_beginning(sections):
    """Let the database cut the text: a version may hold a megabyte."""
    excerpt = Substr("version__text", F("start") + 1, F("end") - F("start"))
    return sections.annotate(excerpt=Substr(excerpt, 1, 200))


class SectionsOfVersion(Shown):
    model = Section
    fields = ["index", "kind", "detail", "place", "beginning", "original"]
    readonly_fields = ["place", "beginning"]
    show_change_link = False

    def get_queryset(self, request):
        return with_beginning(super().get_queryset(request))

    def place(self, section):
        return f"{section.start}–{section.end}"

    def beginning(self, section):
        return Truncator(section.excerpt).chars(100)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = ["article", "number", "captured_at", "characters", "passage_count"]
    list_display_links = ["article", "number"]
    list_select_related = ["article"]
    list_filter = ["captured_at", "contract"]
    search_fields = ["article__title", "article__slug", "text", "=sha256"]
    ordering = ["-captured_at", "-pk"]
    inlines = [SectionsOfVersion]
    readonly_fields = ["whole_text", "hash_is_right"]
    fieldsets = [
        (None, {"fields": ["article", "number", "captured_at"]}),
        (
            "Proof",
            {
                "fields": [
                    "sha256",
                    "hash_is_right",
                    "contract",
                    "raw_encoding",
                    "raw_sha256",
                ]
            },
        ),
        ("Text", {"fields": ["whole_text"]}),
    ]

    def get_queryset(self, request):
        versions = super().get_queryset(request).defer("text", "raw")
        return versions.annotate(
            characters=Length("text"),
            passage_count=count_of(Passage.objects, "version"),
        )

    @admin.display(ordering="characters")
    def characters(self, version):
        return f"{version.characters:,}"

    @admin.display(description="passages", ordering="passage_count")
    def passage_count(self, version):
        return version.passage_count

    @admin.display(description="text")
    def whole_text(self, version):
        return format_html(
            '<div class="whole-text" lang="{}">{}</div>',
            version.article.language,
            version.text,
        )

    @admin.display(description="hash is right", boolean=True)
    def hash_is_right(self, version):
        return version.hash_is_right


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    list_display = ["version", "article", "index", "kind", "beginning"]
    list_filter = ["kind", "detail"]
    search_fields = ["version__article__title", "version__article__slug", "detail"]
    fieldsets = [
        (
            None,
            {"fields": ["version", "index", "kind", "detail", "beginning", "original"]},
        ),
    ]
    readonly_fields = ["beginning"]

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        sections = super().get_queryset(request).select_related("version__article")
        return with_beginning(sections).defer("version__text", "version__raw")

    def article(self, section):
        return section.version.article

    def beginning(self, section):
        return Truncator(section.excerpt).chars(200)


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ["beginning", "article", "version", "place", "key"]
    list_filter = ["version__article__language"]
    search_fields = ["quote", "=key", "version__article__title"]
    readonly_fields = ["in_context", "verifies"]
    fieldsets = [
        (None, {"fields": ["in_context", "verifies", "version", "start", "end"]}),
    ]

    def get_queryset(self, request):
        passages = super().get_queryset(request).select_related("version__article")
        return passages.defer("version__text", "version__raw")

    def view_on_site(self, passage):
        article = passage.version.article
        return passage.get_absolute_url() if article.is_public else None

    @admin.display(description="quote", ordering="quote")
    def beginning(self, passage):
        return Truncator(passage.quote).chars(120)

    @admin.display(ordering="version__article")
    def article(self, passage):
        return passage.version.article

    @admin.display(ordering="start")
    def place(self, passage):
        return f"{passage.start}–{passage.end}"

    @admin.display(description="in its context")
    def in_context(self, passage):
        return format_html(
            '<span lang="{}">…{}<mark>{}</mark>{}…</span>',
            passage.version.article.language,
            passage.prefix,
            passage.quote,
            passage.suffix,
        )

    @admin.display(description="stands in its article", boolean=True)
    def verifies(self, passage):
        return passage.verifies
