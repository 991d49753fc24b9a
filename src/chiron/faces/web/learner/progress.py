"""Progress over time, and what was answered to "this looks wrong"."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.learning.packages import REPORTED
from chiron.desks.tutoring.views.knowledge import knowledge
from chiron.desks.tutoring.views.progress import WeekPoint, weeks
from chiron.engine.people import csvs
from chiron.engine.records import log
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


@router.get("/progress")
async def show(request: Request, learner: Learner) -> Response:
    """Week by week, as a chart and its table."""
    turn = await learner.look()
    return render(
        request,
        "progress.html",
        **context_of(learner, turn),
        here="progress",
        weeks=await _weeks(learner),
        every=knowledge(turn.state, (await learner.choosing(turn)).setting),
        news=await learner.news(),
    )


@router.get("/progress.csv")
async def table(learner: Learner) -> Response:
    """The same as a file."""
    rows = [(str(p.monday), p.answers, p.right, p.minutes, p.demonstrated) for p in await _weeks(learner)]
    head = ("week", "answers", "right alone", "minutes", "skills demonstrated")
    name = {"Content-Disposition": 'attachment; filename="progress.csv"'}
    return Response(csvs.write(head, rows), media_type="text/csv; charset=utf-8", headers=name)


async def _weeks(learner: Learning) -> tuple[WeekPoint, ...]:
    folds = learner.house.tutoring.folds
    async with learner.house.database.school(learner.person.school) as conn:
        events = await log.read(conn, learner.person.id, course=learner.course, but=(REPORTED,))
        frame_of = await folds.frames(conn, learner.course, events)
    return weeks(events, frame_of, learner.school.time_zone)
