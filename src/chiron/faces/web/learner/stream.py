"""The tutor's words as a stream, resumable: the same turn gives the same bytes on any worker."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import StreamingResponse

from chiron.core.errors import NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.state import Piece, Said
from chiron.desks.tutoring.asking import Asking
from chiron.faces.web.ambient import begin
from chiron.faces.web.learner.access import Learning, learning
from chiron.faces.web.learner.speaking import Speaking, listen, speaking
from chiron.faces.web.page import base_path, environment, supplied

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]

MOST_PIECES = 4096
_PIECES: OrderedDict[tuple[Piece, tuple[str, str, str]], Markup] = OrderedDict()
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


@router.get("/words/{turn}")
async def words(request: Request, learner: Learner, turn: str) -> StreamingResponse:
    """The words of a turn, from the event after Last-Event-ID on."""
    found = await learner.look()
    talk = found.state.item.talk if found.state.item else ()
    said = next((s for s in talk if s.turn == turn and s.who == "tutor"), None)
    if said is None:
        raise NotFound("Those words are no longer here. Load the page again.")
    last = request.headers.get("last-event-id", "")
    after = int(last) if last.isascii() and last.isdigit() and len(last) < 6 else 0
    models = learner.house.models
    if models is not None and models.offers:
        asking = Asking(learner.house.tutoring, models, learner.sitting, learner.course, turn)
        told = _told(request, learner, speaking(request.app, asking), turn, after)
    else:
        told = _stream(events(request, learner, said, found.frame.course), after)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


async def _told(request: Request, learner: Learning, here: Speaking, turn: str, after: int) -> AsyncIterator[bytes]:
    """A model's sentences as they are checked, then the whole as it was recorded; all of it at once where it says
    nothing.
    """
    yield b": the tutor is writing\n\n"  # The page says so by itself as soon as the stream is open.
    heard = after
    async with aclosing(listen(here, after)) as sentences:
        async for number, text in sentences:
            heard = number
            html = _render("parts/said_sentence.html", {"text": text})
            yield _event(number, "piece", html)
    found = await learner.look()
    talk = found.state.item.talk if found.state.item else ()
    said = next((s for s in talk if s.turn == turn and s.who == "tutor"), None)
    if said is None:
        return
    every = events(request, learner, said, found.frame.course)
    # Of what was heard in sentences only the whole is left; its number is above theirs.
    yield b"".join(every) if heard == 0 else every[-1].replace(b"id: %d\n" % len(every), b"id: %d\n" % (heard + 1), 1)


def events(request: Request, learner: Learning, said: Said, course: Course) -> list[bytes]:
    """Every event of a turn, in order, numbered from 1. They depend on the words alone."""
    values = supplied(request, learner.course) | {"course_id": learner.course, "course": course}
    begin(values)  # The forms below the words carry this page's token.
    at = (learner.course, values["language"].tag, base_path(request))
    pieces = [_piece_html(piece, at, values) for piece in said.words]
    whole = _render("parts/said.html", values | {"said": said, "pieces": Markup("").join(pieces)})
    named = [("piece", html) for html in pieces] + [("done", whole)]
    return [_event(number, name, html) for number, (name, html) in enumerate(named, 1)]


def _event(number: int, name: str, html: str) -> bytes:
    return f"id: {number}\nevent: {name}\ndata: {_ENCODE({'html': html})}\n\n".encode()


def _piece_html(piece: Piece, at: tuple[str, str, str], values: dict[str, Any]) -> Markup:
    """A piece of the tutor's words; the same piece in the same course, language and place is rendered once."""
    html = _PIECES.get((piece, at))
    if html is None:
        html = _PIECES[(piece, at)] = _render("parts/said_piece.html", values | {"piece": piece})
        while len(_PIECES) > MOST_PIECES:
            _PIECES.popitem(last=False)
    return html


def _render(template: str, values: dict[str, Any]) -> Markup:
    return Markup(environment.get_template(template).render(values))  # noqa: S704 - templates escape


async def _stream(every: list[bytes], after: int) -> AsyncIterator[bytes]:
    """What is ready goes out together: authored words are ready at once."""
    yield b"".join(every[after:])
