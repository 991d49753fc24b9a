"""The path to the goal, and the checkpoints and final checks on it: begun, answered, handed in, their results."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning import commands as c
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.sheets.planning import part_of
from chiron.desks.insight import sheets as insight
from chiron.desks.tutoring.sheets import look_at_sheet, step_of, take_sheet_turn
from chiron.desks.tutoring.turn import Turn
from chiron.desks.tutoring.views.knowledge import knowledge
from chiron.desks.tutoring.views.path import path
from chiron.desks.tutoring.views.sheets import question, sheet_view, title_of
from chiron.engine.people.accommodations import extra_time
from chiron.faces.web.language import tag
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, one
from chiron.faces.web.learner.checks import check_now
from chiron.faces.web.learner.forms import Fields, client_time, key_of
from chiron.faces.web.learner.locked import locks_words
from chiron.faces.web.learner.reading import LONGEST, fragment
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render
from chiron.faces.web.unread import confirmed

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]
LATER = "Your teacher has set that this comes later."


@router.get("/path")
async def show_path(request: Request, learner: Learner) -> Response:
    """The skills of the goal, what is known and what is left, with the checks on the way."""
    return await _path(request, learner)


async def _path(
    request: Request, learner: Learning, notice: str | None = None, wanted: dict[str, str] | None = None
) -> Response:
    """``wanted`` is the check that somebody would begin who has an unfinished diagnostic or test."""
    turn = await learner.look()
    chosen = await learner.choosing(turn)
    closed = [name for name in turn.frame.course.skills if chosen.closed(turn.state, name, "test")]
    return render(
        request,
        "path.html",
        **{**context_of(learner, turn), "notice": notice},
        view=path(turn.state, chosen.setting, closed, extra_time(learner.person)),
        sheet=(await check_now(learner, turn, chosen.setting))["sheet"],
        practising=_practising(turn),
        locks=locks_words(chosen, turn.frame.course),
        wanted=wanted,
        key=str(chosen.setting.new_id()),
        here="map",
    )


async def _look(learner: Learning) -> Turn:
    return await look_at_sheet(learner.house.tutoring, learner.person, learner.course)


async def _turn(learner: Learning, command: c.Command, form: Fields | None = None) -> Turn:
    return await take_sheet_turn(learner.house.tutoring, learner.sitting, learner.course, command, form)


@router.post("/check/open")
async def begin(request: Request, learner: Learner) -> Response:
    """Draw a sheet, or go on with the open one."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "check")
    kind, part, away = one(form, "kind"), one(form, "part"), one(form, "put_away") == "yes"
    seen = await learner.look()
    chosen = await learner.choosing(seen)
    skills = part_of(seen.frame.course, kind, part).skills
    if seen.state.sheet is None and any(chosen.closed(seen.state, skill, "test") for skill in skills):
        return await _path(request, learner, LATER)
    turn = await _turn(learner, c.OpenSheet(key_of(form), client_time(form), kind, part, away))
    if turn.notice is not None:
        waiting = turn.state.sheet is None
        return await _path(request, learner, turn.notice, {"kind": kind, "part": part} if waiting else None)
    return RedirectResponse(learner.path("check"), 303)


@router.get("/check")
async def show_sheet(request: Request, learner: Learner) -> Response:
    """The open sheet; without one, the path."""
    return await _sheet(request, learner)


async def _sheet(request: Request, learner: Learning, notice: str | None = None, *, blanks: bool = False) -> Response:
    turn = await _look(learner)
    setting = learner.setting(turn)
    view = sheet_view(turn.state, setting, extra_time(learner.person))
    if view is None:
        return RedirectResponse(learner.path("path"), 303)
    context = {**context_of(learner, turn), "notice": notice}
    key = str(setting.new_id())
    extra = extra_time(learner.person)
    practising = _practising(turn)
    return render(
        request, "sheet.html", **context, view=view, blanks=blanks, extra=extra, practising=practising, key=key
    )


def _practising(turn: Turn) -> bool:
    """Whether a question of the practice is open."""
    return turn.state.item is not None and not turn.state.item.finished


@router.get("/check/question/{number}")
async def show_question(request: Request, learner: Learner, number: int) -> Response:
    """One question of the open sheet."""
    return _question(request, learner, await _look(learner), number)


def _question(
    request: Request,
    learner: Learning,
    turn: Turn,
    number: int,
    *,
    typed: Fields | None = None,
    unread: Unread | None = None,
    problem: InvalidInput | None = None,
) -> Response:
    setting = learner.setting(turn)
    view, asked = sheet_view(turn.state, setting), question(turn.state, setting, number)
    if view is None or asked is None:
        return RedirectResponse(learner.path("check"), 303)
    response = asked.response
    again = interaction(asked.current.kind).typed(response) if asked.current is not None and response else {}
    return render(
        request,
        "sheet_question.html",
        status=problem.status if problem else 200,
        **context_of(learner, turn),
        view=view,
        asked=asked,
        typed=typed or again,
        unread=unread,
        problem=problem,
        key=str(setting.new_id()),
    )


@router.post("/check/answer")
async def answer(request: Request, learner: Learner) -> Response:
    """Keep an answer, and go on to the next step or question."""
    form = confirmed(await fields(request))
    keep_pace(request, learner.person.id, "answer")
    number, unsure = _number(form), "unsure" in form
    command = c.AnswerSheet(
        key_of(form), client_time(form), one(form, "sheet"), number - 1, one(form, "step"), unsure=unsure
    )
    try:
        turn = await _turn(learner, command, form)
    except InvalidInput as wrong:
        if wrong.details.get("field") != "answer":
            raise
        return _question(request, learner, await _look(learner), number, typed=form, problem=wrong)
    if turn.unread is not None:
        return _question(request, learner, turn, number, typed=form, unread=turn.unread)
    if turn.notice is not None:
        return await _sheet(request, learner, turn.notice)
    return RedirectResponse(learner.path(_onwards(learner, turn, number)), 303)


def _number(form: Fields) -> int:
    text = one(form, "number")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _onwards(learner: Learning, turn: Turn, number: int) -> str:
    """The next step of the same question, else the next question without an answer, else the whole sheet."""
    view = sheet_view(turn.state, learner.setting(turn))
    if view is None:
        return "path"
    if not 1 <= number <= len(view.entries):
        return "check"
    told = view.sheet.feedback == "each"
    if view.entries[number - 1].mark != "answered" or told:
        return f"check/question/{number}"
    waiting = [entry.number for entry in view.entries if entry.mark != "answered"]
    following = next((n for n in waiting if n > number), waiting[0] if waiting else None)
    return f"check/question/{following}" if following is not None else "check"


@router.get("/check/reading")
async def read_back(
    request: Request,
    learner: Learner,
    answer: Annotated[str, Query(max_length=LONGEST)],
    number: int = 0,
    step: str = "",
) -> Response:
    """What is being typed, as the checker would read it, and nothing of what it says."""
    keep_pace(request, learner.person.id, "reading")
    turn = await _look(learner)
    sheet = turn.state.sheet
    asked = c.AnswerSheet("", sheet=sheet.id if sheet is not None else "", place=number - 1, step=step)
    return await fragment(request, learner, step_of(turn.state, asked, learner.setting(turn)), answer)


@router.post("/check/hand-in")
async def hand_in(request: Request, learner: Learner) -> Response:
    """Hand the sheet in; where questions have no answer, only on the learner's word."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "check")
    sheet = one(form, "sheet")
    try:
        turn = await _turn(learner, c.HandIn(key_of(form), client_time(form), sheet, one(form, "blanks") == "yes"))
    except InvalidInput as wrong:
        if wrong.details.get("field") != "blanks":
            raise
        return await _sheet(request, learner, blanks=True)
    if turn.notice is not None:
        return await _path(request, learner, turn.notice)
    return RedirectResponse(learner.path(f"check/result/{sheet}"), 303)


@router.post("/check/drop")
async def drop(request: Request, learner: Learner) -> Response:
    """Give the sheet up."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "check")
    turn = await _turn(learner, c.DropSheet(key_of(form), client_time(form), one(form, "sheet")))
    if turn.notice is not None:
        return await _path(request, learner, turn.notice)
    return RedirectResponse(learner.path("path"), 303)


@router.get("/check/result/{sheet}")
async def show_result(request: Request, learner: Learner, sheet: str) -> Response:
    """What came of a sheet: by skill, with worked solutions of what was missed and a way into practice of it."""
    turn = await learner.look()
    setting = (await learner.choosing(turn)).setting
    folds = learner.house.tutoring.folds
    async with learner.house.database.school(learner.person.school) as conn:
        found = await insight.result(
            conn, folds, learner.person, learner.course, sheet, tag(), lambda _event: "learner"
        )
    if found is None:
        raise NotFound("There is no such check here.")
    return render(
        request,
        "sheet_result.html",
        **context_of(learner, turn),
        result=found,
        title=title_of(turn.frame.course, found.kind, found.part),
        known={each.skill.id: each for each in knowledge(turn.state, setting)},
        open_now=turn.state.sheet is not None,
        key=str(setting.new_id()),
    )
