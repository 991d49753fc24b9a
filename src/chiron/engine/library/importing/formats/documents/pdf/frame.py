"""Running heads and feet: what stands at the same height, and says the same but for numbers, on pages nearby."""

from __future__ import annotations

import re
import statistics
from collections import deque
from collections.abc import Iterable, Iterator

from chiron.engine.library.importing.formats.documents.pdf.pieces import Piece, Sheet

AROUND = 6
"""So many pages before and after are compared: heads of left and right pages, and of a short chapter."""
ROWS = 3
MARGIN = 0.1
"""The share of a page's height, at the top and at the bottom, in which heads and feet stand."""
_ROMAN = re.compile(r"(?<![a-z])[ivxlc]+(?![a-z])")
Mark = tuple[str, int]


def without_frames(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, tuple[str, ...]]]:
    """Each page without its running heads and feet, and what those said."""
    window: deque[tuple[Sheet, dict[int, Mark]]] = deque()
    past: deque[set[Mark]] = deque(maxlen=AROUND)
    for sheet in sheets:
        window.append((sheet, _marks(sheet)))
        if len(window) > AROUND:
            yield _cleared(window, past)
    while window:
        yield _cleared(window, past)


def _cleared(window: deque[tuple[Sheet, dict[int, Mark]]], past: deque[set[Mark]]) -> tuple[Sheet, tuple[str, ...]]:
    sheet, marks = window.popleft()
    others = [*past, *(set(ahead.values()) for _, ahead in window)]
    gone = {number for number, mark in marks.items() if _seen(mark, others) >= 2}
    past.append(set(marks.values()))
    # A row that also holds a line of prose is text, whatever stands in it.
    prose = {round(p.base) for n, p in enumerate(sheet.pieces) if n not in gone and len(p.text) > 40}
    gone = {number for number in gone if round(sheet.pieces[number].base) not in prose}
    said = tuple(sheet.pieces[number].text for number in sorted(gone))
    sheet.pieces = [piece for number, piece in enumerate(sheet.pieces) if number not in gone]
    return sheet, said


def _seen(mark: Mark, others: list[set[Mark]]) -> int:
    text, place = mark
    return sum(any((text, place + near) in marks for near in (-1, 0, 1)) for marks in others)


def _marks(sheet: Sheet) -> dict[int, Mark]:
    """The pieces in the margins: words without numbers, and the height they stand at."""
    usual = statistics.median([piece.size for piece in sheet.pieces if piece.text] or [0.0])
    # What is larger than the text is a heading, though one such as "Exercise 3" may stand on every page.
    texts = [
        (n, piece)
        for n, piece in enumerate(sheet.pieces)
        if piece.size <= 1.12 * usual and any(map(str.isalnum, piece.text))
    ]
    rows = sorted({round(piece.base) for _, piece in texts})
    outer = {*rows[:ROWS], *rows[-ROWS:]}
    low, high = MARGIN * sheet.height, (1 - MARGIN) * sheet.height
    return {
        number: (_normal(piece), round(piece.base / 4))
        for number, piece in texts
        if round(piece.base) in outer and not low <= piece.base <= high
    }


def _normal(piece: Piece) -> str:
    text = re.sub(r"\d+", "#", piece.text.casefold())
    return _ROMAN.sub("#", text) if len(text) < 8 else text
