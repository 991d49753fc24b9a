"""The application below ``/v1``. It knows no cookies: a token in the header is all that opens it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.words import Json
from chiron.desks.tutoring.outside.chat import heard, message
from chiron.desks.tutoring.outside.deeds import Guest
from chiron.desks.tutoring.outside.door import Rooms, came
from chiron.desks.tutoring.outside.overview import CourseShown, courses
from chiron.engine.people.tokens import Bearer, Scope, note_reading
from chiron.faces.api.asked import PREFIX, key_of, read, read_body
from chiron.faces.api.faults import HANDLERS
from chiron.faces.api.said import Completion, streamed, whole

FACE = "chat"


class Api:
    """The routes on rooms that are open by the time of the first request."""

    def __init__(self, rooms: Callable[[], Rooms]) -> None:
        self._rooms = rooms

    async def models(self, request: Request) -> Response:
        """Every course of the learner's as a model."""
        rooms, bearer = await self._came(request)
        await note_reading(rooms.database, bearer, FACE, "models", rooms.clock())
        found = await courses(rooms.tutoring, bearer.sitting.person)
        return JSONResponse({"object": "list", "data": [_model(course, bearer) for course in found]})

    async def model(self, request: Request) -> Response:
        """One of them."""
        rooms, bearer = await self._came(request)
        course = await _course(rooms, bearer, request.path_params["name"].removeprefix(PREFIX))
        return JSONResponse(_model(course, bearer))

    async def complete(self, request: Request) -> Response:
        """What the tutor says to the last message."""
        rooms, bearer = await self._came(request)
        bearer.require(Scope.TALK)
        asked = read(await read_body(request))
        course = await _course(rooms, bearer, asked.course)
        if not asked.text.strip():
            raise InvalidInput("The last message of the learner's is empty. Write something.", field="messages")
        guest = Guest(rooms.tutoring, bearer.sitting, course.id, f"{FACE}/{bearer.id}")
        key = key_of(request, bearer.id, asked.text, rooms.tutoring.new_id())
        reply = await message(guest, key, asked.text, Scope.PRACTISE in bearer.scopes)
        made = Completion(key, PREFIX + course.id, rooms.clock(), reply)
        words = heard(guest, reply, rooms.models)
        if not asked.stream:
            return JSONResponse(await whole(guest, made, words, asked.fresh))
        told = streamed(guest, made, words, asked.fresh, asked.usage)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(told, media_type="text/event-stream", headers=headers)

    async def _came(self, request: Request) -> tuple[Rooms, Bearer]:
        rooms = self._rooms()
        return rooms, await came(rooms, request.headers.get("authorization", ""))


def make_api(rooms: Callable[[], Rooms]) -> Starlette:
    """The application to be mounted at ``/v1``."""
    api = Api(rooms)
    routes = [
        Route("/models", api.models),
        Route("/models/{name:path}", api.model),
        Route("/chat/completions", api.complete, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers=dict(HANDLERS))


async def _course(rooms: Rooms, bearer: Bearer, name: str) -> CourseShown:
    for course in await courses(rooms.tutoring, bearer.sitting.person):
        if course.id == name:
            return course
    raise NotFound(f"There is no model {PREFIX + name[:80]!r} for this token; /v1/models lists them.", field="model")


def _model(course: CourseShown, bearer: Bearer) -> dict[str, Json]:
    created = bearer.sitting.person.created
    at = int(created.timestamp()) if created is not None else 0
    return {"id": PREFIX + course.id, "object": "model", "created": at, "owned_by": "chiron", "name": course.title}
