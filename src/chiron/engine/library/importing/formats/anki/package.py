"""What lies in an ``.apkg`` or ``.colpkg``: a collection, perhaps compressed, and media under numbers.

Three generations are known (anki/rslib/src/import_export/package/meta.rs): ``collection.anki2``; ``collection.anki21``
beside it; and ``collection.anki21b`` with everything compressed by Zstandard. In the later two the older file is only
a note that asks to update Anki, so the newest file there is counts, and no other.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

import zstandard

from chiron.engine.library.importing.bounds import Bounds, shown
from chiron.engine.library.importing.formats.anki import protobuf
from chiron.engine.library.importing.opening import Opened, Unusable

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
NEWEST = 3
"""``PackageMetadata.Version``: 1 and 2 are the older two, 3 is the compressed one."""
_ZSTD = b"\x28\xb5\x2f\xfd"
_LARGEST = 1024**3


def collection_of(opened: Opened) -> str:
    """The name of the newest collection; "" where there is none."""
    names = set(opened.names())
    return next((name for name in COLLECTIONS if name in names), "")


def version_of(opened: Opened) -> int:
    """The package's version by its ``meta`` file; 0 where it says none."""
    try:
        return protobuf.whole(opened.bytes("meta"), 1)
    except (KeyError, ValueError, Unusable):
        return 0


def unpacked(opened: Opened, name: str, target: Path) -> None:
    """Write the collection, uncompressed, to a file. Raises Unusable where it is broken or too large."""
    data = opened.bytes(name)
    with target.open("wb") as file:
        if data.startswith(_ZSTD):
            _expand(data, file, f"{name} in {opened.name}", _LARGEST)
        else:
            file.write(data)


def _expand(data: bytes, target: BinaryIO, place: str, most: int) -> None:
    size = 0
    try:
        unpack = zstandard.ZstdDecompressor(max_window_size=2**27)
        with unpack.stream_reader(io.BytesIO(data), read_across_frames=True) as reader:
            while chunk := reader.read(1024**2):
                size += len(chunk)
                if size > most or Bounds().inflated(size, len(data)):
                    raise Unusable(f"{place} unpacks to more than it can honestly hold.")
                target.write(chunk)
    except zstandard.ZstdError as error:
        raise Unusable(f"{place} is broken ({shown(str(error))}). Export it from Anki again.") from error


class MediaFiles:
    """The media of a package by their names in cards."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._members: dict[str, str] = {}
        self.broken = ""
        """Why the list of media cannot be read."""
        try:
            for member, name in _listed(opened):
                self._members[_folded(name)] = member
        except (KeyError, ValueError, Unusable) as error:
            self.broken = shown(str(error))

    def __len__(self) -> int:
        return len(self._members)

    def named(self, address: str) -> str:
        """The name of the file that an address in a card means; "" where there is none."""
        for name in (_folded(address), _folded(unquote(address))):
            if name in self._members:
                return name
        return ""

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises KeyError where it is missing in the package, and Unusable where it is broken."""
        data = self._opened.bytes(self._members[name])
        if not data.startswith(_ZSTD):
            return data
        out = io.BytesIO()
        _expand(data, out, f"{name} in {self._opened.name}", Bounds().file)
        return out.getvalue()

    def names(self) -> Iterator[str]:
        """Every name, in the order of the list."""
        yield from self._members


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())


def _listed(opened: Opened) -> Iterator[tuple[str, str]]:
    """(member, name): JSON from number to name, or a ``MediaEntries`` message whose places are the numbers."""
    if "media" not in opened.names():
        return
    data = opened.bytes("media")
    if data.startswith(_ZSTD):
        out = io.BytesIO()
        _expand(data, out, f"media in {opened.name}", Bounds().file)
        data = out.getvalue()
    elif data[:1] in {b"{", b""} or data[:1].isspace():
        yield from _from_json(data)
        return
    place = 0
    for number, entry in protobuf.fields(data):
        if number == 1 and isinstance(entry, bytes):
            member = protobuf.last(entry, 255)
            yield str(place if member is None else member), protobuf.text(entry, 1)
            place += 1


def _from_json(data: bytes) -> Iterator[tuple[str, str]]:
    if not data.strip():
        return
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("the list of media is no list")
    for member, name in found.items():
        if isinstance(name, str):
            yield str(member), name
