"""Tells who else has the same record open."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse

from articles.models import Presence


class TellsPresence:
    """Takes signs of open pages and answers with who else is there.

    The address is that of the record's change page with `presence/` after it, whatever
    page of the desk shows the record.
    """

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        view = self.admin_site.admin_view(self.presence_view)
        return [
            path("<path:object_id>/change/presence/", view, name=name),
            *super().get_urls(),
        ]

    def presence_view(self, request, object_id):
        """Answer {"also": sentence}, "" for nobody, and note the asker as here."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404
        Presence.objects.note(request.user, record)
        return JsonResponse({"also": Presence.objects.told(request.user, record)})

    def tell_presence(self, request, context) -> None:
        record = context.get("original")
        if record is not None and record.pk:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            context["presence_address"] = reverse(name, args=[record.pk])
            context["also_open"] = Presence.objects.told(request.user, record)
