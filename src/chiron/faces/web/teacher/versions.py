"""A course's versions: its history, what is other between two, an old one to look at and try, and the way back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.media import in_use
from chiron.desks.studio import versions as desk
from chiron.engine.grading.checks import Graders
from chiron.engine.library.versions import Release
from chiron.faces.web.language import _, when
from chiron.faces.web.looking.page import Subject, act, read_back, show
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.teacher.access import Teaching, first, typed, writers
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/versions/{course}")
Author = Annotated[Teaching, Depends(writers)]
SHOWN = 60
"""So many letters of a note stand where a version is chosen."""


@router.get("")
async def history(request: Request, author: Author, course: str) -> Response:
    """Every version that was on the shelf."""
    async with author.house.database.school(author.school.id) as conn:
        releases = await desk.history(conn, author.person, course)
        found, _version = await desk.kept(conn, author.person, course, releases[0].version)
    said = _("It is on the shelf.") if request.query_params.get("did") == "back" else ""
    return render(
        request, "teacher/versions.html", course=course, title=found.title, releases=releases, said=said, here="courses"
    )


@router.get("/difference")
async def chosen(request: Request, author: Author, course: str) -> Response:
    """The difference of two versions that were chosen."""
    asked = request.query_params
    return await _compared(request, author, course, asked.get("from", ""), asked.get("to", ""))


@router.get("/{version}/difference")
async def difference(request: Request, author: Author, course: str, version: str) -> Response:
    """What is other in a version than in another; without one, than in that on the shelf."""
    old = request.query_params.get("from", "")
    return await _compared(request, author, course, old, version)


@router.get("/{version}/back")
async def show_back(request: Request, author: Author, course: str, version: str) -> Response:
    """What putting a version back changes for whom."""
    return await _back(request, author, course, version)


@router.post("/{version}/back")
async def back(request: Request, author: Author, course: str, version: str) -> Response:
    """Put a version back on the shelf."""
    form = await typed(request)
    note, seen = first(form, "note"), first(form, "seen") or None
    try:
        async with author.house.database.school(author.school.id) as conn:
            await desk.roll_back(author.desk, conn, author.person, course, version, note=note, seen=seen)
    except ChironError as wrong:
        if wrong.status >= 500 or wrong.status in (403, 404):
            raise
        return await _back(request, author, course, version, wrong, note)
    return author.go(f"/teacher/versions/{course}?did=back")


@router.get("/{version}")
async def one(request: Request, author: Author, course: str, version: str) -> Response:
    """What is in a version."""
    async with author.house.database.school(author.school.id) as conn:
        found, whole = await desk.kept(conn, author.person, course, version)
        releases = await desk.history(conn, author.person, course)
    now = any(each.now and each.version == whole for each in releases)
    return render(request, "teacher/version.html", course=found, version=whole, here_now=now, here="courses")


@router.get("/{version}/{skill}")
async def items(request: Request, author: Author, course: str, version: str, skill: str) -> Response:
    """The items of a skill in a version."""
    found, whole = await _kept(author, course, version, skill)
    place = _place(course, whole, skill)
    here = found.skills[skill]
    entries = [(each.id, ", ".join(each.use), f"{place}/{each.id}") for each in here.templates]
    return render(
        request,
        "looking/list.html",
        course=found,
        skills=[(here, entries)],
        faults=(),
        folder="",
        watch="",
        back=(f"/teacher/versions/{course}/{whole[:12]}", _("Version %(version)s") % {"version": whole[:12]}),
        here="courses",
    )


@router.get("/{version}/{skill}/{template}")
async def item(request: Request, author: Author, course: str, version: str, skill: str, template: str) -> Response:
    """An item of a version, as a learner met it."""
    return await show(request, _graders(author), await _subject(author, course, version, skill, template))


@router.post("/{version}/{skill}/{template}")
async def do(request: Request, author: Author, course: str, version: str, skill: str, template: str) -> Response:
    """Do something at it; nothing is recorded."""
    keep_pace(request, author.person.id, "answer")
    return await act(request, _graders(author), await _subject(author, course, version, skill, template))


@router.get("/{version}/{skill}/{template}/reading")
async def reading(request: Request, author: Author, course: str, version: str, skill: str, template: str) -> Response:
    """What is being typed, read back."""
    keep_pace(request, author.person.id, "reading")
    return await read_back(request, _graders(author), await _subject(author, course, version, skill, template))


def _graders(author: Teaching) -> Graders:
    return author.house.tutoring.graders


def _place(course: str, version: str, skill: str) -> str:
    return f"/teacher/versions/{course}/{version[:12]}/{skill}"


async def _kept(author: Teaching, course: str, version: str, skill: str) -> tuple[Course, str]:
    async with author.house.database.school(author.school.id) as conn:
        found, whole = await desk.kept(conn, author.person, course, version)
    if skill not in found.skills:
        raise NotFound(_("This course has no such skill."))
    return in_use(found), whole


async def _subject(author: Teaching, course: str, version: str, skill: str, template: str) -> Subject:
    found, whole = await _kept(author, course, version, skill)
    place = _place(course, whole, skill)
    return Subject(
        course=found,
        version=whole,
        skill=skill,
        template=template,
        place=f"{place}/{template}",
        list_place=place,
        here="courses",
        siblings=[(each.id, f"{place}/{each.id}") for each in found.skills[skill].templates],
    )


async def _compared(request: Request, author: Teaching, course: str, old: str, new: str) -> Response:
    async with author.house.database.school(author.school.id) as conn:
        releases = await desk.history(conn, author.person, course)
        now = releases[0].version
        before, after, told = await desk.compared(conn, author.person, course, old or now, new or now)
        found, _version = await desk.kept(conn, author.person, course, after)
    known = {each.version: each for each in reversed(releases)}
    options = [(each.version[:12], _called(each, author)) for each in reversed(known.values())]
    return render(
        request,
        "teacher/version_difference.html",
        course=course,
        title=found.title,
        old=before,
        new=after,
        difference=told,
        options=options,
        here="courses",
    )


def _called(one: Release, author: Teaching) -> str:
    """A version to choose: when it was published, and what was said of it."""
    told = f"{when(one.at, author.now)}, {one.version[:12]}"
    return f"{told}: {one.note[:SHOWN]}" if one.note else told


async def _back(
    request: Request, author: Teaching, course: str, version: str, wrong: ChironError | None = None, note: str = ""
) -> Response:
    async with author.house.database.school(author.school.id) as conn:
        told = await desk.preview_kept(author.desk, conn, author.person, course, version)
    field = isinstance(wrong, InvalidInput) and wrong.details.get("field") == "note"
    return render(
        request,
        "teacher/version_back.html",
        200 if wrong is None else wrong.status,
        course=course,
        title=told.title,
        version=told.version,
        preview=told,
        problem=wrong.message if wrong is not None and not field else "",
        errors={"note": wrong.message} if wrong is not None and field else {},
        note=note,
        here="courses",
    )
