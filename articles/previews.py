"""Readers' pages of what is not published yet, for those at the desk who may see it.

The address is the readers' own with /preview/ before it. One record is shown as if it
were published; whatever else is hidden is left out, as it is for readers.
"""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse

from articles.models import as_if_published
from articles.models.workflow import has_right
from articles.views import ReadOnly, RecordPage


def preview_address(record) -> str:
    return reverse("preview", args=[record.get_absolute_url().removeprefix("/")])


def may_preview(user, record) -> bool:
    """Whether somebody may see the record at the desk, and so its preview."""
    return user.is_active and user.is_staff and has_right(record, "view", user)


class Preview(ReadOnly):
    def get(self, request, address):
        page, record = self.found(request, "/" + address)
        if page.records().filter(pk=record.pk).exists():
            response = HttpResponseRedirect(record.get_absolute_url())
        else:
            response = self.shown(request, page, record)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def found(self, request, address: str):
        """Return the readers' page at the address and its record; Http404, as for any
        unknown address, for those who may not see it."""
        match = resolve(address)
        kind = getattr(match.func, "view_class", None)
        if not (
            kind and issubclass(kind, RecordPage) and hasattr(kind.model, "status")
        ):
            raise Http404
        page = kind()
        page.setup(request, **match.kwargs)
        named = {page.lookup: match.kwargs["name"]}
        record = page.model.objects.filter(**named).first()
        if record is None or record.get_absolute_url() != address:
            raise Http404
        if not may_preview(request.user, record):
            raise Http404
        return page, record

    def shown(self, request, page, record):
        told = {"preview": record, "section": ""}
        others = record.shown_with()
        if not all(may_preview(request.user, other) for other in others):
            return render(request, "preview_of_nothing.html", told)
        with as_if_published(record, *others):
            # Read anew, with all that the page loads along.
            record = page.records().get(pk=record.pk)
            try:
                context = page.context(record)
            except Http404:
                return render(request, "preview_of_nothing.html", told)
            return render(request, page.template_name, context | {"preview": record})
