"""Tables: lines one below another whose runs of letters stand in the same columns."""

from __future__ import annotations

from collections.abc import Sequence

from chiron.engine.library.importing.formats.documents.pdf.layout import Line
from chiron.engine.library.importing.formats.documents.pdf.pieces import Piece
from chiron.engine.library.importing.texts import plain_inside

MOST_COLUMNS = 12
GAP = 1.1
"""Letter heights between two cells, at least."""


def table_at(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """How many lines a table takes that begins here, and its Markdown; None where there is none."""
    rows: list[list[Piece]] = []
    for number in range(at, len(lines)):
        cells = _cells(lines[number])
        close = number == at or lines[number - 1].main.base - lines[number].main.base < 3.2 * lines[number].main.size
        if len(cells) < 2 or not close or lines[number].main.picture:
            break
        rows.append(cells)
    while len(rows) >= 2:
        columns = _columns(rows)
        enough = len(rows) >= (2 if len(columns) > 2 else 3)
        if (
            enough
            and 2 <= len(columns) <= MOST_COLUMNS
            and all(_fits(row, columns) for row in rows)
            and not _is_list(rows)
        ):
            return len(rows), _markdown(rows, columns)
        rows.pop()
    return None


def _cells(line: Line) -> list[Piece]:
    """The line's pieces, those close to one another as one."""
    cells: list[Piece] = []
    for piece in line.pieces:
        if cells and piece.left - cells[-1].right <= GAP * piece.size:
            last = cells[-1]
            text = f"{last.text}{' ' if piece.left - last.right > 0.12 * piece.size else ''}{piece.text}"
            cells[-1] = Piece(text, last.left, last.bottom, piece.right, last.top, last.base, last.size, last.bold)
        else:
            cells.append(piece)
    return cells


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """The stretches that cells of the rows cover."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((cell.left, cell.right) for row in rows for cell in row):
        if columns and left <= columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _place(cell: Piece, columns: Sequence[tuple[float, float]]) -> int:
    return next(number for number, (left, right) in enumerate(columns) if left <= cell.left <= right)


def _fits(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> bool:
    places = [_place(cell, columns) for cell in row]
    return len(set(places)) == len(places)


def _is_list(rows: Sequence[Sequence[Piece]]) -> bool:
    """Bullets, or numbers, before texts."""
    return all(
        len(row) == 2 and len(row[0].text) <= 3 and not row[0].text[:1].isalpha() and row[0].text[-1:] in "•▪–-.)*●"
        for row in rows
    )


def _markdown(rows: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]) -> str:
    written = []
    for row in rows:
        cells = [""] * len(columns)
        for cell in row:
            cells[_place(cell, columns)] = plain_inside(cell.text).replace("|", "\\|")
        written.append(f"| {' | '.join(cells)} |")
    return "\n".join([written[0], "|" + " --- |" * len(columns), *written[1:]])
