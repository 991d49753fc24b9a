"""A backup's file: one zip with a manifest that tells what is in it, and a checksum of each part.

``manifest.json`` has ``format`` (1), ``chiron``, ``postgres``, ``made``, ``revision`` of the schema, ``sequences`` and
``tables``, each with its columns, size and SHA-256; ``tables/NAME`` holds the rows in PostgreSQL's text format.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.engine.records.backup_store import Table

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 4_000_000


class BrokenArchive(InvalidInput):
    """The file is no backup, is damaged, or is newer than this Chiron. Nothing was changed."""

    code = "broken-archive"


@dataclass(slots=True)
class Part:
    """One table in an archive."""

    name: str
    columns: list[str]
    size: int
    sha256: str

    @property
    def table(self) -> Table:
        """The table it fills."""
        return Table(self.name, tuple(self.columns))


@dataclass(slots=True)
class Manifest:
    """What an archive tells of itself."""

    chiron: str
    postgres: str
    made: str
    revision: str
    sequences: dict[str, int]
    tables: list[Part] = field(default_factory=list)
    format: int = FORMAT


class Writer:
    """An archive in the making."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    async def add(self, table: Table, rows: AsyncIterator[bytes]) -> None:
        """Add a table."""
        digest, size = hashlib.sha256(), 0
        with self._file.open(f"tables/{table.name}", "w", force_zip64=True) as part:
            async for chunk in rows:
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        self.manifest.tables.append(Part(table.name, list(table.columns), size, digest.hexdigest()))


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write an archive: whole, for its owner alone, or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
                yield Writer(file, manifest)
                file.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
            raw.flush()
            os.fsync(descriptor)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Reader:
    """An archive that was read through once and found whole."""

    def __init__(self, path: Path) -> None:
        """Open and check it. Raises BrokenArchive."""
        try:
            self._file = zipfile.ZipFile(path)
        except FileNotFoundError as fault:
            raise BrokenArchive(f"There is no file {path}.") from fault
        except (OSError, zipfile.BadZipFile) as fault:
            raise BrokenArchive(f"{path} cannot be read as a backup: {fault}.") from fault
        try:
            self.manifest = self._read_manifest(path)
            for part in self.manifest.tables:
                self._check(path, part)
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def rows(self, part: Part) -> Iterator[bytes]:
        """A table's rows."""
        with self._file.open(f"tables/{part.name}") as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def _read_manifest(self, path: Path) -> Manifest:
        try:
            with self._file.open(_MANIFEST) as file:
                told = json.loads(file.read(_LARGEST_MANIFEST))
            told["tables"] = [Part(**part) for part in told["tables"]]
            manifest = Manifest(**told)
        except (KeyError, ValueError, TypeError, RecursionError, zipfile.BadZipFile, zlib.error, OSError) as fault:
            raise BrokenArchive(f"{path} is no backup of Chiron, or its manifest is damaged.") from fault
        if manifest.format != FORMAT:
            raise BrokenArchive(
                f"{path} was made by Chiron {manifest.chiron}, in a newer format. Install that version."
            )
        return manifest

    def _check(self, path: Path, part: Part) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            for chunk in self.rows(part):
                digest.update(chunk)
                size += len(chunk)
                if size > part.size:  # a few bytes can unpack to more than any disk holds
                    break
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError, zlib.error) as fault:
            raise BrokenArchive(f"{path} is damaged at table {part.name}: {fault}. Use another backup.") from fault
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BrokenArchive(f"{path} is damaged at table {part.name}: its checksum differs. Use another backup.")
