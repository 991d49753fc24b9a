"""The courses on the shelf, for teachers and authors: what is in them, to read, to look at and to assign."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, choose, writers
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/courses")
Teacher = Annotated[Teaching, Depends(writers)]


@router.get("")
async def every(request: Request, teacher: Teacher) -> Response:
    """Every course that can be assigned."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        shelf = await teacher.house.shelf.on_shelf(conn, teacher.person.reads)
        chosen = await choose(conn, teacher)
    return render(request, "teacher/courses.html", shelf=shelf, chosen=chosen, here="courses")


@router.get("/{course}")
async def one(request: Request, teacher: Teacher, course: str) -> Response:
    """Units and skills of a course."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        found, _version = await teacher.house.shelf.course(conn, course, None, teacher.person.reads(course))
        chosen = await choose(conn, teacher)
    return render(request, "teacher/course.html", course=found, chosen=chosen, skill=None, here="courses")


@router.get("/{course}/{skill}")
async def lesson(request: Request, teacher: Teacher, course: str, skill: str) -> Response:
    """One skill, with its lesson and its misconceptions; or one text to read."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        found, _version = await teacher.house.shelf.course(conn, course, None, teacher.person.reads(course))
        chosen = await choose(conn, teacher)
    if skill in found.readings:
        reading, unit = found.readings[skill], found.unit_of_reading[skill]
        return render(request, "teacher/text.html", course=found, reading=reading, unit=unit, here="courses")
    if skill not in found.skills:
        raise NotFound(_("This course has no such skill."))
    return render(
        request, "teacher/course.html", course=found, chosen=chosen, skill=found.skills[skill], here="courses"
    )
