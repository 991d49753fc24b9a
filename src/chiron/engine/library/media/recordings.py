"""Takes out of sound and film what tells who made them, where and when: tags of MP3, user data and times of MP4.

What is heard and seen stays byte for byte. In MP4 nothing moves, as its tables count bytes: what goes becomes free
space.
"""

from __future__ import annotations

from collections.abc import Iterator

_CONTAINERS = frozenset((b"moov", b"trak", b"mdia"))
_TOLD = frozenset((b"udta", b"meta"))
"""Boxes of what people say of a film; a camera writes the place there (ISO/IEC 14496-12, 8.10.1 and 8.11.1)."""
_TIMED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""The kind of ``uuid`` box that holds XMP (XMP specification, part 3, 1.1.2.3)."""
_DEEPEST, _MOST_BOXES = 4, 10_000


def mp3(data: bytes) -> bytes:
    """MP3 without ID3v2 before it (id3.org, ID3v2.4, 3.1) and ID3v1 behind; as it is where no frame follows the tag."""
    start = 0
    while data[start : start + 3] == b"ID3" and start + 10 <= len(data):
        size = 0
        for byte in data[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        start += 10 + size + (10 if data[start + 5] & 0x10 else 0)
    while data[start : start + 1] == b"\0":
        start += 1
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    framed = data[start : start + 1] == b"\xff" and data[start + 1 : start + 2] >= b"\xe0"
    return data[start:end] if framed and start < end else data


def mp4(data: bytes) -> bytes:
    """MP4 without user data, metadata, XMP and times of making; what is not understood stays."""
    made = bytearray(data)
    for at, kind, start, end in _boxes(data, 0, len(data), 0, [_MOST_BOXES]):
        if kind in _TOLD or (kind == b"uuid" and data[start : start + 16] == _XMP):
            made[at + 4 : at + 8] = b"free"
            made[start:end] = bytes(end - start)
        elif kind in _TIMED and end - start >= 20:
            made[start + 4 : start + (20 if data[start] == 1 else 12)] = bytes(16 if data[start] == 1 else 8)
    return bytes(made)


def _boxes(data: bytes, at: int, end: int, depth: int, left: list[int]) -> Iterator[tuple[int, bytes, int, int]]:
    """The boxes between two places and in their containers: where each begins, its kind, its payload's ends (4.2)."""
    while at + 8 <= end and left[0] > 0:
        left[0] -= 1
        size, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop < start or stop > end:
            return
        if kind in _CONTAINERS and depth < _DEEPEST:
            yield from _boxes(data, start, stop, depth + 1, left)
        else:
            yield at, kind, start, stop
        at = stop
