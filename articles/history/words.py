"""Tells changes in an editor's words: labels for columns, names for keys, words for
codes, and a Wording language by language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst

from articles.history.names import Names
from articles.history.reading import Change, RowChange
from articles.models import Status
from articles.wording import LANGUAGES, WordingField

# Counted, stamped or drawn by lot: nobody decided on them.
UNTOLD = {"revision", "key", "changed_at", "published_at"}
# Written by the verbs that move a record on.
MOVING = {
    *("status", "published_by", "review_note"),
    *("override_reason", "withdrawal_reason"),
}
LONG, AROUND = 240, 60  # code points of a text, and around what changed in it

MOVES = {
    Status.DRAFT: {Status.IN_REVIEW: "sent back", Status.WITHDRAWN: "taken up again"},
    Status.IN_REVIEW: {Status.DRAFT: "sent to review"},
    Status.PUBLISHED: {},
    Status.WITHDRAWN: {},
}


@dataclass
class Told:
    """One field: what it is called, what it was and what it became."""

    label: str
    old: str
    new: str
    language: str = ""


@dataclass
class ToldRow:
    """One row: added, removed or changed, or the record itself."""

    label: str
    how: str
    fields: list[Told]


def acts_of(change: Change) -> list[str]:
    """Return what was done, in a word or two each: made, published, changed …"""
    acts = []
    for row in change.rows:
        if row.is_record:
            acts += _acts_on_record(row)
    if not acts:
        acts = ["changed"] if change.rows else ["saved as it was"]
    return acts


def _acts_on_record(row: RowChange) -> list[str]:
    if row.before is None:
        status = (row.after or {}).get("status", Status.DRAFT)
        moved = [] if status == Status.DRAFT else [_move("", status)]
        return ["made", *moved]
    if row.after is None:
        return ["deleted"]
    old, new = row.before.get("status"), row.after.get("status")
    moved = [] if old == new else [_move(old, new)]
    typed = [f for f in row.changed() if f.name not in MOVING | UNTOLD]
    return [*moved, *(["changed"] if typed else [])]


def _move(old, new) -> str:
    return MOVES[new].get(old) or Status(new).label


def tell(row: RowChange, names: Names) -> ToldRow:
    """Return a row's change in words; it has no fields if none is worth telling."""
    if row.is_record:
        label, how = "", ""
    else:
        label = capfirst(names.of_row(row))
        how = (
            "added"
            if row.before is None
            else "removed"
            if row.after is None
            else "changed"
        )
    return ToldRow(label, how, list(_fields(row, names)))


def _fields(row: RowChange, names: Names) -> Iterator[Told]:
    for field in row.changed():
        if field.primary_key or field.name in UNTOLD:
            continue
        if field.attname == row.part.key:
            continue
        old = None if row.before is None else row.before[field.attname]
        new = None if row.after is None else row.after[field.attname]
        if None in (row.before, row.after) and (old or new) in (
            None,
            "",
            *([field.get_default()] if field.has_default() else []),
        ):
            continue
        yield from tell_field(field, old, new, names)


def tell_field(field: models.Field, old, new, names: Names) -> Iterator[Told]:
    """Yield what a field was and became; a Wording language by language."""
    label = capfirst(str(field.verbose_name))
    if isinstance(field, WordingField):
        old, new = old or {}, new or {}
        for code, language in LANGUAGES.items():
            if old.get(code) != new.get(code):
                was, became = around(old.get(code, ""), new.get(code, ""))
                yield Told(f"{label} ({language})", was, became, code)
        return
    was, became = around(show(field, old, names), show(field, new, names))
    if was != became:
        yield Told(label, was, became)


def show(field: models.Field, value: Any, names: Names) -> str:
    """Return one value as an editor would write it; "" for none."""
    if value is None or value in ("", [], {}):
        return ""
    if field.is_relation:
        kind: Any = field.related_model
        return names.of(kind, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        return " · ".join(f"{key}: {text}" for key, text in value.items())
    return str(value)


def around(old: str, new: str) -> tuple[str, str]:
    """Cut what two long texts have in common, but for a few words around the change."""
    if min(len(old), len(new)) < LONG:
        return old, new
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    most = shorter - start
    end = next((n for n in range(most) if old[-n - 1] != new[-n - 1]), most)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), len(text) - end + AROUND)
    return (
        ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")
    )
