"""Things to read, see and try: their list, the page of each, opening one and being done with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import NotFound
from chiron.core.learning import commands as c
from chiron.desks.tutoring.resources import ask_to_learn
from chiron.desks.tutoring.turn import Turn
from chiron.desks.tutoring.views.resources import listed, page
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, learning_now, one
from chiron.faces.web.learner.forms import client_time, key_of
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}/resources")
Learner = Annotated[Learning, Depends(learning)]
Acting = Annotated[Learning, Depends(learning_now)]


@router.get("")
async def every(request: Request, learner: Learner, skill: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Everything of the course, or what there is for one skill."""
    turn = await learner.look()
    course = turn.frame.course
    if skill and skill not in course.skills:
        raise NotFound("This course has no such skill.")
    groups = listed(turn.state, course, learner.person.language, skill or None)
    wanted = course.skills[skill] if skill else None
    item = turn.state.item
    return render(
        request,
        "resources.html",
        **context_of(learner, turn),
        here="lessons",
        groups=groups,
        skill=wanted,
        item=item,
        key=str(learner.setting(turn).new_id()),
    )


@router.get("/{name}")
async def show(request: Request, learner: Learner, name: str) -> Response:
    """One of them. A text of the course is shown where its lessons are."""
    turn = await learner.look()
    if name in turn.frame.course.readings:
        return RedirectResponse(learner.path(f"lessons/{name}"), 303)
    view = page(turn.state, turn.frame.course, name, learner.person.language)
    key = str(learner.setting(turn).new_id())
    return render(request, "resource.html", **context_of(learner, turn), here="lessons", view=view, key=key)


@router.post("/{name}/open")
async def begin(request: Request, learner: Acting, name: str) -> Response:
    """Open it: noted in the learner's log, and its page follows."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "resource")
    await learner.turn(c.OpenResource(key_of(form), client_time(form), name, one(form, "offer")))
    await ask_to_learn(learner.house.tutoring, learner.person, learner.course)
    return RedirectResponse(learner.path(f"resources/{name}"), 303)


@router.post("/{name}/leave")
async def leave(request: Request, learner: Acting, name: str) -> Response:
    """Be done with it: back to the question that is open, else to where it stands."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "resource")
    seconds, share = _number(one(form, "seconds")), _number(one(form, "share"))
    command = c.LeaveResource(
        key_of(form),
        client_time(form),
        resource=name,
        how=one(form, "how", "done"),
        offer=one(form, "offer"),
        seconds=None if seconds is None else int(seconds),
        share=share,
    )
    turn = await learner.turn(command)
    return RedirectResponse(learner.path(_place(turn, name)), 303)


def _place(turn: Turn, name: str) -> str:
    """Where the way leads from it."""
    if turn.state.item is not None:
        return "practice"
    skills = turn.frame.course.helps_with.get(name, ())
    return f"resources?skill={skills[0]}" if len(skills) == 1 else "resources"


def _number(text: str) -> float | None:
    """What a page counted; None for anything else."""
    plain = text.strip()
    if len(plain) > 12 or not plain.replace(".", "", 1).isdigit() or not plain.isascii():
        return None
    return float(plain)
