"""Choosing a course and a goal."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.trials import is_trial
from chiron.core.learning.translation import PREFERENCE
from chiron.desks.tutoring.turn import Turn
from chiron.engine.people import store
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.engine.people.person import Role
from chiron.engine.records import log
from chiron.faces.web import language
from chiron.faces.web.house import house, sitting
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, one
from chiron.faces.web.learner.assigned import assigned
from chiron.faces.web.learner.forms import Fields
from chiron.faces.web.learner.forms import goal as goal_command
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render

router = APIRouter()
Learner = Annotated[Learning, Depends(learning)]


@router.get("/courses")
async def courses(request: Request) -> Response:
    """The courses on the school's shelf, the begun ones first."""
    found = await sitting(request)
    person, rooms = found.person, house(request)
    if person.has(Role.TEACHER) and not person.has(Role.LEARNER):
        return RedirectResponse(f"{rooms.site.base_path}/teacher/courses", 303)
    allow(person, Action.LEARN, Target(Kind.PERSON, person.school, person.id))
    async with rooms.database.school(person.school) as conn:
        shelf = await rooms.shelf.on_shelf(conn, person.reads, person.id)
        begun = await log.courses_of(conn, person.id)
    given = await assigned(rooms, person)
    return render(
        request, "courses.html", shelf=shelf, begun=begun, assigned=given, own_name=language.name_of, here="courses"
    )


@router.post("/learn/{course}/language")
async def set_language(request: Request, learner: Learner) -> Response:
    """Read a course in another of its languages; what was done stays, an open item too."""
    tag, person = one(await fields(request), "language"), learner.person
    keep_pace(request, person.id, "settings")
    async with learner.house.database.school(person.school) as conn:
        found, _version = await learner.house.shelf.course(conn, learner.course)
        if tag not in found.tongues:
            raise InvalidInput("Choose one of the languages that are offered.", field="language")
        before = person.preferences.get(PREFERENCE)
        chosen = {**(before if isinstance(before, dict) else {}), learner.course: tag}
        await store.set_preference(conn, person.id, PREFERENCE, chosen)
    return RedirectResponse(f"{learner.house.site.base_path}/courses", 303)


@router.get("/learn/{course}/goal")
async def show_goal(request: Request, learner: Learner) -> Response:
    """What to be ready for, why, until when, how many minutes a week."""
    return _goal_page(request, learner, await learner.look())


@router.post("/learn/{course}/goal")
async def set_goal(request: Request, learner: Learner) -> Response:
    """Set the goal; what was typed stays where something is wrong."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "goal")
    try:
        await learner.turn(goal_command(form))
    except InvalidInput as wrong:
        return _goal_page(request, learner, await learner.look(), problem=wrong, typed=form)
    person = learner.person
    async with learner.house.database.school(person.school) as conn:
        # The front door leads to the course whose goal was set last; a trial ends.
        if not is_trial(learner.course):
            await store.set_preference(conn, person.id, "course", learner.course)
    return RedirectResponse(learner.path("today"), 303)


def _goal_page(
    request: Request, learner: Learning, turn: Turn, *, problem: InvalidInput | None = None, typed: Fields | None = None
) -> Response:
    typed_values = {name: one(typed, name) for name in ("goal", "why", "until", "minutes")} if typed else None
    return render(
        request,
        "goal.html",
        **context_of(learner, turn),
        state=turn.state,
        problem=problem,
        typed=typed_values,
        key=str(learner.setting(turn).new_id()),
    )
