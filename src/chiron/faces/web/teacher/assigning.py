"""Assigning a course, a unit, a skill or a review; a small group is an assignment for some learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning.course import Course, Misconception
from chiron.core.learning.naming import named
from chiron.core.learning.state import LearnerState
from chiron.desks.studio import assignments
from chiron.desks.studio.assignments import Wish
from chiron.desks.studio.store import What
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _, tag
from chiron.faces.web.teacher.access import (
    Chosen,
    Teaching,
    choose,
    first,
    key_of,
    read_id,
    teaching,
    typed,
)
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.wording import names

router = APIRouter()
Teacher = Annotated[Teaching, Depends(teaching)]
Form = dict[str, list[str]]
WHATS: dict[str, What] = {"course": "course", "unit": "unit", "skill": "skill", "review": "review", "check": "check"}
AHEAD = timedelta(days=7)


@router.get("/teacher/assign")
async def show(request: Request, teacher: Teacher) -> Response:
    """The form, filled in with what the row that led here knows."""
    asked: Form = {}
    for name, value in request.query_params.multi_items():
        asked.setdefault(name, []).append(value)
    due = (teacher.now + AHEAD).astimezone(ZoneInfo(teacher.school.time_zone)).date().isoformat()
    return await _page(request, teacher, {"day": [due], "hour": ["16:00"], **asked})


@router.post("/teacher/assign")
async def assign(request: Request, teacher: Teacher) -> Response:
    """Assign it. What was typed stays where something is wrong."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
            if chosen.course is None:
                raise InvalidInput(_("Choose a course."), field="course")
            wish = await _wish(conn, teacher, form, chosen, chosen.course)
            await assignments.assign(conn, teacher.person, chosen.course, wish, teacher.now)
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    back = "/teacher" if first(form, "back") == "today" else "/teacher/class"
    return teacher.go(f"{back}?{chosen.query}&said=assigned")


async def _wish(conn: Connection, teacher: Teaching, form: Form, chosen: Chosen, course: Course) -> Wish:
    if chosen.room is None:
        raise InvalidInput(_("Make a class first."), field="class")
    # One list offers the course, its units and its skills: "unit:expressions".
    named, _colon, part = first(form, "part").partition(":")
    what = WHATS.get(named)
    if what is None:
        raise InvalidInput(_("Choose what to assign."), field="part")
    learners = _learners(form)
    if first(form, "whom") == "some" and not learners:
        raise InvalidInput(_("Choose at least one learner, or the whole class."), field="learner")
    if first(form, "whom") != "some":
        learners = ()
    skills = await _faded(conn, teacher, chosen, course, learners) if what == "review" else ()
    due = assignments.read_due(first(form, "day"), first(form, "hour"), ZoneInfo(teacher.school.time_zone), teacher.now)
    return Wish(key_of(form), chosen.room.id, what, part, due, learners, first(form, "note"), skills)


def _learners(form: Form) -> tuple[UUID, ...]:
    try:
        return tuple(read_id(text) for text in form.get("learner", []))
    except NotFound as wrong:
        raise InvalidInput(_("Choose from the list."), field="learner") from wrong


async def _faded(
    conn: Connection, teacher: Teaching, chosen: Chosen, course: Course, learners: Sequence[UUID]
) -> tuple[str, ...]:
    """The skills whose review is due for at least one of those meant."""
    meant = [person for person in chosen.members if not learners or person.id in learners]
    states = await teacher.desk.folds.several(conn, meant, course.id)
    due = {skill for state in states.values() for skill in _due(state, teacher)}
    return tuple(skill for skill in course.skills if skill in due)


def _due(state: LearnerState, teacher: Teaching) -> set[str]:
    return {skill for skill, memory in state.memories.items() if memory.due <= teacher.now + AHEAD}


@router.post("/teacher/assign/{assignment}/withdraw")
async def withdraw(teacher: Teacher, assignment: str) -> Response:
    """Take it back."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        found = await assignments.withdraw(conn, teacher.person, read_id(assignment), teacher.now)
    return teacher.go(f"/teacher/class?class={found.class_id}&said=withdrawn")


async def _page(request: Request, teacher: Teaching, form: Form, problem: InvalidInput | None = None) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
        if chosen.room is not None:
            await require(conn, teacher.person, Action.RUN_CLASS, chosen.room.id)
        shelf = [each.course for each in await teacher.house.shelf.on_shelf(conn, teacher.person.reads)]
        listed = set(form.get("learner", []))
        meant = [person for person in chosen.members if str(person.id) in listed]
        course = chosen.course
        review = first(form, "what") == "review" and course is not None
        faded = await _faded(conn, teacher, chosen, course, [p.id for p in meant]) if review and course else ()
    errors = {str(problem.details.get("field") or "part"): problem.message} if problem else {}
    part = first(form, "part")
    if first(form, "what"):
        part = f"{first(form, 'what')}:{part}"
    return render(
        request,
        "teacher/assign.html",
        status=problem.status if problem else 200,
        chosen=chosen,
        course=course,
        shelf=shelf,
        part=part or "course:",
        group=_misconception(course, part, first(form, "misconception")),
        skill=course.skills.get(part.partition(":")[2]) if course else None,
        faded=[course.skills[skill] for skill in faded] if course else [],
        meant={str(person.id) for person in meant},
        who=names([person.name for person in meant]),
        some=bool(meant) or first(form, "whom") == "some",
        values={name: first(form, name) for name in ("day", "hour", "note", "misconception", "back", "what")},
        errors=errors,
        key=teacher.fresh(),
        now=teacher.now,
        here="class" if not meant else "teacher",
    )


def _misconception(course: Course | None, part: str, wanted: str) -> Misconception | None:
    skill = part.partition(":")[2]
    return named(course, skill, wanted, tag()) if course and skill in course.skills and wanted else None
