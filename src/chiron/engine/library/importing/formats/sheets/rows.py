"""Rows of a table as questions."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from chiron.engine.library.importing.arriving import Arrival, Asked, Hint, Media, Notes, Question
from chiron.engine.library.importing.formats.sheets import values
from chiron.engine.library.importing.formats.sheets.answers import made
from chiron.engine.library.importing.formats.sheets.cells import Table
from chiron.engine.library.importing.formats.sheets.heads import Heads, found_in, named_and_meant
from chiron.engine.library.importing.formats.sheets.options import options_named, within
from chiron.engine.library.importing.formats.sheets.shapes import Cells, Made, Sheet, Trouble
from chiron.engine.library.importing.formats.sheets.words import asking, markdown
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import free, identifier, in_one_line
from chiron.engine.library.importing.texts import title as titled

_LETTER = re.compile(r"\(?[A-Ha-h][.)]?(?:\s*[,;|]\s*[A-Ha-h])*")
HEADS_WITHIN = 25
"""Kahoot's template has its heads in the eighth row."""
_NOT_CARRIED = {"difficulty": "a difficulty", "time": "a time limit", "points": "points", "video": "a film or sound"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


@dataclass(slots=True)
class Rows:
    """Reads the tables of one source; keys are unique in all of them."""

    opened: Opened
    notes: Notes
    taken: set[str] = field(default_factory=set)
    pictures: dict[str, str] = field(default_factory=dict)

    def questions(self, table: Table) -> Iterator[Arrival]:
        """The questions of a table; its columns that come to nothing are told once."""
        heads = self._heads(table)
        if heads is None:
            return
        rows = [row for row in table.rows if row[0] > heads.row]
        sheet = _sheet(table, heads, rows)
        units = _unit_is_a_unit(heads, rows)
        self._told(table, heads, rows)
        for number, cells in rows:
            yield from self._row(table, heads, sheet, units, number, cells)

    def _heads(self, table: Table) -> Heads | None:
        first = table.rows[:HEADS_WITHIN]
        heads = found_in([cells for _, cells in first])
        if heads is not None:
            heads = _numbered(heads, first[heads.row][0])
            for number, _ in first:
                if number < heads.row:
                    self.notes.left(
                        f"row-{number}",
                        f"{table.place}, row {number}",
                        "row",
                        "It stands above the heads of the columns.",
                    )
            return heads
        widths = Counter(sum(map(bool, cells)) for _, cells in table.rows)
        if len(table.rows) > 2 and widths.get(2, 0) > 0.8 * len(table.rows):
            number, cells = table.rows[0]
            if named_and_meant(cells):
                return Heads(number, {"question": 0, "answer": 1})
            self.notes.changed(
                table.place,
                table.place,
                "Its columns have no heads: the first is read as the question, the second as the answer.",
            )
            return Heads(0, {"question": 0, "answer": 1})
        if table.rows:
            said = ", ".join(repr(cell) for cell in table.rows[0][1] if cell)[:120]
            self.notes.left(
                table.title or table.place,
                table.place,
                "sheet",
                f"No row names a column for questions and one for answers (the first says {said}). "
                "Name them, for example, Question, Answer, Option A, Option B, Hint, Explanation.",
            )
        return None

    def _told(self, table: Table, heads: Heads, rows: list[tuple[int, list[str]]]) -> None:
        def used(column: int) -> bool:
            return any(_at(cells, column) for _, cells in rows)

        for column, head in heads.unknown.items():
            if used(column):
                self.notes.left(head, table.place, "column", f"It is not known what the column {head!r} holds.")
        for name, what in _NOT_CARRIED.items():
            if name in heads.single and used(heads.single[name]):
                self.notes.left(name, table.place, "column", f"A question from a sheet has no place for {what} here.")
        if "tags" in heads.single and "skill" in heads.single and used(heads.single["tags"]):
            self.notes.left("tags", table.place, "column", "Skills are said in a column of their own.")

    def _row(
        self, table: Table, heads: Heads, sheet: Sheet, units: bool, number: int, cells: list[str]
    ) -> Iterator[Arrival]:
        def cell(name: str) -> str:
            return _at(cells, heads.single.get(name, -1))

        place = f"{table.place}, row {number}"
        question = cell("question")
        if not question:
            self.notes.left(f"row-{number}", place, "item", "It has no question.")
            return
        key = self._key(cell("id"), question, place)
        trouble = self._odd(table, heads, number)
        said = _cells(heads, cells, cell("unit") if units else "")
        try:
            if trouble:
                raise Trouble(trouble)
            step = made(said, sheet)
        except Trouble as error:
            self.notes.left(key, place, "item", str(error))
            return
        for sentence in step.changed:
            self.notes.changed(key, place, sentence)
        _told_formulas(self.notes, key, place, cells)
        shown, media = self._picture(cell("picture"), key, place)
        yield from media
        words, lost = markdown(said.question)
        for what in lost:
            self.notes.changed(key, place, f"{what} is left out.")
        yield _question(heads, cells, key, place, words, shown, step, _sections(table, heads, cells, units))

    def _key(self, said: str, question: str, place: str) -> str:
        """The sheet's own name for it, else one made of its words, so that a row put in above changes nothing."""
        key = identifier(said, fallback="row") if said else f"row-{hashlib.sha256(question.encode()).hexdigest()[:12]}"
        if key not in self.taken:
            self.taken.add(key)
            return key
        count = free(lambda number: f"{key}-{number}" in self.taken)
        self.taken.add(f"{key}-{count}")
        if said:
            self.notes.changed(
                f"{key}-{count}", place, f"The id {said!r} is there already: it is called {key}-{count} here."
            )
        return f"{key}-{count}"

    def _odd(self, table: Table, heads: Heads, number: int) -> str:
        columns = [heads.single.get("answer", -1), heads.single["question"], *heads.options.values(), *heads.wrong]
        return next(
            (f"In column {_letter(c)} {table.odd[number, c]}." for c in columns if (number, c) in table.odd), ""
        )

    def _picture(self, said: str, key: str, place: str) -> tuple[str, list[Media]]:
        """The picture that a row names, if it lies beside the sheet; nothing is fetched."""
        if not said:
            return "", []
        if re.match(r"[a-z][a-z0-9+.-]*:", said, re.IGNORECASE):
            self.notes.left(key, place, "picture", f"It lies elsewhere ({said[:200]}), and nothing is fetched.")
            return "", []
        known = {posixpath.basename(name).casefold(): name for name in self.opened.names()}
        name = (
            said if said in self.opened.names() else known.get(posixpath.basename(said.replace("\\", "/")).casefold())
        )
        if not name or not name.lower().endswith(_PICTURES):
            self.notes.left(key, place, "picture", f"There is no picture {said[:200]!r} beside the sheet.")
            return "", []
        self.notes.changed(key, place, "Its picture has no description for those who do not see it.")
        if name in self.pictures:
            return self.pictures[name], []
        media = identifier(posixpath.basename(name), self.pictures.values(), "picture")
        self.pictures[name] = media
        return media, [Media(media, name, name, self.opened.bytes(name))]


def _question(
    heads: Heads, cells: list[str], key: str, place: str, words: str, shown: str, step: Made, section: tuple[str, ...]
) -> Question:
    def cell(name: str) -> str:
        return _at(cells, heads.single.get(name, -1))

    picture = f"![A picture for this question](media:{shown})" if shown else ""
    context = markdown(cell("context"))[0]
    hints = [part for column in heads.hints for part in values.parts(_at(cells, column), "|\n")]
    skills = values.parts(cell("skill") or cell("tags"), ";|," if not cell("skill") else ";|\n")
    solution = markdown(cell("explanation"))[0]
    title = titled(cell("title") or cell("question"), 100)
    own = asking(step.kind, heads.language)
    prompt = "\n\n".join(part for part in (context, "" if step.gaps else words, picture) if part) or own
    asked = Asked("answer", step.kind, own, step.fields, tuple(Hint(markdown(hint)[0]) for hint in hints), solution)
    return Question(key, place, title, prompt, (asked,), section, tuple(skills))


def _cells(heads: Heads, cells: list[str], unit: str) -> Cells:
    def cell(name: str) -> str:
        return _at(cells, heads.single.get(name, -1))

    options = {number: said for number, column in sorted(heads.options.items()) if (said := _at(cells, column))}
    question = cell("question")
    if not options and cell("options"):
        listed = within(cell("options"))
        options = listed[1] if listed else dict(enumerate(values.parts(cell("options"))))
    elif not options and not heads.wrong and (inside := within(question)) and _LETTER.fullmatch(cell("answer")):
        question, options = inside
    wrong = tuple(said for column in heads.wrong if (said := _at(cells, column)))
    told = {number: said for number, column in heads.told.items() if (said := _at(cells, column))}
    return Cells(question, cell("answer"), options, wrong, told, cell("type"), unit, cell("tolerance"))


def _sheet(table: Table, heads: Heads, rows: list[tuple[int, list[str]]]) -> Sheet:
    """How answers are meant in this table, by what most of its rows keep to."""
    columns = [heads.single.get("answer", -1), heads.single.get("tolerance", -1), *heads.options.values(), *heads.wrong]
    said = [_at(cells, column) for _, cells in rows for column in columns]
    comma = values.comma_decimals(said) or (table.commas and not any(re.fullmatch(r"-?\d+\.\d{1,2}", s) for s in said))
    counts: Counter[str] = Counter()
    if not heads.by_number:
        for _, cells in rows:
            row = _cells(heads, cells, "")
            if row.options and row.answer:
                counts.update(by for by in ("text", "letter", "number") if options_named(row, by))
    order = ("text", "letter", "number")
    by = "number" if heads.by_number else max(order, key=lambda each: (counts[each], -order.index(each)))
    return Sheet(comma, heads.language, by)


def _unit_is_a_unit(heads: Heads, rows: list[tuple[int, list[str]]]) -> bool:
    """Whether "unit" holds cm and kg, and not the units of a course."""
    said = [_at(cells, heads.single.get("unit", -1)) for _, cells in rows]
    filled = [text for text in said if text]
    return bool(filled) and sum(values.is_unit(text) for text in filled) * 2 >= len(filled)


def _sections(table: Table, heads: Heads, cells: list[str], units: bool) -> tuple[str, ...]:
    said = (
        table.title,
        _at(cells, heads.single.get("section", -1)),
        "" if units else _at(cells, heads.single.get("unit", -1)),
    )
    return tuple(in_one_line(part) for part in said if part)


def _told_formulas(notes: Notes, key: str, place: str, cells: list[str]) -> None:
    """A text that a spreadsheet would run is a text like any other here."""
    for cell in cells:
        if re.match(r"=\w+\(|[=+@-]cmd\||@SUM\(|=-?\d", cell, re.IGNORECASE):
            notes.changed(key, place, f"The cell {cell[:60]!r} looks like a formula: it is taken as it is written.")


def _numbered(heads: Heads, row: int) -> Heads:
    return Heads(
        row,
        heads.single,
        heads.options,
        heads.wrong,
        heads.hints,
        heads.told,
        heads.unknown,
        heads.by_number,
        heads.language,
    )


def _at(cells: list[str], column: int) -> str:
    return cells[column].strip() if 0 <= column < len(cells) else ""


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
