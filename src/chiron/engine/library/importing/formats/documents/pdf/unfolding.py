"""Streams of a PDF that unfold without end: PDFium would hold up to a gigabyte of one (ISO 32000-1, 7.4.4)."""

from __future__ import annotations

import re
import zlib

from chiron.engine.library.importing.opening import Unusable

MOST = 96 * 1024**2
"""Bytes of one stream: a picture of thirty million points."""
RATIO = 120
"""Times as large as it is packed; deflate itself ends at 1,032."""
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda\x08-\xff])")
_STEP, _READ = 1024**2, 16 * 1024
_DEEPEST = 3


def check(name: str, data: bytes) -> None:
    """Raise Unusable where a packed stream is a bomb. Nothing of it is kept."""
    for found in _STREAM.finditer(data):
        if _bomb(memoryview(data)[found.end() :], 1):
            raise Unusable(f"{name} holds a stream that unfolds beyond {MOST // 1024**2} MB: it is not read.")


def _bomb(data: memoryview, depth: int) -> bool:
    """Whether what begins here unfolds beyond all bounds, also when it is packed several times over."""
    unpacking = zlib.decompressobj()
    total, at, inner = 0, 0, bytearray()
    chunk: bytes | memoryview = b""
    try:
        while not unpacking.eof and (len(chunk) or at < len(data)):
            if not len(chunk):
                chunk = data[at : at + _READ]
                at += len(chunk)
            made = unpacking.decompress(chunk, _STEP)
            chunk = unpacking.unconsumed_tail
            if depth < _DEEPEST and (inner or (not total and made[:1] == b"\x78")) and len(inner) < 4 * _STEP:
                inner += made
            total += len(made)
            if total > MOST and total > RATIO * (at - len(chunk)):
                return True
    except zlib.error:
        return False
    return len(inner) > 64 and _bomb(memoryview(bytes(inner)), depth + 1)
