"""The door at ``/mcp``: who comes with a token, before anything of the protocol is read.

The protocol's library (the extra ``mcp``) is opened at the first request, aside: nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from chiron.core.errors import ChironError, NotAllowed
from chiron.desks.tutoring.outside.door import Rooms, came
from chiron.engine.people.tokens import Bearer

LIBRARY = "chiron.faces.mcp.server"
MISSING = "This Chiron serves no assistants: install it with the extra mcp (pip install 'chiron-tutor[mcp]')."
REFUSED = -32001
"""JSON-RPC leaves codes from -32000 to -32099 to servers."""


class McpDoor:
    """An ASGI application on rooms that are open by the time of the first request. No request remembers another."""

    def __init__(self, rooms: Callable[[], Rooms]) -> None:
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request of the protocol."""
        headers = Headers(scope=scope)
        if scope["method"] != "POST":
            await _refusal(405, "Only POST is taken here: nothing is kept between two requests.")(scope, receive, send)
            return
        try:
            serve = await _library()
            rooms = self._rooms()
            _same_site(headers)
            bearer = await came(rooms, headers.get("authorization", ""))
        except ChironError as error:
            await _refused(error)(scope, receive, send)
            return
        await serve(rooms, bearer, scope, receive, send)


class _NotHere(ChironError):
    """The library is not installed."""

    code = "not-installed"
    status = 501


Serve = Callable[[Rooms, Bearer, Scope, Receive, Send], Awaitable[None]]


async def _library() -> Serve:
    try:
        module = await asyncio.to_thread(importlib.import_module, LIBRARY)
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise _NotHere(MISSING) from None
    return cast(Serve, module.serve)


def _same_site(headers: Headers) -> None:
    """Refuse what a page of another site sends: the protocol asks servers to. Raises NotAllowed."""
    origin = headers.get("origin")
    try:
        there = None if origin is None else urlsplit(origin).netloc.lower()
    except ValueError:
        there = ""
    if there is not None and there != headers.get("host", "").lower():
        raise NotAllowed("This was sent from another site's page.")


def _refused(error: ChironError) -> Response:
    found = _refusal(error.status, error.message)
    if error.status == 401:
        found.headers["WWW-Authenticate"] = 'Bearer realm="Chiron"'
    if error.again:
        found.headers["Retry-After"] = str(error.details.get("seconds", 5))
    return found


def _refusal(status: int, message: str) -> Response:
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": REFUSED, "message": message}}
    headers = {"Allow": "POST"} if status == 405 else None
    return Response(json.dumps(body, ensure_ascii=False), status, headers, "application/json")
