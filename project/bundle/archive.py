"""The archive itself: written whole or not at all, read with distrust."""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self

from project.bundle import MANIFEST, BundleError
from project.bundle.manifest import Manifest, Table

# In bytes. A version's row is the longest: 5 MB as they came in, and as text.
LONGEST_LINE = 32 * 2**20
LARGEST_MANIFEST = 2**20
LARGEST_BUNDLE = 64 * 2**30  # unpacked
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextmanager
def new_file(path: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """Yield a file that gets its name when it is whole and on disk, not before.

    Only its owner may read it, for the bundle holds the hashes of passwords.
    """
    handle, unfinished = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=".part", dir=path.parent
    )
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(unfinished, path)
        else:
            os.link(unfinished, path)  # refuses if another has come meanwhile
    finally:
        Path(unfinished).unlink(missing_ok=True)
    _write_down(path.parent)


def _write_down(folder: Path) -> None:
    """Make a new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Writer:
    """Puts files into an archive in the same bytes each time."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file, "w")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.zip.close()

    def add(self, name: str, lines: Iterable[bytes]) -> tuple[int, int, str]:
        """Write the lines; return how many there were, their bytes and SHA-256."""
        entry = zipfile.ZipInfo(name)  # of 1980, whenever it is made
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # Unix
        entry.external_attr = 0o600 << 16
        count = size = 0
        digest = hashlib.sha256()
        with self.zip.open(entry, "w", force_zip64=True) as out:
            for line in lines:
                if len(line) > LONGEST_LINE:
                    raise BundleError(f"{name}, line {count + 1} is too long to load.")
                out.write(line)
                digest.update(line)
                count += 1
                size += len(line)
        return count, size, digest.hexdigest()


class Bundle:
    """An archive that is read; every complaint is a BundleError."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise BundleError(f"There is no file {path}.") from None
        except OSError as problem:
            raise BundleError(f"{path} cannot be read: {problem.strerror}.") from None
        except DAMAGE:
            raise BundleError(
                f"{path} is not a bundle, or was cut off before its end."
            ) from None
        try:
            self.manifest = self._read_manifest()
            self._check_names()
        except BaseException:
            self.zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.zip.close()

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self.zip.namelist():
            raise BundleError(f"It is not a bundle: there is no {MANIFEST} in it.")
        self._check_entry(self.zip.getinfo(MANIFEST), at_most=LARGEST_MANIFEST)
        with self._open(MANIFEST) as file:
            return Manifest.from_json(file.read(LARGEST_MANIFEST + 1))

    def _check_names(self) -> None:
        """Refuse any file but the manifest's own, once each, of the size it says."""
        wanted = {
            f"{name}.jsonl": table for name, table in self.manifest.tables.items()
        }
        names = self.zip.namelist()
        if odd := set(names) ^ {MANIFEST, *wanted}:
            raise BundleError(
                f"Archive and manifest differ in: {', '.join(sorted(odd)[:5])}."
            )
        if len(names) != len(set(names)):
            raise BundleError("A file is in it twice.")
        for name, table in wanted.items():
            self._check_entry(self.zip.getinfo(name), at_most=table.bytes)
        if sum(table.bytes for table in wanted.values()) > LARGEST_BUNDLE:
            raise BundleError("Unpacked it is larger than any dump: it is a trap.")

    def _check_entry(self, entry: zipfile.ZipInfo, *, at_most: int) -> None:
        if entry.file_size > at_most:
            raise BundleError(f"{entry.filename} is larger than the manifest says.")
        if entry.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            raise BundleError(f"{entry.filename} is packed as no dump packs it.")

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self.zip.open(name) as file:
                yield file
        except DAMAGE as problem:
            raise BundleError(f"{name} is damaged ({problem}).") from problem

    def lines(self, table: str) -> Iterator[bytes]:
        """Yield each line of a table, as long as it is what the manifest promises."""
        promised = self.manifest.tables[table]
        count = size = 0
        digest = hashlib.sha256()
        with self._open(f"{table}.jsonl") as file:
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise BundleError(f"{table}, line {count + 1} is too long.")
                digest.update(line)
                count += 1
                size += len(line)
                yield line
        if Table(count, size, digest.hexdigest(), promised.last_number) != promised:
            raise BundleError(
                f"{table} is not what the manifest says: the file was changed or "
                "damaged."
            )
