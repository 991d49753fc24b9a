"""A teacher sets the goal of a learner, from the learner's page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.studio.goals import set_goal
from chiron.faces.web.teacher.access import Teaching, first, key_of, teaching, typed
from chiron.faces.web.teacher.learner import course_of, page, pupil

router = APIRouter(prefix="/teacher/learner/{learner}")
Teacher = Annotated[Teaching, Depends(teaching)]


@router.post("/goal")
async def choose(request: Request, teacher: Teacher, learner: str) -> Response:
    """Set it; what was typed stays where something is wrong."""
    form = await typed(request)
    course, goal, until = (first(form, name) for name in ("course", "goal", "until"))
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        kept = await teacher.house.shelf.course(conn, chosen.id)
    try:
        await set_goal(teacher.desk, teacher.person, person.id, kept, goal, until, f"goal-{key_of(form)}")
    except InvalidInput as wrong:
        return await page(request, teacher, learner, course, "", wrong, {"goal": goal, "until": until})
    asked = urlencode({"course": chosen.id, "said": "goal"})
    return teacher.go(f"/teacher/learner/{person.id}?{asked}")
