"""The history of a record at the desk: what was done to it, and the way back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.forms import ROW_NUMBER, Lines
from articles.history.going_back import go_back, obstacles_to, way_back
from articles.history.names import Names
from articles.history.parts import whole_of
from articles.history.reading import (
    Change,
    RowChange,
    change_ids,
    newest_change,
    read_changes,
    state_after,
)
from articles.history.words import acts_of, tell
from articles.models import Status

PER_PAGE = 25


class GoingBackForm(forms.Form):
    """Why a record is made again what it was."""

    reason = forms.CharField(
        widget=Lines(attrs={"rows": 3}),
        max_length=2000,
        help_text="Stands in the history beside the change.",
    )
    seen = forms.UUIDField(widget=forms.HiddenInput)


def told(rows: list[RowChange], names: Names) -> list:
    """Return the rows that have something to tell, in words."""
    words = [(row, tell(row, names)) for row in rows]
    return [said for row, said in words if said.fields or not row.is_record]


def told_changes(changes: list[Change]) -> list[dict]:
    """Return what a page of a history shows of each change."""
    names = Names(row for change in changes for row in change.rows)
    return [
        {
            "change": change,
            "acts": acts_of(change),
            "rows": told(change.rows, names),
            # What a record was made with is long, and read when it is asked for.
            "is_long": any(row.is_record and not row.before for row in change.rows),
        }
        for change in changes
    ]


class HistoryPages(SimpleHistoryAdmin):
    """Tells each change of a record and its parts, and goes back where one may."""

    def history_view(self, request, object_id, extra_context=None):
        pk, record = self._told_record(request, object_id)
        pages = Paginator(change_ids(self.model, pk), PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        changes = read_changes(self.model, pk, page.object_list)
        context = {
            **self._context(request, record, pk),
            "title": f"History of “{record}”",
            "entries": told_changes(changes),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "whole_history": self._whole_history(record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show a record as one change left it, what going back would do, and do it."""
        pk, record = self._told_record(request, object_id)
        change = self._change(pk, version_id)
        asked = request.method == "POST"
        if asked and not self._may_go_back(request, record):
            raise PermissionDenied
        form = GoingBackForm(request.POST if asked else None)
        if asked and form.is_valid():
            try:
                return self._go_back(request, record, change, form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, ValidationError(refused.messages))
        context = {
            **self._context(request, record, pk),
            **self._way_back(request, record, change),
            "title": f"“{record}” as it was",
            "change": change,
            "as_it_was": self._as_it_was(pk, change),
            "form": form,
            "seen": newest_change(self.model, pk),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history_then.html", context)

    def _told_record(self, request, object_id: str):
        """Return (key, record); of one that is gone, the record that it last was."""
        self.refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        pk = int(object_id)
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None:
            last = self.model.history.filter(id=pk).order_by("-history_id").first()
            if last is None:
                raise Http404
            record = last.instance
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return pk, record

    def _change(self, pk: int, version_id: str) -> Change:
        try:
            change = UUID(version_id)
        except ValueError:
            raise Http404 from None
        found = read_changes(self.model, pk, [change])
        if not found:
            raise Http404
        return found[0]

    def _context(self, request, record, pk: int) -> dict:
        is_there = self.model._base_manager.filter(pk=pk).exists()
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "is_there": is_there,
            "history_url": self._leads_to("history", pk),
            "change_url": self._leads_to("change", pk),
            "then_url": f"admin:{self._route('simple_history')}",
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "media": self.media,
        }

    def _route(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _leads_to(self, page: str, pk: int) -> str:
        return reverse(f"admin:{self._route(page)}", args=[pk])

    def _whole_history(self, record) -> str:
        """Return where the history of what this is a part of is told, if it is one."""
        key = whole_of(self.model)
        whole = key and getattr(record, key.attname)
        if not whole:
            return ""
        opts = key.related_model._meta
        return reverse(
            f"admin:{opts.app_label}_{opts.model_name}_history", args=[whole]
        )

    def _may_go_back(self, request, record) -> bool:
        there = type(record)._base_manager.filter(pk=record.pk).exists()
        return (
            there
            and whole_of(self.model) is None
            and self.has_change_permission(request, record)
        )

    def _fixed(self, request, record) -> frozenset[str]:
        """The fields that an editor could not change by typing either."""
        names = self.get_readonly_fields(request, record)
        return frozenset(name for name in names if isinstance(name, str))

    def _way_back(self, request, record, change: Change) -> dict:
        """Return what going back would do and what stands against it."""
        if not self._may_go_back(request, record):
            return {"may_go_back": False, "whole_history": self._whole_history(record)}
        fixed = self._fixed(request, record)
        steps = way_back(record, change.id, fixed)
        obstacles = []
        if steps:
            obstacles = obstacles_to(record, change.id, by=request.user, keep=fixed)
        return {
            "may_go_back": True,
            "steps": told(steps, Names(steps)),
            "obstacles": obstacles,
            "is_published": getattr(record, "status", "") == Status.PUBLISHED,
        }

    def _as_it_was(self, pk: int, change: Change) -> list:
        state = state_after(self.model, pk, change.id)
        rows = [
            RowChange(part, key, None, values)
            for part, values_of in state.items()
            for key, values in values_of.items()
        ]
        return told(rows, Names(rows))

    def _go_back(self, request, record, change: Change, typed: dict):
        when = f"{change.when:%Y-%m-%d %H:%M} UTC"
        go_back(
            record,
            change.id,
            by=request.user,
            why=f"back to how it was on {when}: {typed['reason'].strip()}",
            seen=typed["seen"],
            keep=self._fixed(request, record),
        )
        self.log_change(request, record, f"Went back to how it was on {when}.")
        messages.success(request, f"It is again as it was on {when}.")
        return HttpResponseRedirect(self._leads_to("history", record.pk))
