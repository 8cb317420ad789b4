"""Proposing: the form of what readers see, for those who may not change it.

The save is rehearsed in full, undone, and kept as a Proposal; once a second person
accepts it, the same form is saved in earnest. Both mark the request with the one record
that it may change: `request.proposed_to`.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse

from articles.admin.conflict.comparison import typed_only
from articles.admin.forms import ROW_NUMBER
from articles.admin.keeping import ENDING
from articles.admin.proposed import WHY, ProposedChange
from articles.admin.reasons import ABOUT_A_PROPOSAL
from articles.models import Proposal, may_propose

SAVED = 302  # Django leads on from a form that was saved, and only from that
NOTHING = "Nothing would change: mend what is wrong first, then propose it."
TOO_LATE = (
    "Another proposal of yours, or somebody's change, was saved just now. Look again."
)


def page_of(record) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def typed_fields(sent) -> dict[str, list[str]]:
    """Return what was typed, without the buttons and the reason."""
    return {
        name: texts
        for name, texts in typed_only(sent).lists()
        if name != WHY and not name.startswith("_")
    }


class RehearsesSaves:
    """A form of the desk whose save can be rehearsed, and done later by another."""

    def is_proposed_to(self, request, record) -> bool:
        """Whether this request proposes, or takes over, a change to the record."""
        marked = getattr(request, "proposed_to", None)
        return marked is not None and record == marked

    def told_why(self, request) -> dict:
        """Return how the box of the reason differs, where a change is proposed."""
        return ABOUT_A_PROPOSAL if getattr(request, "proposed_to", None) else {}

    def rehearse(self, request, record, object_id):
        """Save the form and undo it: the answer leads on if all was well."""
        with transaction.atomic():
            response = self._save_or_refuse(request, object_id, "", None)
            transaction.set_rollback(True)
        if response.status_code != SAVED or request.is_gone:
            return response
        if against := self._left_alone(request, record, object_id):
            return self.refuse(request, object_id, against)
        return response

    def refuse(self, request, object_id, texts):
        """Show the form once more, with what stands against it."""
        request.refusal = ValidationError(texts)
        with transaction.atomic():
            response = self._save_or_refuse(request, object_id, "", None)
            transaction.set_rollback(True)
        return response

    def _left_alone(self, request, record, object_id) -> list[str]:
        if object_id is None:
            return []
        proposed = ProposedChange(self, request, record, request.POST)
        return [] if proposed.changes_something else [NOTHING]

    def take_over(self, request, record, object_id, sent) -> list[str]:
        """Save what was proposed; return what stands against it.

        Called within a transaction, which the caller undoes if anything does.
        """
        # Asked for first: a request that has not been read yet would be read anew.
        _ = request.FILES
        request.POST, request.proposed_to = sent, record
        try:
            response = admin.ModelAdmin.changeform_view(self, request, object_id)
        except ValidationError as refused:
            return refused.messages
        except IntegrityError:
            return ["Another record has the same name or place by now."]
        if response.status_code == SAVED:
            return []
        return [str(error) for error in response.context_data["errors"]]

    def keep_proposal(self, request, record, part=""):
        """Store what was rehearsed. Raises ValidationError."""
        try:
            with transaction.atomic():
                Proposal.objects.propose(
                    record,
                    by=request.user,
                    reason=request.POST.get(WHY, ""),
                    data=typed_fields(request.POST),
                    part=part,
                )
        except IntegrityError:
            raise ValidationError(TOO_LATE) from None
        text = "Proposed. Readers see no change until a second person accepts it."
        self.message_user(request, text, messages.SUCCESS)

    def response_change(self, request, obj):
        if getattr(request, "proposed_to", None):
            return HttpResponseRedirect(page_of(obj))
        return super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        if record := getattr(request, "proposed_to", None):
            return HttpResponseRedirect(page_of(record))
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request, context, *args, obj=None, **options):
        if record := getattr(request, "proposed_to", None):
            kind = record._meta.verbose_name
            context |= {
                "title": f"Propose a change to this {kind}",
                "proposed_to": record,
                "proposed_to_kind": kind,
                "proposed_to_page": page_of(record),
            }
        return super().render_change_form(request, context, *args, obj=obj, **options)


class ProposesChanges(RehearsesSaves):
    """The page of a published record, opened to those who may only propose."""

    # Models of which one more is proposed on a page of its own; see ProposesParts.
    proposed_parts: tuple[type, ...] = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_propose"
        view = self.admin_site.admin_view(self.propose_view)
        kept = self.admin_site.admin_view(self.propose_kept_view)
        return [
            path("<path:object_id>/propose/", view, name=name),
            path(f"<path:object_id>/propose/{ENDING}", kept, name=f"{name}_kept"),
            *super().get_urls(),
        ]

    def may_propose(self, request, record) -> bool:
        """Whether somebody who may not change this may propose to."""
        if not may_propose(record, request.user):
            return False
        if not self.has_view_permission(request, record):
            return False
        marked = getattr(request, "proposed_to", None)
        request.proposed_to = record
        try:  # what stands against any change, whoever makes it
            return self.has_change_permission(request, record)
        finally:
            request.proposed_to = marked

    def propose_view(self, request, object_id):
        """Show the form of a published record; what it sends is proposed."""
        record = self._mark(request, object_id)
        if request.method != "POST":
            return self.changeform_view(request, object_id)
        response = self.rehearse(request, record, object_id)
        if response.status_code == SAVED and not request.is_gone:
            try:
                self.keep_proposal(request, record)
            except ValidationError as refused:
                response = self.refuse(request, object_id, refused.messages)
        if response.status_code == SAVED:
            self.forget_typed(request)
        elif not self.keep_typed(request, object_id):
            self.message_user(request, "It is too long to be kept.", messages.WARNING)
        return response

    def propose_kept_view(self, request, object_id):
        """Keep what is typed there, or drop it."""
        self._mark(request, object_id)
        return self.kept_view(request, object_id)

    def _mark(self, request, object_id):
        """Return the record, and let this request propose changes to it."""
        self.refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.may_propose(request, record):
            raise PermissionDenied
        request.proposed_to = record
        return record

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj and not self.is_proposed_to(request, obj):
            about = Proposal.objects.about(obj).open().select_related("by")
            context["open_proposals"] = about
            if self.may_propose(request, obj):
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_propose"
                context["propose_address"] = reverse(name, args=[obj.pk])
                context["propose_parts"] = self._parts_to_propose(obj)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def _parts_to_propose(self, record) -> list[tuple[str, str]]:
        """Return (what it is, address) of each kind of part that can be proposed."""
        found = []
        for part in self.proposed_parts:
            opts = part._meta
            desk = self.admin_site.get_model_admin(part)
            name = f"admin:{opts.app_label}_{opts.model_name}_propose"
            address = reverse(name, query={desk.part_of: record.pk})
            found.append((opts.verbose_name, address))
        return found


class ProposesParts(RehearsesSaves):
    """The page on which a part of a record is added, such as a citation.

    The key to the record is the part's own: `part_of` is the name of a field.
    """

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_propose"
        view = self.admin_site.admin_view(self.propose_view)
        return [path("propose/", view, name=name), *super().get_urls()]

    def propose_view(self, request):
        """Show the empty form for the record that the address names."""
        record = self._mark(request)
        if request.method != "POST":
            return self.changeform_view(request)
        response = self.rehearse(request, record, None)
        if response.status_code == SAVED:
            try:
                self.keep_proposal(request, record, part=self.opts.label_lower)
            except ValidationError as refused:
                response = self.refuse(request, None, refused.messages)
        return response

    def _mark(self, request):
        key = request.GET.get(self.part_of, "")
        records = self.opts.get_field(self.part_of).related_model
        self.admin_site.get_model_admin(records).refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(key):
            raise Http404
        record = records.objects.filter(pk=key).first()
        if record is None:
            raise Http404
        desk = self.admin_site.get_model_admin(records)
        if not (desk.may_propose(request, record) and self.has_add_permission(request)):
            raise PermissionDenied
        request.proposed_to = record
        return record

    def tell_kept(self, request, context) -> None:
        """The address of an empty form does not say what it is proposed to."""
        if getattr(request, "proposed_to", None) is None:
            super().tell_kept(request, context)
