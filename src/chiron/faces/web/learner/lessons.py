"""Lessons to read, each with its way into practice."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import NotFound
from chiron.core.learning.course import Course, Reading, Skill
from chiron.desks.tutoring.turn import Turn
from chiron.desks.tutoring.views.knowledge import knowledge
from chiron.desks.tutoring.views.resources import of_course, of_skill
from chiron.faces.web.learner.access import Learning, context_of, learning
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


@router.get("/lessons")
async def every(request: Request, learner: Learner) -> Response:
    """Every lesson of the course, by unit, and its words."""
    turn = await learner.look()
    known = {k.skill.id: k for k in knowledge(turn.state, (await learner.choosing(turn)).setting)}
    course = turn.frame.course
    whole = of_course(turn.state, course, learner.person.language)
    others = bool(whole or course.helps_with or any(skill.resources for skill in course.skills.values()))
    told: dict[str, Any] = {"here": "lessons", "known": known, "wholly": whole, "others": others}
    return render(request, "lessons.html", **context_of(learner, turn), **told)


@router.get("/lessons/{skill}")
async def lesson(request: Request, learner: Learner, skill: str) -> Response:
    """One lesson, or one text to read. A skill without a lesson is shown where it stands on the map."""
    turn = await learner.look()
    course = turn.frame.course
    if skill in course.readings:
        return _text(request, learner, turn, skill)
    if skill not in course.skills:
        raise NotFound("This course has no such lesson. The list of lessons shows them all.")
    if not course.skills[skill].lesson:
        return RedirectResponse(f"{learner.path('map')}?skill={skill}", 303)
    choosing = await learner.choosing(turn)
    setting = choosing.setting
    known = next(k for k in knowledge(turn.state, setting) if k.skill.id == skill)
    before, after = around(course, skill)
    return render(
        request,
        "lesson.html",
        **context_of(learner, turn),
        here="lessons",
        skill=course.skills[skill],
        known=known,
        closed=choosing.closed(turn.state, skill),
        unit=course.unit_of[skill],
        before=before,
        after=after,
        others=of_skill(turn.state, course, course.skills[skill], learner.person.language),
        key=str(setting.new_id()),
    )


def _text(request: Request, learner: Learning, turn: Turn, name: str) -> Response:
    course = turn.frame.course
    before, after = around(course, name)
    return render(
        request,
        "text.html",
        **context_of(learner, turn),
        here="lessons",
        reading=course.readings[name],
        unit=course.unit_of_reading[name],
        helps=[course.skills[skill] for skill in course.readings[name].skills if skill in course.skills],
        before=before,
        after=after,
        item=turn.state.item,
        begun=turn.state.away if turn.state.away is not None and turn.state.away.resource == name else None,
        key=str(learner.setting(turn).new_id()),
    )


Page = Skill | Reading


def around(course: Course, name: str) -> tuple[Page | None, Page | None]:
    """What is read before and after a lesson or text: the texts of a unit, then the lessons of its skills."""
    pages: list[Page] = []
    for unit in course.units:
        pages += [*unit.readings, *(skill for skill in unit.skills if skill.lesson)]
    place = next(at for at, page in enumerate(pages) if page.id == name)
    return (pages[place - 1] if place else None), (pages[place + 1] if place + 1 < len(pages) else None)
