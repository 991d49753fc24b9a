"""Takes out of pictures what tells who made them and where: Exif, GPS, XMP, IPTC, comments, whatever follows the end.

Sound and film are cleaned in ``recordings``. The picture itself stays byte for byte. Of Exif only how to turn it is
kept, written anew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from chiron.core.learning.course import MediaType
from chiron.core.learning.interactions.labelling.svg import Drawing, DrawingRefused, read_drawing
from chiron.engine.library.media import recordings
from chiron.engine.library.media.kinds import Unknown, orientation, segments

_SCAN, _END = 0xDA, 0xD9
_PNG_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"bKGD",
        b"pHYS",
    )
) | {b"acTL", b"fcTL", b"fdAT"}
_WEBP_DROPPED = frozenset((b"EXIF", b"XMP "))
_MADE_NAME = re.compile(r'( id="|#)d[0-9a-f]{8}-(\d+)')
_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def cleaned(kind: MediaType, data: bytes) -> bytes:
    """The file as it is kept and served. Raises Unknown where it is broken. Cleaning it again changes nothing."""
    clean = _CLEANERS.get(kind)
    return data if clean is None else clean(data)


def _jpeg(data: bytes) -> bytes:
    """JPEG: APP1, APP13 and comments go, of APP2 the colour profile stays (ICC.1:2022, B.4); nothing after the end."""
    parts, turned, every = [b"\xff\xd8"], 1, segments(data)
    if not every or every[-1][0] != _SCAN:
        raise Unknown("The JPEG has no picture, or is cut short.")
    kept = []
    for marker, start, end in every:
        payload = data[start:end]
        if marker == 0xE1:
            turned = max(turned, orientation(payload))
        if _stays(marker, payload):
            kept.append(data[start - 4 : end])
    if turned > 1:
        kept.insert(1 if every[0][0] == 0xE0 else 0, _turning(turned))
    scans = data[every[-1][2] :]
    return b"".join((*parts, *kept, scans[: _scans_end(scans)]))


def _stays(marker: int, payload: bytes) -> bool:
    if marker == 0xE2:
        return payload.startswith(b"ICC_PROFILE\0")
    if marker == 0xE0:
        return payload.startswith(b"JFIF\0")
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _turning(value: int) -> bytes:
    """An APP1 that says only how to turn the picture (Exif 3.0, 4.5.4)."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, value, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


def _scans_end(data: bytes) -> int:
    """Where the picture ends, behind its last scan: a marker that is stuffing or a restart goes on (T.81, B.1.1.5)."""
    at = data.find(b"\xff")
    while at >= 0 and at + 1 < len(data):
        marker = data[at + 1]
        if marker == _END:
            return at + 2
        # Between scans stand tables, and the next scan's header, which may hold any byte.
        skip = 2 if marker == 0 or 0xD0 <= marker <= 0xD7 else 1 if marker == 0xFF else _length(data, at)
        at = data.find(b"\xff", at + skip)
    raise Unknown("The JPEG is cut short.")


def _length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if length < 2 or 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE:
        raise Unknown("The JPEG is broken between its scans.")
    return 2 + length


def _png(data: bytes) -> bytes:
    """PNG: texts, times and Exif go (W3C PNG third edition, 11.3); nothing after IEND."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise Unknown("The PNG is cut short.")


def _webp(data: bytes) -> bytes:
    """WebP: the chunks EXIF and XMP go, and VP8X says so (RFC 9649, 2.7.1)."""
    kept, at, most = bytearray(), 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= most:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if at + 8 + length > most:
            raise Unknown("The WebP is cut short.")
        chunk = bytearray(data[at : min(end, most)])
        if kind == b"VP8X":
            chunk[8] &= ~0b0000_1100
        if kind not in _WEBP_DROPPED:
            kept += chunk + b"\0" * (len(chunk) % 2)
        at = end
    if not kept:
        raise Unknown("The WebP is cut short.")
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WEBP" + bytes(kept)


def _gif(data: bytes) -> bytes:
    """GIF: comments and foreign application data go (GIF89a, 24 and 26); nothing after the trailer."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while at < len(data):
        if data[at] == 0x3B:
            return b"".join((*kept, b"\x3b"))
        end = _gif_block(data, at)
        loops = data[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if data[at] == 0x2C or data[at + 1] in (0xF9, 0x01) or (data[at + 1] == 0xFF and loops):
            kept.append(data[at:end])
        at = end
    raise Unknown("The GIF is cut short.")


def _gif_block(data: bytes, at: int) -> int:
    """Where an image or extension ends."""
    try:
        if data[at] == 0x2C:
            packed = data[at + 9]
            at += 11 + (3 << (packed & 7) + 1 if packed & 0x80 else 0)
        elif data[at] == 0x21:
            at += 2
        else:
            raise Unknown("The GIF is broken.")
        while data[at]:
            at += 1 + data[at]
    except IndexError:
        raise Unknown("The GIF is cut short.") from None
    return at + 1


def _svg(data: bytes) -> bytes:
    """SVG: written anew from what a drawing may hold, as a file of its own."""
    # Writing anew puts what was left unsaid first, so only what was written twice stays as it is.
    once = _alone(drawing(data))
    return _alone(drawing(once))


def _alone(read: Drawing) -> bytes:
    """A drawing as a file. Its names are numbers: within a page they come from the text, and would never settle."""
    return _MADE_NAME.sub(r"\1p\2", read.markup).replace("<svg", f"<svg {_NAMESPACE}", 1).encode()


def drawing(data: bytes) -> Drawing:
    """A drawing of a course, read strictly. Raises Unknown, with the line of what is refused."""
    try:
        return read_drawing(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unknown("The drawing is not UTF-8.") from None
    except DrawingRefused as refused:
        raise Unknown(f"Line {refused.line}: {refused.message}") from None


def _vtt(data: bytes) -> bytes:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unknown("The captions are not UTF-8.") from None
    if "\0" in text:
        raise Unknown("A NUL stands in the captions.")
    return text.encode()


_CLEANERS: dict[MediaType, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
    "image/svg+xml": _svg,
    "text/vtt": _vtt,
    "audio/mpeg": recordings.mp3,
    "audio/mp4": recordings.mp4,
    "video/mp4": recordings.mp4,
}
