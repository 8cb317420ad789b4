"""Shows what two people made of one record, and lets the second one choose."""

from dataclasses import dataclass

from django.template.response import TemplateResponse

from articles.admin.conflict.boxes import (
    ANEW,
    MINE,
    THEIRS,
    Telling,
    as_typed,
    places_of,
)
from articles.admin.conflict.comparison import (
    CHOICE,
    SEEN,
    WRITTEN_ANEW,
    Comparison,
)
from articles.admin.conflict.rows import Row


@dataclass
class Line:
    """One change that is taken over without asking: where, from what, to what."""

    label: str
    old: str
    new: str
    language: str = ""
    removed: bool = False


class SettlesConflicts:
    """A page of the desk that never lets the later of two saves simply win or lose."""

    def stands_against(self, request, record):
        """Return the page of a conflict, or None when there is nothing to settle.

        A settled conflict leaves in `request.POST` what is to be saved, with the
        revisions that are stored now; the save itself compares them once more.
        """
        if not (self.is_versioned and record):
            return None
        if not self.has_change_permission(request, record):
            return None  # the form itself refuses, and what was typed is kept
        comparison = Comparison(self, request, record, request.POST)
        if not comparison.is_stale():
            return None
        comparison.read_choices()
        if comparison.is_settled:
            request.POST = comparison.merged()
            return None
        return self._conflict_page(request, record, comparison)

    def _conflict_page(self, request, record, comparison):
        shown = Shown(comparison)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Two versions of one {self.opts.verbose_name}",
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "media": sum(
                (box.place.widget.media for _, box in shown.disputed_boxes), self.media
            ),
            "errors": shown.complaints,
            "shown": shown,
            "comparison": comparison,
            "seen": SEEN,
            "choice": CHOICE,
            "is_popup": False,
            "proposed": getattr(request, "proposed_to", None),
            "keeper": request.POST.get("keeper", ""),
        }
        return TemplateResponse(request, "admin/conflict.html", context)


class Shown:
    """The comparison in the words and order of its page."""

    def __init__(self, comparison: Comparison):
        self.comparison = comparison
        self.telling = comparison.teach()
        self.since = comparison.saved_since
        names = [str(past.history_user or "somebody") for past in self.since]
        self.who = " and ".join(dict.fromkeys(names)) or "Somebody else"

    @property
    def complaints(self) -> list[str]:
        """What the page says first: who was faster, and what is left to choose."""
        record = self.comparison.record
        when = (
            f" on {self.since[0].history_date:%d %B %Y at %H:%M} UTC"
            if self.since
            else ""
        )
        said = [
            f"{self.who} changed this {record._meta.verbose_name}{when}, after you had "
            "opened it. Nothing of yours was saved yet, and nothing of it is lost."
        ]
        if self.comparison.was_seen:
            said.append("Choose a version wherever both of you changed something.")
        elif self.comparison.sent.get(SEEN):
            said.append("It was changed once more while you were choosing.")
        return said

    @property
    def has_base(self) -> bool:
        return self.comparison.opened is not None

    @property
    def disputed_boxes(self):
        """Boxes that both changed, with the row they stand in."""
        own = [("", box) for box in self.comparison.own_boxes if box.is_disputed]
        return own + [
            (self.called(row), box)
            for row in self.comparison.rows
            for box in row.boxes
            if box.is_disputed
        ]

    @property
    def disputed_rows(self):
        """Rows that one removed and the other changed: (what it is, row, its boxes)."""
        return [
            (self.called(row), row, self.content(row))
            for row in self.comparison.rows
            if row.is_disputed
        ]

    @property
    def has_disputes(self) -> bool:
        return bool(self.disputed_boxes or self.disputed_rows)

    @property
    def theirs_alone(self) -> list[Line]:
        return self._lines("only_theirs", "they")

    @property
    def mine_alone(self) -> list[Line]:
        return self._lines("only_mine", "you")

    def _lines(self, side: str, person: str) -> list[Line]:
        lines = [
            self._line(box) for box in self.comparison.own_boxes if getattr(box, side)
        ]
        for row in self.comparison.rows:
            if row.change.startswith(person):
                lines.append(self._whole(row))
            lines += [
                self._line(box, f"{self.called(row)}: ")
                for box in row.boxes
                if getattr(box, side)
            ]
        return lines

    def _line(self, box, within="") -> Line:
        new = box.theirs_told() if box.only_theirs else box.mine_told()
        return Line(f"{within}{box.label}", box.base_told(), new, box.language)

    def _whole(self, row: Row) -> Line:
        text = ", ".join(self.content(row).values())
        removed = row.change.endswith("removed")
        label = f"{row.label.capitalize()} {'removed' if removed else 'added'}"
        return Line(label, text if removed else "", "" if removed else text)

    def called(self, row: Row) -> str:
        """Name a row by its kind and what stands in it."""
        content = ", ".join(list(self.content(row).values())[:3])
        return f"{row.label.capitalize()} “{content[:120]}”"

    def content(self, row: Row) -> dict[str, str]:
        """What stands in a row, by label; empty boxes and ticks left out."""
        sent = row.theirs or row.mine or row.base or row.typed or {}
        told = {
            place.label: self.telling(place, sent[place.name])
            for place in row.places
            if not place.may_be_absent and place.name != "position"
        }
        return {label: text for label, text in told.items() if text}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was typed, to be sent again with the choices."""
        return [
            (name, text)
            for name, texts in self.comparison.data.lists()
            for text in texts
        ]

    THEIRS, MINE, ANEW = THEIRS, MINE, ANEW
    WRITTEN_ANEW = WRITTEN_ANEW


def typed_beside(comparison: Comparison) -> list[tuple[str, str]]:
    """Return (label, text) of what was typed and is not what is stored."""
    shown = Shown(comparison)
    told = [
        (box.label, box.mine_told())
        for box in comparison.own_boxes
        if box.only_mine or box.is_disputed
    ]
    for row in comparison.rows:
        if row.change.startswith("you") or row.is_disputed:
            gone = "to be removed" if row.mine is None else ""
            told.append((shown.called(row), gone or "added"))
        told += [
            (f"{shown.called(row)}: {box.label}", box.mine_told())
            for box in row.boxes
            if box.only_mine or box.is_disputed
        ]
    return told


def typed_into(form, data) -> list[tuple[str, str]]:
    """Return (label, text) of what was typed into the form of a new record."""
    places = places_of(form)
    sent, telling = as_typed(data, "", places, {}), Telling()
    for place in places:
        telling.learn(place, sent[place.name])
    told = [(place, telling(place, sent[place.name])) for place in places]
    return [(place.label, text) for place, text in told if text and text != "no"]
