"""Small files of every kind, made here byte by byte, with what a phone writes into them."""

from __future__ import annotations

import struct
import zlib

GPS = b"GPS 52.5163 N 13.3777 E"
NAME = b"Ada Example"
SVG = b'<svg viewBox="0 0 40 20"><title>secret</title><rect width="40" height="20" fill="red"/></svg>'
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nA fox.\n"
MP3 = b"ID3\x04\0\0\0\0\0\x00" + b"\xff\xfb\x90\x64" + b"\0" * 413
OPUS = b"OggS\0\x02" + b"\0" * 20 + b"\x01\x13" + b"OpusHead\x01\x02" + b"\0" * 40
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 100


def mp4(size: int = 200) -> bytes:
    """The beginning of an MP4, and bytes that are told apart by their place."""
    head = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2"
    return head + bytes(number % 251 for number in range(size - len(head)))


def box(kind: bytes, *inner: bytes) -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", 8 + sum(map(len, inner))) + kind + b"".join(inner)


def phones_mp4() -> bytes:
    """An MP4 as a phone writes it: the place, the maker, the time, and a table that counts bytes."""
    when = b"\0\0\0\0" + b"WHENwhen" + b"\0" * 80
    late = b"\x01\0\0\0" + b"WHENwhenWHENwhen" + b"\0" * 80
    place = box(b"udta", box(b"\xa9xyz", GPS), box(b"meta", NAME))
    tables = box(b"minf", box(b"stbl", box(b"stco", b"\0\0\0\0\0\0\0\x01\0\0\x03\x00")))
    track = box(b"trak", box(b"tkhd", when), box(b"mdia", box(b"mdhd", late), tables), box(b"udta", NAME))
    xmp = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), NAME)
    other = box(b"uuid", b"0123456789abcdef", b"needed")
    large = struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", 16 + 300) + bytes(range(100)) * 3
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2")
    return b"".join((head, box(b"moov", box(b"mvhd", when), track, place), xmp, other, large))


def phones_mp3() -> bytes:
    """An MP3 with tags before and behind."""
    text = b"TPE1" + struct.pack(">I", len(NAME) + 1) + b"\0\0\0" + NAME
    size = bytes((len(text) + 300 >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + text + b"\0" * 300 + MP3[10:] + b"TAG" + NAME.ljust(125, b"\0")


def png(width: int = 3, height: int = 2, shade: int = 0) -> bytes:
    """A grey PNG with a text and a comment on who made it."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Author\0" + NAME),
        (b"eXIf", b"MM\0*" + GPS),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    made = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + made + b"after the end: " + NAME


def exif(turned: int = 1, order: str = "<") -> bytes:
    """An APP1 with how to turn the picture, and where it was taken."""
    mark = b"II" if order == "<" else b"MM"
    tiff = mark + struct.pack(f"{order}HIH", 42, 8, 2)
    tiff += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    tiff += struct.pack(f"{order}HHII", 0x8825, 4, 1, 38) + struct.pack(f"{order}I", 0)
    return segment(0xE1, b"Exif\0\0" + tiff + GPS)


def segment(marker: int, payload: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", 2 + len(payload)) + payload


def jpeg(width: int = 640, height: int = 480, *, turned: int = 1, order: str = "<", progressive: bool = False) -> bytes:
    """A JPEG as a phone writes it. Its scan is no picture, but has the marks that a picture's has."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    if progressive:
        scan += segment(0xC4, b"\x00table\xff\xd9inside") + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x78"
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            exif(turned, order),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + NAME),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(0xE2, b"MPF\0" + GPS),
            segment(0xED, b"Photoshop 3.0\0" + NAME),
            segment(0xFE, NAME),
            segment(0xDB, b"\0" * 65),
            segment(0xC2 if progressive else 0xC0, frame),
            segment(0xC4, b"\0" * 29),
            scan,
            b"\xff\xd9",
            b"a film that begins with " + NAME,
        )
    )


def gif(width: int = 5, height: int = 4) -> bytes:
    """A GIF with a comment, an application's data and a loop."""
    return b"".join(
        (
            b"GIF89a",
            struct.pack("<HHBBB", width, height, 0x80, 0, 0),
            b"\0\0\0\xff\xff\xff",
            b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
            b"\x21\xff\x0bXMP DataXMP" + bytes([len(NAME)]) + NAME + b"\0",
            b"\x21\xfe" + bytes([len(NAME)]) + NAME + b"\0",
            b"\x2c\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02\x44\x01\0",
            b"\x3b",
            NAME,
        )
    )


def webp(width: int = 30, height: int = 20) -> bytes:
    """An extended WebP with Exif and XMP."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = chunk(b"VP8X", b"\x0c\0\0\0" + size) + chunk(b"VP8L", b"\x2f\0\0\0\0") + chunk(b"EXIF", GPS)
    body += chunk(b"XMP ", NAME)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body
