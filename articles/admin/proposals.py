"""The list of proposed changes, and the page on which a second person decides."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst

from articles.admin.conflict.comparison import CHOICE, SEEN
from articles.admin.desk import ReadOnlyAdmin
from articles.admin.forms import ROW_NUMBER
from articles.admin.proposed import AddedPart, WholeForm
from articles.admin.proposing import page_of
from articles.models import Proposal, Status
from articles.models.proposal import DECIDED, LONGEST_NOTE, kinds_for
from articles.models.workflow import has_right

ACCEPT, REFUSE, TAKE_BACK = "accept", "refuse", "take_back"
DONE = {
    ACCEPT: "Accepted: readers see the change.",
    REFUSE: "Refused. Its proposer sees your note.",
    TAKE_BACK: "Taken back.",
}
LOOK_AGAIN = "The record was changed since you opened this page. Look at it again."
CHOOSE = "Choose a version wherever both changed something."
GONE = "The record is gone."
NOT_SEEN = "Readers no longer see the record, so nothing can be changed in it."


class Whose(admin.SimpleListFilter):
    title = "whose turn it is"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("to-decide", "yours to decide"), ("mine", "proposed by you")]

    def queryset(self, request, proposals):
        if self.value() == "to-decide":
            return proposals.to_decide(request.user)
        if self.value() == "mine":
            return proposals.mine(request.user)
        return proposals


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["called", "what", "by", "at", "reason_in_short", "badge"]
    list_select_related = ["content_type", "by"]
    list_filter = [Whose, "state"]
    search_fields = ["called", "reason", "by__username"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).defer("data")

    def has_view_permission(self, request, obj=None):
        kinds = kinds_for(request.user, "view", "change")
        return obj.content_type_id in kinds if obj else bool(kinds)

    def has_module_permission(self, request):
        return request.user.is_staff and self.has_view_permission(request)

    @admin.display(description="kind", ordering="content_type")
    def what(self, proposal):
        kind = capfirst(proposal.kind._meta.verbose_name)
        return f"{kind}: one more {self._part(proposal)}" if proposal.part else kind

    @admin.display(description="reason")
    def reason_in_short(self, proposal):
        return Truncator(proposal.reason).chars(80)

    @admin.display(description="state", ordering="state")
    def badge(self, proposal):
        look = "in_review" if proposal.state == Proposal.State.OPEN else "draft"
        state = proposal.get_state_display()
        return format_html('<span class="badge badge-{}">{}</span>', look, state)

    def _part(self, proposal) -> str:
        return str(apps.get_model(proposal.part)._meta.verbose_name)

    # The page of one proposal

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what would change; do what one of the page's buttons says."""
        proposal = self._proposal(request, object_id)
        verb = request.POST.get("verb", "")
        refusals = []
        if request.method == "POST":
            if verb not in DONE:
                return HttpResponseRedirect(request.path)
            refusals = self._decide(request, proposal, verb)
            if not refusals:
                self.message_user(request, DONE[verb], messages.SUCCESS)
                record = proposal.record
                listed = reverse("admin:articles_proposal_changelist")
                return HttpResponseRedirect(page_of(record) if record else listed)
            proposal = self._proposal(request, object_id)
        return self._page(request, proposal, refusals)

    def _proposal(self, request, object_id) -> Proposal:
        self.refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        found = Proposal.objects.filter(pk=object_id).select_related("by", "decided_by")
        proposal = found.first()
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        return proposal

    def _decide(self, request, proposal, verb) -> list[str]:
        """Do it, or return why not, in sentences."""
        if proposal.state != Proposal.State.OPEN:
            return [DECIDED]
        try:
            if verb == ACCEPT:
                return self._accept(request, proposal)
            if verb == REFUSE:
                note = request.POST.get("note", "").replace("\x00", "")
                proposal.refuse(by=request.user, note=note[:LONGEST_NOTE])
            else:
                proposal.take_back(by=request.user)
        except ValidationError as refused:
            return refused.messages
        return []

    def _accept(self, request, proposal) -> list[str]:
        record = proposal.record
        if against := self._against(record):
            return [against]
        posted = request.POST
        looked = self._look(request, proposal, record)
        if not looked.was_seen:
            return [LOOK_AGAIN]
        if not looked.is_settled:
            return [CHOOSE]
        with transaction.atomic():
            proposal.accept(by=request.user)
            sent, desk = looked.sent(proposal.why), self._desk(proposal)
            against = desk.take_over(request, record, looked.object_id, sent)
            if against:
                transaction.set_rollback(True)
        request.POST = posted
        stored = type(record).objects.filter(pk=record.pk, revision=record.revision)
        return [LOOK_AGAIN] if against and not stored.exists() else against

    def _against(self, record) -> str:
        if record is None:
            return GONE
        return "" if record.status == Status.PUBLISHED else NOT_SEEN

    def _desk(self, proposal):
        model = apps.get_model(proposal.part) if proposal.part else proposal.kind
        return self.admin_site.get_model_admin(model)

    def _look(self, request, proposal, record):
        """Return what it would change, of the record as it is stored now."""
        request.proposed_to = record  # the form is drawn as its proposer saw it
        desk = self._desk(proposal)
        if proposal.part:
            return AddedPart(desk, request, record, proposal)
        may_write = has_right(record, "override", request.user)
        return WholeForm(desk, request, record, proposal, may_write=may_write)

    def _page(self, request, proposal, refusals):
        record = proposal.record
        is_open = proposal.state == Proposal.State.OPEN
        against = self._against(record) if is_open else ""
        looked = None
        if not against and record and (is_open or proposal.state == "refused"):
            looked = self._look(request, proposal, record)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Proposed change to this {proposal.kind._meta.verbose_name}",
            "subtitle": proposal.called,
            "opts": self.opts,
            "media": looked.media if looked else self.media,
            "proposal": proposal,
            "what": self.what(proposal),
            "record_url": page_of(record) if record else "",
            "looked": looked,
            "against": against,
            "errors": refusals,
            "may_decide": proposal.may_decide(request.user),
            "may_write": record and has_right(record, "override", request.user),
            "is_own": is_open and proposal.by_id == request.user.pk,
            "seen": SEEN,
            "choice": CHOICE,
            "note": request.POST.get("note", ""),
        }
        return TemplateResponse(request, "admin/proposal.html", context)
