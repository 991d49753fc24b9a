"""What a course has of all that a skill should have: the table of ``chiron course report``, and what is missing.

What is missing here is no fault: the course can be taught. It is what an author still has to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chiron.core.learning.course import Course, Hints, Skill, Step, Template
from chiron.engine.library import faults as where
from chiron.engine.library.checking import Looked
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.level import Level, level

PURPOSES = ("fluency", "understanding", "application", "error")
TEMPLATES, RUNGS, MISCONCEPTIONS, TRANSFER = 4, 4, 3, 2
"""So many each skill should have at least."""
SHOWN = ("working", "graph", "table", "labelling", "order", "match", "code")
"""Kinds of step in which something is done and not only answered."""
_WORKED = re.compile(r"^#+ .*\bexample\b", re.IGNORECASE | re.MULTILINE)
_FADED = re.compile(r"^#+ .*\b(your turn|finish|faded|complete|try (it|one)|half)\b", re.IGNORECASE | re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Row:
    """What one skill has. ``purposes`` are the letters of those it has; ``translated`` counts templates by language."""

    unit: str
    skill: str
    words: int
    question: bool
    pictures: int
    worked: bool
    faded: str
    templates: int
    purposes: str
    doing: tuple[str, ...]
    rungs: bool
    misconceptions: int
    transfer: int
    resources: int
    reading: Level
    translated: tuple[tuple[str, int], ...]
    missing: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A row for each skill, and what the course as a whole lacks."""

    title: str
    rows: tuple[Row, ...]

    @property
    def templates(self) -> int:
        """Templates of all skills."""
        return sum(row.templates for row in self.rows)

    @property
    def missing(self) -> tuple[Fault, ...]:
        """All that is missing, in the order of the skills."""
        return tuple(fault for row in self.rows for fault in row.missing)


def report(looked: Looked) -> Report:
    """What each skill of a course has. Raises LookupError where the course cannot be read."""
    course = looked.course
    if course is None:
        raise LookupError("The course cannot be read.")
    rows = [
        _row(course, looked, unit.id, skill, ("units", number, "skills", place))
        for number, unit in enumerate(course.units)
        for place, skill in enumerate(unit.skills)
    ]
    return Report(course.title, tuple(rows))


def _row(course: Course, looked: Looked, unit: str, skill: Skill, path: where.Path) -> Row:
    purposes = {template.purpose for template in skill.templates}
    return Row(
        unit=unit,
        skill=skill.id,
        words=len(skill.lesson.split()),
        question=begins_with_a_question(skill.lesson),
        pictures=len(_PICTURE.findall(skill.lesson)) + sum(_has_picture(template) for template in skill.templates),
        worked=bool(_WORKED.search(skill.lesson)),
        faded=faded(skill),
        templates=len(skill.templates),
        purposes="".join(name[0].upper() if name in purposes else "-" for name in PURPOSES),
        doing=tuple(kind for kind in SHOWN if any(step.kind == kind for step in _steps(skill))),
        rungs=all(_whole(step) for step in _steps(skill)),
        misconceptions=len(skill.misconceptions),
        transfer=sum("transfer" in template.use for template in skill.templates),
        resources=len(skill.resources),
        reading=level(texts(skill), course.locale.language),
        translated=tuple(
            (other.course.locale.language, sum(stand.skill == skill.id for stand in other.stands))
            for other in looked.others
            if other.course is not None
        ),
        missing=tuple(_missing(skill, path, looked.places)),
    )


def _steps(skill: Skill) -> list[Step]:
    return [step for template in skill.templates for step in template.steps]


def _has_picture(template: Template) -> bool:
    return template.picture is not None or any("drawing" in step.extra for step in template.steps)


def texts(skill: Skill) -> Iterator[str]:
    """What a learner reads of a skill: the lesson, and every prompt, hint and solution as it was written."""
    yield skill.lesson
    for template in skill.templates:
        yield from (template.prompt, template.solution)
        for step in template.steps:
            yield from (step.prompt, step.solution, *(text for _, text in step.rungs))


def begins_with_a_question(lesson: str) -> bool:
    """Whether something is asked in the first section."""
    sections = re.split(r"^#+ .*$", lesson, flags=re.MULTILINE)
    first = next((text for text in sections if text.strip()), "")
    heading = next((line for line in lesson.splitlines() if line.startswith("#")), "")
    return "?" in first or "?" in heading


def faded(skill: Skill) -> str:
    """Where a learner finishes what was begun: ``lesson``, ``steps`` (a way of several steps can be shown in part), or
    nothing."""
    if _FADED.search(skill.lesson):
        return "lesson"
    several = any(len(template.steps) > 1 or template.steps[0].kind == "working" for template in skill.templates)
    return "steps" if several else ""


def _missing(skill: Skill, path: where.Path, places: Places) -> Iterator[Fault]:
    yield from _lesson_lacks(skill, places.of(path)[0].removesuffix(".yaml") + ".md")
    yield from _skill_lacks(skill, places.of(path))
    for number, template in enumerate(skill.templates):
        for at, step in enumerate(template.steps):
            if not _whole(step):
                inner = places.of((*path, "templates", number, "steps", at, "hints"))
                yield Fault(*inner, *_ladder_lacks(f"{template.id}/{step.id}", step))


def _whole(step: Step) -> bool:
    """Whether the ladder has its four rungs. A plain list has none of them by name."""
    return isinstance(step.hints, Hints) and len(step.rungs) == RUNGS


def _ladder_lacks(name: str, step: Step) -> tuple[str, str]:
    if isinstance(step.hints, Hints):
        return f"The ladder of {name} has no worked example.", "Write one."
    remedy = "Write where to look, the principle, the next step and an example."
    if step.hints:
        return f"The hints of {name} are a plain list.", remedy
    return f"There are no hints for {name}.", remedy


def _lesson_lacks(skill: Skill, lesson: str) -> Iterator[Fault]:
    if not skill.lesson:
        yield Fault(lesson, 1, "There is no lesson.", "Write it in this file.")
        return
    if not begins_with_a_question(skill.lesson):
        yield Fault(lesson, 1, "The lesson does not begin with a question.", "Ask one in its first section.")
    if not _WORKED.search(skill.lesson):
        remedy = "Add `## A worked example` with a reason for each line."
        yield Fault(lesson, 1, "The lesson has no worked example.", remedy)


def _skill_lacks(skill: Skill, place: where.Place) -> Iterator[Fault]:
    def told(message: str, remedy: str) -> Fault:
        return Fault(*place, message, remedy)

    if not faded(skill):
        remedy = "Add a template of several steps or of working, or a section `## Your turn` that begins an example."
        yield told("Nothing is worked in part.", remedy)
    purposes = {template.purpose for template in skill.templates}
    if gone := [name for name in PURPOSES if name not in purposes]:
        yield told(f"No template is for {' or '.join(gone)}.", "Write one, with that `purpose`.")
    if len(skill.templates) < TEMPLATES:
        yield told(f"{len(skill.templates)} templates of at least {TEMPLATES}.", "Write more.")
    if len(skill.misconceptions) < MISCONCEPTIONS:
        count = len(skill.misconceptions)
        yield told(f"{count} misconceptions of at least {MISCONCEPTIONS}.", "Name what learners get wrong here.")
    transfer = sum("transfer" in template.use for template in skill.templates)
    if transfer < TRANSFER:
        remedy = "Write one that looks different and needs the same idea, with `use: [transfer]`."
        yield told(f"{transfer} templates for transfer of at least {TRANSFER}.", remedy)
    if not skill.resources:
        yield told("There are no resources.", "Name a book, page or video, with its licence.")
