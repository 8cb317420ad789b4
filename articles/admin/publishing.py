"""Draft, review, publish, withdraw: a record's verbs, on its list and on its page."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst

from articles.admin.desk import HistoricAdmin, status_badge
from articles.admin.forms import ROW_NUMBER, AddressedForm
from articles.admin.previewing import OffersPreview
from articles.admin.proposing import ProposesChanges
from articles.admin.queues import HasQueues
from articles.admin.reasons import HasReasons, ReasonForm, asking_why
from articles.admin.standing import KeepsStanding
from articles.models import Status, Verb, needs_reason
from articles.models.workflow import MOVES, has_right

MOST_MESSAGES = 20
DONE = {
    Verb.SUBMIT: "sent to review",
    Verb.SEND_BACK: "sent back",
    Verb.PUBLISH: "published",
    Verb.WITHDRAW: "withdrawn",
    Verb.REOPEN: "reopened",
}


def refused_because(error: Exception) -> list[str]:
    """Return the sentences of a refusal by a verb."""
    return error.messages if isinstance(error, ValidationError) else [str(error)]


class PublishableAdmin(
    HasReasons, OffersPreview, HasQueues, ProposesChanges, KeepsStanding, HistoricAdmin
):
    """A record that one person drafts and a second one publishes."""

    change_form_template = "admin/publishable.html"
    actions = ["submit", "send_back", "publish", "publish_alone", "withdraw", "reopen"]
    people = (
        "status_badge",
        "drafter",
        "publisher_of_it",
        "published_at",
        "changed_at",
    )

    status_badge = staticmethod(status_badge)

    # Who may do what

    def has_change_permission(self, request, obj=None):
        """The record's status decides along with the person's rights."""
        if obj is None:
            return super().has_change_permission(request)
        return self.is_proposed_to(request, obj) or obj.may(Verb.CHANGE, request.user)

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is withdrawn, not deleted: its address says why."""
        is_known = bool(obj and obj.published_at)
        return not is_known and super().has_delete_permission(request, obj)

    def has_publish_permission(self, request) -> bool:
        return has_right(self.model, "publish", request.user)

    def has_override_permission(self, request) -> bool:
        return has_right(self.model, "override", request.user)

    # The record's page

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        status = ("Status", {"fields": [self.people, *self.reasons_of(obj)]})
        if not self.is_seen_while_changed(request, obj):
            return [status, *fieldsets]
        why = ("Why it is changed", {"fields": ["change_reason"]})
        return [status, why, *fieldsets]

    def is_seen_while_changed(self, request, obj) -> bool:
        """Whether readers see what this form changes."""
        shown = obj and obj.status == Status.PUBLISHED
        return bool(shown and self._may_save(request, obj))

    def get_form(self, request, obj=None, change=False, **options):
        if self.is_seen_while_changed(request, obj):
            options["form"] = asking_why(self.base_form(), **self.told_why(request))
        return super().get_form(request, obj, change, **options)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *self.people, *self.reasons]

    # A name, where Django would link to an account that few may see.
    @admin.display(description="drafted by")
    def drafter(self, record):
        return record.drafted_by.get_username()

    @admin.display(description="published by")
    def publisher_of_it(self, record):
        return record.published_by.get_username() if record.published_by else "–"

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, record):
        return f"{record.changed_at:%Y-%m-%d}"

    def view_on_site(self, record):
        """Return the readers' page, once there is one."""
        public = type(record).objects.published().filter(pk=record.pk)
        return record.get_absolute_url() if public.exists() else None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.drafted_by = request.user
        if reason := form.cleaned_data.get("change_reason"):
            obj._change_reason = reason
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **options):
        """Add what this person may do with the record, and what stands against it."""
        shows_history = getattr(request, "shows_history", False)
        if obj and not (shows_history or self.is_proposed_to(request, obj)):
            context["moves"] = [
                (verb, needs_reason(obj, verb, request.user))
                for verb in obj.moves_for(request.user)
            ]
            context["move_url"] = self._address("move", obj)
            if obj.status in (Status.DRAFT, Status.IN_REVIEW):
                context["obstacles"] = self.named(obj.obstacles())
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def named(self, obstacles) -> list[tuple[str, list[str]]]:
        """Return obstacles by the label of the field or part that each belongs to."""
        labels = {
            field.name: field.verbose_name
            for field in self.opts.get_fields()
            if hasattr(field, "verbose_name")
        }
        return [
            (capfirst(labels.get(where, where.replace("_", " "))), texts)
            for where, texts in obstacles.items()
        ]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/move/", view, name=name), *super().get_urls()]

    def _address(self, page: str, record) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk])

    def move_view(self, request, object_id):
        """Do what a button of the record's page says; what is refused says why here,
        with the reason still in its box."""
        self.refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        verb = request.POST.get("verb")
        if request.method != "POST" or verb not in MOVES:
            return HttpResponseRedirect(self._address("change", record))
        asked = needs_reason(record, verb, request.user)
        form = ReasonForm(request.POST, verb=verb, required=asked)
        if form.is_valid():
            if request.POST.get("revision") == str(record.revision):
                refused = self._try(request, record, verb, form.cleaned_data["reason"])
            else:
                refused = [
                    "Somebody has changed it since you opened it. Look at it again "
                    "before you decide."
                ]
            if not refused:
                return HttpResponseRedirect(self._address("change", record))
            for text in refused:
                form.add_error(None, text)
        return self._ask(request, Verb(verb), [record], form, record)

    def move_on(self, request, record, verb, reason: str) -> None:
        record.move(verb, by=request.user, reason=reason)

    def _try(self, request, record, verb, reason: str) -> list[str]:
        """Call the verb; return why it was refused, in sentences."""
        try:
            with transaction.atomic():  # the record and its history, or neither
                self.move_on(request, record, verb, reason)
        except (ValidationError, PermissionDenied) as refused:
            record.refresh_from_db()
            return refused_because(refused)
        self.log_change(request, record, capfirst(DONE[verb]) + ".")
        noun = capfirst(self.opts.verbose_name)
        self.message_user(request, f"{noun} {DONE[verb]}.", messages.SUCCESS)
        return []

    def _ask(self, request, verb, records, form, record=None):
        """Show the page that asks for a reason, for one record or for many."""
        noun = self.opts.verbose_name if record else self.opts.verbose_name_plural
        context = {
            **self.admin_site.each_context(request),
            "title": f"{capfirst(verb.label)}: {noun}",
            "opts": self.opts,
            "form": form,
            "verb": verb,
            "records": records,
            "record": record,
            "action": request.POST.get("action"),
            "checkbox": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/move.html", context)

    # The list

    @admin.action(description="Send to review", permissions=["change"])
    def submit(self, request, records):
        self._move_all(request, records, Verb.SUBMIT)

    @admin.action(description="Send back …", permissions=["change"])
    def send_back(self, request, records):
        return self._ask_and_move(request, records, Verb.SEND_BACK)

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request, records):
        self._move_all(request, records, Verb.PUBLISH)

    @admin.action(
        description="Publish without a second person …", permissions=["override"]
    )
    def publish_alone(self, request, records):
        return self._ask_and_move(request, records, Verb.PUBLISH)

    @admin.action(description="Withdraw …", permissions=["publish"])
    def withdraw(self, request, records):
        return self._ask_and_move(request, records, Verb.WITHDRAW)

    @admin.action(description="Reopen", permissions=["publish"])
    def reopen(self, request, records):
        self._move_all(request, records, Verb.REOPEN)

    def _ask_and_move(self, request, records, verb: Verb):
        """Ask for the reason first."""
        given = "reason" in request.POST
        # Whoever takes back their own draft need not say why.
        form = ReasonForm(
            request.POST if given else None,
            verb=verb,
            required=verb != Verb.SEND_BACK,
        )
        if given and form.is_valid():
            return self._move_all(request, records, verb, form.cleaned_data["reason"])
        return self._ask(request, verb, records, form)

    def _move_all(self, request, records, verb: Verb, reason: str = "") -> None:
        """Call the verb on each record by itself and say what became of it."""
        moved, refusals = 0, []
        for record in records:
            try:
                with transaction.atomic():  # the record and its history, or neither
                    self.move_on(request, record, verb, reason)
            except (ValidationError, PermissionDenied) as refused:
                refusals.append(f"{record}: {' '.join(refused_because(refused))}")
            else:
                moved += 1
                self.log_change(request, record, capfirst(DONE[verb]) + ".")
        if moved:
            names = self.opts.verbose_name, self.opts.verbose_name_plural
            noun = names[moved != 1]
            text = f"{moved} {noun} {DONE[verb]}."
            self.message_user(request, text, messages.SUCCESS)
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
        obj._change_reason = form.cleaned_data.get("change_reason", "")
        new, obj.slug = obj.slug, form.initial["slug"]
        obj.rename(new)
