"""Packages that are played on another origin: their page, the page around the frame, and what they say."""

from __future__ import annotations

import json
import secrets
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.packages import Contents, Playable, Played, Report
from chiron.desks.tutoring import playing
from chiron.desks.tutoring.playing import Playing
from chiron.faces.web.headers import POLICY
from chiron.faces.web.learner.access import Learning, context_of, fields, learning, one
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render

router = APIRouter(prefix="/learn/{course}/packages/{name}")
Learner = Annotated[Learning, Depends(learning)]
LARGEST = 400_000
"""Bytes of one report: its state's 64,000 letters, each as JSON may write it, or as two of three bytes."""
LONGEST_KEY = 80
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals"
"""No other window, no download, no way to this page. The origin that a package keeps is not this one."""
TOLD = "What the package said could not be read."


@router.get("")
async def show(request: Request, learner: Learner, name: str) -> Response:
    """The package: what it is, its parts, and what it says of each."""
    return await _show(request, learner, name)


async def _show(request: Request, learner: Learning, name: str, problem: str = "") -> Response:
    turn = await learner.look()
    async with learner.house.database.school(learner.person.school) as conn:
        found = await playing.playing(conn, learner.person.id, turn.frame.course, name)
    return render(
        request,
        "package.html",
        status=422 if problem else 200,
        **context_of(learner, turn),
        here="lessons",
        found=found,
        next=found.next,
        opened=found.open,
        nothing=Played(),
        playable=learner.house.play.origin(_own(request, learner), learner.person.id) is not None,
        problem=problem,
        key=str(learner.house.tutoring.new_id()),
    )


@router.post("")
async def start(request: Request, learner: Learner, name: str) -> Response:
    """Start a part: a launch begins, and its page has the frame. Raises NotFound."""
    form = await fields(request)
    keep_pace(request, learner.person.id, "launch")
    key = one(form, "key")[:LONGEST_KEY]
    if not key:
        raise InvalidInput("This page lost a part of itself. Load it again.", field="key")
    turn = await learner.look()
    desk, frame = learner.house.tutoring, turn.frame
    try:
        id = await playing.launch(desk, learner.sitting, frame.course, frame.version, name, one(form, "part"), key)
    except InvalidInput as problem:
        return await _show(request, learner, name, problem.message)
    return RedirectResponse(learner.path(f"packages/{name}/{id}"), 303)


@router.get("/{launch}")
async def play(request: Request, learner: Learner, name: str, launch: UUID) -> Response:
    """The frame, with what stands around it. A launch that has ended leads back to the package's page."""
    turn = await learner.look()
    async with learner.house.database.school(learner.person.school) as conn:
        found = await playing.playing(conn, learner.person.id, turn.frame.course, name)
        begun = await playing.launched(conn, learner.person.id, learner.course, name, launch)
        number = await playing.last_number(conn, learner.person.id, begun)
    part = found.contents.part(str(begun.body["part"]))
    own = _own(request, learner)
    now = learner.house.clock()
    place = learner.house.play.address(learner.person.school, found.file.sha256, launch, own, now)
    played = found.played.get(str(begun.body["part"]), Played())
    if part is None or place is None or played.launch != str(launch) or played.ended:
        return RedirectResponse(learner.path(f"packages/{name}"), 303)
    origin, path = place
    secret = secrets.token_urlsafe(18)
    page = render(
        request,
        "package_play.html",
        **context_of(learner, turn),
        here="lessons",
        found=found,
        part=part,
        origin=origin,
        address=f"{origin}{path}#{secret}",
        secret=secret,
        number=number,
        at_launch=learner.path(f"packages/{name}/{launch}"),
        sandbox=SANDBOX,
        begin=json.dumps(_begin(found.contents, part, played, _language(learner, found))),
    )
    page.headers["Content-Security-Policy"] = "; ".join(
        f"{name} {value}" for name, value in {**POLICY, "frame-src": origin}.items()
    )
    return page


@router.post("/{launch}")
async def report(request: Request, learner: Learner, name: str, launch: UUID) -> Response:
    """Write down what the package says. Raises InvalidInput, NotFound, TooMany."""
    keep_pace(request, learner.person.id, "package")
    try:
        said = Report.model_validate_json(await _sent(request))
    except ValidationError:
        raise InvalidInput(TOLD) from None
    await playing.report(learner.house.tutoring, learner.sitting, learner.course, name, launch, said)
    return Response(status_code=204)


async def _sent(request: Request) -> bytes:
    """The body, within bounds. Raises InvalidInput; a form, which was read for its token already, is none."""
    if not request.headers.get("content-type", "").lower().startswith("application/json"):
        raise InvalidInput(TOLD)
    parts, size = list[bytes](), 0
    try:
        async for part in request.stream():
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise InvalidInput(TOLD)
    except ClientDisconnect:
        raise InvalidInput(TOLD) from None
    return b"".join(parts)


def _own(request: Request, learner: Learning) -> str:
    """The origin on which the browser sees this page; its host was looked at before."""
    host = request.headers.get("host", "").strip().lower()
    return f"{'https' if learner.house.site.https else 'http'}://{host}"


def _language(learner: Learning, found: Playing) -> str:
    return found.resource.language or learner.person.language or ""


def _begin(contents: Contents, part: Playable, played: Played, language: str) -> dict[str, Any]:
    """What the shim hears: the manifest's words and where the part goes on. Nothing tells who the learner is."""
    place = contents.parts.index(part)
    return {
        "standard": contents.standard,
        "title": part.title,
        "start": part.start,
        "data": part.data,
        "mastery": part.mastery,
        "threshold": part.threshold,
        "limit": part.limit,
        "language": language,
        "completion": played.completion,
        "success": played.success,
        "score": played.score.model_dump(),
        "progress": played.progress,
        "place": played.place,
        "state": played.state,
        "before": round(played.before + played.seconds),
        "entry": played.entry,
        "next": place + 1 < len(contents.parts),
        "previous": place > 0,
    }
