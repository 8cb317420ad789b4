"""The desk's pages for files: export, import with a dry run, and undoing a batch."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers

from articles.admin.desk import ReadOnlyAdmin
from articles.admin.forms import ROW_NUMBER
from project.exchange import run, undo
from project.exchange.forms import ImportForm
from project.exchange.kinds import ALL, KIND_OF, KINDS
from project.exchange.rights import may
from project.exchange.writing import FORMATS, export, filename_of, media_type_of
from project.models import Batch, BatchState, RowState

PER_PAGE = 100
MOST_ROWS = 2_000  # more takes longer than a page may


def may_see(user, kind: str) -> bool:
    return all(may(user, "view", sheet.model) for sheet in KINDS[kind])


def answer_with_file(request, kind: str, format_name: str, chosen=None):
    """Return the export as a download; ValidationError if it does not fit."""
    if not may_see(request.user, kind):
        raise PermissionDenied
    file = export(kind, format_name, by=request.user, chosen=chosen)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=filename_of(kind, format_name),
        content_type=media_type_of(kind, format_name),
    )
    add_never_cache_headers(response)
    return response


def export_action(format_name: str):
    """Return the action of a list that exports the chosen records."""

    def export_chosen(desk, request, records):
        if hasattr(records, "without_tree_fields"):
            records = records.without_tree_fields()
        kind = KIND_OF[desk.model]
        try:
            return answer_with_file(request, kind, format_name, records)
        except ValidationError as problem:
            desk.message_user(request, " ".join(problem.messages), messages.ERROR)

    export_chosen.__name__ = f"export_{format_name}"
    export_chosen.short_description = f"Export as {FORMATS[format_name].label}"
    export_chosen.allowed_permissions = ["view"]
    return export_chosen


def add_export_actions() -> None:
    """Give the lists of each kind an action per format."""
    for model in KIND_OF:
        desk = admin.site._registry[model]
        desk.actions = [*desk.actions, *map(export_action, FORMATS)]


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = [
        "filename",
        "state",
        "by",
        "checked_at",
        "new_rows",
        "changed_rows",
        "unchanged_rows",
        "wrong_rows",
    ]
    list_select_related = ["by"]
    list_filter = ["state"]
    search_fields = ["filename", "reason"]
    change_list_template = "admin/project/batch/list.html"

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff and any(may_see(request.user, k) for k in KINDS)

    def has_add_permission(self, request):
        return request.user.is_staff and any(
            may(request.user, "change", model) for model in KIND_OF
        )

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export_all), name="project_batch_export"),
            path("<path:key>/apply/", wrap(self.apply), name="project_batch_apply"),
            path("<path:key>/undo/", wrap(self.undo), name="project_batch_undo"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        kinds = [kind for kind in KINDS if may_see(request.user, kind)]
        context = {
            "title": "Spreadsheets: export, import and what was imported",
            "kinds": kinds,
            "formats": [(name, form.label) for name, form in FORMATS.items()],
            "all": ALL,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def export_all(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kind, format_name = request.POST.get("kind"), request.POST.get("format")
        if kind not in KINDS or format_name not in FORMATS:
            raise Http404
        try:
            return answer_with_file(request, kind, format_name)
        except ValidationError as problem:
            self.message_user(request, " ".join(problem.messages), messages.ERROR)
        return redirect("admin:project_batch_changelist")

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = ImportForm(*((request.POST, request.FILES) if is_sent else ()))
        if is_sent and form.is_valid():
            try:
                batch = run.check(self._batch_of(request, form), most_rows=MOST_ROWS)
            except ValidationError as problem:
                form.add_error("file", problem)
            else:
                return redirect("admin:project_batch_change", batch.pk)
        return self._page(request, "import", "Import a file", {"form": form})

    def _batch_of(self, request, form) -> Batch:
        file = form.cleaned_data["file"]
        return Batch.of(
            file.read(),
            filename=file.name.replace("\0", "")[-200:],
            by=request.user,
            reason=form.cleaned_data["reason"],
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self._found(request, object_id)
        shows_all = "all" in request.GET or not batch.wrong_rows
        rows = (
            batch.rows.all() if shows_all else batch.rows.filter(state=RowState.ERROR)
        )
        earlier = Batch.objects.filter(
            sha256=batch.sha256, state=BatchState.APPLIED
        ).exclude(pk=batch.pk)
        context = {
            "batch": batch,
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "shows_all": shows_all,
            "earlier": earlier.defer("content").first(),
            "may_apply": self._may_apply(request, batch),
            "may_undo": batch.state == BatchState.APPLIED
            and self.has_add_permission(request),
        }
        return self._page(request, "batch", str(batch), context)

    def _may_apply(self, request, batch: Batch) -> bool:
        has_work = batch.new_rows or batch.changed_rows
        return (
            batch.state == BatchState.CHECKED
            and batch.by_id == request.user.pk
            and not batch.wrong_rows
            and bool(has_work)
        )

    def apply(self, request, key):
        """Store what the check has shown; only whoever checked it may."""
        batch = self._found(request, key, for_post=True)
        if batch is None:
            return HttpResponseNotAllowed(["POST"])
        if batch.by_id != request.user.pk:
            raise PermissionDenied
        return self._done(request, batch, lambda: run.apply(batch), "Stored.")

    def undo(self, request, key):
        batch = self._found(request, key, for_post=True)
        if batch is None:
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        verb = lambda: undo.undo(batch, by=request.user)  # noqa: E731 (two lines of one call)
        return self._done(request, batch, verb, "Taken back.")

    def _done(self, request, batch: Batch, verb, words: str):
        try:
            verb()
        except ValidationError as problem:
            for message in problem.messages:
                self.message_user(request, message, messages.ERROR)
        else:
            self.message_user(request, words, messages.SUCCESS)
        return redirect(reverse("admin:project_batch_change", args=[batch.pk]))

    def _found(self, request, key: str, *, for_post: bool = False) -> Batch | None:
        """Return the batch of an address; None where only a POST would do."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if for_post and request.method != "POST":
            return None
        batch = Batch.objects.filter(pk=key) if ROW_NUMBER.fullmatch(key) else None
        found = batch and batch.select_related("by", "undone_by").first()
        if not found:
            raise Http404
        return found

    def _page(self, request, name: str, title: str, context: dict):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            **context,
        }
        template = f"admin/project/batch/{name}.html"
        return TemplateResponse(request, template, context)
