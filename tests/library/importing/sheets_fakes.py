"""Sheets made from a few lines, how tests read them, and what Chiron's grader says."""

from __future__ import annotations

import io

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Arrival, Question
from chiron.engine.library.importing.formats.sheets import READER
from chiron.engine.library.importing.opening import open_bytes
from chiron.engine.library.importing.reporting import Report

openpyxl = pytest.importorskip("openpyxl")
OPTIONS = "Question,Answer A,Answer B,Answer C,Answer D,Correct answer\n"


def read(text: str | bytes, name: str = "quiz.csv") -> tuple[list[Arrival], Report]:
    data = text.encode() if isinstance(text, str) else text
    report = Report()
    return list(READER.read(open_bytes(name, data), report)), report


def questions(text: str | bytes, name: str = "quiz.csv") -> list[Question]:
    return [arrival for arrival in read(text, name)[0] if isinstance(arrival, Question)]


def one(answer: str, **columns: str) -> Question:
    """The question of a sheet with one row."""
    names = ["Question", "Answer", *columns]
    cells = ["What is it?", answer, *columns.values()]
    (found,) = questions("\t".join(names).replace("_", " ") + "\n" + "\t".join(cells) + "\n", "quiz.tsv")
    return found


def verdict(question: Question, typed: dict[str, list[str]] | str, decimal: str = ".") -> Outcome | str:
    """What Chiron's own grader says of a form."""
    step = question.steps[0]
    kind = interaction(step.kind)
    spec = kind.Spec.model_validate(step.fields)
    task, key = kind.make(spec, {}, Chance(1), Locale(decimal=decimal))
    form = {"answer": [typed]} if isinstance(typed, str) else typed
    try:
        return kind.grade(task, key, kind.read(task, form)).outcome
    except Unread:
        return "asked again"


def pick(question: Question, *texts: str) -> Outcome | str:
    """The verdict on options picked by their words."""
    step = question.steps[0]
    kind = interaction(step.kind)
    task, key = kind.make(kind.Spec.model_validate(step.fields), {}, Chance(1), Locale())
    ids = [option["id"] for option in task["options"] if option["text"] in texts]
    assert len(ids) == len(texts)
    return kind.grade(task, key, kind.read(task, {"answer": ids})).outcome


def workbook(rows: list[list[object]], title: str = "Quiz") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
