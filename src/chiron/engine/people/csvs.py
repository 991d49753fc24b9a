"""CSV for every table: safe to open in a spreadsheet, and read back from whatever a spreadsheet wrote. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from chiron.core.errors import InvalidInput

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a cell that begins with one of these (OWASP, CSV Injection)."""


def safe(cell: Cell) -> str:
    """A cell's text that no spreadsheet takes for a formula: an apostrophe before what could be one.

    Numbers are written as they are; only text can carry a formula.
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return "'" + cell if cell.lstrip(" \u00a0\x00").startswith(_FORMULA) or cell.startswith("'") else cell


def bare(cell: str) -> str:
    """The text that ``safe`` made safe."""
    return cell[1:] if cell.startswith("'") else cell


def write(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as UTF-8 CSV with CRLF (RFC 4180) and a byte-order mark, which spreadsheets need to read UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in head])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def read(data: bytes, most_bytes: int = 2_000_000) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the number of the line on which it ends; blank rows are left out.

    Comma, semicolon and tab are told apart by the first line. Raises InvalidInput naming the place.
    """
    if len(data) > most_bytes:
        raise InvalidInput(f"The file is larger than {most_bytes // 1000} kB. Split it into parts.", field="file")
    text = decode(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, [bare(cell.strip()) for cell in row]))
    except csv.Error as problem:
        message = f"Line {reader.line_num}: this is not CSV ({problem}). Check its quotation marks."
        raise InvalidInput(message, field="file", line=reader.line_num) from None
    return rows


def decode(data: bytes) -> str:
    """A file's text: UTF-8, with or without a mark, or UTF-16 with one. Raises InvalidInput naming the line."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        message = f"Line {line}: a character is not UTF-8. Save the file as CSV UTF-8 and try again."
        raise InvalidInput(message, field="file", line=line) from None
    if "\x00" in text:
        raise InvalidInput("The file is not text. Save the sheet as CSV and try again.", field="file")
    return text
