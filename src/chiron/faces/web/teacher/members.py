"""Who is in a class: adding, moving, removing learners; co-teachers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import Conflict, InvalidInput
from chiron.engine.people import classes
from chiron.faces.web.teacher.access import Teaching, first, read_id, teaching, typed
from chiron.faces.web.teacher.classes import page, problem

router = APIRouter(prefix="/teacher/class/{id}")
Teacher = Annotated[Teaching, Depends(teaching)]


@router.post("/teachers/add")
async def add_teacher(request: Request, teacher: Teacher, id: str) -> Response:
    """Let a colleague teach this class too."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            await classes.add_teacher(conn, teacher.person, read_id(id), read_id(first(form, "teacher")), teacher.now)
    except (InvalidInput, Conflict) as wrong:
        return await page(request, teacher, id, problem(wrong, "teacher"), form, wrong.status)
    return teacher.go(f"/teacher/class?class={id}&said=added")


@router.post("/learners/{learner}/move")
async def move(request: Request, teacher: Teacher, id: str, learner: str) -> Response:
    """Move a learner to another of one's classes; what they have shown moves with them."""
    form = await typed(request)
    target = read_id(first(form, "to"))
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            await classes.move(conn, teacher.person, read_id(learner), read_id(id), target, teacher.now)
    except (InvalidInput, Conflict) as wrong:
        return await page(request, teacher, id, problem(wrong, "to"), form, wrong.status)
    return teacher.go(f"/teacher/class?class={id}&said=moved")


@router.post("/people/{person}/remove")
async def remove(request: Request, teacher: Teacher, id: str, person: str) -> Response:
    """Take somebody out of a class; the last teacher stays."""
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            await classes.remove(conn, teacher.person, read_id(id), read_id(person))
    except (InvalidInput, Conflict) as wrong:
        return await page(request, teacher, id, problem(wrong, "teacher"), None, wrong.status)
    gone = read_id(person) == teacher.person.id
    return teacher.go(f"/teacher/class?class={'' if gone else id}&said=removed")
