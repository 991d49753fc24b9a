"""Tables of plain cells out of CSV, TSV, XLSX and ODS. Nothing is computed: a formula counts by its stored result.

CSV as in RFC 4180, with whatever delimiter it has; XLSX as in ECMA-376 part 1, ch. 18; ODS as in OpenDocument 1.3
part 3, ch. 9. What is in the file beside cells (macros, pictures, links) is told by the caller's notes.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from chiron.engine.library.importing.arriving import Notes
from chiron.engine.library.importing.formats.sheets.heads import heads
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import decoded
from chiron.engine.library.importing.xml import local, parse, text_of

ROWS = 200_000
COLUMNS = 200
CELL = 32_767
"""Characters, as in Excel."""


@dataclass(slots=True)
class Table:
    """One sheet. Rows have their numbers as a person sees them, from 1; ``odd`` says what is wrong with a cell."""

    place: str
    title: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    commas: bool = False
    """Whether semicolons stand between cells, as where commas are for decimals."""

    def add(self, number: int, cells: list[str]) -> bool:
        """Keep a row that holds something; False once there are too many."""
        if any(cells):
            self.rows.append((number, [cell[:CELL] for cell in cells[:COLUMNS]]))
        return len(self.rows) < ROWS


def separated(name: str, data: bytes, notes: Notes) -> Iterator[Table]:
    """A text with delimiters between cells. The encoding, where it is not UTF-8, is told."""
    text, encoding = decoded(data)
    if encoding.lower().replace("_", "-") not in ("utf-8", "utf-8-sig", "ascii"):
        notes.changed(name, name, f"It is read as {encoding}.")
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r'"?sep=(.)"?\s*', first.strip("\ufeff"), re.IGNORECASE)
    text = rest if declared else text
    between = declared.group(1) if declared else delimiter(text)
    table = Table(name, "", commas=between == ";")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=False)
    # Rows are counted as a spreadsheet shows them: a cell may hold several lines.
    for number in count(1):
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            notes.left(f"{name}-{number}", f"{name}, row {number}", "row", f"It cannot be read: {error}.")
            continue
        if not table.add(number, [cell.strip() for cell in cells]):
            notes.left(name, name, "rows", f"Beyond {ROWS} rows nothing is read.")
            break
    yield table


def delimiter(text: str) -> str:
    """What stands between cells: what makes most heads known, then what makes rows of the same width."""
    sample = text[:20_000]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample

    def fit(between: str) -> tuple[int, float, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=between) if any(row)]
        except csv.Error:
            return 0, 0.0, 0
        known = max((heads(row).weight() for row in rows[:20]), default=0)
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        return known, widths.count(usual) / max(1, len(widths)) if usual > 1 else 0.0, usual

    return max(";\t,|", key=fit)


def workbook(place: str, opened: Opened, notes: Notes) -> Iterator[Table]:
    """The sheets of an XLSX workbook, from its parts. Raises Unusable."""
    try:
        import openpyxl
    except ImportError:
        raise Unusable(
            f"{place}: reading XLSX needs openpyxl. Install it: pip install 'chiron[documents]', or save as CSV."
        ) from None
    packed = _repacked(place, opened, notes)
    try:
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise Unusable(f"{place}: the workbook cannot be read: {_said(error)}.") from None
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        if sheet not in shown:
            notes.left(sheet.title, f"{place}, sheet {sheet.title}", "sheet", "It is hidden.")
    for sheet in shown:
        where = f"{place}, sheet {sheet.title}" if len(shown) > 1 else place
        table = Table(where, sheet.title if len(shown) > 1 else "")
        try:
            # A stored size may be wrong, and is a way to ask for a billion rows.
            sheet.reset_dimensions()
            _filled(table, sheet, notes)
        except Exception as error:
            notes.left(sheet.title, where, "sheet", f"From row {len(table.rows) + 1} on it is broken: {_said(error)}.")
        yield table
    book.close()


def _filled(table: Table, sheet: object, notes: Notes) -> None:
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS), 1):  # type: ignore[attr-defined]
        texts = []
        for column, cell in enumerate(cells):
            value = cell.value
            if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
                table.odd[number, column] = (
                    f"a date stands here ({value}); a fraction such as 3/4 becomes one unless it is typed as text"
                )
            elif isinstance(value, str) and cell.data_type == "e":
                table.odd[number, column] = f"an error stands here ({value})"
            texts.append(_written(value, cell.number_format if isinstance(value, (int, float)) else ""))
        if not table.add(number, texts) or number > 5 * ROWS:
            notes.left(table.title or table.place, table.place, "rows", f"Beyond {ROWS} rows nothing is read.")
            return


def _written(value: object, form: str) -> str:
    """A cell's value as a person would type it: 0.1 + 0.2 is 0.3, and half shown as 50% is 50%."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (int, float)):
        if form and form.rstrip().endswith("%"):
            return f"{float(value) * 100:.12g}%"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    if isinstance(value, datetime.datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value).replace("_x000D_", "").strip()


def _repacked(place: str, opened: Opened, notes: Notes) -> io.BytesIO:
    """The parts that hold cells alone, checked, as a package of their own."""
    packed = io.BytesIO()
    names = opened.names()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as written:
        for name in names:
            low = name.lower()
            if low.endswith((".xml", ".rels")) and not re.search(r"externallinks|customxml|drawings|media", low):
                data = opened.bytes(name)
                if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
                    raise Unusable(f"{place}: {name} declares entities, which no workbook does. It is not read.")
                if low.endswith((".xml.rels", "/.rels")):
                    data = re.sub(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*/>", b"", data)
                written.writestr(name, data)
    for kind, pattern in (("macro", "vbaproject"), ("picture", "xl/media/"), ("link to other files", "externallinks/")):
        count = sum(pattern in name.lower() for name in names)
        if count:
            notes.left(f"{kind}s", place, kind, f"{count} in the workbook: only cells are read.")
    packed.seek(0)
    return packed


def opendocument(place: str, opened: Opened, notes: Notes) -> Iterator[Table]:
    """The sheets of an ODS workbook. Raises Unusable."""
    try:
        root = parse(opened.bytes("content.xml"), f"{place}, content.xml")
    except KeyError:
        raise Unusable(f"{place}: there is no content.xml in it.") from None
    sheets = [element for element in root.iter() if local(element) == "table"]
    for sheet in sheets:
        title = _attribute(sheet, "name")
        where = f"{place}, sheet {title}" if len(sheets) > 1 else place
        table = Table(where, title if len(sheets) > 1 else "")
        number = 1
        for row in (element for element in sheet.iter() if local(element) == "table-row"):
            cells = [text for cell in row for text in _repeated(cell)][:COLUMNS]
            if not table.add(number, cells):
                notes.left(title, where, "rows", f"Beyond {ROWS} rows nothing is read.")
                break
            number += _count(row, "number-rows-repeated")
        yield table


def _repeated(cell: etree._Element) -> list[str]:
    if local(cell) not in ("table-cell", "covered-table-cell"):
        return []
    kind = _attribute(cell, "value-type")
    lines = [text_of(paragraph) for paragraph in cell if local(paragraph) == "p"]
    text = "\n".join(lines).strip()
    if kind == "float":
        text = f"{float(_attribute(cell, 'value') or 0):.15g}"
    elif kind == "boolean":
        text = _attribute(cell, "boolean-value").capitalize()
    return [text] * min(_count(cell, "number-columns-repeated"), COLUMNS)


def _attribute(element: etree._Element, name: str) -> str:
    attributes = element.attrib.items()
    return next((str(value) for key, value in attributes if str(key).rpartition("}")[2] == name), "")


def _count(element: etree._Element, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isdigit() else 1


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
