"""Lessons to read, each with its way into practice."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.desks.tutoring.views.knowledge import knowledge
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


@router.get("/lessons")
async def every(request: Request, learner: Learner) -> Response:
    """Every lesson of the course, by unit, and its words."""
    turn = await learner.look()
    known = {k.skill.id: k for k in knowledge(turn.state, (await learner.choosing(turn)).setting)}
    return render(request, "lessons.html", **context_of(learner, turn), here="lessons", known=known)


@router.get("/lessons/{skill}")
async def lesson(request: Request, learner: Learner, skill: str) -> Response:
    """One lesson."""
    turn = await learner.look()
    course = turn.frame.course
    if skill not in course.skills:
        raise NotFound("This course has no such lesson. The list of lessons shows them all.")
    choosing = await learner.choosing(turn)
    setting = choosing.setting
    known = next(k for k in knowledge(turn.state, setting) if k.skill.id == skill)
    names = list(course.skills)
    place = names.index(skill)
    return render(
        request,
        "lesson.html",
        **context_of(learner, turn),
        here="lessons",
        skill=course.skills[skill],
        known=known,
        closed=choosing.closed(turn.state, skill),
        unit=course.unit_of[skill],
        before=course.skills[names[place - 1]] if place else None,
        after=course.skills[names[place + 1]] if place + 1 < len(names) else None,
        key=str(setting.new_id()),
    )
