"""What a bundle says of itself, and whether this site can take it."""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from project.bundle import FORMAT, BundleError
from project.bundle.tables import bundled_tables

SHAPE: dict[str, type] = {
    "format": str,
    "dossier": str,
    "history": bool,
    "schema": dict,
    "tables": dict,
}


@dataclass(frozen=True)
class Table:
    """One file of the bundle; `last_number` as in project.bundle.counters."""

    rows: int
    bytes: int
    sha256: str
    last_number: int | None


@dataclass
class Manifest:
    """The bundle's table of contents; `schema` names each app's last migrations."""

    dossier: str
    history: bool
    schema: dict[str, list[str]]
    tables: dict[str, Table] = field(default_factory=dict)
    format: str = FORMAT

    @classmethod
    def of_this_site(cls, using: str, *, history: bool) -> Self:
        return cls(dossier=version(), history=history, schema=schema(using))

    def to_json(self) -> bytes:
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        return text.encode() + b"\n"

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read a manifest, or raise BundleError for anything that is not one."""
        try:
            found = json.loads(text)
            _check_shape(found)
            tables = {name: _table(row) for name, row in found.pop("tables").items()}
            return cls(tables=tables, **found)
        except (ValueError, TypeError, RecursionError) as problem:
            raise BundleError(f"Its manifest cannot be read ({problem}).") from problem

    def check_against(self, using: str) -> None:
        """Raise BundleError unless this site has the tables the bundle was made of."""
        here = schema(using)
        if self.schema != here:
            apps = sorted(self.schema.keys() | here.keys())
            differ = [
                f"{app}: {_migrations(self.schema, app)} there, "
                f"{_migrations(here, app)} here"
                for app in apps
                if self.schema.get(app) != here.get(app)
            ]
            raise BundleError(
                f"It was made by Dossier {self.dossier} with other tables than this "
                f"site's ({'; '.join(differ)}). Load it with the code it was made "
                "with, then bring that site up to date with: manage.py migrate"
            )
        wanted = {m._meta.label_lower for m in bundled_tables(history=self.history)}
        if unknown := self.tables.keys() - wanted:
            raise BundleError(f"This site has no {', '.join(sorted(unknown))}.")
        if missing := wanted - self.tables.keys():
            raise BundleError(f"It lacks {', '.join(sorted(missing))}.")


def _check_shape(found: Any) -> None:
    if not isinstance(found, dict) or found.keys() != SHAPE.keys():
        raise TypeError(f"it has other parts than {', '.join(SHAPE)}")
    for name, kind in SHAPE.items():
        if not isinstance(found[name], kind):
            raise TypeError(f"“{name}” is of another kind")
    if found["format"] != FORMAT:
        raise TypeError(f"its format is not {FORMAT}")


def _table(row: Any) -> Table:
    table = Table(**row)
    counts = (table.rows, table.bytes, table.last_number or 0)
    whole = all(type(n) is int and 0 <= n < 2**63 for n in counts)
    if not whole or not isinstance(table.sha256, str):
        raise TypeError("a table's figures are none")
    return table


def _migrations(schema: dict[str, list[str]], app: str) -> str:
    names = schema.get(app) or ["none"]
    return ", ".join(str(name) for name in names)


def version() -> str:
    """Return Dossier's own version."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def schema(using: str) -> dict[str, list[str]]:
    """Return each app's last migrations; BundleError unless all of them are applied."""
    executor = MigrationExecutor(connections[using])
    leaves = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(leaves):
        raise BundleError(
            "This site's tables are not up to date; run first: manage.py migrate"
        )
    names: dict[str, list[str]] = {}
    for app, name in leaves:
        names.setdefault(app, []).append(name)
    return names
