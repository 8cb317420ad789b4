"""Forms that were typed into and not saved: kept, offered, taken up or dropped."""

import re

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path

from articles.admin.conflict.comparison import Comparison
from articles.admin.conflict.settling import typed_beside, typed_into
from articles.admin.forms import ROW_NUMBER
from articles.keeping import note_for
from articles.models import KeptForm

TAKE_UP, DROP = "unsaved", "drop"  # in the address; in the form that drops it
ENDING = "kept/"
# Names that no editor has typed anything under.
MACHINERY = re.compile(r"_FORMS$|-id$|^_|revision$")


class KeepsTyped:
    """Keeps what is typed into the form of a record, for whoever typed it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_kept"
        view = self.admin_site.admin_view(self.kept_view)
        return [
            path(f"add/{ENDING}", view, name=f"{name}_add"),
            path(f"<path:object_id>/change/{ENDING}", view, name=f"{name}_change"),
            *super().get_urls(),
        ]

    def kept_view(self, request, object_id=None):
        """Keep what is sent, or drop what is kept, for the form above this address."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._may_type_at(request, object_id):
            raise PermissionDenied
        address = request.path.removesuffix(ENDING)
        if DROP in request.POST:
            KeptForm.objects.forget(request.user, address)
            return HttpResponseRedirect(address)
        try:
            kept = self._keep(request, address, object_id)
        except ValidationError as refused:
            return JsonResponse({"refused": refused.messages[0]}, status=413)
        return JsonResponse({"kept": f"Kept at {kept.told_at}, not saved yet."})

    def _may_type_at(self, request, object_id) -> bool:
        if object_id is None:
            return self._may_type(request, None)
        record = self.get_object(request, unquote(object_id))
        return record is not None and self._may_type(request, record)

    def _may_type(self, request, record) -> bool:
        if record is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, record)

    def _keep(self, request, address, object_id) -> KeptForm:
        is_number = ROW_NUMBER.fullmatch(object_id or "")
        return KeptForm.objects.keep(
            user=request.user,
            address=address,
            model=self.model,
            key=int(object_id) if is_number else None,
            data=dict(request.POST.lists()),
        )

    def keep_typed(self, request, object_id) -> bool:
        """Keep what a refused save had brought; False if it is too long for that."""
        try:
            self._keep(request, request.path, object_id)
        except ValidationError:
            return False
        return True

    def forget_typed(self, request) -> None:
        KeptForm.objects.forget(request.user, request.path)

    def taken_up(self, request, object_id) -> KeptForm | None:
        """Return what the editor asks to go on with, if there is any of it."""
        if TAKE_UP not in request.GET or not self._may_type_at(request, object_id):
            return None
        return KeptForm.objects.offered(request.user, request.path)

    def tell_kept(self, request, context) -> None:
        """Offer what was kept, and give the form what its script needs to keep more."""
        record, taken_up = context.get("original"), getattr(request, "kept", None)
        may_save = self._may_type(request, record)
        if request.method != "POST" or taken_up:
            context["kept"] = KeptForm.objects.offered(request.user, request.path)
        if context.get("kept") and not taken_up:
            form = context["adminform"].form
            context["kept_lines"] = self._told(request, record, form, context["kept"])
        context["is_taken_up"] = bool(taken_up)
        context["kept_address"] = f"{request.path}{ENDING}"
        context["take_up"] = TAKE_UP
        if may_save:
            key = record and record.pk
            context["keeper"] = note_for(request.user, request.path, self.model, key)

    def _told(self, request, record, form, kept) -> list[tuple[str, str]]:
        """Return what was kept as (label, text): of a record, what differs from it."""
        data = kept.as_sent()
        if record is None:
            return typed_into(form, data)
        if not self._may_type(request, record) or not self.is_versioned:
            return [
                (name, ", ".join(texts))
                for name, texts in data.lists()
                if any(texts) and not MACHINERY.search(name)
            ]
        return typed_beside(Comparison(self, request, record, data))
