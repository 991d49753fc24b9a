"""A course's pictures, sound and film, served: to people of the school, under addresses that are their content's hash.

Whatever a file claims to be, it runs nothing: its type is what Chiron found in its bytes, no browser guesses another
(``nosniff``), and the file's own page is sandboxed and may load nothing.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from chiron.core.errors import NotFound
from chiron.engine.library.media.keeping import PIECE, KeptFile, find, piece
from chiron.engine.library.media.parts import part_of, wants_part
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.faces.web.house import house, sitting

router = APIRouter()

POLICY = "sandbox; default-src 'none'"
MOST_PIECES = 4
"""Pieces in one answer to who asks for a part: players ask on (RFC 9110, 15.3.7)."""
ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/webm": "webm",
}
"""What is shown within the browser; anything else is only given to keep."""
_HASH = re.compile(r"[0-9a-f]{64}")
Pieces = Callable[[int], Awaitable[bytes]]
"""Gives the piece of a file with this number."""


@router.api_route("/learn/{course}/media/{sha256}", methods=["GET", "HEAD"], include_in_schema=False)
async def media(request: Request, course: str, sha256: str) -> Response:
    """One file that some version of the course names. Raises SignInNeeded, NotAllowed, NotFound."""
    person = (await sitting(request)).person
    allow(person, Action.SEE_COURSES, Target(Kind.SCHOOL, person.school, person.school))
    database = house(request).database
    async with database.school(person.school) as conn:
        kept = await find(conn, course, known_hash(sha256))

    async def read(number: int) -> bytes:
        async with database.school(person.school) as conn:
            return await piece(conn, kept, number)

    return answer(request, kept, read)


def known_hash(text: str) -> str:
    """The hash of an address. Raises NotFound where it is none."""
    if not _HASH.fullmatch(text):
        raise NotFound("There is no such file in this course.")
    return text


def answer(request: Request, kept: KeptFile, read: Pieces) -> Response:
    """The file, or the part of it that was asked for, or word that the browser has it already."""
    etag = f'"{kept.sha256}"'
    ending = ENDINGS.get(kept.type)
    headers = {
        "Content-Type": f"{kept.type}; charset=utf-8" if kept.type.startswith("text/") else kept.type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
        "Content-Disposition": f'inline; filename="{kept.sha256[:12]}.{ending}"' if ending else "attachment",
        "Cache-Control": "private, max-age=31536000, immutable",
        "ETag": etag,
        "Accept-Ranges": "bytes",
    }
    if etag in _listed(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    asked = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    part = part_of(asked, kept.size)
    if part is None:
        headers["Content-Range"] = f"bytes */{kept.size}"
        return Response(status_code=416, headers=headers)
    (start, end), status = part, 200
    if wants_part(asked):
        status = 206
        end = min(end, (start // PIECE + MOST_PIECES) * PIECE)
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{kept.size}"
    headers["Content-Length"] = str(end - start)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    return StreamingResponse(_bytes(read, start, end), status, headers)


def _listed(header: str) -> list[str]:
    return [each.strip().removeprefix("W/") for each in header.split(",")]


async def _bytes(read: Pieces, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes from ``start`` to before ``end``, a piece at a time."""
    for number in range(start // PIECE, -(-end // PIECE)):
        data, base = await read(number), number * PIECE
        yield data[max(0, start - base) : max(0, end - base)]
