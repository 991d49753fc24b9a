"""Sheets of questions: CSV, TSV, XLSX and ODS, by the heads of their columns (docs: how-to, import)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Question
from chiron.engine.library.importing.formats.sheets.cells import (
    Table,
    delimiter,
    opendocument,
    separated,
    workbook,
)
from chiron.engine.library.importing.formats.sheets.heads import found_in
from chiron.engine.library.importing.formats.sheets.rows import HEADS_WITHIN, Rows
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes
from chiron.engine.library.importing.texts import started

LEAST_PAIRS = 3
_TEXTS = (".csv", ".tsv", ".tab")
_BOOKS = (".xlsx", ".xlsm", ".ods")
_OLD = (".xls",)
_BESIDE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


class Sheets:
    """See the package's docstring."""

    name = "sheets"
    title = "Sheet of questions (CSV, TSV, XLSX, ODS)"

    def fits(self, opened: Opened) -> float:
        """By the files' endings, and whether a row of heads asks and answers."""
        names = opened.names()
        if "xl/workbook.xml" in names or _is_opendocument(opened):
            return 0.9
        known = [name for name in names if name.lower().endswith((*_TEXTS, *_BOOKS, *_OLD))]
        if not known:
            return self._guess(opened) if len(names) == 1 else 0.0
        others = [name for name in names if name not in known and not name.lower().endswith(_BESIDE)]
        return (0.9 if len(names) == 1 else 0.8) * len(known) / (len(known) + len(others))

    def _guess(self, opened: Opened) -> float:
        """A file without a telling name, such as an export called ``questions.txt``."""
        (name,) = opened.names()
        if "." in name and not name.lower().endswith(".txt"):
            return 0.0
        try:
            text = started(opened.beginning(name))
        except (Unusable, KeyError):
            return 0.0
        between = delimiter(text)
        rows = [line.split(between) for line in text.splitlines()[:HEADS_WITHIN]]
        heads = found_in(rows)
        if heads is not None and heads.weight() > 2:
            return 0.7
        # What Quizlet gives out: a term, a tab, its meaning.
        every = text.splitlines()
        lines = [line for line in (every[:-1] if len(every) > LEAST_PAIRS else every) if line.strip()]
        pairs = sum(line.strip().count("\t") == 1 for line in lines)
        return 0.6 if len(lines) >= LEAST_PAIRS and pairs >= 0.9 * len(lines) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Questions row by row. Raises Unusable where there is none, saying what the columns must be called."""
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        rows = Rows(opened, notes)
        title = posixpath.splitext(posixpath.basename(opened.name))[0]
        count, told = 0, False
        for table in self._tables(opened, notes):
            if not told:
                # The language of the heads is that of the answers: how numbers are written hangs on it.
                heads = found_in([cells for _, cells in table.rows[:HEADS_WITHIN]])
                told = heads is not None
                yield About(title, heads.language if heads else "")
            for arrival in rows.questions(table):
                count += isinstance(arrival, Question)
                yield arrival
        if not count:
            raise Unusable(
                f"{opened.name}: no question was found. The columns need heads such as Question, Answer, Option A, "
                "Option B, Wrong answers, Type, Hint, Explanation, Skill, Unit, Tolerance, Picture."
            )
        for name in opened.names():
            if name.lower().endswith(_BESIDE) and name not in rows.pictures:
                notes.left(name, name, "picture", "No question names it.")

    def _tables(self, opened: Opened, notes: Notes) -> Iterator[Table]:
        names = opened.names()
        if "xl/workbook.xml" in names or _is_opendocument(opened):
            yield from (workbook if "xl/workbook.xml" in names else opendocument)(opened.name, opened, notes)
            return
        for name in names:
            if name.lower().endswith(_BESIDE):
                continue
            try:
                yield from _of_file(name, opened, notes)
            except Unusable as error:
                if len(names) == 1:
                    raise
                notes.left(name, name, "file", error.message)


def _is_opendocument(opened: Opened) -> bool:
    """Whether the parts of an OpenDocument spreadsheet lie open (OpenDocument 1.3 part 2, 3.3)."""
    return "mimetype" in opened.names() and b"opendocument.spreadsheet" in opened.beginning("mimetype", 100)


def _of_file(name: str, opened: Opened, notes: Notes) -> Iterator[Table]:
    low = name.lower()
    start = opened.beginning(name, 8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unusable(f"{name} is an old or encrypted workbook. Save it as .xlsx without a password, or as CSV.")
    if start.startswith(b"PK"):
        inside = open_bytes(name, opened.bytes(name))
        for member, why in inside.refused():
            notes.left(member, f"{name}, {member}", "part", why)
        yield from (opendocument if "content.xml" in inside.names() else workbook)(name, inside, notes)
    elif low.endswith(_BOOKS):
        raise Unusable(f"{name} is called a workbook but is none: it is broken or cut off. Save it again.")
    elif low.endswith((*_TEXTS, ".txt")) or "." not in name:
        yield from separated(name, opened.bytes(name), notes)
    else:
        notes.left(name, name, "file", "It is no sheet.")


READER = Sheets()
