"""An author's own folder in the browser: every template as a learner would meet it. Nobody signs in, nothing is kept.

It is served on this machine alone. Another site's page could at most have an item made; it cannot read what comes back.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import ChironError, NotAllowed, NotFound
from chiron.core.learning.course import Course, Skill, Template
from chiron.engine.grading.checks import Graders
from chiron.engine.library.live import Live
from chiron.engine.library.media.keeping import PIECE, KeptFile
from chiron.faces.web.around import Around
from chiron.faces.web.assets import BuiltFiles
from chiron.faces.web.csrf import FOREIGN, same_site
from chiron.faces.web.faults import fault_page, unexpected_page
from chiron.faces.web.house import Site, speak
from chiron.faces.web.kinds import KindFiles
from chiron.faces.web.language import _, tag
from chiron.faces.web.looking.page import Subject, act, read_back, show
from chiron.faces.web.media import answer, known_hash
from chiron.faces.web.page import render

router = APIRouter()


class Away(NotFound):
    """A template that is gone or broken: the page of all items says why, and comes back by itself."""


def folder_app(live: Live, graders: Graders, only: str | None = None) -> FastAPI:
    """The application for one folder. ``only`` is the template (``skill/template`` or its id) that it begins with."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await graders.close()

    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        title="Chiron",
        telemetry={"tracing": False, "metrics": False, "logs": False},
        dependencies=[Depends(speak), Depends(own_page)],
    )
    app.state.live, app.state.graders, app.state.only = live, graders, only
    app.add_exception_handler(Away, away)
    app.add_exception_handler(ChironError, fault_page)
    app.add_exception_handler(RequestValidationError, fault_page)
    app.add_exception_handler(404, fault_page)
    app.add_exception_handler(405, fault_page)
    app.add_exception_handler(Exception, unexpected_page)
    app.include_router(router)
    app.mount("/static/built", BuiltFiles())
    app.mount("/static/kinds", KindFiles())
    app.add_middleware(Around, site=Site())
    return app


async def own_page(request: Request) -> None:
    """Refuse a form of another site's page. Raises NotAllowed."""
    if request.method not in ("GET", "HEAD") and not same_site(request):
        raise NotAllowed(FOREIGN)


def find_template(course: Course, wanted: str) -> tuple[str, str]:
    """The skill and template that is meant by ``skill/template``, a template's id or a skill's. Raises NotFound."""
    skill, _sep, template = wanted.rpartition("/")
    for known in course.templates:
        if known == (skill, template) or (not skill and wanted in known):
            return known
    names = ", ".join(f"{skill}/{template}" for skill, template in list(course.templates)[:8])
    raise NotFound(f"There is no template {wanted!r} in this course. There are {names} and others.")


@router.get("/")
async def front(request: Request) -> Response:
    """The template that was asked for on the command line, else all of them."""
    only, live = request.app.state.only, _live(request)
    now = await asyncio.to_thread(live.now)
    course = now.course
    if only and course is not None:
        try:
            skill, template = find_template(course, only)
        except NotFound:
            if now.faults:
                # Most likely it is there, and cannot be read.
                return await _list(request, 404)
            raise
        seed = request.query_params.get("seed", "")
        return RedirectResponse(_place(skill, template) + (f"?seed={seed}" if seed.isdigit() else ""), 303)
    return RedirectResponse("/items", 303)


@router.get("/items")
async def every(request: Request) -> Response:
    """All templates, and what is wrong before any item is made."""
    return await _list(request)


async def away(request: Request, _fault: Exception) -> Response:
    """The faults of the folder, at the address of a template that cannot be read for them."""
    return await _list(request, 404)


async def _list(request: Request, status: int = 200) -> Response:
    now = await asyncio.to_thread(_live(request).now)
    skills = [(skill, [_entry(skill.id, one) for one in skill.templates]) for skill in _skills(now.course)]
    return render(
        request,
        "looking/list.html",
        status=status,
        course=now.course,
        skills=skills,
        faults=now.faults,
        folder=_folder(_live(request).path),
        watch=f"/changed/{now.stamp}",
        back=None,
    )


@router.get("/items/{skill}/{template}")
async def item(request: Request) -> Response:
    """One item, as a learner meets it."""
    return await show(request, request.app.state.graders, await _subject(request))


@router.post("/items/{skill}/{template}")
async def do(request: Request) -> Response:
    """Do something at it."""
    return await act(request, request.app.state.graders, await _subject(request))


@router.get("/items/{skill}/{template}/reading")
async def reading(request: Request) -> Response:
    """What is being typed, read back."""
    return await read_back(request, request.app.state.graders, await _subject(request, faults=False))


@router.api_route("/learn/{course}/media/{sha256}", methods=["GET", "HEAD"], include_in_schema=False)
async def media(request: Request, course: str, sha256: str) -> Response:
    """A picture, sound or film of the folder, as learners would get it."""
    live = _live(request)
    found = await asyncio.to_thread(lambda: live.file(live.now(), course, known_hash(sha256)))
    if found is None:
        raise NotFound("There is no such file in this course.")
    about, data = found

    async def read(number: int) -> bytes:
        return data[number * PIECE : (number + 1) * PIECE]

    return answer(request, KeptFile(sha256, about.type, about.size), read)


@router.get("/changed/{stamp}")
async def changed(request: Request, stamp: str) -> Response:
    """Whether the folder differs from the page: then htmx loads the page again."""
    now = await asyncio.to_thread(_live(request).stamp)
    return Response(status_code=204, headers={"HX-Refresh": "true"} if now != stamp else {})


def _live(request: Request) -> Live:
    live: Live = request.app.state.live
    return live


def _skills(course: Course | None) -> Sequence[Skill]:
    return list(course.skills.values()) if course is not None else []


def _place(skill: str, template: str) -> str:
    return f"/items/{skill}/{template}"


def _entry(skill: str, template: Template) -> tuple[str, str, str]:
    return template.id, ", ".join(template.use), _place(skill, template.id)


def _folder(path: Path) -> str:
    return f"{path}/"


async def _subject(request: Request, *, faults: bool = True) -> Subject:
    live = _live(request)
    skill, template = (request.path_params[name] for name in ("skill", "template"))
    now = await asyncio.to_thread(live.now)
    read = None if now.course is None else await asyncio.to_thread(live.read, now, tag())
    if read is None or now.course is None or (skill, template) not in now.course.templates:
        raise Away(_("This template cannot be read just now, or the course has none of that name."))
    found = await asyncio.to_thread(live.faults_at, skill, template) if faults else []
    return Subject(
        course=read[0],
        version=read[1],
        skill=skill,
        template=template,
        place=_place(skill, template),
        list_place="/items",
        faults=found,
        folder=_folder(live.path),
        watch=f"/changed/{now.stamp}",
        siblings=[(one.id, _place(skill, one.id)) for one in now.course.skills[skill].templates],
    )
