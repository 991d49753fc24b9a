"""A table of Markdown whose cells are gaps, as a table of Chiron's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.core.words import Json
from chiron.engine.library.importing.texts import escaped

MOST_COLUMNS = 8
MOST_ROWS = 12
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_EDGE = re.compile(r"(?<!\\)\|")


def as_table(text: str, answer: str, gaps: Sequence[dict[str, Json] | None]) -> tuple[str, dict[str, Json]] | None:
    """The text around the table, and the table's fields; None where the gaps are not the cells of one table.

    ``gaps`` are the fields of each gap as a cell writes them, None for what cannot stand in a cell; ``answer`` is the
    head of columns that have none.
    """
    if any(gap is None for gap in gaps):
        return None
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines[1:]) if _RULE.fullmatch(line.strip()) and "|" in lines[n]), None)
    if start is None:
        return None
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    head, *rows = [_cells(line) for line in (lines[start], *lines[start + 2 : end])]
    if not any(head):
        head = ["", *([answer] if len(head) == 2 else [str(number) for number in range(1, len(head))])]
    around = "\n".join([*lines[:start], "", *lines[end:]]).strip()
    if _TOKEN.search(around) or _TOKEN.search("".join(head)) or not _even(head, rows):
        return None
    made: list[Json] = []
    for row in rows:
        cells = [_cell(cell, gaps) for cell in row[1:]]
        if any(cell is None for cell in cells):
            return None
        made.append({"head": escaped(row[0]), "cells": cells})
    fields: dict[str, Json] = {"columns": [escaped(column) for column in head[1:]], "rows": made}
    return around, fields | ({"corner": escaped(head[0])} if head[0] else {})


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    if _EDGE.search(bare[-1:]) and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip() for cell in _EDGE.split(bare)]


def _even(head: list[str], rows: list[list[str]]) -> bool:
    """Whether rows and columns are named, each once, and few enough."""
    heads = [row[0] for row in rows]
    return (
        0 < len(rows) <= MOST_ROWS
        and 2 <= len(head) <= MOST_COLUMNS + 1
        and all(len(row) == len(head) for row in rows)
        and all(heads)
        and len(set(heads)) == len(heads)
        and all(head[1:])
        and len(set(head[1:])) == len(head) - 1
        and not _TOKEN.search("".join(heads))
    )


def _cell(cell: str, gaps: Sequence[dict[str, Json] | None]) -> Json | None:
    """A given text, or a gap that fills its cell; None for a gap among words."""
    found = _TOKEN.search(cell)
    if found is None:
        return escaped(cell)
    return gaps[int(found[1]) - 1] if found[0] == cell else None
