"""Draft, review, publish, withdraw: actions that call the record's own verbs."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join

from articles.admin.desk import HistoricAdmin
from articles.admin.forms import AddressedForm, Lines

MOST_MESSAGES = 20


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(
        widget=Lines(attrs={"rows": 4, "autofocus": True}),
        max_length=2000,
        help_text="Readers who follow an old link see this reason.",
    )


@admin.display(description="status", ordering="status")
def status_badge(record):
    return format_html(
        '<span class="badge badge-{}">{}</span>',
        record.status,
        record.get_status_display(),
    )


class PublishableAdmin(HistoricAdmin):
    """A record that one person drafts and a second one publishes."""

    actions = ["submit", "publish", "withdraw"]
    people = (
        "status_badge",
        "drafted_by",
        "published_by",
        "published_at",
        "changed_at",
    )
    reasons = ("override_reason", "withdrawal_reason")

    status_badge = staticmethod(status_badge)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        given = [name for name in self.reasons if getattr(obj, name)]
        status = {
            "fields": [self.people, *([] if obj.published_at else ["missing"]), *given],
            "description": "Moved by the actions of the list: send to review, publish, "
            "withdraw. A second person publishes what the first has drafted.",
        }
        return [("Status", status), *super().get_fieldsets(request, obj)]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *self.people, *self.reasons, "missing"]

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, record):
        return f"{record.changed_at:%Y-%m-%d}"

    @admin.display(description="before it can be published")
    def missing(self, record):
        obstacles = record.obstacles()
        if not obstacles:
            return "Nothing is missing."
        rows = format_html_join("", "<li>{}</li>", ((text,) for text in obstacles))
        return format_html('<ul class="obstacles">{}</ul>', rows)

    def view_on_site(self, record):
        """Return the readers' page, once there is one."""
        public = type(record).objects.published().filter(pk=record.pk)
        return record.get_absolute_url() if public.exists() else None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.drafted_by = request.user
        super().save_model(request, obj, form, change)

    def has_publish_permission(self, request) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is withdrawn, not deleted: its address says why."""
        if obj and obj.published_at:
            return False
        return super().has_delete_permission(request, obj)

    @admin.action(description="Send to review", permissions=["change"])
    def submit(self, request, records):
        self._move(
            request, records, "sent to review", lambda r: r.submit(by=request.user)
        )

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request, records):
        self._move(request, records, "published", lambda r: r.publish(by=request.user))

    @admin.action(description="Withdraw …", permissions=["publish"])
    def withdraw(self, request, records):
        """Ask for the reason first."""
        given = "reason" in request.POST
        form = ReasonForm(request.POST if given else None)
        if given and form.is_valid():
            reason = form.cleaned_data["reason"]
            return self._move(
                request,
                records,
                "withdrawn",
                lambda record: record.withdraw(by=request.user, reason=reason),
            )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Withdraw {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "records": records,
            "checkbox": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/withdraw.html", context)

    def _move(self, request, records, done, verb) -> None:
        """Call the verb on each record by itself and say what became of it."""
        moved, refusals = 0, []
        for record in records:
            try:
                with transaction.atomic():  # the record and its history, or neither
                    verb(record)
            except ValidationError as refused:
                refusals.append(f"{record}: {' '.join(refused.messages)}")
            else:
                moved += 1
                self.log_change(request, record, done.capitalize() + ".")
        if moved:
            noun = (
                self.opts.verbose_name if moved == 1 else self.opts.verbose_name_plural
            )
            self.message_user(request, f"{moved} {noun} {done}.", messages.SUCCESS)
        for text in refusals[:MOST_MESSAGES]:
            self.message_user(request, text, messages.ERROR)
        if (further := len(refusals) - MOST_MESSAGES) > 0:
            self.message_user(request, f"{further} more refused.", messages.ERROR)


class AddressedAdmin(PublishableAdmin):
    """A record with its own public address."""

    form = AddressedForm

    def save_model(self, request, obj, form, change):
        """Leave a redirect when a record that readers know gets a new address."""
        if not (change and "slug" in form.changed_data and obj.published_at):
            return super().save_model(request, obj, form, change)
        obj._history_user = request.user
        new, obj.slug = obj.slug, form.initial["slug"]
        obj.rename(new)
