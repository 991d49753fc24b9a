"""What came of checkpoints and final checks: an assigned one over the class, and one learner's sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.core.learning.course import Skill
from chiron.core.learning.sheet import Handed, Score
from chiron.desks.insight.sheets import result
from chiron.desks.studio import assignments
from chiron.desks.studio import store as studio
from chiron.desks.tutoring.views.sheets import title_of
from chiron.engine.people import classes
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.faces.web.language import _, tag
from chiron.faces.web.teacher.access import Teaching, read_id, teaching
from chiron.faces.web.teacher.learner import course_of, pupil
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher")
Teacher = Annotated[Teaching, Depends(teaching)]


@dataclass(frozen=True, slots=True)
class Row:
    """One learner of an assigned check: the sheet handed in since, if one was, and what it leaves to repeat."""

    learner: Person
    handed: Handed | None
    begun: bool
    repeat: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One skill over the class: of how many learners it was asked, and how many had every item right."""

    skill: Skill
    asked: int
    shown: int
    waiting: int


@router.get("/checks/{assignment}")
async def over_class(request: Request, teacher: Teacher, assignment: str) -> Response:
    """An assigned check: who handed it in, what each has to repeat, and how the class did skill by skill."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        found = await studio.find(conn, read_id(assignment))
        if found is None or found.what != "check":
            raise NotFound(_("There is nothing here that you can see."))
        await require(conn, teacher.person, Action.SEE_CLASS_LEARNING, found.class_id)
        room = await classes.view(conn, found.class_id)
        members = await classes.members(conn, found.class_id, "learner")
        wanted = teacher.person.reads(found.course)
        course, _version = await teacher.house.shelf.course(conn, found.course, None, wanted)
        meant = [person for person in members if found.concerns(person.id)]
        states = await teacher.desk.folds.several(conn, meant, found.course)
    rows = []
    for person in meant:
        state = states[person.id]
        handed, sheet = assignments.handed_for(found, state), state.sheet
        begun = sheet is not None and f"{sheet.kind}/{sheet.part}" == found.part
        names = [] if handed is None else [n for n, score in handed.scores.items() if _missed(score)]
        rows.append(Row(person, handed, begun, tuple(course.skills[n] for n in names if n in course.skills)))
    return render(
        request,
        "teacher/checks.html",
        given=found,
        room=room,
        course=course,
        rows=rows,
        skills=_over_class(rows, list(course.skills.values())),
        now=teacher.now,
        here="class",
    )


def _missed(score: Score) -> bool:
    return score.right < score.judged


def _over_class(rows: list[Row], skills: list[Skill]) -> list[Shown]:
    found = []
    for skill in skills:
        scores = [row.handed.scores[skill.id] for row in rows if row.handed and skill.id in row.handed.scores]
        if scores:
            waiting = sum(score.waits for score in scores)
            found.append(Shown(skill, len(scores), sum(score.shown for score in scores), waiting))
    return found


@router.get("/learner/{learner}/check/{sheet}")
async def one(request: Request, teacher: Teacher, learner: str, sheet: str, course: str = "") -> Response:
    """One learner's sheet, as it counts now: skill by skill, with every answer and the worked solutions."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        found = await result(conn, teacher.desk.folds, person, chosen.id, sheet, tag())
    if found is None:
        raise NotFound(_("There is nothing here that you can see."))
    return render(
        request,
        "teacher/check.html",
        who=person,
        course=chosen,
        result=found,
        title=title_of(chosen, found.kind, found.part),
        now=teacher.now,
        here="teacher",
    )
