"""Short ways to what question banks hold: arrivals, steps, and what the grader says of answers."""

from __future__ import annotations

from typing import Any

from benchmarks.importing_moodle import form, made_once

from chiron.core.learning.course import Locale
from chiron.core.learning.generate import Item
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Arrival, Question, Reader
from chiron.engine.library.importing.opening import open_bytes
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.fakes import composed, templates


def arrivals(reader: Reader, data: str | bytes, name: str) -> tuple[list[Arrival], Report]:
    """What a reader yields of one file, and what it says."""
    report = Report()
    return list(reader.read(open_bytes(name, data.encode() if isinstance(data, str) else data), report)), report


def questions(reader: Reader, data: str | bytes, name: str) -> list[Question]:
    """The questions among it."""
    return [one for one in arrivals(reader, data, name)[0] if isinstance(one, Question)]


def item(question: Question, language: str = "en") -> Item:
    """The item that is composed of a question; fails where it cannot be."""
    made, report = composed(question, language=language)
    every = [template for _, template in templates(made)]
    assert every, [str(line) for line in report.lines]
    return made_once(every[0], Locale.model_validate(made.content["locale"]))


def graded(question: Question, *said: Any) -> list[Outcome | None]:
    """What the grader says of an answer to each step; None where it cannot be read."""
    found: list[Outcome | None] = []
    for step, answer in zip(item(question).steps, said, strict=True):
        kind = interaction(step.kind)
        try:
            found.append(kind.grade(step.task, step.key, kind.read(step.task, form(step, answer))).outcome)
        except Unread:
            found.append(None)
    return found


def left(report: Report) -> dict[str, str]:
    """Why each thing was left out."""
    return {line.key: line.why for line in report.lines if line.fate == "left out"}


def changed(report: Report, key: str) -> str:
    """What is said of a thing that comes otherwise."""
    return " ".join(sentence for _, sentence in report.changes.get(key, []))
