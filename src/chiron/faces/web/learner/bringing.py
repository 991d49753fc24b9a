"""Bring your reviews: a learner's own history of another program, looked over before it is brought, and taken out."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.desks.tutoring import bringing as desk
from chiron.engine.library.importing import histories
from chiron.faces.web.around import largest
from chiron.faces.web.csrf import form_of
from chiron.faces.web.language import _
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, one
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}/bring")
Learner = Annotated[Learning, Depends(learning)]
DONE = ("brought", "withdrawn", "dropped")
REFRESH = 2
"""Seconds after which the page looks again while a file is read."""
LONGEST_KEY = 80
_NAME = re.compile(r"[^\w .()+-]+")


@router.get("")
async def show(request: Request, learner: Learner) -> Response:
    """What was brought, what waits to be looked over, and where a file is chosen."""
    home = learner.house.home
    if home is not None and histories.ready(home, learner.person.school, learner.person.id):
        keep_pace(request, learner.person.id, "look")
    return await _page(request, learner)


@router.post("")
async def upload(request: Request, learner: Learner) -> Response:
    """Keep a file, and have it read."""
    file = (await form_of(request)).get("file")
    home, person = _home(learner), learner.person
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise InvalidInput(_("Choose a file."), field="file")
        name = _NAME.sub("_", file.filename.replace("\\", "/").rpartition("/")[2]).strip(" .")[-120:] or "anki"
        await desk.keep(learner.house.tutoring, home, person, learner.course, name, file.file)
    except InvalidInput as error:
        return await _page(request, learner, {"file": error.message}, error.status)
    return RedirectResponse(learner.path("bring"), 303)


@router.post("/now")
async def bring(request: Request, learner: Learner) -> Response:
    """Bring what waits."""
    keep_pace(request, learner.person.id, "settings")
    home, person = _home(learner), learner.person
    waits = await asyncio.to_thread(histories.waiting, home, person.school, person.id)
    if waits is None or waits.course != learner.course or not waits.ready:
        return RedirectResponse(learner.path("bring"), 303)  # Another tab was first.
    if sum(map(len, waits.reviews.values())) > desk.AT_ONCE:
        histories.want(home, person.school, person.id, waits.id)
        return RedirectResponse(learner.path("bring"), 303)
    try:
        await desk.bring(learner.house.tutoring, person, learner.course, waits.reviews, person)
    except InvalidInput as error:
        return await _page(request, learner, {"file": error.message}, error.status)
    histories.forget(home, person.school, person.id, waits.id)
    return RedirectResponse(learner.path("bring?done=brought"), 303)


@router.post("/drop")
async def drop(learner: Learner) -> Response:
    """Take away what waits, nothing brought."""
    histories.forget(_home(learner), learner.person.school, learner.person.id)
    return RedirectResponse(learner.path("bring?done=dropped"), 303)


@router.post("/withdraw")
async def withdraw(request: Request, learner: Learner) -> Response:
    """Take out the reviews of a skill, or all."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "settings")
    key = one(form, "key")[:LONGEST_KEY]
    if not key:
        raise InvalidInput(_("This page lost a part of itself. Load it again."), field="key")
    skill = one(form, "skill")
    chosen = (skill,) if skill else ()
    await desk.withdraw(learner.house.tutoring, learner.person, learner.course, chosen, f"bring-{key}")
    return RedirectResponse(learner.path("bring?done=withdrawn"), 303)


def _home(learner: Learning) -> Path:
    if learner.house.home is None:
        raise NotFound(_("There is nothing here that you can see."))
    return learner.house.home


async def _page(
    request: Request, learner: Learning, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    tutoring = learner.house.tutoring
    async with learner.house.database.school(learner.person.school) as conn:
        gathered = await tutoring.folds.gather(conn, learner.person, learner.course)
        view = await desk.look(tutoring, conn, learner.house.home, learner.person, gathered)
    turn = await learner.look()
    done = request.query_params.get("done", "")
    waits = view.waiting
    reading = waits is not None and not waits.told and (waits.wanted or not waits.ready)
    return render(
        request,
        "bring.html",
        status=status,
        **context_of(learner, turn),
        here="progress",
        view=view,
        errors=errors or {},
        most=largest(learner.house.site, f"/learn/{learner.course}/bring") // 1_000_000,
        done=done if done in DONE else "",
        refresh=REFRESH if reading else None,
        key=str(tutoring.new_id()),
    )
