"""What a proposal would change, as its page shows it and as it is saved."""

from functools import cached_property

from django.contrib.admin.utils import flatten_fieldsets
from django.http import QueryDict

from articles.admin.conflict.boxes import ANEW, Box
from articles.admin.conflict.comparison import CHOICE, SEEN, WRITTEN_ANEW, Comparison
from articles.admin.conflict.settling import Line, Shown, typed_into

WHY = "change_reason"  # the box in which the proposer and the history are told why


class ProposedChange(Comparison):
    """A proposed form beside the record as it is stored now.

    `mine` is what was proposed, `theirs` what is stored, `base` what was stored when it
    was proposed.
    """

    @cached_property
    def own_boxes(self) -> list[Box]:
        boxes = [box for box in super().own_boxes if box.name != WHY]
        if self.opened_revision == self.record.revision:
            for box in boxes:  # the history does not tell all; what is stored does
                box.base = box.theirs
        return boxes

    @property
    def changes_something(self) -> bool:
        whole = any(row.change or row.is_disputed for row in self.rows)
        return whole or not all(box.is_same for box in self.boxes)

    def read_choices(self, *, may_write: bool = False) -> None:
        """Take over what the decider chose; only publishers write anything anew."""
        super().read_choices()
        for box in self.boxes:
            if box.choice == ANEW and not may_write:
                box.choice = ""


class WholeForm:
    """A proposal of the record's own form: fields and rows, compared three ways."""

    def __init__(self, desk, request, record, proposal, *, may_write: bool):
        choices = request.POST if request.method == "POST" else {}
        data = proposal.as_sent()
        for name in choices:
            if name == SEEN or name.startswith((CHOICE, WRITTEN_ANEW)):
                data.setlist(name, choices.getlist(name))
        self.change = ProposedChange(desk, request, record, data)
        self.change.read_choices(may_write=may_write)
        self.object_id = str(record.pk)
        self.shown = Shown(self.change)
        boxes = [box for _, box in self.shown.disputed_boxes]
        self.media = sum((box.place.widget.media for box in boxes), desk.media)

    @property
    def token(self) -> str:
        return self.change.token

    @property
    def was_seen(self) -> bool:
        return self.change.was_seen

    @property
    def is_settled(self) -> bool:
        return self.change.is_settled

    @property
    def lines(self) -> list[Line]:
        return self.shown.mine_alone

    @property
    def since(self) -> list[Line]:
        return self.shown.theirs_alone

    def sent(self, why: str) -> QueryDict:
        """Return the form that saves what was shown, and nothing besides."""
        data = self.change.merged()
        data[WHY] = why
        return data


class AddedPart:
    """A proposal of one more part of the record, such as a citation."""

    object_id = None
    shown = None
    since: list[Line] = []
    is_settled = True

    def __init__(self, desk, request, record, proposal):
        self.token = str(record.revision)
        self.was_seen = request.POST.get(SEEN) == self.token
        self.media = desk.media
        self._data = proposal.as_sent()
        fieldsets = desk.get_fieldsets(request, None)
        fields = flatten_fieldsets(fieldsets)
        self._form = desk.get_form(request, None, change=False, fields=fields)

    @property
    def lines(self) -> list[Line]:
        told = typed_into(self._form(), self._data)
        return [Line(label, "", text) for label, text in told]

    def sent(self, why: str) -> QueryDict:
        data = self._data.copy()
        data[WHY] = why
        return data
