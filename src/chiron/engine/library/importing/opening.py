"""Opens what a stranger gives: a file, a folder, a zip or tar, within bounds of size, number and depth.

Nothing is unpacked to disk. Names are checked before anything is read: a path that leads outside, a link or a device is
left out and told.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from chiron.engine.library.importing.bounds import Bounds, Ledger, Raw, Unusable, leftover, megabytes, shown
from chiron.engine.library.importing.tars import Tar, is_tar, pressed, unpressed
from chiron.engine.library.importing.zips import BROKEN, Zip

__all__ = ["Bounds", "Opened", "Unusable", "is_archive", "open_bytes", "open_path"]

_DOCUMENTS = frozenset({".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".epub"})
"""Zips that people take for one document: they stand whole, as they would in a folder."""
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


class Opened(Protocol):
    """What was opened: files by their names, ``/`` between folders. A single file stands under its own name."""

    name: str
    """Of what was given, for titles and reports."""

    def names(self) -> Sequence[str]:
        """Every file that can be read, in a fixed order."""

    def size(self, name: str) -> int:
        """In bytes, unpacked. Raises KeyError."""

    def bytes(self, name: str) -> Raw:
        """The whole of a file. Raises KeyError, and Unusable where it is beyond the bounds or broken."""

    def beginning(self, name: str, count: int = 4096) -> Raw:
        """The first bytes of a file. Raises KeyError."""

    def refused(self) -> Iterator[tuple[str, str]]:
        """Names that were left out at once, each with why."""


def open_path(path: Path, bounds: Bounds = Bounds()) -> Opened:  # noqa: B008 - frozen
    """Open a folder, a zip, a tar (plain, gz, bz2, xz) or any other file, which then stands alone.

    What a file is, its first bytes say, not its name; but .docx, .pptx, .xlsx, .epub and OpenDocument stand whole as a
    single file: ``open_bytes`` shows what is in them. Raises Unusable where nothing can be read.
    """
    try:
        if path.is_dir():
            return _Folder(path, bounds)
        file = _open(path)
    except OSError as error:
        raise Unusable(f"{shown(path.name)} cannot be opened ({error.strerror}).") from error
    name = shown(path.name)
    kind = "" if path.suffix.lower() in _DOCUMENTS else _kind(file)
    if not kind:
        file.close()
        return _File(name, path, bounds)
    return Zip(name, file, bounds) if kind == "zip" else Tar(name, file, bounds)


def open_bytes(name: str, data: bytes, bounds: Bounds = Bounds()) -> Opened:  # noqa: B008 - frozen
    """The same for what is in memory, such as an archive in an archive; a document that is a zip is opened, too."""
    kind = _kind(io.BytesIO(data))
    name = shown(name)
    if not kind:
        return _Data(name, data, bounds)
    return Zip(name, io.BytesIO(data), bounds) if kind == "zip" else Tar(name, io.BytesIO(data), bounds)


def is_archive(start: bytes, name: str) -> bool:
    """Whether a file that begins so may be an archive, and is none of the documents that are zips by the way."""
    if os.path.splitext(name.lower())[1] in _DOCUMENTS:
        return False
    return start.startswith(_ZIPS) or is_tar(start) or bool(pressed(start))


def _kind(stream: BinaryIO) -> str:
    stream.seek(0)
    start = stream.read(512)
    stream.seek(0)
    if start.startswith(_ZIPS):
        return "zip"
    if is_tar(start):
        return "tar"
    if kind := pressed(start):
        try:
            inside = unpressed(stream, kind).read(512)
        except (*BROKEN, ValueError):
            inside = b""
        stream.seek(0)
        return "tar" if is_tar(inside) else ""
    return ""


def _open(path: Path, follow: bool = True) -> BinaryIO:
    """A plain file, and nothing that blocks or leads elsewhere. Raises OSError and Unusable."""
    flags = ("O_NONBLOCK", "O_BINARY") if follow else ("O_NONBLOCK", "O_BINARY", "O_NOFOLLOW")
    handle = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in flags))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unusable(f"{shown(path.name)} is neither a plain file nor a folder.")
    return open(handle, "rb")


class _Data:
    """One file in memory."""

    def __init__(self, name: str, data: Raw, bounds: Bounds) -> None:
        self.name = name
        self._key = name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "file"
        self._data = data
        self._bounds = bounds

    def names(self) -> Sequence[str]:
        return (self._key,)

    def size(self, name: str) -> int:
        return len(self._of(name))

    def bytes(self, name: str) -> Raw:
        data = self._of(name)
        if len(data) > self._bounds.file:
            raise _too_large(name, len(data), self._bounds)
        return data

    def beginning(self, name: str, count: int = 4096) -> Raw:
        return self._of(name)[:count]

    def refused(self) -> Iterator[tuple[str, str]]:
        yield from ()

    def _of(self, name: str) -> Raw:
        if name != self._key:
            raise KeyError(name)
        return self._data


class _Files:
    """Files on disk by their names, read when they are asked for."""

    name: str
    _paths: dict[str, Path]
    _bounds: Bounds
    _names: tuple[str, ...] = ()
    _follow = True

    def names(self) -> Sequence[str]:
        self._names = self._names or tuple(self._paths)
        return self._names

    def size(self, name: str) -> int:
        try:
            return self._paths[name].stat().st_size
        except OSError:
            return 0

    def bytes(self, name: str) -> Raw:
        data = self._read(name, self._bounds.file + 1)
        if len(data) > self._bounds.file:
            raise _too_large(name, self.size(name), self._bounds)
        return data

    def beginning(self, name: str, count: int = 4096) -> Raw:
        try:
            return self._read(name, count)
        except Unusable:
            return b""

    def _read(self, name: str, count: int) -> Raw:
        path = self._paths[name]
        try:
            with _open(path, self._follow) as file:
                if os.fstat(file.fileno()).st_size > self._bounds.file < count:
                    raise _too_large(name, self.size(name), self._bounds)
                return file.read(count)
        except OSError as error:
            raise Unusable(f"{shown(name)} in {self.name} cannot be read ({error.strerror}).") from error


class _File(_Files):
    """One file on disk."""

    def __init__(self, name: str, path: Path, bounds: Bounds) -> None:
        self.name, self._bounds, self._paths = name, bounds, {name: path}

    def refused(self) -> Iterator[tuple[str, str]]:
        yield from ()


class _Folder(_Files):
    """A folder: its files and those of its folders, in the order in which people count."""

    _follow = False

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self.name = shown(path.resolve().name)
        self._bounds = bounds
        self._paths = {}
        self._ledger = Ledger(self.name, bounds)
        folders = [(path, "")]
        while folders:
            folder, above = folders.pop()
            folders += reversed(self._listed(folder, above))

    def refused(self) -> Iterator[tuple[str, str]]:
        yield from self._ledger.refused()

    def _listed(self, folder: Path, above: str) -> list[tuple[Path, str]]:
        """Take a folder's files; gives the folders in it."""
        found: list[tuple[Path, str]] = []
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: _counted(entry.name))
        except OSError as error:
            self._ledger.refuse(above or self.name, f"the folder cannot be read ({error.strerror})")
            return found
        for entry in listed:
            name = above + entry.name
            if entry.is_symlink():
                self._ledger.refuse(name, "it is a link")
            elif not entry.is_dir():
                self._take(entry, name)
            elif leftover(name):
                self._ledger.refuse(name, "a file manager or version control left it there: it is no content")
            elif name.count("/") < 32:
                found.append((Path(entry.path), f"{name}/"))
            else:
                self._ledger.refuse(name, "it lies too deep")
        return found

    def _take(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError as error:
            self._ledger.refuse(name, f"it cannot be read ({error.strerror})")
            return
        if not stat.S_ISREG(about.st_mode):
            self._ledger.refuse(name, "it is no plain file")
        elif path := self._ledger.admit(name, about.st_size):
            self._paths[path] = Path(entry.path)


def _counted(name: str) -> list[tuple[int, int, str]]:
    """Orders ``page-2`` before ``page-10``."""
    return [
        (1, int(part[:18]), part) if part.isdecimal() and part.isascii() else (0, 0, part.casefold())
        for part in re.split(r"([0-9]+)", name)
    ]


def _too_large(name: str, size: int, bounds: Bounds) -> Unusable:
    return Unusable(
        f"{shown(name)} is {megabytes(size)}, and {megabytes(bounds.file)} are allowed for one file. Split it first."
    )
