"""What a teacher sets for a class in a course: the order, the pace, the skills that are open. What was set before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.desks.studio import assignments
from chiron.desks.studio.assignments import Assignment
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
TICKS = ("all", "none")
"""Buttons that tick every skill, or none, and set nothing yet."""
SAID = {"set": lambda: _("It is set. Your learners see it on Today."), "lifted": lambda: _("It is lifted.")}


@router.get("")
async def show(request: Request, teacher: Teacher) -> Response:
    """What is set, and the form to set it."""
    wanted = {name: [request.query_params.get(name, "")] for name in ("class", "course")}
    return await _page(request, teacher, wanted)


@router.get("/history")
async def past(request: Request, teacher: Teacher) -> Response:
    """All that was ever set for a class in a course."""
    asked = request.query_params
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, asked.get("class", ""), asked.get("course", ""))
        found: list[ClassLock] = []
        if chosen.room is not None and chosen.course is not None:
            await require(conn, teacher.person, Action.RUN_CLASS, chosen.room.id)
            found = await locks.history(conn, teacher.person, chosen.room.id, chosen.course.id)
    rows = [(lock, rule_words(lock.rule, chosen.course)) for lock in found] if chosen.course else []
    return render(request, "teacher/locks_history.html", chosen=chosen, rows=rows, now=teacher.now, here="class")


@router.post("")
async def put(request: Request, teacher: Teacher) -> Response:
    """Set it. What was typed stays where something is wrong."""
    form = await typed(request)
    if first(form, "do") in TICKS:
        return await _page(request, teacher, form, ticked=first(form, "do"))
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
            if chosen.room is None or chosen.course is None:
                raise InvalidInput(_("Make a class first."), field="class")
            if first(form, "do") == "lift":
                await locks.lift(conn, teacher.person, chosen.room.id, chosen.course.id, teacher.now)
            else:
                rule = _rule(chosen.course, form)
                given = await assignments.of_class(conn, teacher.person, chosen.room.id)
                closed = closed_work(rule, chosen.course, given, teacher.now)
                if closed and first(form, "sure") != "yes":
                    return await _page(request, teacher, form, closed=closed)
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


@dataclass(frozen=True, slots=True)
class Closed:
    """An open assignment that a limit gets in the way of: the skills of it that are closed, all where none is begun."""

    assignment: Assignment
    skills: tuple[str, ...]


def closed_work(rule: Rule, course: Course, given: Sequence[Assignment], now: datetime) -> list[Closed]:
    """The assignments in a course that are not yet due and that this rule closes, wholly or in part."""
    found = []
    for one in given:
        if one.course != course.id or one.due <= now:
            continue
        skills = tuple(
            skill
            for skill in one.skills
            if skill in course.skills and (rule.pace == 0 or (rule.ceiling and skill not in rule.ceiling))
        )
        if skills and not (one.what == "review" and not rule.ceiling):
            found.append(Closed(one, skills))
    return found


async def _page(
    request: Request,
    teacher: Teaching,
    form: Form,
    wrong: InvalidInput | None = None,
    *,
    ticked: str = "",
    closed: Sequence[Closed] = (),
) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, first(form, "class"), first(form, "course"))
        lock = await _in_force(conn, teacher, chosen)
        shelf = [each.course for each in await teacher.house.shelf.on_shelf(conn, teacher.person.reads)]
        if not (wrong or ticked or closed) and lock is not None and chosen.course is not None:
            given = await assignments.of_class(conn, teacher.person, lock.class_id)
            standing = closed_work(lock.rule, chosen.course, given, teacher.now)
        else:
            standing = []
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
        values=_typed(form, course, ticked) if wrong or ticked or closed else _values(lock, course),
        closed=closed,
        standing=standing,
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


def _typed(form: Form, course: Course | None, ticked: str) -> dict[str, object]:
    """What was typed, with every skill ticked or none where that was asked for."""
    chosen = set(form.get("open", ()))
    if ticked:
        chosen = set(course.skills) if ticked == "all" and course else set()
    return {"order": first(form, "order"), "pace": first(form, "pace"), "open": chosen}


def _values(lock: ClassLock | None, course: Course | None) -> dict[str, object]:
    """The form as what is set fills it."""
    rule = lock.rule if lock else Rule()
    every = set(course.skills) if course else set()
    pace = "" if rule.pace is None else str(rule.pace)
    return {"order": "course" if rule.in_order else "free", "pace": pace, "open": set(rule.ceiling) & every or every}
