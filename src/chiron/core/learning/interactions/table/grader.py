"""A table with gaps: each a number, a word, or chosen from a bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, only
from chiron.core.learning.interactions.numeric.grader import Fields as Number
from chiron.core.learning.interactions.numeric.grader import Numeric
from chiron.core.learning.interactions.text.grader import Fields as Written
from chiron.core.learning.interactions.text.grader import ShortText
from chiron.core.learning.interactions.words import matches, reading
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

MOST_GAPS = 40
NUMBER, TEXT = Numeric(), ShortText()


class Words_(Written):  # noqa: N801 - the fields of a gap for words, beside those of text
    """A gap for words; with a bank they are chosen."""

    bank: tuple[Words, ...] | None = Field(None, min_length=2)


def _sort(value: Any) -> str:
    """What a cell is: a mapping with ``answer`` is a number, any other a gap for words, all else a given text."""
    if isinstance(value, Number) or (isinstance(value, Mapping) and "answer" in value):
        return "number"
    return "words" if isinstance(value, Words_ | Mapping) else "text"


Cell = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Words_, Tag("words")] | Annotated[Words, Tag("text")],
    Discriminator(_sort),
]


class Row(Part):
    """One row: its head and its cells."""

    head: Words
    cells: tuple[Cell, ...] = Field(min_length=1, max_length=8)


class Fields(Part):
    """The authored fields."""

    corner: Words | None = None
    columns: tuple[Words, ...] = Field(min_length=1, max_length=8)
    rows: tuple[Row, ...] = Field(min_length=1, max_length=12)

    @model_validator(mode="after")
    def _even(self) -> Fields:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs as many cells as there are columns")
        if not 1 <= sum(not isinstance(cell, str) for row in self.rows for cell in row.cells) <= MOST_GAPS:
            raise ValueError(f"a table needs 1 to {MOST_GAPS} gaps")
        return self


class Table(Kind):
    """See README.md beside this file."""

    kind = "table"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds heads, given texts and what each gap is; the key what each gap accepts."""
        key: dict[str, Json] = {}
        rows: list[Json] = []
        for number, row in enumerate(spec.rows, 1):
            cells: list[Json] = []
            for place, cell in enumerate(row.cells, 1):
                if isinstance(cell, str):
                    cells.append({"text": fill(cell, values, locale.decimal)})
                    continue
                name = f"r{number}c{place}"
                task, key[name] = _judge(cell).make(cell, values, chance, locale)
                cells.append({"gap": name, "bank": _bank(cell, values, chance, locale), "task": task})
            rows.append({"head": fill(row.head, values, locale.decimal), "cells": cells})
        task = {
            "corner": fill(spec.corner, values, locale.decimal) if spec.corner else "",
            "columns": [fill(column, values, locale.decimal) for column in spec.columns],
            "rows": rows,
        }
        return task, {"gaps": key}

    def read(self, task: Json, form: Form) -> Json:
        """What stands in each gap under ``answer.<gap>``; every gap needs something."""
        gaps: dict[str, Json] = {}
        for gap in _gaps(task):
            field = f"answer.{gap['gap']}"
            typed = only(form, field)
            if not typed.strip() or (gap["bank"] and typed not in gap["bank"]):
                raise Unread("fill-every", field=field)
            try:
                gaps[gap["gap"]] = _reader(gap).read(gap["task"], {"answer": [typed]})
            except Unread as unread:
                raise Unread(unread.reason, unread.place, field, unread.readings) from None
        return {"gaps": gaps}

    def typed(self, response: Json) -> Typed:
        """What stands in each gap."""
        return {f"answer.{name}": [gap["typed"]] for name, gap in response["gaps"].items()}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if every gap is; for a person if none is wrong but some cannot be settled."""
        every = {gap["gap"]: self._graded(gap, key, response["gaps"][gap["gap"]]) for gap in _gaps(task)}
        settled = {name: verdict for name, verdict in every.items() if verdict.outcome is not Outcome.PERSON}
        parts = {name: verdict.outcome is Outcome.CORRECT for name, verdict in settled.items()}
        if all(parts.values()):
            whole = len(parts) == len(every)
            return self.right_verdict() if whole else Verdict(Outcome.PERSON, self.checker, parts=parts)
        blamed = next((v for v in settled.values() if v.misconception or v.feedback), None)
        note = None if blamed else next((v.note for v in settled.values() if v.note), None)
        credit = sum(verdict.credit for verdict in settled.values()) / len(every)
        return Verdict(
            Outcome.PARTLY if credit else Outcome.INCORRECT,
            self.checker,
            credit,
            blamed.misconception if blamed else None,
            blamed.feedback if blamed else None,
            parts,
            note,
        )

    def _graded(self, gap: Json, key: Json, response: Json) -> Verdict:
        own = {**key["gaps"][gap["gap"]], "misconceptions": key.get("misconceptions", {})}
        verdict: Verdict = _reader(gap).grade(gap["task"], own, response)
        if verdict.outcome is Outcome.PERSON and gap["bank"]:
            return Verdict(Outcome.INCORRECT, self.checker)
        return verdict

    def describe(self, task: Json, response: Json) -> str:
        """Row by row: what was put in beside its heads."""
        words = {gap["gap"]: _reader(gap).describe(gap["task"], response["gaps"][gap["gap"]]) for gap in _gaps(task)}
        return _told(task, words)

    def answer(self, task: Json, key: Json) -> str:
        """The same with what is right."""
        return _told(
            task, {gap["gap"]: _reader(gap).answer(gap["task"], key["gaps"][gap["gap"]]) for gap in _gaps(task)}
        )

    def right(self, task: Json, key: Json) -> Typed:
        """The right answer of each gap as it is typed, or the one of its bank."""
        found: Typed = {}
        for gap in _gaps(task):
            own = key["gaps"][gap["gap"]]
            offered = [word for word in gap["bank"] or () if matches(word, own["accept"])]
            found[f"answer.{gap['gap']}"] = offered[:1] or _reader(gap).right(gap["task"], own)["answer"]
        return found

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """One gap at a time with a wrong answer that the author expects, or another word of its bank."""
        right = self.right(task, key)
        found: list[Typed] = []
        for gap in _gaps(task):
            own = key["gaps"][gap["gap"]]
            wrong = [form["answer"][0] for form in _reader(gap).mistakes(gap["task"], own)]
            if gap["bank"]:
                wrong = [word for word in gap["bank"] if not matches(word, own["accept"])]
            found += [right | {f"answer.{gap['gap']}": [word]} for word in wrong]
        return found

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """What is wrong with each gap; banks without exactly one accepted word; heads that read the same."""
        found: list[str] = []
        specs = (cell for row in spec.rows for cell in row.cells if not isinstance(cell, str))
        for gap, cell in zip(_gaps(task), specs, strict=True):
            own = key["gaps"][gap["gap"]]
            found += [f"{gap['gap']}: {message}" for message in _judge(cell).faults(cell, gap["task"], own)]
            bank = gap["bank"] or ()
            if bank and sum(matches(word, own["accept"]) for word in bank) != 1:
                found.append(f"{gap['gap']}: the bank needs exactly one accepted word.")
            if len({reading(word) for word in bank}) != len(bank):
                found.append(f"{gap['gap']}: two words in the bank read the same.")
        heads = [row["head"] for row in task["rows"]]
        for name, each in (("rows", heads), ("columns", task["columns"])):
            if len({reading(head) for head in each}) != len(each):
                found.append(f"Two {name} have the same head.")
        return found

    def guess(self, task: Json) -> float:
        """Each bank at random; typed gaps are not guessed."""
        chance = 1.0
        for gap in _gaps(task):
            chance *= 1 / len(gap["bank"]) if gap["bank"] else 0.05
        return max(chance, 0.001)


def _judge(cell: Any) -> Any:
    return NUMBER if isinstance(cell, Number) else TEXT


def _reader(gap: Json) -> Any:
    """The kind of step that a gap is: the task of a number says how it is read, that of words is empty."""
    return NUMBER if gap["task"] else TEXT


def _bank(cell: Any, values: Mapping[str, Value], chance: Chance, locale: Locale) -> list[str] | None:
    words = getattr(cell, "bank", None)
    return chance.shuffled([fill(word, values, locale.decimal) for word in words]) if words else None


def _gaps(task: Json) -> Iterator[Json]:
    return (cell for row in task["rows"] for cell in row["cells"] if "gap" in cell)


def _told(task: Json, words: Mapping[str, str]) -> str:
    """``head (column: word, column: word); head ...``: one column needs no name."""
    rows = []
    for row in task["rows"]:
        named = zip(task["columns"], row["cells"], strict=True)
        cells = [(column, words[cell["gap"]]) for column, cell in named if "gap" in cell]
        if cells:
            single = len(task["columns"]) == 1
            told = ", ".join(word if single else f"{column}: {word}" for column, word in cells)
            rows.append(f"{row['head']}: {told}" if single else f"{row['head']} ({told})")
    return "; ".join(rows)
