"""Why the next answer in a skill is as likely as we say, how that came about, and what would change it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.core.learning.decide import view
from chiron.core.learning.outlook import outlook
from chiron.desks.tutoring.views.resources import PAST, past
from chiron.engine.folds.told import responses
from chiron.engine.records import log
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.outlook import explained
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


@router.get("/why")
async def show(request: Request, learner: Learner, skill: str = "") -> Response:
    """One skill's estimate, opened. Raises NotFound for a skill that the course does not have."""
    turn = await learner.look()
    course, now = turn.frame.course, learner.house.clock()
    if skill not in course.skills:
        raise NotFound("This course has no such skill.")
    async with learner.house.database.school(learner.person.school) as conn:
        offered = await log.read(conn, learner.person.id, course=course.id, kinds=PAST)
        told = await responses(conn, learner.person, course)
        live = await learner.house.tutoring.folds.live(conn, course.id)
        live = await learner.house.tutoring.folds.live(conn, course.id)
    views = view(turn.state, turn.frame).skills(now)
    why = explained(course, outlook(told, live.prediction(course), skill, now), views)
    setting = learner.setting(turn)
    return render(
        request,
        "why.html",
        **context_of(learner, turn),
        here="map",
        why=why,
        offers=past(offered, course, skill),
        key=str(setting.new_id()),
    )
