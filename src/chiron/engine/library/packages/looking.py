"""A package looked at whole, as a stranger's: a zip within bounds, whose every file unpacks to what it says.

What is found of each file is where its bytes stand. They are unpacked here by the same hand that serves them later
(``unpacking``), so that nothing is served that was not checked (PKWARE APPNOTE 6.3.10, 4.3.7 and 4.3.12).
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from chiron.core.learning.course import PackageFile
from chiron.core.learning.packages import Contents
from chiron.engine.library.packages.manifest import MANIFEST, Unplayable, contents_of
from chiron.engine.library.packages.unpacking import Unpacked

MB = 1024**2
LARGEST, LARGEST_FILE, LARGEST_UNPACKED = 200 * MB, 200 * MB, 600 * MB
MOST_FILES = 10_000
FREE, RATIO = 10 * MB, 200
"""A file may be so many times larger than it is packed, beyond the first 10 MB."""
LARGEST_MANIFEST = 5 * MB
_HEADER = struct.Struct("<4s5H3I2H")
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """Where a file of a package stands in its zip. ``method`` is 0 for as it is, 8 for deflated."""

    start: int
    packed: int
    size: int
    method: int


@dataclass(slots=True)
class Looked:
    """A package that can be played. ``notes`` tell what is not honoured, each with its place."""

    file: PackageFile
    contents: Contents
    members: Mapping[str, Member]
    notes: list[tuple[str, str]] = field(default_factory=list)

    def changed(self, key: str, place: str, what: str) -> None:
        """As ``manifest.Told``."""
        del key
        self.notes.append((place, what))

    def left(self, key: str, place: str, kind: str, why: str) -> None:
        """As ``manifest.Told``."""
        del kind
        self.notes.append((place, f"{key[:60]} does not come: {why}"))


def look(data: bytes) -> Looked:
    """A package by its bytes. Raises Unplayable, with the reason."""
    if len(data) > LARGEST:
        raise Unplayable(f"It is larger than {LARGEST // MB} MB.")
    try:
        members = _members(data)
        manifest = next((name for name in members if name.lower() == MANIFEST), None)
        if manifest is None:
            raise Unplayable(f"It holds no {MANIFEST} at its root.")
        if members[manifest].size > LARGEST_MANIFEST:
            raise Unplayable(f"Its {MANIFEST} is larger than {LARGEST_MANIFEST // MB} MB.")
        root = _parsed(b"".join(_unpacked(data, members[manifest])))
    except Unplayable:
        raise
    except _BROKEN as error:
        raise Unplayable(f"It is no whole zip archive ({_printed(str(error))}).") from None
    looked = Looked(PackageFile(sha256=sha256(data).hexdigest(), size=len(data)), _NONE, members)
    looked.contents = contents_of(root, members, manifest, looked)
    return looked


_NONE = Contents.model_construct(standard="scorm-1.2", title="", parts=())


def _members(data: bytes) -> dict[str, Member]:
    """Every file. Raises Unplayable for what no honest package holds."""
    found: dict[str, Member] = {}
    total, end = 0, -1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            raise Unplayable(f"It holds more than {MOST_FILES:,} files.")
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise Unplayable(f"{_printed(info.filename)} lies over another file, as in a zip bomb.")
            if info.is_dir():
                continue
            name = _safe(info)
            if name in found:
                raise Unplayable(f"{_printed(name)} stands in it twice.")
            total += info.file_size
            _bounded(name, info, total)
            member = _placed(data, info)
            end = member.start + member.packed
            _proved(data, name, member, info.CRC)
            found[name] = member
    return found


def _safe(info: zipfile.ZipInfo) -> str:
    """A member's name. Raises Unplayable where it leads outside, or is none that a browser could ask for."""
    name = info.filename
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or "\\" in name or any(part in {"", ".", ".."} for part in parts):
        raise Unplayable(f"{_printed(name)} leads outside the package, or is no plain name.")
    if len(name) > 1_000 or any(unicodedata.category(char) in {"Cc", "Cs"} for char in name):
        raise Unplayable(f"{_printed(name)} is no name of a file.")
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        raise Unplayable(f"{_printed(name)} is a link.")
    if info.flag_bits & 0x1:
        raise Unplayable(f"{_printed(name)} is encrypted.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unplayable(f"{_printed(name)} is packed by a method that browsers' packages do not use.")
    return name


def _bounded(name: str, info: zipfile.ZipInfo, total: int) -> None:
    if info.file_size > LARGEST_FILE or total > LARGEST_UNPACKED:
        raise Unplayable(f"Unpacked it is larger than {LARGEST_UNPACKED // MB} MB, or one of its files is.")
    if info.file_size > FREE and info.file_size > info.compress_size * RATIO:
        raise Unplayable(f"{_printed(name)} unpacks to more than {RATIO} times its size, as in a zip bomb.")


def _placed(data: bytes, info: zipfile.ZipInfo) -> Member:
    """Where the bytes stand: behind the member's own header, whose name and extra field may differ in length."""
    head = _HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _HEADER.size + head[9] + head[10]
    if head[0] != b"PK\x03\x04" or start + info.compress_size > len(data):
        raise Unplayable(f"{_printed(info.filename)} is cut off.")
    return Member(start, info.compress_size, info.file_size, 8 if info.compress_type else 0)


def _proved(data: bytes, name: str, member: Member, crc: int) -> None:
    size = found = 0
    for part in _unpacked(data, member):
        size, found = size + len(part), zlib.crc32(part, found)
    if size != member.size or found != crc:
        raise Unplayable(f"{_printed(name)} is broken: it does not unpack to what the archive says.")


def _unpacked(data: bytes, member: Member) -> list[bytes] | Unpacked:
    packed = memoryview(data)[member.start : member.start + member.packed]
    return Unpacked(member.method, member.size, (bytes(packed[at : at + MB]) for at in range(0, len(packed), MB)))


def _parsed(data: bytes) -> etree._Element:
    """The manifest, with nothing fetched and no entity put in. Raises Unplayable with the line."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        why = _printed(str(getattr(error, "msg", "") or error))
        raise Unplayable(f"{MANIFEST}{f', line {line}' if line else ''}, is not well-formed XML ({why}).") from None


def _printed(name: str) -> str:
    kept = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return kept if len(kept) <= 120 else f"{kept[:117]}..."
