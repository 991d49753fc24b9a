"""The practice page and everything done on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chiron.core.errors import InvalidInput, NotFound, TooMany
from chiron.core.language.safety import screen
from chiron.core.learning.decide import HELPLESS, Decision
from chiron.core.learning.decide.setting import LONGEST_TEXT
from chiron.core.learning.interactions import Unread
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.flowing import with_flows
from chiron.desks.tutoring.turn import Turn, with_readers
from chiron.desks.tutoring.views.practice import Practice, practice, tells_who_reads, undoable
from chiron.engine.people import preferences
from chiron.faces.web.csrf import guarded
from chiron.faces.web.house import forget
from chiron.faces.web.learner.access import Learning, context_of, fields, learning_now, learning_remembered, one
from chiron.faces.web.learner.forms import COMMANDS, Fields
from chiron.faces.web.pace import MOST, keep_pace
from chiron.faces.web.page import render
from chiron.faces.web.unread import confirmed

router = APIRouter(prefix="/learn/{course}")
ANSWERING = ("answer", "undo", "next", "skip", "self-judge")
"""After these the answer takes the focus; one who talks to the tutor stays there."""
Learner = Annotated[Learning, Depends(learning_now)]


@router.get("/practice")
async def show(request: Request, learner: Learner) -> Response:
    """The open item; without one, wherever the learner should be instead."""
    return await _page(request, learner, await learner.look())


async def act(request: Request) -> Response:
    """Do one thing. A page of its own comes back, so that it works without JavaScript."""
    action = request.path_params["action"]
    form = confirmed(await fields(request))
    done = await _remembered_turn(request, action, form)
    if done is not None:
        return await _taken(request, *done, action, form)
    learner = await learning_now(request, request.path_params["course"])
    if action not in COMMANDS:
        raise NotFound("There is nothing like that to do here.")
    try:
        keep_pace(request, learner.person.id, action)
    except TooMany:
        # A call for help is heard whatever came before it.
        if action != "say" or not screen(one(form, "text")[:LONGEST_TEXT]):
            raise
    try:
        turn = await learner.turn(COMMANDS[action](form), form)
    except InvalidInput as wrong:
        seen = await learner.look()
        if wrong.details.get("field") == "answer":
            return await _page(request, learner, seen, problem=wrong, typed=form)
        return await _page(request, learner, replace(seen, notice=wrong.message))
    return await _taken(request, learner, turn, action, form)


ACT = Route("/learn/{course}/practice/{action}", guarded(act), methods=["POST"])


async def _remembered_turn(request: Request, action: str, form: Fields) -> tuple[Learning, Turn] | None:
    """The turn taken by what this process remembers of the learner, in one message to the database. None where it was
    not written, as somebody wrote meanwhile, or as there is something else to say: then nothing has happened.
    """
    if action not in COMMANDS or action in MOST:
        return None
    turn = None
    try:
        learner = await learning_remembered(request, request.path_params["course"])
        if learner is None:
            return None
        keep_pace(request, learner.person.id, action)
        turn = await learner.remembered_turn(COMMANDS[action](form), form)
        return None if turn is None else (learner, turn)
    except (InvalidInput, TooMany):
        return None
    finally:
        if turn is None:
            forget(request)


async def _taken(request: Request, learner: Learning, turn: Turn, action: str, form: Fields) -> Response:
    """What is shown after a turn."""
    if turn.closed is not None:
        return _elsewhere(request, learner.path(f"map?skill={turn.closed}#evidence"))
    if action == "start" and turn.notice is not None and one(form, "put_away") != "yes":
        return await _page(request, learner, turn, wanted=_wanted(turn, form))
    if action == "report" and turn.notice is None:
        return await _reported(request, learner, turn, form)
    if turn.unread is not None or turn.notice is not None or "hx-request" in request.headers:
        return await _page(request, learner, turn, typed=form, unread=turn.unread)
    # On a phone the tutor stands over the problem: what was asked there is answered there.
    with_tutor = turn.state.item is not None and (action in ("hint", "say") or "turn" in form)
    return RedirectResponse(learner.path(_place(turn.state)) + ("#tutor" if with_tutor else ""), 303)


def _wanted(turn: Turn, form: Fields) -> dict[str, str] | None:
    """What somebody would begin who has something unfinished, for the button that puts that away."""
    session = turn.state.session
    if session is None or session.ended is not None or session.purpose not in HELPLESS:
        return None
    return {"purpose": one(form, "purpose", "practice"), "skill": one(form, "skill")}


async def _reported(request: Request, learner: Learning, turn: Turn, form: Fields) -> Response:
    """Say that a person will read it, where it was said that something looks wrong."""
    what, about, skill = (form.get(name, [""])[0] for name in ("what", "turn", "skill"))
    if what == "estimate" and skill in turn.frame.course.skills:
        return _elsewhere(request, learner.path(f"map?skill={skill}&reported=yes#evidence"))
    return await _page(request, learner, turn, reported=about or form.get("attempt", [""])[0])


def _place(state: LearnerState) -> str:
    """Where the learner is: in the middle of an item, or at the end of a sitting."""
    if state.item is not None:
        return "practice"
    return "summary" if state.session is not None else "today"


async def _page(
    request: Request,
    learner: Learning,
    turn: Turn,
    *,
    problem: InvalidInput | None = None,
    typed: Fields | None = None,
    unread: Unread | None = None,
    reported: str = "",
    wanted: dict[str, str] | None = None,
) -> Response:
    setting = learner.setting(turn)
    if turn.state.paused is not None:
        return _care(request, learner, turn)
    if tells_who_reads(turn.state, setting):
        setting = await with_readers(learner.house.tutoring, learner.person, setting)
    setting = await with_flows(learner.house.tutoring, learner.person, learner.school, setting)
    view = practice(turn.state, setting)
    if view is None:
        return _elsewhere(request, learner.path(_place(turn.state)))
    if view.example is not None:
        return _worked_example(request, learner, turn, view)
    return render(
        request,
        "practice.html",
        **context_of(learner, turn),
        view=view,
        undo_step=undoable(turn.state, setting),
        key=str(setting.new_id()),
        problem=problem,
        typed=typed if problem or unread else None,
        unread=unread,
        reported=reported,
        wanted=wanted,
        streaming=streaming(request, learner, turn.decision),
        ai=speaks(learner),
        purpose=view.purpose,
        answering=request.path_params.get("action") in ANSWERING and "hx-request" in request.headers,
    )


def _worked_example(request: Request, learner: Learning, turn: Turn, view: Practice) -> Response:
    """What is read before the item is a page of its own; htmx is sent to it."""
    if "hx-request" in request.headers:
        return _elsewhere(request, learner.path("practice"))
    key = str(learner.house.tutoring.new_id())
    return render(request, "example.html", **context_of(learner, turn), view=view, example=view.example, key=key)


def _care(request: Request, learner: Learning, turn: Turn) -> Response:
    """The lesson has stopped; htmx is sent to the page of its own."""
    if "hx-request" in request.headers:
        return _elsewhere(request, learner.path("practice"))
    key = str(learner.house.tutoring.new_id())
    return render(request, "care.html", **context_of(learner, turn), care=turn.state.care, key=key)


def streaming(request: Request, learner: Learning, decision: Decision) -> str | None:
    """The turn whose words are to be streamed into the page; None where they stand in it already."""
    if decision.words is None or "hx-request" not in request.headers:
        return None
    # A model's words come later than the page, also for whoever wants them whole.
    wanted = preferences.read(learner.person.preferences).streaming or speaks(learner)
    return decision.words.turn if wanted else None


def speaks(learner: Learning) -> bool:
    """Whether a language model may put words otherwise here, where school and learner agree."""
    models = learner.house.models
    return models is not None and bool(models.offers)


def _elsewhere(request: Request, address: str) -> Response:
    """Send the browser to another page, also when htmx asked."""
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
