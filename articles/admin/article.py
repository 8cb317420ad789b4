from django import forms
from django.contrib import admin, messages
from django.db.models.functions import Length
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from articles.admin.anchoring import AnchorsPassages
from articles.admin.capturing import CapturesTexts, page_of
from articles.admin.desk import ReadOnlyAdmin, count_of, in_every_language
from articles.admin.forms import AddressedForm, Lines
from articles.admin.inlines import Shown
from articles.admin.publishing import AddressedAdmin
from articles.capture.incoming import take_in
from articles.models import Article, FormerSlug, Version
from articles.queues import OF_ARTICLES
from articles.text import normalise


class ArticleForm(AddressedForm):
    """Takes a text in by hand; it becomes the article's next version."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=Lines(attrs={"rows": 16}),
        help_text="Paste it as it was published. It is kept as a new version and never "
        "changes; an article without a text cannot be published.",
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        return normalise(text) if text.strip() else ""


class VersionsOfArticle(Shown):
    model = Version
    fields = ["number", "captured_at", "characters", "contract", "sha256"]
    readonly_fields = ["characters"]

    def get_queryset(self, request):
        versions = super().get_queryset(request).annotate(characters=Length("text"))
        return versions.defer("text", "raw")

    def characters(self, version):
        return f"{version.characters:,}"


@admin.register(Article)
class ArticleAdmin(CapturesTexts, AnchorsPassages, AddressedAdmin):
    form = ArticleForm
    queues = OF_ARTICLES
    change_form_template = "admin/articles/article/change_form.html"
    list_display = [
        "title",
        "publisher",
        "language",
        "published_on",
        "rights",
        "status_badge",
        "version_count",
    ]
    list_select_related = ["publisher"]
    list_filter = ["status", "rights", "language", "is_digest", "publisher"]
    search_fields = [
        "title",
        "slug",
        "ref",
        "byline",
        "url",
        *in_every_language("summary", "publisher__name"),
    ]
    autocomplete_fields = ["publisher"]
    readonly_fields = ["sections"]
    inlines = [VersionsOfArticle]
    fieldsets = [
        (
            "What it is",
            {
                "fields": [
                    "title",
                    ("title_language", "title_is_ours"),
                    "title_translation",
                    "slug",
                    ("publisher", "language", "ref"),
                    "url",
                    ("byline", "editor"),
                    "form",
                    "summary",
                ],
            },
        ),
        (
            "When it was published",
            {
                "fields": [
                    ("published_on", "published_basis"),
                    ("not_before", "not_after"),
                ],
                "description": "Dates as precise as they are known: 2023-10, 2023-Q1, "
                "XXXX-08-22, 2018/2019. Rather none than a guess; a date has a basis.",
            },
        ),
        (
            "What readers may see",
            {
                "fields": ["rights", "is_digest", "source_note", "outside_knowledge"],
                "description": "The text is its publisher's. Choose the widest view "
                "that its rights allow; a text that may show nothing cannot be cited.",
            },
        ),
        ("Text", {"fields": ["text", "sections", "original_sha256"]}),
    ]

    def get_queryset(self, request):
        versions = count_of(Version.objects, "article")
        return super().get_queryset(request).annotate(version_count=versions)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if text := form.cleaned_data.get("text"):
            self._capture(request, form.instance, text)

    def _capture(self, request, article, text) -> None:
        done = take_in(
            text.encode(),
            by=request.user,
            content_type="text/plain",
            article=article,
            language=article.language,
        )
        if not done.is_new:
            said = f"{done.note[:1].upper()}{done.note[1:]}"
            there = done.version
            told = format_html('{}: <a href="{}">{}</a>.', said, page_of(there), there)
            self.message_user(request, told, messages.WARNING)

    @admin.display(description="versions", ordering="version_count")
    def version_count(self, article):
        return article.version_count

    @admin.display(description="sections of the newest version")
    def sections(self, article):
        version = article.current_version if article.pk else None
        if version is None:
            return "No text has been captured yet."
        rows = format_html_join(
            "",
            '<tr class="{}"><td>{}</td><td>{}</td><td>{}</td></tr>',
            (
                (
                    section.kind,
                    section.get_kind_display(),
                    f"{section.start}–{section.end}",
                    Truncator(version.text[section.start : section.end]).chars(100),
                )
                for section in version.sections.all()
            ),
        )
        if not rows:
            return "The text is not divided into sections."
        return format_html(
            '<table class="sections" lang="{}"><tbody>{}</tbody></table>',
            article.language,
            rows,
        )


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "target"]
    list_select_related = ["target"]
    search_fields = ["slug", "target__slug"]
    fieldsets = [(None, {"fields": ["slug", "target"]})]
