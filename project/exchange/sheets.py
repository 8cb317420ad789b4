"""What a table is: its model, its columns, and how a row finds its record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.functions import Collate

from articles.models import Versioned
from entities.models import Citation
from project.exchange.columns import Column
from project.exchange.finder import Finder

AT_ONCE = 500
MADE = "made"  # beside a new record, what else had to be made for it

Cells = dict[str, str]
Identity = tuple[tuple[str, ...], tuple[str, ...]]  # columns and their cells


def plain(path: str) -> Collate:
    """Sort by code points: databases differ about what comes first in a language."""
    return Collate(path, "C" if connection.vendor == "postgresql" else "BINARY")


@dataclass(frozen=True)
class Sheet:
    """One table: a sheet of a workbook, a CSV file, the lines of one name in JSONL.

    `identity` lists the ways to find a record; the first whose columns a row fills is
    the one that counts, and its first column is to be the most telling. `order` are
    lookups of text, `numbers_last` of numbers.
    """

    name: str
    model: type[Model]
    columns: tuple[Column, ...]
    identity: tuple[tuple[str, ...], ...]
    order: tuple[str, ...]
    numbers_last: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    owner: str = ""  # the publishable record that a row is a part of
    # Rows without their key that say the same as a record are that record.
    same_if: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    by_column: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        names = {column.name: column for column in self.columns}
        object.__setattr__(self, "by_column", names)

    @property
    def is_versioned(self) -> bool:
        return issubclass(self.model, Versioned)

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    def loaded(self) -> QuerySet:
        """Return the records with all that their cells touch."""
        records = self.model._default_manager.all()
        if self.select:
            records = records.select_related(*self.select)
        if self.model is Citation:
            texts = ("passage__version__text", "passage__version__raw")
            records = records.defer(*texts)
        return records.prefetch_related(*self.prefetch)

    def rows(self, records: QuerySet) -> Iterator[list[str]]:
        """Give the cells of each record, in an order that every database shares.

        A few hundred are loaded at a time, by their keys: PostgreSQL's own cursor would
        outlive a reader who stops half-way, and spoil a later transaction.
        """
        order: list[Any] = [*map(plain, self.order), *self.numbers_last, "pk"]
        chosen = self.loaded().filter(pk__in=records.order_by().values("pk"))
        keys = list(chosen.order_by(*order).values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            loaded = self.loaded().in_bulk(some)
            for record in (loaded[key] for key in some if key in loaded):
                yield [column.show(record) for column in self.columns]

    def shown(self, record: Model) -> Cells:
        return {column.name: column.show(record) for column in self.columns}

    def settle(self, cells: Cells, finder: Finder) -> dict[str, Any]:
        """Return what must stand on a new record besides its columns and, under MADE,
        the records that were made for it. Raises ValidationError by column."""
        return {}

    def complete(self, cells: Cells, finder: Finder) -> None:
        """Fill in the cells that others imply. Raises ValidationError by column."""

    def identity_of(self, cells: Cells) -> Identity | None:
        """Return the columns by which this row finds its record, and their cells."""
        for names in self.identity:
            given = [bool(cells.get(name)) for name in names]
            may_lack = [self.by_column[name].may_be_empty for name in names]
            if any(given) and all(map(max, given, may_lack)):
                return names, tuple(cells.get(name, "") for name in names)
        return None

    def known(self, identities: list[Identity]) -> dict[Identity, Model]:
        """Return the records of many rows in as many queries as for one."""
        records = {}
        for names in self.identity:
            first = {cells[0] for columns, cells in identities if columns == names}
            near = {f"{self._path(names[0])}__in": first}
            for record in self.loaded().filter(**near) if first else ():
                cells = tuple(self.by_column[name].show(record) for name in names)
                records[names, cells] = record
        return records

    def _path(self, name: str) -> str:
        column = self.by_column[name]
        by = getattr(column, "by", None)
        return f"{column.attribute}__{by}" if by else column.attribute

    def same(self, cells: Cells, taken: dict[int, int]) -> Model | None:
        """Return the first record, not found for a row yet, that says what a row
        without a key says in each cell that it fills."""
        if not self.same_if or not all(cells.get(name) for name in self.same_if):
            return None
        near = {self._path(name): cells[name] for name in self.same_if}
        for record in self.loaded().filter(**near).exclude(pk__in=taken):
            shown = self.shown(record)
            if all(
                shown[name] == cell
                for name, cell in cells.items()
                if cell and not self.by_column[name].told_only
            ):
                return record
        return None
