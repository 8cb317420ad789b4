"""Write the whole site into one bundle."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connections, transaction

from project.bundle import MANIFEST, BundleError
from project.bundle.archive import Writer, new_file
from project.bundle.counters import last_number
from project.bundle.manifest import Manifest, Table
from project.bundle.names import Names
from project.bundle.rows import lines_of
from project.bundle.soundness import what_is_false
from project.bundle.tables import bundled_tables
from project.models import AuditEvent

# Called with what is being done, how many of how many tables are done.
Progress = Callable[[str, int, int], None]


def dump(
    path: Path, *, using: str, history: bool, overwrite: bool, progress: Progress
) -> tuple[Manifest, list[str]]:
    """Write the bundle; return its manifest and what in the site is false.

    A site with a false text gets its bundle all the same, but `load` will refuse it.
    """
    if path.exists() and not overwrite:
        raise BundleError(f"{path} is there already. To replace it, add --overwrite")
    try:
        with new_file(path, overwrite=overwrite) as file, snapshot(using):
            manifest = write_into(file, using, history=history, progress=progress)
            false = list(what_is_false(using))
    except OSError as problem:
        raise BundleError(
            f"{path} cannot be written: {problem.strerror or problem}."
        ) from problem
    record_it(AuditEvent.Kind.DUMP, path, manifest, using)
    return manifest, false


def record_it(kind: str, path: Path, manifest: Manifest, using: str) -> None:
    """Say in the audit log which content went out of this site or came in."""
    AuditEvent.objects.using(using).create(
        kind=kind, about=path.name[-200:], detail={"content": fingerprint(manifest)}
    )


def write_into(
    file: IO[bytes], using: str, *, history: bool, progress: Progress
) -> Manifest:
    """Write what the database now shows as one archive; return its manifest."""
    manifest = Manifest.of_this_site(using, history=history)
    names = Names(using)
    tables = bundled_tables(history=history)
    with Writer(file) as writer:
        for number, model in enumerate(tables, start=1):
            name = model._meta.label_lower
            progress("tables", number, len(tables))
            figures = writer.add(f"{name}.jsonl", lines_of(model, names))
            manifest.tables[name] = Table(*figures, last_number(model, using))
        writer.add(MANIFEST, [manifest.to_json()])
    return manifest


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """Read the database as it is at this moment, and keep no editor waiting."""
    connection: Any = connections[using]
    if connection.in_atomic_block:  # whoever began it has decided
        yield
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        mode = connection.transaction_mode
        connection.transaction_mode = "DEFERRED"  # the site's own locks out writers
    try:
        with transaction.atomic(using=using):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                    )
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def fingerprint(manifest: Manifest) -> str:
    """Return what two bundles with the same content have in common, 16 characters."""
    return hashlib.sha256(manifest.to_json()).hexdigest()[:16]
