"""Matrices as OATutor writes them: ``\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}``."""

from __future__ import annotations

import re

_MATRIX = re.compile(r"\\begin\{([bpvV]?matrix)\}(.*?)\\end\{\1\}", re.DOTALL)


def matrix(text: str) -> list[list[str]] | None:
    """The entries of a text that is one matrix, row by row, all rows as long; None for anything else.

    A factor before or after it goes into each entry: such an answer is the same matrix.
    """
    found = _MATRIX.search(text)
    if found is None:
        return None
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if "matrix" in before + after:
        return None
    rows = [row for row in re.split(r"\\\\", found[2]) if row.strip()]
    cells = [[_scaled(cell.strip(), before, after) for cell in row.split("&")] for row in rows]
    even = bool(cells) and all(len(row) == len(cells[0]) and all(row) for row in cells)
    return cells if even else None


def _scaled(cell: str, before: str, after: str) -> str:
    factor = before.rstrip("* ")
    if not cell or not (factor or after):
        return cell
    product = f"({factor})*({cell})" if factor else f"({cell})"
    return f"{product}{after}"
