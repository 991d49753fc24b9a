"""The teacher's guide to a unit, made from the course. It holds answers: learners do not come here."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.core.learning.guide import UnitGuide, unit_guide
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, writers
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/guide/{course}")
Teacher = Annotated[Teaching, Depends(writers)]
HELD = 32
"""Guides that are held ready, as drawing their examples takes a moment."""
_guides: OrderedDict[tuple[str, str], UnitGuide] = OrderedDict()


@router.get("/{unit}")
async def show(request: Request, teacher: Teacher, course: str, unit: str) -> Response:
    """The guide to one unit."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        found, version = await teacher.house.shelf.course(conn, course, None, teacher.person.reads(course))
    chosen = next((each for each in found.units if each.id == unit), None)
    if chosen is None:
        raise NotFound(_("This course has no such unit."))
    guide = _guides.get((version, unit))
    if guide is None:
        guide = _guides[version, unit] = await asyncio.to_thread(unit_guide, found, chosen)
        while len(_guides) > HELD:
            _guides.popitem(last=False)
    place = found.units.index(chosen)
    following = found.units[place + 1] if place + 1 < len(found.units) else None
    return render(request, "teacher/guide.html", course=found, guide=guide, following=following, here="courses")
