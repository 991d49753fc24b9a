"""The bytes of one file of a package, unpacked a little at a time (RFC 1951)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

STEP = 256 * 1024
"""Bytes that come out at once at most."""


class Inflating:
    """Unpacks what it is fed; never more than ``size`` bytes in all, whatever the packed bytes would give."""

    def __init__(self, method: int, size: int) -> None:
        self._left = size
        self._inflate = zlib.decompressobj(-15) if method else None

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, in parts. Raises zlib.error."""
        if self._inflate is None:
            yield from self._cut(packed)
            return
        while packed and self._left and not self._inflate.eof:
            yield from self._cut(self._inflate.decompress(packed, STEP))
            packed = self._inflate.unconsumed_tail

    def _cut(self, data: bytes) -> Iterator[bytes]:
        data = data[: self._left]
        self._left -= len(data)
        if data:
            yield data


class Unpacked:
    """A file whose packed bytes are here already."""

    def __init__(self, method: int, size: int, packed: Iterable[bytes]) -> None:
        self._method, self._size, self._packed = method, size, packed

    def __iter__(self) -> Iterator[bytes]:
        """Its bytes, in parts. Raises zlib.error. A file that would be longer than it says gives one byte more."""
        inflating = Inflating(self._method, self._size + 1)
        for packed in self._packed:
            yield from inflating.feed(packed)
