"""What was merged and split, by whom, and the way back; who was told apart."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.decorators.csrf import csrf_protect

from articles.admin.desk import DeskAdmin, ReadOnlyAdmin
from articles.models import StaleRecord
from entities.admin.merging import SHOWN
from entities.merging import plan_undo, undo
from entities.merging.carrying_out import PERMISSION
from entities.models import Distinction, Merge


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["what", "by", "at", "state"]
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter), "at"]
    search_fields = ["from_name", "to_name", "reason", "by__username"]
    fieldsets = [
        (None, {"fields": ["entities", "reason", ("by", "at"), "state"]}),
        ("Rows", {"fields": ["rows_touched"]}),
    ]
    readonly_fields = ["entities", "rows_touched", "state"]
    change_form_template = "admin/entities/merge/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        own = [path("<int:object_id>/undo/", view, name="entities_merge_undo")]
        return own + super().get_urls()

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("from_entity", "to_entity", "by", "undone_by")

    def render_change_form(self, request, context, *args, **options):
        """Offer the button to those who may press it."""
        context["may_undo"] = request.user.has_perm(PERMISSION)
        return super().render_change_form(request, context, *args, **options)

    @method_decorator(csrf_protect)
    def undo_view(self, request, object_id):
        """Undo at once; where something was changed since, say what and ask first."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=min(object_id, 10**18)).first()
        if found is None:
            raise Http404
        refusals: list[str] = []
        if request.method == "POST":
            try:
                undo(found, by=request.user, anyway="anyway" in request.POST)
            except (StaleRecord, ValidationError) as refused:
                refusals = refused.messages
            else:
                self.message_user(request, f"Undone: {found}.", messages.SUCCESS)
                return redirect(reverse("admin:entities_merge_change", args=[found.pk]))
        with transaction.atomic():
            undoing = plan_undo(found)
        told = [*undoing.obstacles, *undoing.remarks]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Undo: {found}",
            "opts": self.opts,
            "original": found,
            "undoing": undoing,
            "refusals": [text for text in refusals if text not in told],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/entities/merge/undo.html", context)

    @admin.display(description="what", ordering="from_name")
    def what(self, merge):
        return str(merge)

    @admin.display(description="state", ordering="undone_at")
    def state(self, merge):
        if not merge.is_undone:
            return "stands"
        return f"undone by {merge.undone_by} on {merge.undone_at:%Y-%m-%d at %H:%M} UTC"

    @admin.display(description="what")
    def entities(self, merge):
        there = [
            (merge.from_entity_id, merge.from_name),
            (merge.to_entity_id, merge.to_name),
        ]
        first, second = (
            format_html(
                '<a href="{}">{}</a>',
                reverse("admin:entities_entity_change", args=[key]),
                name,
            )
            if key
            else name
            for key, name in there
        )
        return format_html("{} {} {}", first, merge.get_kind_display(), second)

    @admin.display(description="what became of each")
    def rows_touched(self, merge):
        rows = merge.rows.all()
        more = max(0, rows.count() - SHOWN)
        listed = format_html_join(
            "",
            "<li>{}: {} “{}”</li>",
            (
                (row.get_change_display(), row.model.partition(".")[2], row.title)
                for row in rows[:SHOWN]
            ),
        )
        rest = f"and {more} more" if more else ""
        return format_html('<ol class="rows">{}</ol>{}', listed, rest)


@admin.register(Distinction)
class DistinctionAdmin(DeskAdmin):
    """Pairs that are not suggested any more; deleting one lets it be suggested."""

    list_display = ["__str__", "reason", "by", "at"]
    list_select_related = ["first", "second", "by"]
    list_filter = ["at"]
    search_fields = ["first__slug", "second__slug", "reason", "by__username"]
    autocomplete_fields = ["first", "second"]
    fieldsets = [(None, {"fields": ["first", "second", "reason"]})]

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.by = request.user
        super().save_model(request, obj, form, change)
