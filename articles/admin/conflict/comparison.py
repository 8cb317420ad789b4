"""A record and its parts, compared between who saved first and who comes second."""

import hashlib
import json
from functools import cached_property

from django.contrib.admin.utils import flatten_fieldsets
from django.http import QueryDict

from articles.admin.conflict.boxes import (
    ANEW,
    Box,
    Telling,
    as_shown,
    as_typed,
    places_of,
    plain_text,
)
from articles.admin.conflict.rows import Row, Rows
from articles.admin.forms import ROW_NUMBER

CHOICE, WRITTEN_ANEW, SEEN = "choice:", "anew:", "compared"
# What the page of a comparison sends besides what was typed.
OURS = ("csrfmiddlewaretoken", "keeper", SEEN)


def typed_only(data: QueryDict) -> QueryDict:
    """Return what was typed into the record's own form, without later choices."""
    typed = data.copy()
    for name in list(typed):
        if name in OURS or name.startswith((CHOICE, WRITTEN_ANEW)):
            del typed[name]
    return typed


class Comparison:
    """What two people made of one record; `data` is what the second one sent.

    The record is `record` as it is stored now. Raises nothing: a form that cannot be
    read is left to the form itself, which says what is wrong with it.
    """

    def __init__(self, desk, request, record, data: QueryDict):
        self.desk, self.request, self.record = desk, request, record
        self.sent, self.data = data, typed_only(data)
        self.parts = [
            Rows(request, record, formset, inline, prefix, self.data)
            for formset, inline, prefix in self._formsets()
        ]

    def _formsets(self):
        """Yield each formset with the prefix that Django's change form gives it."""
        seen: dict[str, int] = {}
        formsets = self.desk.get_formsets_with_inlines(self.request, self.record)
        for formset, inline in formsets:
            prefix = formset.get_default_prefix()
            seen[prefix] = seen.get(prefix, 0) + 1
            if seen[prefix] != 1:
                prefix = f"{prefix}-{seen[prefix]}"
            yield formset, inline, prefix

    @property
    def opened_revision(self) -> int:
        """The revision that the second had read; 0 if the form does not say."""
        read = self.data.get("revision", "")
        return int(read) if ROW_NUMBER.fullmatch(read) and len(read) < 10 else 0

    def is_stale(self) -> bool:
        """Whether anything of it was saved by another since it was opened."""
        if self.opened_revision != self.record.revision:
            return True
        return any(part.is_stale() for part in self.parts if part.is_editable)

    @cached_property
    def opened(self):
        """The record as it was when the second opened it, if history knows."""
        past = self.record.history.filter(revision=self.opened_revision).first()
        return past.instance if past else None

    @property
    def saved_since(self):
        """Who saved what since, the last first: records of the history."""
        since = self.record.history.filter(revision__gt=self.opened_revision)
        return list(since.select_related("history_user")[:10])

    @cached_property
    def _form(self):
        fieldsets = self.desk.get_fieldsets(self.request, self.record)
        return self.desk.get_form(
            self.request, self.record, change=True, fields=flatten_fieldsets(fieldsets)
        )

    @cached_property
    def own_boxes(self) -> list[Box]:
        """The boxes of the record itself."""
        form = self._form(instance=self.record)
        places = places_of(form)
        theirs = as_shown(form)
        base = as_shown(self._form(instance=self.opened)) if self.opened else None
        mine = as_typed(self.data, "", places, base or theirs)
        # History keeps columns: which records a box of several named, it cannot say.
        unknown = {column.name for column in self.record._meta.many_to_many}
        return [
            Box(
                place.name,
                place,
                None if base is None or place.name in unknown else base[place.name],
                theirs[place.name],
                mine[place.name],
            )
            for place in places
        ]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @cached_property
    def boxes(self) -> list[Box]:
        """Every box of the record and of the rows that both have."""
        return [*self.own_boxes, *(box for row in self.rows for box in row.boxes)]

    def read_choices(self) -> None:
        """Take over what the second chose on the page of this comparison."""
        for box in self.boxes:
            box.choice = self.sent.get(f"{CHOICE}{box.name}", "")
            if box.choice == ANEW:
                written = self.sent.getlist(f"{WRITTEN_ANEW}{box.name}")
                box.anew = [plain_text(text) for text in written]
        for row in self.rows:
            row.choice = self.sent.get(f"{CHOICE}{row.name}", "")

    @property
    def token(self) -> str:
        """What stands in the record now, as a mark by which the page knows it again."""
        stored = [
            self.record.revision,
            {box.name: box.theirs for box in self.own_boxes},
            [(row.name, row.theirs) for row in self.rows],
        ]
        return hashlib.sha256(json.dumps(stored).encode()).hexdigest()

    @property
    def was_seen(self) -> bool:
        return self.sent.get(SEEN) == self.token

    @property
    def is_settled(self) -> bool:
        rows, boxes = self.rows, self.own_boxes
        return self.was_seen and all(one.is_settled for one in [*rows, *boxes])

    def merged(self) -> QueryDict:
        """Return what the form would send if all were as it is to be saved."""
        data = self.data.copy()
        for part in self.parts:
            for name in list(data):
                if name.startswith(f"{part.prefix}-"):
                    del data[name]
        for box in self.own_boxes:
            data.setlist(box.name, box.result)
        data["revision"] = str(self.record.revision)
        for part in self.parts:
            for name, values in part.merged().items():
                data.setlist(name, values)
        return data

    def teach(self) -> Telling:
        """Let each box that differs say what it holds; one query per kind of record."""
        telling = Telling()
        wanted: dict[int, tuple] = {}
        differing = [box for box in self.boxes if not box.is_same]
        for box in differing:
            box.told = telling
            keys = wanted.setdefault(id(box.place.field), (box.place, set()))[1]
            keys.update(box.base or [], box.theirs, box.mine)
        for row in self.rows:
            if not row.change and not row.is_disputed:
                continue
            for place in row.places:
                keys = wanted.setdefault(id(place.field), (place, set()))[1]
                for state in (row.base, row.theirs, row.mine):
                    keys.update(state[place.name] if state else [])
        for place, keys in wanted.values():
            telling.learn(place, keys)
        return telling
