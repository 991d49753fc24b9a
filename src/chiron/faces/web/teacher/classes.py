"""A teacher's classes: making, renaming, codes, archiving; and the page of one class."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.desks.studio import assignments
from chiron.engine.people import classes, locks
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Role
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Chosen, Teaching, choose, first, notice, read_id, teaching, typed
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.wording import assignment_words, for_whom, rule_words

router = APIRouter(prefix="/teacher/class")
Teacher = Annotated[Teaching, Depends(teaching)]
Form = dict[str, list[str]]


@router.get("")
async def show(request: Request, teacher: Teacher) -> Response:
    """One class: its code, members, teachers, assignments; and the way to the others."""
    return await page(request, teacher, request.query_params.get("class", ""))


@router.get("/new")
async def new(request: Request, _teacher: Teacher) -> Response:
    """An empty form for a class."""
    return render(request, "teacher/class_new.html", values={}, errors={}, here="class")


@router.post("/new")
async def make(request: Request, teacher: Teacher) -> Response:
    """Make a class with its first code."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            made = await classes.make(conn, teacher.person, first(form, "name"), first(form, "term"), teacher.now)
            await classes.new_code(conn, teacher.person, made.id, teacher.now)
    except (InvalidInput, Conflict) as wrong:
        values = {name: first(form, name) for name in ("name", "term")}
        return render(
            request, "teacher/class_new.html", wrong.status, values=values, errors=problem(wrong, "name"), here="class"
        )
    return teacher.go(f"/teacher/class?class={made.id}&said=made")


@router.post("/{id}/{action}")
async def change(request: Request, teacher: Teacher, id: str, action: str) -> Response:
    """Rename, give a new code, close, archive or open a class."""
    form, room = await typed(request), read_id(id)
    actor, now = teacher.person, teacher.now
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            if action == "rename":
                await classes.rename(conn, actor, room, first(form, "name"), first(form, "term"))
            elif action == "code":
                await classes.new_code(conn, actor, room, now)
            elif action == "close":
                await classes.close_code(conn, actor, room)
            elif action == "archive":
                await classes.archive(conn, actor, room, now)
            elif action == "open":
                await classes.reopen(conn, actor, room)
            else:
                raise NotFound(_("There is nothing like that to do here."))
    except (InvalidInput, Conflict) as wrong:
        return await page(request, teacher, id, problem(wrong, "name"), form, wrong.status)
    said = {"rename": "renamed", "code": "code", "close": "closed", "archive": "archived", "open": "opened"}[action]
    return teacher.go(f"/teacher/class?class={'' if action == 'archive' else id}&said={said}")


def problem(error: ChironError, otherwise: str) -> dict[str, str]:
    """An error as a form shows it."""
    return {str(error.details.get("field") or otherwise): error.message}


async def page(
    request: Request,
    teacher: Teaching,
    class_id: str,
    errors: dict[str, str] | None = None,
    form: Form | None = None,
    status: int = 200,
) -> Response:
    """The page of a class."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, class_id, request.query_params.get("course", ""))
        context = await _class_context(conn, teacher, chosen)
        archived = await classes.of_person(conn, teacher.person.id, "teacher", archived=True)
    return render(
        request,
        "teacher/class.html",
        status=status,
        chosen=chosen,
        room=chosen.room,
        members=chosen.members,
        archived=archived,
        errors=errors or {},
        typed={name: first(form or {}, name) for name in ("name", "term", "teacher")},
        now=teacher.now,
        said=notice(request),
        key=teacher.fresh(),
        here="class",
        **context,
    )


async def _class_context(conn: Connection, teacher: Teaching, chosen: Chosen) -> dict[str, Any]:
    if chosen.room is None:
        return {"code": None, "teachers": [], "others": [], "given": [], "locks": [], "targets": []}
    await require(conn, teacher.person, Action.SEE_CLASS_LEARNING, chosen.room.id)
    teachers = await classes.members(conn, chosen.room.id, "teacher")
    known = {person.id for person in teachers}
    every = await people.view_people(conn, Role.TEACHER)
    return {
        "code": await classes.code_of(conn, chosen.room.id, teacher.now),
        "teachers": teachers,
        "others": [(person.id, person.name) for person in every if person.id not in known],
        "given": await given(conn, teacher, chosen),
        "locks": await _locks(conn, teacher, chosen.room.id),
        "targets": [each for each in chosen.classes if each.id != chosen.room.id],
    }


async def _locks(conn: Connection, teacher: Teaching, room: UUID) -> list[dict[str, Any]]:
    """What is set for a class, by course; of courses that are on the shelf."""
    shelf = {each.course.id: each.course for each in await teacher.house.shelf.on_shelf(conn, teacher.person.reads)}
    found = [lock for lock in await locks.of_class(conn, teacher.person, room) if lock.course in shelf]
    return [
        {"lock": lock, "course": shelf[lock.course].title, "told": rule_words(lock.rule, shelf[lock.course])}
        for lock in found
    ]


async def given(conn: Connection, teacher: Teaching, chosen: Chosen) -> list[dict[str, Any]]:
    """The assignments of a class, each with how many have done it."""
    if chosen.room is None:
        return []
    rows, shelf = (
        [],
        {each.course.id: each.course for each in await teacher.house.shelf.on_shelf(conn, teacher.person.reads)},
    )
    found = await assignments.of_class(conn, teacher.person, chosen.room.id)
    states = {
        course: await teacher.desk.folds.several(conn, chosen.members, course)
        for course in {one.course for one in found} & set(shelf)
    }
    for one in found:
        course: Course | None = shelf.get(one.course)
        meant = [person for person in chosen.members if one.concerns(person.id)]
        done = 0
        if course is not None:
            model = teacher.desk.folds.model
            left = [assignments.left(one, states[one.course][p.id], course, model, teacher.now) for p in meant]
            done = sum(not skills for skills in left)
        rows.append(
            {
                "assignment": one,
                "words": assignment_words(one, course),
                "course": course.title if course else one.course,
                "whom": for_whom(one, chosen.members),
                "done": done,
                "of": len(meant),
                "extended": [(p.name, one.due_for(p)) for p in meant if one.due_for(p) != one.due],
            }
        )
    return rows
