"""What an import's page shows, made once beside the course: a page that is looked at reads no course and no report.

It stands in ``overview.json`` in the job's folder, with a stamp of the course's folder: what is decided on proposals
writes that folder anew, and the next look makes the overview anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import astuple, dataclass
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.engine.library.checking import look_over
from chiron.engine.library.faults import Fault
from chiron.engine.library.importing.reporting import Line
from chiron.engine.library.importing.reviewing import PROPOSALS, load

FILE, COURSE, REPORT = "overview.json", "course", "report.json"
FAULTS = 100
"""So many faults are told of a course that cannot be published yet."""
TOLD = 200
"""Lines of a report on its page; the file has all."""

TEXTS_ALONE = (
    "It has texts to read, and nothing to answer yet.",
    "Take some of what is proposed from the text, or write some, and it can go on the shelf.",
)
NOTHING_ASKED = (
    "It has nothing to answer yet.",
    "Put a course together with it, and bring in questions from elsewhere.",
)
"""Faults with their remedies."""

Unit = tuple[str, tuple[tuple[str, int], ...], tuple[str, ...]]
"""A unit's title, its skills with how many items each has, and the titles of its readings."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What came of an import. Without a course where it is too broken to be read as one."""

    course: str
    title: str
    licence: str
    units: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    told: tuple[Line, ...] = ()
    """The first lines of what was changed or left out."""
    more: int = 0
    """How many of them stand in the report alone."""
    proposed: int = 0
    """Proposals that wait for a decision."""

    @property
    def items(self) -> int:
        """All items."""
        return sum(count for _, skills, _ in self.units for _, count in skills)


def overview(folder: Path) -> Overview | None:
    """That of a job: as it was left, or made anew where the course has changed since; None without a course."""
    stamp = _stamp(folder)
    if stamp is None:
        return None
    try:
        kept = json.loads((folder / FILE).read_bytes())
        if kept["stamp"] == stamp:
            return _read(kept["overview"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return keep(folder)


def keep(folder: Path) -> Overview | None:
    """Make the overview of a job's folder and leave it there; None where there is no course."""
    stamp = _stamp(folder)
    if stamp is None:
        return None
    made = _made(folder)
    new = folder / f".{FILE}.{os.getpid()}"
    try:
        new.write_text(json.dumps({"stamp": stamp, "overview": astuple(made)}, ensure_ascii=False), "utf-8")
        new.replace(folder / FILE)
    except OSError:  # A full disk takes nothing but time from whoever looks.
        new.unlink(missing_ok=True)
    return made


def _stamp(folder: Path) -> list[int] | None:
    """What is different once the course's folder, or what is decided of it, was written anew."""
    try:
        course = (folder / COURSE).stat()
    except OSError:
        return None
    try:
        decided = (folder / COURSE / PROPOSALS).stat().st_mtime_ns
    except OSError:
        decided = 0
    return [course.st_ino, course.st_mtime_ns, decided]


def _made(folder: Path) -> Overview:
    course = folder / COURSE
    told, more = _told(folder / REPORT)
    proposed = _proposed(course)
    looked = look_over(course)
    if looked.course is None:
        return Overview("", "", "", (), _needed(course) or looked.faults[:FAULTS], told, more, proposed)
    units = tuple(
        (
            unit.title,
            tuple((skill.title, len(skill.templates)) for skill in unit.skills),
            tuple(reading.title for reading in unit.readings),
        )
        for unit in looked.course.units
    )
    about = looked.course
    return Overview(about.id, about.title, about.licence, units, looked.faults[:FAULTS], told, more, proposed)


def _proposed(course: Path) -> int:
    """How many proposals wait; none where they were made by another version and cannot be read: their page says so."""
    try:
        queue = load(course)
    except InvalidInput:
        return 0
    return len(queue.open) if queue else 0


def _told(report: Path) -> tuple[tuple[Line, ...], int]:
    """The first lines of what was changed or left out, and how many more there are."""
    told = [line for line in lines(report) if line.fate != "kept"]
    return tuple(told[:TOLD]), max(0, len(told) - TOLD)


def lines(report: Path) -> list[Line]:
    """Every line of a report; none where there is no report, as of a package of Chiron's own."""
    try:
        told = json.loads(report.read_bytes())
    except OSError:
        return []
    return [Line(**each) for each in told["lines"]]


def _needed(course: Path) -> tuple[Fault, ...]:
    """What a course of texts or packages alone still needs, in words that help more than what its fields lack."""
    if any(file for file in course.glob("units/*/*.yaml") if file.name != "unit.yaml"):
        return ()
    if any(course.glob("units/*/readings/*")):
        return (Fault("course.yaml", 1, *TEXTS_ALONE),)
    return (Fault("course.yaml", 1, *NOTHING_ASKED),)


def _read(kept: Json) -> Overview:
    course, title, licence, units, faults, told, more, proposed = kept
    return Overview(
        course,
        title,
        licence,
        tuple((name, tuple((skill, count) for skill, count in skills), tuple(texts)) for name, skills, texts in units),
        tuple(Fault(*fault) for fault in faults),
        tuple(Line(*line) for line in told),
        more,
        proposed,
    )
