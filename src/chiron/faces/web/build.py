"""The web application: every router, what stands around them, and how errors become pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from chiron.core.errors import ChironError, SignInNeeded, Unavailable
from chiron.faces.web import media
from chiron.faces.web.around import Around
from chiron.faces.web.assets import BuiltFiles
from chiron.faces.web.components import router as components
from chiron.faces.web.csrf import guard
from chiron.faces.web.faults import fault_page, unexpected_page
from chiron.faces.web.house import House, Site, house, sitting, speak
from chiron.faces.web.kinds import KindFiles
from chiron.faces.web.learner import (
    answers,
    bringing,
    courses,
    lessons,
    map,
    packages,
    practice,
    progress,
    reading,
    remembered,
    resources,
    sheets,
    stream,
    today,
    why,
)
from chiron.faces.web.pace import Pace
from chiron.faces.web.people import ROUTERS as PEOPLE
from chiron.faces.web.teacher import ROUTERS as TEACHER

LEARNER: Sequence[APIRouter] = (
    courses.router,
    today.router,
    practice.router,
    reading.router,
    stream.router,
    map.router,
    progress.router,
    answers.router,
    remembered.router,
    bringing.router,
    sheets.router,
    why.router,
    lessons.router,
    packages.router,
    resources.router,
)


def build(
    site: Site, furnish: Callable[[], AbstractAsyncContextManager[House]], routers: Sequence[APIRouter] = ()
) -> FastAPI:
    """The application. ``furnish`` opens the rooms when the server starts and closes them when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with furnish() as rooms:
            app.state.house = rooms
            yield

    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        title="Chiron",
        telemetry={"tracing": False, "metrics": False, "logs": False},
        dependencies=[Depends(speak), Depends(guard)],
    )
    app.state.pace = Pace()
    app.add_exception_handler(ChironError, fault_page)
    app.add_exception_handler(RequestValidationError, fault_page)
    app.add_exception_handler(404, fault_page)
    app.add_exception_handler(405, fault_page)
    app.add_exception_handler(Exception, unexpected_page)
    app.router.routes.append(practice.ACT)
    for router in (*LEARNER, media.router, *TEACHER, *PEOPLE, components, *routers):
        app.include_router(router)
    app.add_api_route("/", front_door, include_in_schema=False)
    app.add_api_route("/healthz", healthz, include_in_schema=False)
    app.mount("/static/built", BuiltFiles())
    app.mount("/static/kinds", KindFiles())
    app.add_middleware(Around, site=site)
    return app


async def healthz(request: Request) -> Response:
    """200 once the app and its database answer."""
    try:
        async with house(request).database.anyone():
            pass  # a transaction that begins and ends is an answer
    except Unavailable:
        return PlainTextResponse("the database does not answer", 503, headers={"Retry-After": "5"})
    return PlainTextResponse("ok")


async def front_door(request: Request) -> Response:
    """Lead everyone to where they begin."""
    base = house(request).site.base_path
    try:
        found = await sitting(request)
    except SignInNeeded:
        return RedirectResponse(f"{base}/sign-in", 303)
    return RedirectResponse(f"{base}{home_of(found.person.roles, found.person.preferences.get('course'))}", 303)


def home_of(roles: frozenset[str], course: object) -> str:
    """The first page of a person: the role that waits for them most."""
    if "teacher" in roles:
        return "/teacher"
    if "operator" in roles and "learner" not in roles:
        return "/people"
    if "author" in roles and "learner" not in roles:
        return "/teacher/courses"
    if isinstance(course, str) and course:
        return f"/learn/{course}/today"
    if "learner" in roles:
        return "/courses"
    return "/family" if "guardian" in roles else "/settings"
