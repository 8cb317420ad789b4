"""The columns of a table: which field each shows, and how it is given back to it.

`show` gives a record's cell as text; `read` turns what a file says into that spelling
(ValidationError if it cannot be); `store` puts it on a record that is not saved yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.keys import ALPHABET, LENGTH
from project.exchange import cells
from project.exchange.finder import Finder
from project.exchange.saving import sign_like

KEY = re.compile(f"[{ALPHABET}]{{{LENGTH},16}}")


@dataclass(frozen=True)
class Column:
    """A column of plain text; `name` is its header, `field` the model's field."""

    name: str
    field: str = ""
    may_be_empty: bool = True
    # What it holds, for files that know types: text, number, whole, flag or list.
    holds: str = "text"
    # Shown for information and never stored from a file.
    told_only: bool = False

    @property
    def attribute(self) -> str:
        return self.field or self.name

    def show(self, record: Model) -> str:
        return cells.text_of(getattr(record, self.attribute))

    def read(self, cell: str) -> str:
        return cells.read_text(cell)

    def settled(self, cell: str, finder: Finder) -> str:
        """Return the cell as `show` would say it once it is stored."""
        return cell

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        setattr(record, self.attribute, cell)

    def store_after(self, record: Model, cell: str, finder: Finder) -> None:
        """Store what needs the record to be in the database."""


@dataclass(frozen=True)
class WordColumn(Column):
    """A slug, a key, a date: spaces around it mean nothing."""

    def read(self, cell: str) -> str:
        return cells.read_word(cell)


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """One of the field's words, by its value or by its label."""

    choices: Any = ()

    def read(self, cell: str) -> str:
        word = cells.read_word(cell)
        if not word:
            return ""
        for value, label in self.choices:
            if word.casefold() in (value.casefold(), str(label).casefold()):
                return value
        known = ", ".join(value for value, _ in self.choices)
        raise ValidationError(f"“{word[:60]}” is none of: {known}.")


@dataclass(frozen=True)
class WordingColumn(Column):
    """One language of a Wording."""

    language: str = "en"

    def show(self, record: Model) -> str:
        return cells.text_of(getattr(record, self.attribute).get(self.language))

    def read(self, cell: str) -> str:
        text = cells.read_text(cell)
        return text if text.strip() else ""

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        others = getattr(record, self.attribute)
        wording = {code: text for code, text in others.items() if code != self.language}
        if cell:
            wording[self.language] = cell
        setattr(record, self.attribute, wording)


@dataclass(frozen=True)
class NumberColumn(Column):
    """A figure; never a float."""

    holds: str = "number"

    def show(self, record: Model) -> str:
        return cells.number_of(getattr(record, self.attribute))

    def read(self, cell: str) -> str:
        return cells.read_number(cell)

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        setattr(record, self.attribute, Decimal(cell) if cell else None)


@dataclass(frozen=True)
class WholeColumn(Column):
    holds: str = "whole"

    def show(self, record: Model) -> str:
        value = getattr(record, self.attribute)
        return "" if value is None else str(value)

    def read(self, cell: str) -> str:
        return cells.read_whole(cell)

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        setattr(record, self.attribute, int(cell) if cell else None)


@dataclass(frozen=True)
class FlagColumn(Column):
    may_be_empty: bool = False
    holds: str = "flag"

    def show(self, record: Model) -> str:
        return cells.flag_of(getattr(record, self.attribute))

    def read(self, cell: str) -> str:
        return cells.read_flag(cell)

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        setattr(record, self.attribute, cell == cells.YES)


@dataclass(frozen=True)
class KeyColumn(Column):
    """Another record, by its slug (a claim by its ID, or by its reference)."""

    model: type[Model] = Model
    by: str = "slug"

    def show(self, record: Model) -> str:
        other = getattr(record, self.attribute)
        return getattr(other, self.by) if other else ""

    def read(self, cell: str) -> str:
        return cells.read_word(cell)

    def settled(self, cell: str, finder: Finder) -> str:
        return getattr(finder.find(self.model, cell), self.by) if cell else ""

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        other = finder.find(self.model, cell) if cell else None
        setattr(record, self.attribute, other)


@dataclass(frozen=True)
class ListColumn(Column):
    """Rows that tie the record to others, as the others' slugs in their order."""

    holds: str = "list"
    rows: str = ""  # the record's related name for the tying rows
    target: str = "entity"
    model: type[Model] = Model
    role: str | None = None

    def _rows(self, record: Model) -> list:
        rows = list(getattr(record, self.rows).all())
        if self.role is None:
            return rows
        return [row for row in rows if row.role == self.role]

    def show(self, record: Model) -> str:
        if record.pk is None:
            return ""
        return " ".join(getattr(row, self.target).slug for row in self._rows(record))

    def read(self, cell: str) -> str:
        return cells.read_words(cell)

    def settled(self, cell: str, finder: Finder) -> str:
        return " ".join(finder.find(self.model, slug).slug for slug in cell.split())

    def store(self, record: Model, cell: str, finder: Finder) -> None:
        """The rows that tie need the record's own first."""

    def store_after(self, record: Model, cell: str, finder: Finder) -> None:
        there = {getattr(row, self.target).slug: row for row in self._rows(record)}
        wanted = cell.split()
        for slug in set(there) - set(wanted):
            sign_like(record, there[slug]).delete()
        for position, slug in enumerate(wanted):
            row = there.get(slug) or self._tie(record, finder.find(self.model, slug))
            if row.pk is None or row.position != position:
                row.position = position
                sign_like(record, row).save()

    def _tie(self, record: Model, other: Model) -> Any:
        """Return a new row, unsaved, that ties the record to another."""
        rows = getattr(record, self.rows)
        role = {} if self.role is None else {"role": self.role}
        return rows.model(**{rows.field.name: record, self.target: other}, **role)


@dataclass(frozen=True)
class ToldColumn(Column):
    """Shown for information; what a file says of it is not stored."""

    told_only: bool = True
    value: Callable[[Any], str] | None = None

    def show(self, record: Model) -> str:
        if self.value:
            return self.value(record)
        return cells.text_of(str(getattr(record, self.attribute)))


@dataclass(frozen=True)
class PlaceColumn(ToldColumn):
    """A whole number that is read, but stored by its table rather than by itself."""

    holds: str = "whole"

    def read(self, cell: str) -> str:
        return cells.read_whole(cell)


@dataclass(frozen=True)
class KeyOfRow(WordColumn):
    """The opaque key of a record, which a file may bring along and never changes."""

    def read(self, cell: str) -> str:
        word = cells.read_word(cell)
        if word and not KEY.fullmatch(word):
            raise ValidationError(
                f"“{word[:60]}” is no ID. Leave it empty for something new; the desk "
                "gives it one."
            )
        return word


@dataclass(frozen=True)
class RevisionColumn(WholeColumn):
    """The revision that the row was written at; a change needs the current one."""

    name: str = "revision"
    told_only: bool = True
