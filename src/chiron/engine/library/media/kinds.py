"""What a file is, by its first bytes and not by its name, and how large its picture is, from its header alone."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from chiron.core.learning.course import MediaType

MOST_PIXELS = 50_000_000
"""A picture of more is refused: a browser would need 200 MB for it."""
LONGEST_SIDE = 30_000
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's start-of-frame markers (ITU-T T.81, table B.1)."""
_MPEG_RATES = (0, 0xF)
"""Bit rates of a frame that are free or forbidden (ISO/IEC 11172-3, 2.4.2.3)."""


class Unknown(ValueError):
    """The bytes are no file that a course can show; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is. A picture has the size at which it is shown, in pixels."""

    type: MediaType
    width: int | None = None
    height: int | None = None


def look(data: bytes) -> Seen:
    """What these bytes are. Raises Unknown. A drawing is told by ``<svg`` alone; reading it strictly comes later."""
    for known in (_png, _jpeg, _gif, _webp, _sound, _film, _words):
        seen = known(data)
        if seen is not None:
            return _bounded(seen)
    raise Unknown("It is none of PNG, JPEG, GIF, WebP, SVG, MP3, Ogg, MP4, WebM and WebVTT.")


def _bounded(seen: Seen) -> Seen:
    if seen.width is None or seen.height is None:
        return seen
    if not (0 < seen.width <= LONGEST_SIDE and 0 < seen.height <= LONGEST_SIDE):
        raise Unknown(f"Its header says {seen.width} by {seen.height} pixels.")
    if seen.width * seen.height > MOST_PIXELS:
        raise Unknown(f"It has {seen.width} by {seen.height} pixels, more than {MOST_PIXELS // 1_000_000} million.")
    return seen


def _png(data: bytes) -> Seen | None:
    """PNG (W3C PNG third edition, 5.2 and 11.2.1): the signature, then IHDR."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise Unknown("It begins as PNG and is cut short.")
    width, height = struct.unpack(">II", data[16:24])
    return Seen("image/png", width, height)


def _gif(data: bytes) -> Seen | None:
    """GIF89a, section 18: the logical screen."""
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    if len(data) < 14:
        raise Unknown("It begins as GIF and is cut short.")
    width, height = struct.unpack("<HH", data[6:10])
    return Seen("image/gif", width, height)


def _jpeg(data: bytes) -> Seen | None:
    """JPEG (ITU-T T.81, annex B): the first frame's header."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    turned = False
    for marker, start, end in segments(data):
        if marker == 0xE1:
            turned = turned or orientation(data[start:end]) >= 5
        if marker in _FRAMES:
            if end - start < 6:
                break
            height, width = struct.unpack(">HH", data[start + 1 : start + 5])
            return Seen("image/jpeg", *((height, width) if turned else (width, height)))
    raise Unknown("It begins as JPEG and has no picture.")


def segments(data: bytes) -> list[tuple[int, int, int]]:
    """A JPEG's segments before its first scan: marker, and where the payload begins and ends. Stops where it breaks."""
    found: list[tuple[int, int, int]] = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data) or marker == 0xD9:
            break
        found.append((marker, at + 4, at + 2 + length))
        if marker == 0xDA:
            break
        at += 2 + length
    return found


def orientation(segment: bytes) -> int:
    """How a JPEG's picture is to be turned, 1 to 8 (Exif 3.0, 4.6.5.1.6), by the payload of an APP1; 1 where unsaid."""
    if not segment.startswith(b"Exif\0\0") or segment[6:8] not in (b"II", b"MM"):
        return 1
    tiff = segment[6:]
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == 0x0112 and kind == 3:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _webp(data: bytes) -> Seen | None:
    """WebP (RFC 9649, 2.5 to 2.7): VP8, VP8L or VP8X."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise Unknown("It begins as WebP and is cut short.")
    if kind == b"VP8X":
        size = (int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
    elif kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        size = (int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF)
    else:
        raise Unknown("It begins as WebP and has no picture.")
    return Seen("image/webp", *size)


def _sound(data: bytes) -> Seen | None:
    """MP3 (ISO/IEC 11172-3, 2.4.1.3; ID3v2), Ogg with Opus, Vorbis, FLAC or Speex (RFC 3533, RFC 5334)."""
    if data.startswith(b"OggS"):
        first = data[28:512]
        if (
            b"OpusHead" in first[:8]
            or b"\x01vorbis" in first[:8]
            or b"\x7fFLAC" in first[:8]
            or b"Speex   " in first[:8]
        ):
            return Seen("audio/ogg")
        raise Unknown("It is Ogg with something else than sound.")
    if data.startswith(b"ID3") and len(data) > 10:
        return Seen("audio/mpeg")
    framed = len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2 and data[2] >> 4 not in _MPEG_RATES
    return Seen("audio/mpeg") if framed and data[2] & 0x0C != 0x0C else None


def _film(data: bytes) -> Seen | None:
    """MP4 (ISO/IEC 14496-12, 4.3: ``ftyp``) and WebM (EBML, RFC 8794, with the document type ``webm``)."""
    if data[4:8] == b"ftyp":
        if data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"avis", b"qt  "):
            raise Unknown("It is HEIC, AVIF or QuickTime, which not every browser shows.")
        return Seen("audio/mp4" if data[8:12] in (b"M4A ", b"M4B ") else "video/mp4")
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        if b"\x42\x82\x84webm" not in data[:64]:
            raise Unknown("It is Matroska and not WebM.")
        return Seen("video/webm")
    return None


def _words(data: bytes) -> Seen | None:
    """WebVTT (W3C WebVTT1, 4.1) and SVG."""
    head = data[:2048].removeprefix(b"\xef\xbb\xbf")
    if head[:6] == b"WEBVTT" and head[6:7] in (b"", b"\n", b"\r", b" ", b"\t"):
        return Seen("text/vtt")
    opening = head.lstrip()
    return Seen("image/svg+xml") if opening.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in head else None
