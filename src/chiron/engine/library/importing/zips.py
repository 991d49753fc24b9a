"""Zip archives of strangers, read member by member (PKWARE APPNOTE 6.3.10).

Sizes are taken at their word only to refuse: what comes out is cut at the size that was told, and then fails its
checksum. An archive without its directory, because the end is missing, is read from its start as far as it goes.
"""

from __future__ import annotations

import lzma
import re
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from chiron.engine.library.importing.bounds import Bounds, Ledger, Raw, Unusable, shown

BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError)
BROKEN_TOO = (ValueError, struct.error, KeyError, UnicodeError)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_ROOM = 512
"""Bytes that one name may take in the directory on average."""


class Zip:
    """A zip archive. Raises Unusable where it holds no file that can be read, or too many names."""

    def __init__(self, name: str, stream: BinaryIO, bounds: Bounds) -> None:
        self.name = name
        self._ledger = Ledger(name, bounds)
        self._found: dict[str, zipfile.ZipInfo | _Piece] = {}
        self._stream = stream
        weakref.finalize(self, stream.close)
        try:
            _count(stream, name, bounds)
            self._archive: zipfile.ZipFile | None = zipfile.ZipFile(stream)
        except (*BROKEN, *BROKEN_TOO):
            self._archive = None
            self._salvage()
        else:
            self._list(self._archive)
        self._names = tuple(self._ledger.sizes)

    def names(self) -> Sequence[str]:
        """In the order of the archive's directory."""
        return self._names

    def size(self, name: str) -> int:
        """In bytes, unpacked. Raises KeyError."""
        return self._ledger.sizes[name]

    def bytes(self, name: str) -> Raw:
        """A whole member. Raises KeyError, and Unusable where it is broken."""
        size = self._ledger.sizes[name]
        data = self._read(name, size + 1)
        if len(data) != size:
            raise Unusable(f"{shown(name)} in {self.name} is broken: its size is not the one that the archive tells.")
        return data

    def beginning(self, name: str, count: int = 4096) -> Raw:
        """The first bytes of a member; what is there of it where it is broken. Raises KeyError."""
        try:
            return self._read(name, min(count, self._ledger.sizes[name]))[:count]
        except Unusable:
            return b""

    def refused(self) -> Iterator[tuple[str, str]]:
        """Members that do not come, each with why."""
        yield from self._ledger.refused()

    def _read(self, name: str, count: int) -> Raw:
        found = self._found[name]
        try:
            if isinstance(found, _Piece):
                return found.read(self._stream, count)
            assert self._archive is not None
            with self._archive.open(found) as member:
                # A chunk of another method than deflate is unpacked whole: keep it small.
                return _taken(member, count, 1024**2 if found.compress_type in {0, 8} else 4096)
        except (*BROKEN, *BROKEN_TOO) as error:
            raise Unusable(f"{shown(name)} in {self.name} is broken ({shown(str(error))}).") from error

    def _list(self, archive: zipfile.ZipFile) -> None:
        hidden = _overlapping(archive)
        for info in archive.infolist():
            name = _named(info)
            if info.is_dir() or name.endswith(("/", "\\")):
                continue
            why = (
                "it lies over another member of the archive, as in a zip bomb" if id(info) in hidden else _closed(info)
            )
            if why:
                self._ledger.refuse(name, why)
            elif path := self._ledger.admit(name, info.file_size, info.compress_size):
                self._found[path] = info

    def _salvage(self) -> None:
        try:
            for piece in _pieces(self._stream, self._ledger.bounds):
                if piece.name.endswith(("/", "\\")):
                    continue
                if piece.why:
                    self._ledger.refuse(piece.name, piece.why)
                elif path := self._ledger.admit(piece.name, piece.size, piece.packed):
                    self._found[path] = piece
        except (*BROKEN, *BROKEN_TOO):
            pass
        if not self._found:
            raise Unusable(f"{self.name} is a broken zip archive, and nothing before the break can be read.")
        self._ledger.refuse(self.name, "the archive is cut off: only what stands before the break comes")


def _taken(member: object, count: int, chunk: int) -> bytes:
    parts: list[bytes] = []
    while count > 0 and (data := member.read(min(chunk, count))):  # type: ignore[attr-defined]
        parts.append(data)
        count -= len(data)
    return b"".join(parts)


def _count(stream: BinaryIO, name: str, bounds: Bounds) -> None:
    """Refuse an endless directory before it is read into memory (APPNOTE 4.3.16 and 4.3.14)."""
    end = stream.seek(0, 2)
    start = max(0, end - 65_557)
    stream.seek(start)
    tail = stream.read()
    place = tail.rfind(_END)
    if place < 0 or place + 16 > len(tail):
        return
    size = int(struct.unpack_from("<I", tail, place + 12)[0])
    if size == 0xFFFFFFFF and place >= 20:  # zip64: its locator stands before, and leads to a record of its own
        stream.seek(min(struct.unpack_from("<Q", tail, place - 12)[0], end) + 40)
        size = int.from_bytes(stream.read(8), "little")
    too_many = Unusable(f"{name} holds more than {bounds.files:,} files. Import it in parts.")
    if size > max(65_536, bounds.files * _ROOM):
        raise too_many
    stream.seek(max(0, start + place - size))
    if stream.read(size).count(_ENTRY) > bounds.files * 2:
        raise too_many


def _overlapping(archive: zipfile.ZipFile) -> set[int]:
    """Members whose bytes are those of another, too."""
    hidden: set[int] = set()
    end = -1
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            hidden.add(id(info))
        else:
            end = info.header_offset + 30 + info.compress_size
    return hidden


def _closed(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return "it is encrypted"
    if info.compress_type not in _METHODS:
        return f"it is packed by a method that is not read here ({info.compress_type})"
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return "it is a link"
    return ""


def _named(info: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 without saying so, where code page 437 is the default (APPNOTE D)."""
    if info.flag_bits & 0x800:
        return info.filename
    return _guessed(info.filename.encode("cp437", "replace")) if not info.filename.isascii() else info.filename


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


class _Piece:
    """A member found by its own header alone (APPNOTE 4.3.7)."""

    __slots__ = ("crc", "method", "name", "packed", "size", "start", "why")

    def __init__(self, name: str, method: int, start: int, packed: int, size: int, crc: int, why: str = "") -> None:
        self.name, self.method, self.start, self.why = name, method, start, why
        self.packed, self.size, self.crc = packed, size, crc

    def read(self, stream: BinaryIO, count: int) -> bytes:
        stream.seek(self.start)
        raw = stream.read(self.packed)
        data = raw[:count] if not self.method else zlib.decompressobj(-15).decompress(raw, count)
        if count > self.size and zlib.crc32(data) != self.crc:
            raise zipfile.BadZipFile("wrong checksum")
        return data


_HEADER = struct.Struct("<4s5H3I2H")


def _pieces(stream: BinaryIO, bounds: Bounds) -> Iterator[_Piece]:
    """Members from the start on, until one is not whole."""
    end = stream.seek(0, 2)
    place = 0
    while place + _HEADER.size <= end:
        stream.seek(place)
        head = _HEADER.unpack(stream.read(_HEADER.size))
        if head[0] != b"PK\x03\x04":
            return
        flags, method, crc, packed, size, name_length, extra_length = head[2], head[3], *head[6:]
        raw = stream.read(name_length)
        name = raw.decode("utf-8", "replace") if flags & 0x800 else _guessed(raw)
        start = place + _HEADER.size + name_length + extra_length
        if flags & 0x8 and not packed:
            piece = _measured(stream, name, method, start, bounds)
        else:
            why = "it is encrypted" if flags & 1 else "" if method in {0, 8} else "it is packed by an unread method"
            piece = _Piece(name, method, start, packed, size, crc, why)
        if piece.start + piece.packed > end:
            yield _Piece(name, 0, 0, 0, 0, 0, "the archive is cut off within it")
            return
        yield piece
        place = piece.start + piece.packed
        if flags & 0x8:
            stream.seek(place)
            after = re.match(rb"(PK\x07\x08)?.{12}(?=PK)", stream.read(18), re.DOTALL)
            place += after.end() if after else 12


def _measured(stream: BinaryIO, name: str, method: int, start: int, bounds: Bounds) -> _Piece:
    """A member whose sizes stand behind it: unpack it to learn where it ends."""
    if method != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("sizes stand behind the data")
    unpack = zlib.decompressobj(-15)
    size = crc = packed = 0
    stream.seek(start)
    while not unpack.eof:
        raw = unpack.unconsumed_tail or stream.read(65_536)
        if not raw:
            return _Piece(name, 0, 0, 0, 0, 0, "the archive is cut off within it")
        data = unpack.decompress(raw, 1024**2)
        packed += len(raw) - len(unpack.unconsumed_tail) - len(unpack.unused_data)
        size, crc = size + len(data), zlib.crc32(data, crc)
        if size > bounds.file or bounds.inflated(size, packed):
            raise zipfile.BadZipFile("too large")
    return _Piece(name, method, start, packed, size, crc)
