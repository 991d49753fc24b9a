"""The map of skills, its list, and the evidence behind each skill."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.desks.tutoring.views.knowledge import evidence, knowledge
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.learner.locked import locks_words
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]
MOST = 150
"""Skills of which a map can still be seen as one; the list comes first where there are more."""


@router.get("/map")
async def show_map(request: Request, learner: Learner, view: str = "", skill: str = "", reported: str = "") -> Response:
    """Every skill with what is known of it, as a ``map`` or a ``list``; ``skill`` opens its evidence."""
    turn = await learner.look()
    choosing = await learner.choosing(turn)
    setting = choosing.setting
    every = knowledge(turn.state, setting)
    best = next((k.skill.id for k in every if k.mark == "best-next"), None)
    chosen = skill if skill in turn.frame.course.skills else (best or "")
    return render(
        request,
        "map.html",
        **context_of(learner, turn),
        here="map",
        every=every,
        chosen=evidence(turn.state, setting, chosen) if chosen else None,
        asked=bool(skill),
        as_list=view == "list" or (view != "map" and len(every) > MOST),
        many=len(every) > MOST,
        reported=reported == "yes",
        locks=locks_words(choosing, turn.frame.course),
        closed=bool(chosen) and choosing.closed(turn.state, chosen),
        no_test=bool(chosen) and choosing.closed(turn.state, chosen, "test"),
        shown=sum(k.view.state == "demonstrated" for k in every),
        key=str(setting.new_id()),
    )
