"""A turn explained to a teacher: how what was said or chosen came about."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.engine.people.access import Action
from chiron.faces.web.house import sitting
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, teaching
from chiron.faces.web.teacher.learner import course_of, pupil
from chiron.faces.web.traces import shown, trace_page

router = APIRouter(prefix="/teacher/learner/{learner}")
Teacher = Annotated[Teaching, Depends(teaching)]


@router.get("/turn")
async def turn(request: Request, teacher: Teacher, learner: str, course: str = "", turn: str = "") -> Response:
    """One turn of a learner in a course. Raises NotAllowed, NotFound."""
    viewer = await sitting(request)
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner, Action.SEE_CONVERSATION)
        chosen, _offered = await course_of(conn, teacher, person, course)
        context = await trace_page(teacher.house, viewer, conn, person, chosen.id, turn)
    back = (f"/teacher/learner/{person.id}/conversation?course={quote(chosen.id)}", _("Conversation"))
    return shown(request, context, back=back, here="teacher")
