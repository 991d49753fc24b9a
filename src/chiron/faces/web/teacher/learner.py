"""One learner as their teacher sees them: mastery, every attempt, progress, the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.decide import view
from chiron.core.learning.outlook import outlook
from chiron.core.learning.packages import REPORTED
from chiron.desks.insight import readers
from chiron.desks.insight.attempts import pattern
from chiron.desks.insight.matrix import matrix
from chiron.desks.insight.needs import Class
from chiron.desks.insight.reading import learners, talks, tries
from chiron.desks.studio import store as studio
from chiron.desks.tutoring.views.progress import WeekPoint, weeks
from chiron.desks.tutoring.views.remembered import remembered_view
from chiron.desks.tutoring.views.sheets import title_of
from chiron.engine.folds.told import responses
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.accommodations import read_extra_time, set_extra_time
from chiron.engine.people.door import may, require
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.faces.web.extra_time import extra_context
from chiron.faces.web.language import tag
from chiron.faces.web.outlook import explained
from chiron.faces.web.remembered import WORDS
from chiron.faces.web.teacher.access import Teaching, first, notice, read_id, teaching, typed
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/learner/{learner}")
Teacher = Annotated[Teaching, Depends(teaching)]
SHOWN = 40
"""So many attempts stand on the page; the CSV has every one."""


async def pupil(conn: Connection, teacher: Teaching, learner: str, action: Action = Action.SEE_LEARNING) -> Person:
    """The learner of the address. Raises NotAllowed, NotFound."""
    id = read_id(learner)
    await require(conn, teacher.person, action, id)
    return await people.view_person(conn, id)


async def course_of(conn: Connection, teacher: Teaching, person: Person, wanted: str) -> tuple[Course, list[Course]]:
    """The course of the address, else the one last begun, and every course to choose from. Raises NotFound."""
    begun = await log.courses(conn, [person.id])
    shelf = [each.course for each in await teacher.house.shelf.on_shelf(conn, teacher.person.reads)]
    offered = [course for course in shelf if course.id in begun] or shelf[:1]
    preferred = wanted or str(person.preferences.get("course") or "")
    known = next((course for course in shelf if course.id == preferred), None)
    if known is None:
        known = (
            offered[0]
            if offered and not wanted
            else (await teacher.house.shelf.course(conn, wanted, None, teacher.person.reads(wanted)))[0]
        )
    return known, offered


@router.get("")
async def show(request: Request, teacher: Teacher, learner: str, course: str = "", skill: str = "") -> Response:
    """The learner in a course; ``skill`` keeps to the attempts of one skill."""
    return await page(request, teacher, learner, course, skill)


async def page(
    request: Request,
    teacher: Teaching,
    learner: str,
    course: str,
    skill: str,
    problem: InvalidInput | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The page of a learner. Where a decision of an answer was refused, ``typed`` is what was typed."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, offered = await course_of(conn, teacher, person, course)
        context = await overview(conn, teacher, person, chosen)
        every = await tries(conn, teacher.desk.folds, person, chosen.id, tag())
        may_judge = await may(conn, teacher.person, Action.JUDGE, person.id)
        context |= await extra_context(conn, person)
    own = [one for one in reversed(every) if skill not in chosen.skills or one.skill.id == skill]
    return render(
        request,
        "teacher/learner.html",
        status=problem.status if problem else 200,
        who=person,
        course=chosen,
        courses=offered,
        skill=chosen.skills.get(skill),
        tries=own[:SHOWN],
        more=max(0, len(own) - SHOWN),
        pattern=pattern(own) if skill in chosen.skills else None,
        now=teacher.now,
        said=notice(request),
        check_title=title_of,
        may_judge=may_judge,
        typed=typed,
        errors={str(problem.details.get("field") or "note"): problem.message} if problem else {},
        key=teacher.fresh(),
        here="teacher",
        **context,
    )


@router.get("/why")
async def why(request: Request, teacher: Teacher, learner: str, course: str = "", skill: str = "") -> Response:
    """Why the next answer in a skill is as likely as it is. Raises NotFound for a skill that the course has not."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        if skill not in chosen.skills:
            raise NotFound("This course has no such skill.")
        gathered = await teacher.desk.folds.gather(conn, person, chosen.id)
        told = await responses(conn, person, chosen)
        live = await teacher.desk.folds.live(conn, chosen.id)
        live = await teacher.desk.folds.live(conn, chosen.id)
    views = view(gathered.state, gathered.frame).skills(teacher.now)
    shown = explained(chosen, outlook(told, live.prediction(chosen), skill, teacher.now), views)
    return render(request, "teacher/why.html", who=person, course=chosen, why=shown, here="teacher")


@router.post("/extra-time")
async def give_time(request: Request, teacher: Teacher, learner: str) -> Response:
    """Give the learner more time, or take it back."""
    form, id = await typed(request), read_id(learner)
    async with teacher.house.database.school(teacher.school.id) as conn:
        await set_extra_time(conn, teacher.person, id, read_extra_time(first(form, "extra_time")), teacher.now)
    return teacher.go(f"/teacher/learner/{id}?{urlencode({'course': first(form, 'course'), 'said': 'extra-time'})}")


async def overview(conn: Connection, teacher: Teaching, person: Person, course: Course) -> dict[str, Any]:
    """Mastery and progress of a learner in a course."""
    folds = teacher.desk.folds
    (one,) = await learners(conn, folds, [person], course.id, {})
    events = await log.read(conn, person.id, course=course.id, but=(REPORTED,))
    frame_of = await folds.frames(conn, course.id, events)
    points: tuple[WeekPoint, ...] = weeks(events, frame_of, teacher.school.time_zone)
    lines = matrix([one], Class(course, folds.model, teacher.now))
    return {"state": one.state, "lines": lines, "weeks": points, "shown": sum(line.shown for line in lines)}


@router.get("/conversation")
async def conversation(request: Request, teacher: Teacher, learner: str, course: str = "") -> Response:
    """What the learner, the tutor and people said, the latest talk first."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner, Action.SEE_CONVERSATION)
        chosen, offered = await course_of(conn, teacher, person, course)
        found = await talks(conn, teacher.desk.folds, person, chosen.id)
        authors = {turn.by for talk in found for turn in talk.turns if turn.who == "person" and turn.by}
        names = await studio.view_names(conn, authors)
        await readers.note(conn, person.id, teacher.person.id, chosen.id, teacher.now)
    return render(
        request,
        "teacher/conversation.html",
        who=person,
        course=chosen,
        courses=offered,
        talks=found,
        names=names,
        now=teacher.now,
        here="teacher",
    )


@router.get("/remembered")
async def told(request: Request, teacher: Teacher, learner: str, course: str = "") -> Response:
    """What the tutor remembers of what the learner said. It counts as reading the conversation."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner, Action.SEE_CONVERSATION)
        chosen, _offered = await course_of(conn, teacher, person, course)
        gathered = await teacher.desk.folds.gather(conn, person, chosen.id)
        view = await remembered_view(conn, person, gathered.state, chosen, teacher.now)
        await readers.note(conn, person.id, teacher.person.id, chosen.id, teacher.now)
    found: dict[str, Any] = {"who": person, "course": chosen, "view": view, "now": teacher.now, **WORDS}
    return render(request, "teacher/remembered.html", here="teacher", **found)
