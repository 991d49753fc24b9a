"""Tar archives of strangers, plain or compressed (POSIX.1-2017 pax, "ustar Interchange Format")."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import weakref
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from chiron.engine.library.importing.bounds import FREE, Bounds, Ledger, Raw, Unusable, megabytes, shown

_IN_MEMORY = 64 * 1024**2
_CHUNK = 1024**2
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, UnicodeError)
Packed = gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
BEGINNINGS = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}


class Tar:
    """A tar archive. Only plain files come; a compressed one is unpressed once, into memory or a nameless file."""

    def __init__(self, name: str, stream: BinaryIO, bounds: Bounds) -> None:
        self.name = name
        self._ledger = Ledger(name, bounds)
        self._starts: dict[str, int] = {}
        self._stream = _plain(stream, self._ledger)
        weakref.finalize(self, self._stream.close)
        self._list()
        self._names = tuple(self._ledger.sizes)
        if not self._starts:
            raise Unusable(f"{name} is an empty or broken tar archive: no file in it can be read.")

    def names(self) -> Sequence[str]:
        """In the order of the archive."""
        return self._names

    def size(self, name: str) -> int:
        """In bytes. Raises KeyError."""
        return self._ledger.sizes[name]

    def bytes(self, name: str) -> Raw:
        """A whole member. Raises KeyError, and Unusable where it is cut off."""
        return self._read(name, self._ledger.sizes[name])

    def beginning(self, name: str, count: int = 4096) -> Raw:
        """The first bytes of a member. Raises KeyError."""
        return self._read(name, min(count, self._ledger.sizes[name]))

    def refused(self) -> Iterator[tuple[str, str]]:
        """Members that do not come, each with why."""
        yield from self._ledger.refused()

    def _read(self, name: str, count: int) -> Raw:
        self._stream.seek(self._starts[name])
        data = self._stream.read(count)
        if len(data) != count:
            raise Unusable(f"{shown(name)} in {self.name} is cut off.")
        return data

    def _list(self) -> None:
        end = self._stream.seek(0, 2)
        self._stream.seek(0)
        try:
            with tarfile.open(fileobj=_Careful(self._stream), mode="r:") as archive:
                while (member := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined]
                    if not member.isdir():
                        self._take(member, end)
        except _BROKEN as error:
            self._ledger.refuse(self.name, f"the archive is broken or cut off: only what stands before comes ({error})")

    def _take(self, member: tarfile.TarInfo, end: int) -> None:
        if not member.isfile() or member.issparse():
            kind = "a link" if member.issym() or member.islnk() else "no plain file"
            self._ledger.refuse(member.name, f"it is {kind}")
        elif member.offset_data + member.size > end:
            self._ledger.refuse(member.name, "the archive is cut off within it")
        elif path := self._ledger.admit(member.name, member.size):
            self._starts[path] = member.offset_data


class _Careful(io.RawIOBase):
    """A stream for headers alone: a header that claims to be megabytes long is refused."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _CHUNK:
            raise tarfile.ReadError("a header is too long")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def pressed(beginning: bytes) -> str:
    """How something is compressed, by its first bytes; "" where it is not."""
    return next((kind for start, kind in BEGINNINGS.items() if beginning.startswith(start)), "")


def unpressed(stream: BinaryIO, kind: str) -> Packed:
    """The stream behind a compression."""
    if kind == "gz":
        return gzip.GzipFile(fileobj=stream)
    return bz2.BZ2File(stream) if kind == "bz2" else lzma.LZMAFile(stream)


def is_tar(block: bytes) -> bool:
    """Whether the first 512 bytes are a tar's header with the right checksum."""
    if len(block) < 512 or not block.rstrip(b"\0"):
        return False
    try:
        tarfile.TarInfo.frombuf(block[:512], "utf-8", "replace")
    except tarfile.TarError:
        return False
    return True


def _plain(stream: BinaryIO, ledger: Ledger) -> BinaryIO:
    """The same, unpressed so that any member can be reached; what was before a break where it is broken."""
    stream.seek(0)
    kind = pressed(stream.read(8))
    packed = stream.seek(0, 2)
    stream.seek(0)
    if not kind:
        return stream
    target = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed by finalize
    try:
        with stream:
            _copy(unpressed(stream, kind), target, packed, ledger)
    except _BROKEN as error:
        ledger.refuse(ledger.title, f"its compression is broken or cut off: only what stands before comes ({error})")
    return target


def _copy(source: Packed, target: BinaryIO, packed: int, ledger: Ledger) -> None:
    bounds, size = ledger.bounds, 0
    most = min(bounds.total + bounds.files * 1024, max(FREE, packed * bounds.ratio))
    while data := source.read1(65_536):  # what is there, also just before a break
        size += len(data)
        if size > most:
            raise ValueError(f"it unpacks to more than {megabytes(most)}")
        target.write(data)
