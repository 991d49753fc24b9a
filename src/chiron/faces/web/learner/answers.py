"""A learner's own answers, each with why it counts as it does."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.events import Event
from chiron.core.learning.grounds import Reader
from chiron.desks.insight.reading import tries
from chiron.faces.web.language import tag
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]
SHOWN = 60
"""So many answers stand on the page."""


@router.get("/answers")
async def show(request: Request, learner: Learner, skill: str = "") -> Response:
    """Every answer, the latest first; ``skill`` keeps to one skill."""
    turn = await learner.look()
    item = turn.state.item
    waiting = item.id if item is not None and not item.finished else None

    def reader_of(event: Event) -> Reader:
        """An item that is open gives nothing away, whichever of its steps was answered."""
        return "open" if event.body["item"] == waiting else "learner"

    folds = learner.house.tutoring.folds
    async with learner.house.database.school(learner.person.school) as conn:
        every = await tries(conn, folds, learner.person, learner.course, tag(), reader_of)
    course = turn.frame.course
    own = [one for one in reversed(every) if skill not in course.skills or one.skill.id == skill]
    return render(
        request,
        "answers.html",
        **context_of(learner, turn),
        here="progress",
        skill=course.skills.get(skill),
        tries=own[:SHOWN],
        more=max(0, len(own) - SHOWN),
        now=learner.house.clock(),
    )
