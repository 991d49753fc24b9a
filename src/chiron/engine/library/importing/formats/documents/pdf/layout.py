"""The order in which a page is read: columns, and in them lines, from where its runs of letters stand."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chiron.engine.library.importing.formats.documents.pdf.pieces import Piece

GUTTER = 5.0
"""Points between two columns, at least."""
DEEPEST = 3


@dataclass(slots=True)
class Line:
    """What stands at one height, from left to right."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def main(self) -> Piece:
        """The piece that says the line's height and size: that with most letters."""
        return max(self.pieces, key=lambda piece: (len(piece.text), piece.size))

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)


def regions(pieces: Sequence[Piece], depth: int = 0) -> Iterator[list[Line]]:
    """Columns and what stands across them, in reading order, as lines."""
    if not pieces:
        return
    cut = _gutter(pieces) if depth < DEEPEST else None
    if cut is None:
        yield lines(pieces)
        return
    across = sorted((piece for piece in pieces if piece.left < cut < piece.right), key=lambda piece: -piece.base)
    below = list(pieces)
    for band in _bands(across):
        above = [piece for piece in below if piece not in band and piece.base > band[0].base]
        # In the first lines of a page a piece beside what stands across belongs to it.
        yield from _columns(above, cut, depth)
        yield lines(band)
        gone = {id(piece) for piece in (*above, *band)}
        below = [piece for piece in below if id(piece) not in gone]
    yield from _columns(below, cut, depth)


def _columns(pieces: Sequence[Piece], cut: float, depth: int) -> Iterator[list[Line]]:
    sides = [p for p in pieces if p.right <= cut], [p for p in pieces if p.left >= cut]
    for side in reversed(sides) if leftward(pieces) else sides:
        yield from regions(side, depth + 1)


def _bands(across: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces across the columns, those close below one another together."""
    band: list[Piece] = []
    for piece in across:
        if band and band[-1].base - piece.base > 2.2 * max(piece.size, band[-1].size):
            yield band
            band = []
        band.append(piece)
    if band:
        yield band


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the gap between two columns is; None where there is one column, or a table."""
    texts = [piece for piece in pieces if not piece.picture]
    if len(texts) < 8:
        return None
    left, right = min(piece.left for piece in texts), max(piece.right for piece in texts)
    width = right - left
    if width < 150:
        return None
    best = _emptiest(texts, left + 0.2 * width, right - 0.2 * width)
    if best is None:
        return None
    cut, crossing = best
    sides = [p for p in texts if p.right <= cut], [p for p in texts if p.left >= cut]
    if crossing > 0.35 * len(texts) or not all(_is_prose(side) for side in sides):
        return None
    return cut


def _emptiest(texts: Sequence[Piece], start: float, end: float) -> tuple[float, int] | None:
    """The middle of the widest gap that fewest pieces cross, and how many do."""
    count = int((end - start) / 2) + 1
    crossing = [0] * (count + 1)
    for piece in texts:
        first = max(0, int((piece.left - start) / 2) + 1)
        last = min(count, int((piece.right - start) / 2) + 1)
        if first < last:
            crossing[first] += 1
            crossing[last] -= 1
    total, sums = 0, []
    for change in crossing[:count]:
        total += change
        sums.append(total)
    least = min(sums)
    allowed = least + max(0, len(texts) // 40) if least else 0
    best = (0, 0)
    begin = None
    for place, crossed in enumerate([*sums, len(texts) + 1]):
        if crossed <= allowed:
            begin = place if begin is None else begin
        elif begin is not None:
            best = max(best, (place - begin, -begin))
            begin = None
    wide, begin = best[0], -best[1]
    if wide * 2 < GUTTER:
        return None
    cut = start + 2 * (begin + wide / 2)
    return cut, sum(piece.left < cut < piece.right for piece in texts)


def _is_prose(side: Sequence[Piece]) -> bool:
    """Lines that mostly fill their column; the cells of a table do not."""
    if len(side) < 4:
        return False
    left, right = min(piece.left for piece in side), max(piece.right for piece in side)
    full = sum(piece.right > left + 0.72 * (right - left) and len(piece.text) >= 12 for piece in side)
    return right - left >= 90 and full >= 0.5 * len(side) and statistics.median(len(p.text) for p in side) >= 12


def leftward(pieces: Sequence[Piece]) -> bool:
    """Whether most of it is written from right to left."""
    return sum(len(piece.text) for piece in pieces if piece.leftward) * 2 > sum(len(piece.text) for piece in pieces)


def lines(pieces: Sequence[Piece]) -> list[Line]:
    """Pieces at one height as lines, from the top down. Raised and lowered letters go with the line they touch."""
    found: list[Line] = []
    usual = statistics.median([piece.size for piece in pieces if piece.text] or [0.0])
    # Small letters come last: what is raised stands above its line, and belongs to it all the same.
    for piece in sorted(pieces, key=lambda each: (each.size < 0.85 * usual, -each.base, each.left)):
        near = reversed(found[-4:]) if piece.size >= 0.85 * usual else iter(found)
        line = next((each for each in near if _beside(each, piece)), None)
        if line is None:
            found.append(Line([piece]))
        else:
            line.pieces.append(piece)
    for line in found:
        line.pieces.sort(key=lambda each: -each.right if leftward(line.pieces) else each.left)
    found.sort(key=lambda each: -each.main.base)
    return found


def _beside(line: Line, piece: Piece) -> bool:
    main = line.main
    if main.picture or piece.picture:
        return False
    if abs(main.base - piece.base) <= 0.25 * min(main.size, piece.size):
        return True
    small, large = sorted((main, piece), key=lambda each: each.size)
    if small.size > 0.85 * large.size or abs(main.base - piece.base) > 0.6 * large.size:
        return False
    near = (min(abs(each.right - piece.left), abs(piece.right - each.left)) for each in line.pieces)
    return min(near) < 0.5 * large.size
