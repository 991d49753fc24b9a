"""Courses from elsewhere: a file is uploaded, read behind the scenes, looked over and put on the shelf."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.desks.studio import importing as desk
from chiron.engine.library.importing.jobs import Job, folder
from chiron.engine.library.importing.overview import REPORT, lines
from chiron.faces.web.csrf import form_of
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, read_id, typed, writers
from chiron.faces.web.teacher.import_words import place_words, reason_words
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.tables import table

router = APIRouter(prefix="/teacher/imports")
Author = Annotated[Teaching, Depends(writers)]
REFRESH = 3
"""Seconds after which a page looks again while a file is read."""


@router.get("")
async def every(request: Request, author: Author) -> Response:
    """The imports, and where a file is chosen."""
    return await _listed(request, author)


@router.post("")
async def upload(request: Request, author: Author) -> Response:
    """Keep a file, and have it read."""
    file = (await form_of(request)).get("file")
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise InvalidInput(_("Choose a file."), field="file")
        async with author.house.database.school(author.school.id) as conn:
            id = await desk.upload(
                author.desk, conn, author.person, author.school, home_of(author), file.filename, file.file
            )
    except InvalidInput as error:
        return await _listed(request, author, {"file": error.message}, error.status)
    return author.go(f"/teacher/imports/{id}")


@router.get("/{id}")
async def one(request: Request, author: Author, id: str) -> Response:
    """How far an import is, and what came of it."""
    return await _shown(request, author, id)


@router.get("/{id}/report.csv")
async def report(author: Author, id: str) -> Response:
    """Every line of the report."""
    job = await job_of(author, id)
    every = lines(folder(home_of(author), author.school.id, job.id) / REPORT)
    rows = [(each.fate, each.what, each.key, each.place, each.why) for each in every]
    return table(f"import-{job.name}", ("fate", "what", "key", "place", "why"), rows)


@router.get("/{id}/publish")
async def show_publish(request: Request, author: Author, id: str) -> Response:
    """What publishing it changes for whom, where a course of its name is on the shelf."""
    return await _published(request, author, id)


@router.post("/{id}/publish")
async def publish(request: Request, author: Author, id: str) -> Response:
    """Put what was made on the shelf; where it takes the place of a course, as it was looked over. A form that names
    no version saw none on the shelf."""
    form = await typed(request)
    seen, note = first(form, "seen") or None, first(form, "note")
    rooms = (author.desk, author.house.database, author.person, author.school, home_of(author), read_id(id))
    try:
        course = await desk.publish(*rooms, note, seen, first(form, "looked"))
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        if isinstance(error, Conflict) or error.details.get("field") == "note":
            return await _published(request, author, id, error, note)
        return await _shown(request, author, id, error.message, error.status)
    return author.go(f"/teacher/courses/{course}")


@router.post("/{id}/again")
async def again(author: Author, id: str) -> Response:
    """Have it read once more."""
    async with author.house.database.school(author.school.id) as conn:
        await desk.again(conn, author.person, read_id(id))
    return author.go(f"/teacher/imports/{read_id(id)}")


@router.post("/{id}/forget")
async def forget(author: Author, id: str) -> Response:
    """Take it and its files away."""
    await desk.forget(author.house.database, author.person, author.school, home_of(author), read_id(id))
    return author.go("/teacher/imports")


def home_of(author: Teaching) -> Path:
    """The data folder, below which imports lie. Raises NotFound where this server keeps none."""
    home = author.house.home
    if home is None:
        raise NotFound(_("There is nothing here that you can see."))
    return home


async def job_of(author: Teaching, id: str) -> Job:
    """The import of an address. Raises NotFound, NotAllowed."""
    async with author.house.database.school(author.school.id) as conn:
        return await desk.one(conn, author.person, read_id(id))


async def _listed(
    request: Request, author: Teaching, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    async with author.house.database.school(author.school.id) as conn:
        every = await desk.every(conn, author.person)
    return render(
        request,
        "teacher/imports.html",
        status,
        every=every,
        errors=errors or {},
        most=author.house.site.upload // 1_000_000,
        here="courses",
    )


async def _published(
    request: Request, author: Teaching, id: str, wrong: ChironError | None = None, note: str = ""
) -> Response:
    rooms = (author.desk, author.house.database, author.person, author.school, home_of(author), read_id(id))
    told = await desk.preview(*rooms)
    return render(
        request,
        "teacher/version_import.html",
        200 if wrong is None else wrong.status,
        id=read_id(id),
        preview=told,
        problem=wrong.message if wrong is not None else "",
        note=note,
        here="courses",
    )


async def _shown(request: Request, author: Teaching, id: str, problem: str = "", status: int = 200) -> Response:
    job = await job_of(author, id)
    outline = await desk.looked(home_of(author), author.school, job)
    async with author.house.database.school(author.school.id) as conn:
        replaces = outline is not None and await desk.replaces(conn, outline.course)
    return render(
        request,
        "teacher/import.html",
        status,
        job=job,
        outline=outline,
        replaces=replaces,
        problem=problem,
        reason_words=reason_words,
        place_words=place_words,
        refresh=REFRESH if job.done is None else None,
        here="courses",
    )
