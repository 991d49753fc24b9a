"""The tutor's words as a stream, resumable: the same turn gives the same bytes on any worker."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from chiron.core.errors import NotFound
from chiron.core.learning.state import Said
from chiron.faces.web.learner.access import Learning, learning
from chiron.faces.web.page import render_text

router = APIRouter(prefix="/learn/{course}")
Learner = Annotated[Learning, Depends(learning)]


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
    return StreamingResponse(
        _stream(events(request, learner, said), after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def events(request: Request, learner: Learning, said: Said) -> list[bytes]:
    """Every event of a turn, in order, numbered from 1. They depend on the words alone."""
    blocks = [
        render_text(request, "parts/said_piece.html", piece=piece, course_id=learner.course) for piece in said.words
    ]
    whole = render_text(request, "parts/said.html", said=said, course_id=learner.course)
    named = [("piece", html) for html in blocks] + [("done", whole)]
    return [
        f"id: {number}\nevent: {name}\ndata: {json.dumps({'html': html}, ensure_ascii=False)}\n\n".encode()
        for number, (name, html) in enumerate(named, 1)
    ]


async def _stream(every: list[bytes], after: int) -> AsyncIterator[bytes]:
    for event in every[after:]:
        yield event
