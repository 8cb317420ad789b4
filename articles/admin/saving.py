"""Saving at the desk: nothing is written over unseen, and nothing typed is lost."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict

from articles.admin.conflict.settling import SettlesConflicts
from articles.admin.keeping import KeepsTyped
from articles.admin.presence import TellsPresence


class SavesSafely(KeepsTyped, TellsPresence, SettlesConflicts):
    """How a form of the desk is saved, refused, compared, kept and offered again."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        arguments = (request, object_id, form_url, extra_context)
        if request.method == "POST":
            return self._save(*arguments)
        if kept := self.taken_up(request, object_id):
            return self._show_again(kept, *arguments)
        return super().changeform_view(*arguments)

    def _save(self, request, object_id, form_url, extra_context):
        response = self._save_or_refuse(request, object_id, form_url, extra_context)
        answered = getattr(response, "context_data", None) or {}
        if not (answered.get("errors") or request.is_gone):
            self.forget_typed(request)
        elif not self.keep_typed(request, object_id):
            messages.warning(
                request, "What you typed is too long to be kept for later."
            )
        return response

    def _save_or_refuse(self, request, object_id, form_url, extra_context):
        """Show what the database or a verb refuses as an error of the form.

        The form has checked by then what can be checked beforehand. What comes after is
        a race: somebody saved, or took a name, between that check and the write.
        """
        arguments = (request, object_id, form_url, extra_context)
        record = self.get_object(request, unquote(object_id)) if object_id else None
        request.is_gone = bool(object_id) and record is None
        if page := self.stands_against(request, record):
            return page
        try:
            return super().changeform_view(*arguments)
        except ValidationError as refused:
            request.refusal = ValidationError(refused.messages)
        except IntegrityError:
            request.refusal = ValidationError(
                "The database refused this: another record has the same name or place, "
                "or two rows contradict each other. Nothing was saved."
            )
        stored = self.get_object(request, unquote(object_id)) if object_id else None
        if page := self.stands_against(request, stored):
            return page
        return super().changeform_view(*arguments)

    def _show_again(self, kept, request, object_id, form_url, extra_context):
        """Show a form as it was typed; its refusal keeps it from being saved."""
        # Asked for first: a request that has not been read yet would be read anew, and
        # its empty body taken for what was typed.
        _ = request.FILES
        request.POST, request.kept = kept.as_sent(), kept
        request.refusal = ValidationError("Not saved yet.")
        request.method = "POST"
        try:
            return self._save_or_refuse(request, object_id, form_url, extra_context)
        finally:
            request.method = "GET"

    def render_change_form(self, request, context, *args, **options):
        self.tell_kept(request, context)
        self.tell_presence(request, context)
        response = super().render_change_form(request, context, *args, **options)
        if context.get("errors"):
            # A refused form leaves nothing behind, not even a passage it marked.
            transaction.set_rollback(True)
        if getattr(request, "kept", None):
            show_without_errors(context)
        return response


def show_without_errors(context) -> None:
    """Let a form that was taken up again look as when it was left."""
    context["errors"] = []
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        forms += formset.forms
        formset._errors = [{} for _ in formset.forms]
        formset._non_form_errors = formset.error_class()
    for form in forms:
        form._errors = ErrorDict()
        for field in form.fields.values():
            if hasattr(field.widget, "errors"):  # a Wording marks its own boxes
                field.widget.errors = {}
