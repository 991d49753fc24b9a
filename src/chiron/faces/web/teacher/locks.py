"""What a teacher sets for a class in a course: the order, the pace, the skills that are open. And lifting it again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.engine.people import locks
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.locks import MOST_PACE, ClassLock, Rule
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Chosen, Teaching, choose, first, key_of, teaching, typed
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.wording import rule_words

router = APIRouter(prefix="/teacher/locks")
Teacher = Annotated[Teaching, Depends(teaching)]
Form = dict[str, list[str]]
SAID = {"set": lambda: _("It is set. Your learners see it on Today."), "lifted": lambda: _("It is lifted.")}


@router.get("")
async def show(request: Request, teacher: Teacher) -> Response:
    """What is set, and the form to set it."""
    wanted = {name: [request.query_params.get(name, "")] for name in ("class", "course")}
    return await _page(request, teacher, wanted)


@router.post("")
async def put(request: Request, teacher: Teacher) -> Response:
    """Set it. What was typed stays where something is wrong."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
            if chosen.room is None or chosen.course is None:
                raise InvalidInput(_("Make a class first."), field="class")
            if first(form, "do") == "lift":
                await locks.lift(conn, teacher.person, chosen.room.id, chosen.course.id, teacher.now)
            else:
                rule = _rule(chosen.course, form)
                await locks.set_lock(
                    conn, teacher.person, key_of(form), chosen.room.id, chosen.course, rule, teacher.now
                )
                if rule == Rule():
                    form["do"] = ["lift"]
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    said = "lifted" if first(form, "do") == "lift" else "set"
    return teacher.go(f"/teacher/locks?{chosen.query}&said={said}")


def _rule(course: Course, form: Form) -> Rule:
    return locks.read_rule(course, first(form, "order"), first(form, "pace"), tuple(form.get("open", ())))


async def _page(request: Request, teacher: Teaching, form: Form, wrong: InvalidInput | None = None) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
        lock = await _in_force(conn, teacher, chosen)
        shelf = [each.course for each in await teacher.house.shelf.on_shelf(conn)]
    said = SAID.get(request.query_params.get("said", ""))
    course = chosen.course
    return render(
        request,
        "teacher/locks.html",
        status=wrong.status if wrong else 200,
        chosen=chosen,
        course=course,
        shelf=shelf,
        lock=lock,
        told=rule_words(lock.rule, course) if lock and course else [],
        values=_typed(form) if wrong else _values(lock, course),
        errors=problem(wrong, "order") if wrong else {},
        most=MOST_PACE,
        said=said() if said else None,
        key=teacher.fresh(),
        now=teacher.now,
        here="class",
    )


async def _in_force(conn: Connection, teacher: Teaching, chosen: Chosen) -> ClassLock | None:
    if chosen.room is None or chosen.course is None:
        return None
    await require(conn, teacher.person, Action.RUN_CLASS, chosen.room.id)
    return await locks.in_force(conn, teacher.person, chosen.room.id, chosen.course.id)


def _typed(form: Form) -> dict[str, object]:
    return {"order": first(form, "order"), "pace": first(form, "pace"), "open": set(form.get("open", ()))}


def _values(lock: ClassLock | None, course: Course | None) -> dict[str, object]:
    """The form as what is set fills it."""
    rule = lock.rule if lock else Rule()
    every = set(course.skills) if course else set()
    pace = "" if rule.pace is None else str(rule.pace)
    return {"order": "course" if rule.in_order else "free", "pace": pace, "open": set(rule.ceiling) & every or every}
