"""A guardian reads how their learner is doing: mastery and weeks, without attempts or conversation."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotAllowed
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people.person import Role
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching
from chiron.faces.web.teacher.learner import course_of, overview, pupil
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.tables import skills_table, weeks_table

router = APIRouter()


async def guarding(request: Request) -> Teaching:
    """The signed-in guardian. Raises SignInNeeded, NotAllowed."""
    found = await sitting(request)
    if not found.person.has(Role.GUARDIAN):
        raise NotAllowed(_("This page is for guardians."))
    rooms = house(request)
    desk = StudioDesk(rooms.database, rooms.tutoring.folds, rooms.clock, rooms.tutoring.new_id)
    return Teaching(rooms, desk, found.person, found.school, rooms.clock())


Guardian = Annotated[Teaching, Depends(guarding)]


@router.get("/family/{learner}/learning")
async def show(request: Request, guardian: Guardian, learner: UUID, course: str = "") -> Response:
    """What a guardian's learner has shown, week by week."""
    async with guardian.house.database.school(guardian.school.id) as conn:
        person = await pupil(conn, guardian, str(learner))
        chosen, offered = await course_of(conn, guardian, person, course)
        context = await overview(conn, guardian, person, chosen)
    return render(
        request,
        "teacher/family.html",
        who=person,
        course=chosen,
        courses=offered,
        now=guardian.now,
        here="family",
        **context,
    )


@router.get("/family/{learner}/skills.csv")
async def skills(guardian: Guardian, learner: UUID, course: str = "") -> Response:
    """The table of skills as a file."""
    return skills_table((await _overview(guardian, learner, course))["lines"], guardian)


@router.get("/family/{learner}/progress.csv")
async def progress(guardian: Guardian, learner: UUID, course: str = "") -> Response:
    """The table of weeks as a file."""
    return weeks_table((await _overview(guardian, learner, course))["weeks"])


async def _overview(guardian: Teaching, learner: UUID, course: str) -> dict[str, Any]:
    async with guardian.house.database.school(guardian.school.id) as conn:
        person = await pupil(conn, guardian, str(learner))
        chosen, _offered = await course_of(conn, guardian, person, course)
        return await overview(conn, guardian, person, chosen)
