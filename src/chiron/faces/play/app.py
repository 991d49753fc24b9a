"""The application of the play origin: a page of our own around a package, and the package's files; nothing else.

It knows no cookies and no people: an address that Chiron signed is all that it asks for. Its pages are never shown by
themselves, nor framed by another site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from chiron.core.errors import ChironError, NotFound, Unavailable
from chiron.engine.library.media.parts import part_of, wants_part
from chiron.engine.library.packages.keeping import KeptFile, find, piece, unpacked
from chiron.engine.library.packages.launches import NOWHERE, Launch, Play, read
from chiron.engine.records.database import Database
from chiron.faces.play.headers import around, of_package, of_player, type_of
from chiron.faces.play.pace import Pace

LONGEST_PATH = 3_000
LONGEST_SOUGHT = 20_000_000
"""Bytes of a deflated file of which parts are given."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:@/\[\]]+)(?::\d{1,5})?")
FILES = "at/"
"""Below a launch: the files of the package."""
PAGE = """<!doctype html>
<html lang="en" data-parent="{parent}" data-files="{files}">
<meta charset="utf-8"><title>Chiron</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="{style}"><script src="{script}" defer></script>
<body></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the play origin is given. ``script`` and ``style`` are the built files of its page."""

    database: Database
    play: Play
    clock: Callable[[], datetime]
    script: Callable[[], Path]
    style: Callable[[], Path]


class PlayOrigin:
    """The ASGI application. ``rooms`` gives what was opened when the server started."""

    def __init__(self, rooms: Callable[[], Rooms]) -> None:
        """Serve with these rooms."""
        self._rooms = rooms
        self._pace = Pace()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ChironError as error:
            response = PlainTextResponse(error.message, 503 if isinstance(error, Unavailable) else error.status)
        for name, value in around().items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        rooms = self._rooms()
        headers, path = request.headers, request.scope["path"]
        host = _name(headers.get("host", ""))
        if not rooms.play.known(host):
            return PlainTextResponse("This host name is not served here.", 421)
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("Nothing is taken here.", 405, {"Allow": "GET, HEAD"})
        if headers.get("service-worker") is not None or headers.get("sec-fetch-dest") in _REFUSED:
            return PlainTextResponse("A package is only shown within Chiron's page.", 403)
        if len(path) > LONGEST_PATH:
            raise NotFound(NOWHERE)
        first, _, rest = path.removeprefix("/").partition("/")
        for built in (rooms.script(), rooms.style()):
            if path == f"/{built.name}":
                kept = {"Cache-Control": "public, max-age=31536000, immutable"}
                return FileResponse(built, headers=kept, media_type=type_of(built.name))
        launch = read(rooms.play.key, first, rooms.clock())
        if not rooms.play.serves(host, launch):
            return PlainTextResponse("This host name is not served here.", 421)
        if not rest and path.endswith("/"):
            return _page(rooms, launch, first)
        if rest.startswith(FILES):
            return await _file(rooms, self._pace, request, launch, rest.removeprefix(FILES))
        raise NotFound(NOWHERE)


_REFUSED = frozenset({"document", "serviceworker", "object", "embed"})
"""What nothing here is fetched for: a window of its own, among others."""


def _page(rooms: Rooms, launch: Launch, first: str) -> Response:
    """Our own page around the package: the shim. What it needs of a learner it hears from the page around it."""
    values = {
        "parent": launch.parent,
        "files": f"/{first}/{FILES}",
        "script": f"/{rooms.script().name}",
        "style": f"/{rooms.style().name}",
    }
    page = PAGE.format_map({name: escape(value) for name, value in values.items()})
    return Response(page, headers=of_player(launch.parent), media_type="text/html")


async def _file(rooms: Rooms, pace: Pace, request: Request, launch: Launch, path: str) -> Response:
    """One file of the package, or the part of it that was asked for. Raises NotFound, Unavailable."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return PlainTextResponse("This is no file for other sites.", 403)
    pace.look(launch.id)
    async with rooms.database.school(launch.school) as conn:
        kept = await find(conn, launch.package, path)

    async def packed(number: int) -> bytes:
        async with rooms.database.school(launch.school) as conn:
            return await piece(conn, launch.package, number)

    headers = {
        "Content-Type": type_of(path),
        "Accept-Ranges": "bytes" if _in_parts(kept) else "none",
        **of_package(launch.parent),
    }
    start, end, status = _part(request.headers, kept, headers)
    if status == 416 or request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    return StreamingResponse(pace.keep(launch.id, unpacked(kept, packed, start, end)), status, headers)


def _in_parts(kept: KeptFile) -> bool:
    """Whether parts of a file are given: not of a long one that is unpacked from its beginning for each."""
    return kept.method == 0 or kept.size <= LONGEST_SOUGHT


def _part(asked: Mapping[str, str], kept: KeptFile, headers: dict[str, str]) -> tuple[int, int, int]:
    """Where the part that is asked for begins and ends, and the status; the headers that say so are added."""
    wanted = asked.get("range", "") if _in_parts(kept) else ""
    found = part_of(wanted, kept.size)
    if found is None:
        headers["Content-Range"] = f"bytes */{kept.size}"
        return 0, 0, 416
    start, end = found
    headers["Content-Length"] = str(end - start)
    if not wants_part(wanted):
        return start, end, 200
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{kept.size}"
    return start, end, 206


def _name(host: str) -> str:
    """A Host header's name without its port; "" where it is no name and port."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""
