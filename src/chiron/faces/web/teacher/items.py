"""The items of a skill on the shelf, as a learner would meet them: for teachers and authors. Nothing is recorded."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.core.learning.course import Course
from chiron.engine.grading.checks import Graders
from chiron.faces.web.language import _
from chiron.faces.web.looking.page import Subject, act, read_back, show
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.page import render
from chiron.faces.web.teacher.access import Teaching, writers

router = APIRouter(prefix="/teacher/courses/{course}/{skill}/items")
Writer = Annotated[Teaching, Depends(writers)]


@router.get("")
async def every(request: Request, writer: Writer, course: str, skill: str) -> Response:
    """The templates of a skill."""
    found, _version = await _course(writer, course, skill)
    here = found.skills[skill]
    entries = [(one.id, ", ".join(one.use), f"{_list(course, skill)}/{one.id}") for one in here.templates]
    back = (f"/teacher/courses/{course}/{skill}", here.title)
    return render(
        request,
        "looking/list.html",
        course=found,
        skills=[(here, entries)],
        faults=(),
        folder="",
        watch="",
        back=back,
        here="courses",
    )


@router.get("/{template}")
async def item(request: Request, writer: Writer, course: str, skill: str, template: str) -> Response:
    """One item, as a learner meets it."""
    return await show(request, _graders(writer), await _subject(writer, course, skill, template))


@router.post("/{template}")
async def do(request: Request, writer: Writer, course: str, skill: str, template: str) -> Response:
    """Do something at it."""
    keep_pace(request, writer.person.id, "answer")
    return await act(request, _graders(writer), await _subject(writer, course, skill, template))


@router.get("/{template}/reading")
async def reading(request: Request, writer: Writer, course: str, skill: str, template: str) -> Response:
    """What is being typed, read back."""
    keep_pace(request, writer.person.id, "reading")
    return await read_back(request, _graders(writer), await _subject(writer, course, skill, template))


def _graders(writer: Teaching) -> Graders:
    return writer.house.tutoring.graders


def _list(course: str, skill: str) -> str:
    return f"/teacher/courses/{course}/{skill}/items"


async def _course(writer: Teaching, course: str, skill: str) -> tuple[Course, str]:
    async with writer.house.database.school(writer.school.id) as conn:
        found = await writer.house.shelf.course(conn, course, None, writer.person.reads(course))
    if skill not in found[0].skills:
        raise NotFound(_("This course has no such skill."))
    return found


async def _subject(writer: Teaching, course: str, skill: str, template: str) -> Subject:
    found, version = await _course(writer, course, skill)
    return Subject(
        course=found,
        version=version,
        skill=skill,
        template=template,
        place=f"{_list(course, skill)}/{template}",
        list_place=_list(course, skill),
        here="courses",
        siblings=[(one.id, f"{_list(course, skill)}/{one.id}") for one in found.skills[skill].templates],
    )
