"""Today, the summary of a sitting, and where the front door leads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from chiron.desks.tutoring.flowing import with_flows
from chiron.desks.tutoring.views.knowledge import knowledge
from chiron.desks.tutoring.views.today import summary, today
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.learner.assigned import assigned
from chiron.faces.web.learner.checks import check_now
from chiron.faces.web.learner.locked import locks_words
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


@router.get("")
async def front(learner: Learner) -> Response:
    """A course's address without a page leads to Today."""
    return RedirectResponse(learner.path("today"), 307)


@router.get("/today")
async def show_today(request: Request, learner: Learner) -> Response:
    """One thing to do next, and why."""
    turn = await learner.look()
    chosen = await learner.choosing(turn)
    setting = chosen.setting
    view = today(turn.state, setting, learner.school.time_zone)
    if view.kind == "choose-goal":
        return RedirectResponse(learner.path("goal"), 303)
    return render(
        request,
        "today.html",
        **context_of(learner, turn),
        view=view,
        news=await learner.news(),
        locks=locks_words(chosen, turn.frame.course),
        trial_asked=chosen.asked,
        assigned=await assigned(learner.house, learner.person),
        **await check_now(learner, turn, setting),
        key=str(setting.new_id()),
        here="today",
    )


@router.get("/summary")
async def show_summary(request: Request, learner: Learner) -> Response:
    """The end of a sitting."""
    turn = await learner.look()
    setting = (await learner.choosing(turn)).setting
    setting = await with_flows(learner.house.tutoring, learner.person, learner.school, setting)
    view = summary(turn.state, setting)
    if view is None:
        return RedirectResponse(learner.path("practice" if turn.state.item else "today"), 303)
    placed = knowledge(turn.state, setting) if view.purpose == "diagnostic" else ()
    return render(
        request, "summary.html", **context_of(learner, turn), view=view, placed=placed, key=str(setting.new_id())
    )
