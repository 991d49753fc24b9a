"""Writing to a learner in person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.studio.takeover import write
from chiron.engine.people.access import Action
from chiron.faces.web.teacher.access import Teaching, first, key_of, read_id, teaching, typed
from chiron.faces.web.teacher.learner import course_of, pupil
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/learner/{learner}/write")
Teacher = Annotated[Teaching, Depends(teaching)]


@router.get("")
async def show(request: Request, teacher: Teacher, learner: str) -> Response:
    """An empty page to write on."""
    return await _page(request, teacher, learner, dict(request.query_params))


@router.post("")
async def send(request: Request, teacher: Teacher, learner: str) -> Response:
    """Send it. What was typed stays where something is wrong."""
    form = await typed(request)
    values = {name: first(form, name) for name in ("course", "class", "skill", "note")}
    try:
        key = key_of(form)
        await write(teacher.desk, teacher.person, read_id(learner), values["course"], values["note"], str(key))
    except InvalidInput as wrong:
        return await _page(request, teacher, learner, values, wrong)
    return teacher.go(f"/teacher?class={values['class']}&course={values['course']}&said=written")


async def _page(
    request: Request, teacher: Teaching, learner: str, values: dict[str, str], problem: InvalidInput | None = None
) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner, Action.JUDGE)
        course, _ = await course_of(conn, teacher, person, values.get("course", ""))
        state = (await teacher.desk.folds.gather(conn, person, course.id)).state
    errors = {str(problem.details.get("field") or "note"): problem.message} if problem else {}
    return render(
        request,
        "teacher/write.html",
        status=problem.status if problem else 200,
        who=person,
        course=course,
        skill=course.skills.get(values.get("skill", "")),
        item=state.item if state.item and not state.item.finished else None,
        values=values,
        errors=errors,
        key=teacher.fresh(),
        now=teacher.now,
        here="teacher",
    )
