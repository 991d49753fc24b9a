"""CALS tables (CNXML 0.7, ``table``) as Markdown: spans are laid out cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from chiron.engine.library.importing.xml import local

Cell = Callable[[_Element], str]
WIDEST = 60
ROWS = 2_000


@dataclass(slots=True)
class _Grid:
    columns: dict[str, int]
    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Column -> rows that a cell above still reaches down, and its text."""


def rows_of(group: _Element, cell: Cell) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a ``tgroup``'s heads, and those of its body and foot."""
    columns = {
        str(spec.get("colname") or f"c{number}"): number - 1
        for number, spec in enumerate((one for one in group if local(one) == "colspec"), 1)
    }
    head, body = _Grid(columns), _Grid(columns)
    for part in group:
        name = local(part)
        if name in ("thead", "tbody", "tfoot"):
            grid = head if name == "thead" else body
            for row in part:
                if local(row) == "row" and len(grid.rows) < ROWS:
                    grid.rows.append(_row(row, grid, cell))
    return head.rows, body.rows


def _row(row: _Element, grid: _Grid, cell: Cell) -> list[str]:
    texts: list[str] = []

    def reach_down() -> None:
        while len(texts) in grid.below:
            left, text = grid.below.pop(len(texts))
            if left > 1:
                grid.below[len(texts)] = (left - 1, text)
            texts.append(text)

    waiting: dict[int, tuple[int, str]] = {}
    for entry in row:
        if local(entry) not in ("entry", "entrytbl"):
            continue
        reach_down()
        start = grid.columns.get(str(entry.get("namest") or entry.get("colname") or ""))
        while start is not None and len(texts) < min(start, WIDEST):
            texts.append("")
        text = cell(entry)
        end = grid.columns.get(str(entry.get("nameend") or ""))
        wide = max(1, min(end - len(texts) + 1, WIDEST)) if end is not None and start is not None else 1
        more = str(entry.get("morerows") or "0")
        for number in range(wide):
            if more.isdecimal() and int(more) > 0:
                waiting[len(texts)] = (min(int(more), ROWS), text if number == 0 else "")
            texts.append(text if number == 0 else "")
    reach_down()
    grid.below |= waiting
    return texts


def markdown_table(head: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """The table, and lines that stood across the whole of its head and go above it."""
    across = [" ".join(filter(None, row)) for row in head if len(list(filter(None, row))) == 1 and len(head) > 1]
    heads = [row for row in head if not (len(list(filter(None, row))) == 1 and len(head) > 1)]
    width = max((len(row) for row in (*heads, *body)), default=0)
    if width == 0:
        return "", across
    if width > WIDEST:
        width = WIDEST
    top = [" ".join(filter(None, column)) for column in zip(*(_padded(row, width) for row in heads), strict=True)]
    lines = [_line(top or [""] * width), "|" + " --- |" * width]
    lines += [_line(_padded(row, width)) for row in body]
    return "\n".join(lines), across


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))][:width]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(flat(cell) for cell in cells) + " |"


def flat(text: str) -> str:
    """A cell in one line, without bars of its own."""
    lines = [re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line) for line in text.replace("\\\n", "\n").splitlines()]
    joined = "; ".join(" ".join(line.split()) for line in lines if line.strip())
    joined = re.sub(r"([:;,.])\s*; ", r"\1 ", joined)
    return re.sub(r"(?<!\\)\|", r"\\|", re.sub(r"\$\$(.+?)\$\$", r"$\1$", joined))
