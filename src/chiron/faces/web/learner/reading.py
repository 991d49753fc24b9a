"""What is being typed, read back while it is typed: how the checker would read it, and nothing of what it says."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread, interaction
from chiron.faces.web.learner.access import Learning, learning_now
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render_text

router = APIRouter(prefix="/learn/{course}")
LONGEST = 500
"""Characters that are read back; a field takes no more."""
Learner = Annotated[Learning, Depends(learning_now)]


@router.get("/reading")
async def show(
    request: Request, learner: Learner, answer: Annotated[str, Query(max_length=LONGEST)], step: str = ""
) -> Response:
    """A fragment: the reading as mathematics, the ways to read it, or the place that cannot be read; else nothing."""
    keep_pace(request, learner.person.id, "reading")
    return await fragment(request, learner, await _open(learner, step), answer)


async def fragment(request: Request, learner: Learning, step: ItemStep | None, answer: str) -> Response:
    """The fragment for what is being typed at a step; empty where there is none, or nothing to say yet."""
    if step is None:
        return HTMLResponse("")
    found, unread = "", None
    try:
        response = await learner.house.tutoring.graders.read(step, {"answer": [answer]})
        found = interaction(step.kind).describe(step.task, response)
    except Unread as why:
        if why.reason == "empty" or (why.place or 0) >= len(answer.rstrip()):
            return HTMLResponse("")
        unread = why
    return HTMLResponse(str(render_text(request, "parts/reading.html", answer=answer, found=found, unread=unread)))


async def _open(learner: Learning, wanted: str) -> ItemStep | None:
    """The step that is asked now, if it is the one that the page shows."""
    turn = await learner.look()
    item = turn.state.item
    if item is None or item.finished:
        return None
    step = current_step(item, made_item(item, learner.setting(turn)))
    return step if step is not None and step.id == wanted else None
