"""What every page of the desk has: history, search, autocompletes, and refusals that
keep what was typed."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.forms import (
    ROW_NUMBER,
    DeskForm,
    Finder,
    Lines,
    ManyFinder,
    VersionedForm,
)
from articles.admin.history import HistoryPages
from articles.admin.only_looking import in_plain_words
from articles.admin.saving import SavesSafely
from articles.admin.strangers import ListsWhatOneMaySee, RefusesStrangers, may_see
from articles.models import Versioned
from articles.wording import LANGUAGES, say

LONGEST_SEARCH = 200  # SQLite gives up on a pattern of 50,000 bytes


def in_every_language(*wordings: str) -> list[str]:
    """Return the search lookups of columns that hold a Wording.

    They ask for one language at a time: the JSON as a whole would show Chinese as
    escapes on one database and not on the other.
    """
    return [
        f"{wording}__{language}__icontains"
        for wording in wordings
        for language in LANGUAGES
    ]


def count_of(rows, key, counted="pk"):
    """Return how many of the rows belong to each record of a list, as an annotation.

    A Count over a join would group the list, which then loses its order.
    """
    totals = (
        rows.filter(**{key: OuterRef("pk")})
        .order_by()
        .values(key)
        .annotate(total=Count(counted, distinct=True))
        .values("total")
    )
    return Coalesce(Subquery(totals), 0)


def said(wording, length=120):
    """Return a Wording as a list shows it, marked with its language."""
    text, language = say(wording, "en")
    return format_html(
        '<span lang="{}">{}</span>', language, Truncator(text).chars(length)
    )


@admin.display(description="status", ordering="status")
def status_badge(record):
    return format_html(
        '<span class="badge badge-{}">{}</span>',
        record.status,
        record.get_status_display(),
    )


class DeskFields:
    """How fields look, on pages and in their rows alike."""

    formfield_overrides = {
        models.TextField: {"widget": Lines},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = Finder(
                db_field, self.admin_site, using=options.get("using")
            )
        records = db_field.remote_field.model._default_manager
        if hasattr(records, "current"):
            # What has gone into another record can be chosen no more.
            options.setdefault("queryset", records.current())
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if field and not may_see(request.user, db_field.related_model):
            # A number typed by guess would be shown with its name from then on.
            field.disabled = True
        return field

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = ManyFinder(
                db_field, self.admin_site, using=options.get("using")
            )
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and hasattr(field.widget, "can_delete_related"):
            # Deleting has its own page; opening for change shows what viewing would.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class DeskAdmin(
    RefusesStrangers, ListsWhatOneMaySee, SavesSafely, DeskFields, admin.ModelAdmin
):
    """A list and a page of the desk; subclasses declare columns and fieldsets."""

    list_per_page = 50
    show_full_result_count = False  # counts a large table a second time

    @property
    def is_versioned(self) -> bool:
        return issubclass(self.model, Versioned)

    def get_exclude(self, request, obj=None):
        """Let the form's own hidden box stand for the column, which nobody types."""
        return ["revision"] if self.is_versioned else super().get_exclude(request, obj)

    def base_form(self):
        """Return the class that the page's form is made from."""
        if self.form.__name__ == "ModelForm":
            return VersionedForm if self.is_versioned else DeskForm
        return self.form

    def get_form(self, request, obj=None, change=False, **options):
        options.setdefault("form", self.base_form())
        form = super().get_form(request, obj, change, **options)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_fieldsets(self, request, obj=None):
        """Add the hidden revision to the last fieldset of a form that can be saved."""
        *others, (name, last) = super().get_fieldsets(request, obj)
        if obj and not self._may_save(request, obj):
            return [
                (name, part | {"fields": in_plain_words(self.model, part["fields"])})
                for name, part in [*others, (name, last)]
            ]
        if self.is_versioned and obj and self._may_save(request, obj):
            last = {**last, "fields": [*last["fields"], "revision"]}
        return [*others, (name, last)]

    def _may_save(self, request, obj) -> bool:
        return self.has_change_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        term = search_term.replace("\x00", "")[:LONGEST_SEARCH]
        return super().get_search_results(request, queryset, term)

    def get_changelist_instance(self, request):
        """Take a filter that PostgreSQL cannot read for one that does not exist."""
        asked = [
            text for texts in request.GET.lists() for text in [texts[0], *texts[1]]
        ]
        if any("\x00" in text for text in asked):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def changelist_view(self, request, extra_context=None):
        """Let a list without rows say what that means and what to do."""
        response = super().changelist_view(request, extra_context)
        shown = (getattr(response, "context_data", None) or {}).get("cl")
        if shown and not shown.result_count:
            response.context_data["nothing"] = self.why_empty(request, shown)
        return response

    def why_empty(self, request, shown) -> str:
        """Return what a list without rows says."""
        if shown.query or shown.has_active_filters:
            return f"No {self.opts.verbose_name} fits what you asked for."
        return f"There is no {self.opts.verbose_name} yet."

    def response_action(self, request, queryset):
        """Take row numbers that are none for no choice, where Django would fail."""
        chosen = request.POST.getlist("_selected_action")
        if not all(ROW_NUMBER.fullmatch(key) for key in chosen):
            raise Http404
        return super().response_action(request, queryset)


class HistoricAdmin(HistoryPages, DeskAdmin):
    """A page of the desk for a record that keeps its history."""


class ReadOnlyAdmin(DeskAdmin):
    """For what is made elsewhere and never edited here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PartAdmin(DeskAdmin):
    """A part of another record: reached from its page, not from the index."""

    def has_module_permission(self, request):
        return False


class HistoricPartAdmin(PartAdmin, HistoricAdmin):
    """A part of another record that keeps its own history."""
