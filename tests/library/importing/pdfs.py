"""A tiny writer of PDF files (ISO 32000-1, 7.5) for tests: text at places, pictures, outlines, labels."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier", "F4": "Times-Roman"}


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: its left end and baseline in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"
    turn: int = 0
    """Quarters by which the letters are turned against the clock."""


@dataclass(frozen=True, slots=True)
class Image:
    """A grey picture of so many pixels, drawn so wide and high."""

    x: float
    y: float
    width: int
    height: int
    shade: int = 128
    points: float = 200


@dataclass(slots=True)
class Pdf:
    """Pages of things; ``outline`` holds (level, title, page)."""

    pages: list[Sequence[Words | Image]] = field(default_factory=list)
    outline: Sequence[tuple[int, str, int]] = ()
    labels: str = ""
    info: Mapping[str, str] = field(default_factory=dict)
    catalog: str = ""
    extra: Sequence[bytes] = ()

    def bytes(self) -> bytes:
        """The file."""
        objects: list[bytes] = [b"", b""]
        objects += [
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in FONTS.values()
        ]
        fonts = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(FONTS, 3))
        pages = []
        for page in self.pages:
            images = ""
            for number, thing in enumerate(each for each in page if isinstance(each, Image)):
                objects.append(_picture(thing))
                images += f"/I{number} {len(objects)} 0 R "
            objects.append(_stream(_drawn(page)))
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
                f"/Resources << /Font << {fonts} >> /XObject << {images}>> >> >>".encode()
            )
            pages.append(len(objects))
        outlines = self._outlined(objects, pages)
        objects += self.extra
        kids = " ".join(f"{number} 0 R" for number in pages)
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R {outlines} {self.labels} {self.catalog} >>".encode()
        objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode()
        about = " ".join(f"/{name} ({_escaped(text)})" for name, text in self.info.items())
        objects.append(f"<< {about} >>".encode("cp1252"))
        return written(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")

    def _outlined(self, objects: list[bytes], pages: list[int]) -> str:
        if not self.outline:
            return ""
        root = len(objects) + 1
        first = root + 1
        levels = [level for level, _, _ in self.outline]
        objects.append(b"")
        for number, (level, title, page) in enumerate(self.outline):
            above = next((i for i in range(number - 1, -1, -1) if levels[i] < level), -1)
            after = next((i for i in range(number + 1, len(levels)) if levels[i] <= level), -1)
            next_ = f"/Next {first + after} 0 R " if after >= 0 and levels[after] == level else ""
            below = ""
            if number + 1 < len(levels) and levels[number + 1] > level:
                last = max(
                    i for i in range(number + 1, len(levels)) if levels[i] == level + 1 and (after < 0 or i < after)
                )
                below = f"/First {first + number + 1} 0 R /Last {first + last} 0 R /Count 1 "
            objects.append(
                f"<< /Title ({_escaped(title)}) /Parent {first + above if above >= 0 else root} 0 R {next_}{below}"
                f"/Dest [{pages[page]} 0 R /Fit] >>".encode("cp1252")
            )
        tops = [first + number for number, level in enumerate(levels) if level == levels[0]]
        objects[root - 1] = (
            f"<< /Type /Outlines /First {tops[0]} 0 R /Last {tops[-1]} 0 R /Count {len(tops)} >>".encode()
        )
        return f"/Outlines {root} 0 R"


def written(objects: Iterable[bytes], trailer: str) -> bytes:
    """Objects, numbered from 1, as a file with its table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(places) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)


def _picture(image: Image) -> bytes:
    packed = zlib.compress(bytes((image.shade + x) % 256 for y in range(image.height) for x in range(image.width)))
    return (
        (
            f"<< /Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        ).encode()
        + packed
        + b"\nendstream"
    )


def _drawn(page: Sequence[Words | Image]) -> bytes:
    lines, images = [], 0
    for thing in page:
        if isinstance(thing, Image):
            high = thing.points * thing.height / thing.width
            lines.append(f"q {thing.points} 0 0 {high} {thing.x} {thing.y} cm /I{images} Do Q")
            images += 1
        else:
            turned = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0")[thing.turn]
            at = f"{turned} {thing.x} {thing.y} Tm"
            lines.append(f"BT /{thing.font} {thing.size} Tf {at} ({_escaped(thing.text)}) Tj ET")
    return "\n".join(lines).encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
