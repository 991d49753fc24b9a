"""Tables with fields in their cells: one step, where Chiron's table holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chiron.core.learning.interactions.words import reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Made, joined
from chiron.engine.library.importing.formats.qti.content import Content
from chiron.engine.library.importing.formats.qti.vocabulary import INLINE, Element, below, children, local, words
from chiron.engine.library.importing.texts import escaped

MOST_COLUMNS, MOST_ROWS, MOST_GAPS = 8, 12, 40
_UNIT = re.compile(r"[^\s\\*_$.,;:?!]{1,12}")
_GROUPS = ("thead", "tbody", "tfoot")


def as_table(content: Content, table: Element, made: Mapping[Element, Made]) -> Made | None:
    """A table step: heads above and at the side, and each field alone in its cell. None where it is otherwise."""
    rows = [children(row, "td", "th") for row in _rows(table)]
    if not rows or any(len(row) != len(rows[0]) for row in rows) or _spans(rows):
        return None
    if not (2 <= len(rows[0]) <= MOST_COLUMNS + 1 and 2 <= len(rows) <= MOST_ROWS + 1):
        return None
    heads, sides = rows[0], [row[0] for row in rows[1:]]
    if any(_asks(cell) for cell in [*heads, *sides]):
        return None
    columns = [content.told(cell) for cell in heads[1:]]
    names = [content.told(cell) for cell in sides]
    if not _apart(columns) or not _apart(names):
        return None
    cells = [[_cell(content, cell, made) for cell in row[1:]] for row in rows[1:]]
    if any(cell is None for row in cells for cell in row):
        return None
    asked = [one for row in rows[1:] for cell in row[1:] for each in _asks(cell) if (one := made.get(each))]
    if not 1 <= len(asked) <= MOST_GAPS:
        return None
    corner = content.told(heads[0])
    fields: dict[str, Json] = {"columns": [escaped(text) for text in columns]}
    if corner:
        fields["corner"] = escaped(corner)
    fields["rows"] = [{"head": escaped(name), "cells": row} for name, row in zip(names, cells, strict=True)]
    return Made("table", fields, solution=joined(one.solution for one in asked))


def _rows(table: Element) -> list[Element]:
    found = children(table, "tr")
    for group in children(table, *_GROUPS):
        found += children(group, "tr")
    return found


def _spans(rows: list[list[Element]]) -> bool:
    return any((cell.get(name) or "1") != "1" for row in rows for cell in row for name in ("colspan", "rowspan"))


def _asks(cell: Element) -> list[Element]:
    return list(below(cell, *INLINE))


def _apart(texts: list[str]) -> bool:
    return all(texts) and len({reading(text) for text in texts}) == len(texts)


def _cell(content: Content, cell: Element, made: Mapping[Element, Made]) -> Json | None:
    """A given text, or the fields of a gap; None where a cell holds both, or what a table cannot."""
    asks = _asks(cell)
    if not asks:
        return escaped(content.told(cell))
    one = made.get(asks[0])
    if len(asks) > 1 or one is None:
        return None
    beside = words(cell).removeprefix(words(asks[0])).strip()
    if one.kind == "numeric" and (not beside or _UNIT.fullmatch(beside)):
        return one.fields | ({"unit": escaped(beside)} if beside else {})
    if beside:
        return None
    if one.kind == "text" or (local(asks[0]) == "inlineChoiceInteraction" and one.gap is not None):
        return dict(one.gap or one.fields)
    return None
