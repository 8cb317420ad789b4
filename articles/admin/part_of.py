"""The own page of a part of a record, such as one citation of a claim."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from articles.admin.reasons import ABOUT_A_PROPOSAL, ChangesItsRecord, asking_why
from articles.admin.standing import KeepsStanding
from articles.models import Status, Verb

ABOUT_A_PART = {
    "required": False,
    "help_text": "Needed if readers see what this belongs to: what was wrong or is "
    "new? The history keeps it.",
}


class PartOfRecord(KeepsStanding):
    """Obeys the record that the part belongs to, and changes that record as well.

    So the record's history tells of it, clients that ask for what is new get it, and
    whoever has the record open is told.
    """

    part_of: str  # the key to the record, as a path

    def record_of(self, part):
        for name in self.part_of.split("__"):
            part = getattr(part, name)
        return part

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        if obj is None:
            return allowed
        return allowed and self.record_of(obj).may(Verb.CHANGE, request.user)

    def has_delete_permission(self, request, obj=None):
        """A part that readers see goes on its record's page, where the reason is."""
        if obj is None:
            return super().has_delete_permission(request)
        record = self.record_of(obj)
        is_seen = record.status == Status.PUBLISHED
        return not is_seen and record.may(Verb.CHANGE, request.user)

    def get_form(self, request, obj=None, change=False, **options):
        proposed_to = getattr(request, "proposed_to", None)
        about = ABOUT_A_PROPOSAL if proposed_to else ABOUT_A_PART
        asking = asking_why(self.base_form(), **about)
        checked = type(asking)(
            f"Checked{asking.__name__}",
            (ChangesItsRecord, asking),
            {
                "user": request.user,
                "part_of": self.part_of,
                "proposed_to": proposed_to,
            },
        )
        return super().get_form(request, obj, change, **options | {"form": checked})

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not self._may_save(request, obj):
            return fieldsets
        return [*fieldsets, ("Why it is changed", {"fields": ["change_reason"]})]

    def records_of_form(self, obj):
        """Return the record it belongs to, and the one it belonged to before."""
        stored = type(obj).objects.filter(pk=obj.pk)
        return list({self.record_of(part) for part in (*stored, obj)})

    def save_model(self, request, obj, form, change):
        before = type(obj).objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        records = {self.record_of(part) for part in (before, obj) if part}
        reason = form.cleaned_data.get("change_reason", "")
        for record in records:
            self._note(record, "changed" if change else "added", reason)

    def response_post_save_add(self, request, obj):
        return self._back_to(self.record_of(obj))

    def response_post_save_change(self, request, obj):
        """Lead to the record, but whoever works through a filtered list back to it."""
        if self.get_preserved_filters(request):
            return super().response_post_save_change(request, obj)
        return self._back_to(self.record_of(obj))

    def _back_to(self, record):
        opts = record._meta
        name = f"admin:{opts.app_label}_{opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))

    def delete_model(self, request, obj):
        record = self.record_of(obj)
        super().delete_model(request, obj)
        self._note(record, "removed")

    def delete_queryset(self, request, queryset):
        """Remove each by itself, as far as its record allows."""
        for part in queryset:
            if self.has_delete_permission(request, part):
                self.delete_model(request, part)
            else:
                text = f"“{part}” stays: remove it on the page of what it belongs to."
                self.message_user(request, text, messages.ERROR)

    def _note(self, record, what: str, reason: str = "") -> None:
        record = type(record).objects.get(pk=record.pk)
        record._change_reason = reason or f"{self.opts.verbose_name} {what}"
        record.save()
