"""Pictures of a PDF's pages: JPEG as it is stored, everything else as PNG (ISO 15948)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chiron.engine.library.importing.formats.documents.pdf.alternatives import alternatives
from chiron.engine.library.importing.formats.documents.pdf.pieces import Piece, Sheet, turned

SMALLEST = 28
"""Points, or pixels: what is smaller is an ornament."""
MOST_PIXELS = 16_000_000
MOST_ON_A_PAGE = 60
MOST = 20_000


@dataclass(slots=True)
class Pictures:
    """Takes the pictures out of pages; the same picture comes once."""

    seen: dict[str, str] = field(default_factory=dict)
    small: int = 0
    problems: list[str] = field(default_factory=list)
    """Of the page that was taken last."""

    def take(self, page: Any, sheet: Sheet) -> Iterator[tuple[str, bytes | None, str]]:
        """(key, bytes, ending) of what is new on the page; each stands in the sheet as a piece. Hold LOCK."""
        import pypdfium2.raw as raw

        self.problems = []
        alts: dict[int, str] | None = None
        images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        for count, image in enumerate(images, 1):
            if count > MOST_ON_A_PAGE or len(self.seen) > MOST:
                self.problems.append(f"There are more than {MOST_ON_A_PAGE} pictures; the others are left out.")
                return
            try:
                alts = alternatives(page) if alts is None else alts
                alt = alts.get(raw.FPDFPageObj_GetMarkedContentID(image.raw), "") if alts else ""
                yield from self._one(image, sheet, alt)
            except Exception as error:
                self.problems.append(f"A picture cannot be read: {' '.join(str(error).split())[:120]}.")

    def _one(self, image: Any, sheet: Sheet, alt: str) -> Iterator[tuple[str, bytes | None, str]]:
        left, bottom, right, top = image.get_bounds()
        if sheet.turn:
            left, bottom, right, top = turned(sheet.turn, left, bottom, right, top, sheet.width, sheet.height)
        wide, high = image.get_px_size()
        sheet.covered = min(1.0, sheet.covered + (right - left) * (top - bottom) / max(1.0, sheet.width * sheet.height))
        if min(right - left, top - bottom, wide, high) < SMALLEST:
            self.small += 1
            return
        if not sheet.letters and (right - left) * (top - bottom) > 0.5 * sheet.width * sheet.height:
            # A scanned page: its picture is the page, which is told as such.
            return
        if wide * high > MOST_PIXELS:
            self.problems.append(f"A picture of {wide} x {high} pixels is larger than {MOST_PIXELS // 10**6} million.")
            return
        data, ending = _bytes(image)
        digest = hashlib.sha256(data).hexdigest()
        key = self.seen.get(digest, "")
        fresh = not key
        if fresh:
            key = self.seen[digest] = f"picture-{sheet.index + 1}-{digest[:8]}"
        sheet.pieces.append(Piece("", left, bottom, right, top, top, 10, picture=key, alt=alt))
        if fresh:
            yield key, data, ending


def _bytes(image: Any) -> tuple[bytes, str]:
    import pypdfium2.raw as raw

    filters = image.get_filters()
    if filters == ["DCTDecode"] and image.get_metadata().colorspace in (
        raw.FPDF_COLORSPACE_DEVICERGB,
        raw.FPDF_COLORSPACE_DEVICEGRAY,
        raw.FPDF_COLORSPACE_ICCBASED,
    ):
        data = bytes(image.get_data())
        if (
            data.startswith(b"\xff\xd8")
            and data[-16:].rstrip(b"\0\r\n ").endswith(b"\xff\xd9")
            and _components(data) in (1, 3)
        ):
            return data, "jpg"
    # The bitmap is freed when this returns, while LOCK is held.
    return _png(image.get_bitmap()), "png"


def _components(jpeg: bytes) -> int:
    """How many colours a JPEG's frame has (ITU-T T.81, B.2.2): of four a browser makes something else."""
    at = 2
    while at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return jpeg[at + 9]
        at += 2 + size
    return 0


def _png(bitmap: Any) -> bytes:
    """A bitmap of PDFium as a PNG."""
    import numpy

    rows = bitmap.to_numpy()
    if rows.ndim == 2 or rows.shape[2] == 1:
        kind, rows = 0, rows.reshape(rows.shape[0], -1)
    elif bitmap.format == 4:  # BGRA
        kind, rows = 6, rows[:, :, [2, 1, 0, 3]]
    else:
        kind, rows = 2, rows[:, :, [2, 1, 0]]
    high, wide = rows.shape[:2]
    flat = rows.reshape(high, -1)
    filtered = numpy.concatenate([numpy.zeros((high, 1), dtype=numpy.uint8), flat], axis=1)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, kind, 0, 0, 0)
    packed = zlib.compress(filtered.tobytes(), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
