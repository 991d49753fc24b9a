"""What is remembered of what a learner said: shown to them, corrected, forgotten, switched off."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.desks.tutoring import remembering
from chiron.desks.tutoring.views.remembered import remembered_view
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, one
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render
from chiron.faces.web.remembered import WORDS

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]
DONE = ("corrected", "forgotten", "on", "off")
LONGEST_KEY = 80


@router.get("/remembered")
async def show(request: Request, learner: Learner) -> Response:
    """Every fact with the message it comes from, and the summary of the sitting."""
    return await _page(request, learner)


@router.post("/remembered/{what}")
async def act(request: Request, learner: Learner, what: str) -> Response:
    """Correct a fact, forget one or all, switch remembering on or off."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "settings")
    desk, sitting, key, id = learner.house.tutoring, learner.sitting, one(form, "key")[:LONGEST_KEY], one(form, "fact")
    if not key:
        raise InvalidInput("This page lost a part of itself. Load it again.", field="key")
    key = f"remember-{key}"
    if what == "correct":
        try:
            await remembering.correct(desk, sitting, key, id, one(form, "value"))
        except InvalidInput as problem:
            return await _page(request, learner, problem, {"fact": id, "value": one(form, "value")})
    elif what == "forget":
        await remembering.forget(desk, sitting, key, id)
    elif what == "forget-all":
        await remembering.forget_all(desk, sitting, key)
    elif what == "switch":
        await remembering.switch(desk, sitting, key, one(form, "on") == "yes")
    else:
        raise NotFound("There is nothing like that to do here.")
    done = {"correct": "corrected", "switch": "on" if one(form, "on") == "yes" else "off"}.get(what, "forgotten")
    return RedirectResponse(learner.path(f"remembered?done={done}"), 303)


async def _page(
    request: Request,
    learner: Learning,
    problem: InvalidInput | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    turn = await learner.look()
    now = learner.house.clock()
    async with learner.house.database.school(learner.person.school) as conn:
        view = await remembered_view(conn, learner.person, turn.state, turn.frame.course, now)
    done = request.query_params.get("done", "")
    return render(
        request,
        "remembered.html",
        status=problem.status if problem else 200,
        **context_of(learner, turn) | WORDS,
        here="progress",
        view=view,
        now=now,
        done=done if done in DONE else "",
        problem=problem.message if problem else "",
        typed=typed,
        key=str(learner.house.tutoring.new_id()),
    )
