"""Every table of the teacher's pages as a CSV file, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.desks.insight.matrix import Cell, Line, common, matrix
from chiron.desks.insight.needs import needs
from chiron.desks.insight.reading import tries
from chiron.desks.studio.inbox import open_cases
from chiron.desks.tutoring.views.progress import WeekPoint
from chiron.engine.people import csvs
from chiron.faces.web.language import tag
from chiron.faces.web.maths import spoken
from chiron.faces.web.teacher.access import Teaching, choose, see, staff, teaching
from chiron.faces.web.teacher.classes import given
from chiron.faces.web.teacher.inbox import course_of as course_of_case
from chiron.faces.web.teacher.learner import course_of, overview, pupil
from chiron.faces.web.teacher.wording import case_row, names, need_row

router = APIRouter()
Teacher = Annotated[Teaching, Depends(teaching)]
Staff = Annotated[Teaching, Depends(staff)]


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[csvs.Cell]]) -> Response:
    """A file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(csvs.write(head, rows), media_type="text/csv; charset=utf-8", headers=headers)


def _time(when: datetime | None, teacher: Teaching) -> str:
    """A time in the school's zone, to the minute."""
    if when is None:
        return ""
    return when.astimezone(ZoneInfo(teacher.school.time_zone)).strftime("%Y-%m-%d %H:%M")


@router.get("/teacher/mastery.csv")
async def mastery(request: Request, teacher: Teacher) -> Response:
    """Mastery by skill and learner: one line for each pair."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, *_asked(request))
        seen = await see(conn, teacher, chosen)
    head = ("skill", "learner", "state", "how sure", "likely", "at least", "at most", "answers", "last answer")
    rows = [
        (
            spoken(line.skill.title),
            cell.learner.name,
            cell.view.state,
            cell.view.certainty,
            round(cell.view.likely, 3),
            round(cell.view.low, 3),
            round(cell.view.high, 3),
            cell.answers,
            _time(cell.last, teacher),
        )
        for line in (matrix(seen.learners, seen.room) if seen else ())
        for cell in line.cells
    ]
    return table("mastery", head, rows)


def _asked(request: Request) -> tuple[str, str]:
    return request.query_params.get("class", ""), request.query_params.get("course", "")


@router.get("/teacher/needs.csv")
async def who_needs(request: Request, teacher: Teacher) -> Response:
    """Who needs me now, and why."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, *_asked(request))
        seen = await see(conn, teacher, chosen)
    rows = []
    for need in needs(seen.learners, seen.room) if seen else ():
        row = need_row(need, seen.room.course, teacher.now, "") if seen else {}
        rows.append((row["who"], need.why, row["why"].striptags(), _time(need.since, teacher), row["action"]))
    return table("who-needs-me", ("learner", "kind", "why", "since", "action"), rows)


@router.get("/teacher/misconceptions.csv")
async def misconceptions(request: Request, teacher: Teacher) -> Response:
    """The common misconceptions with their counts."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, *_asked(request))
        seen = await see(conn, teacher, chosen)
    found = common(seen.learners, seen.room) if seen else ()
    rows = [
        (
            spoken(one.misconception.title),
            spoken(one.skill.title),
            len(one.learners),
            one.times,
            names([learner.name for learner, _times in one.learners]),
        )
        for one in found
    ]
    return table("misconceptions", ("misconception", "skill", "learners", "times", "who"), rows)


@router.get("/teacher/members.csv")
async def members(request: Request, teacher: Teacher) -> Response:
    """The learners of a class."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, *_asked(request))
    room = chosen.room
    rows = [(p.name, p.sign_in_name, room.name if room else "", room.term if room else "") for p in chosen.members]
    return table("class", ("learner", "sign-in name", "class", "term"), rows)


@router.get("/teacher/assignments.csv")
async def assigned(request: Request, teacher: Teacher) -> Response:
    """The assignments of a class."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, *_asked(request))
        found = await given(conn, teacher, chosen)
    rows = [
        (
            spoken(row["assignment"].title),
            row["assignment"].what,
            row["course"],
            row["whom"],
            _time(row["assignment"].due, teacher),
            row["done"],
            row["of"],
            row["assignment"].note,
            "; ".join(f"{name} {_time(due, teacher)}" for name, due in row["extended"]),
        )
        for row in found
    ]
    return table("assignments", ("title", "kind", "course", "for", "due", "done", "of", "note", "extended"), rows)


_WHY = ("as typed", "checker", "numbers to try")


@router.get("/teacher/learner/{learner}/attempts.csv")
async def attempts(teacher: Teacher, learner: str, course: str = "") -> Response:
    """Every attempt of a learner."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        found = await tries(conn, teacher.desk.folds, person, chosen.id, tag())
    head = (
        "when",
        "skill",
        "asked",
        "step",
        "answer",
        "outcome",
        "hints",
        "misconception",
        "decided by a person",
        *_WHY,
    )
    rows = [
        (
            _time(one.at, teacher),
            spoken(one.skill.title),
            spoken(one.asked),
            f"{one.number} of {one.of}",
            spoken(one.answer),
            "solution shown" if one.shown else str(one.outcome),
            one.hints,
            one.misconception or "",
            "yes" if one.decided else "",
            "\n".join(one.grounds.typed) if one.grounds else "",
            one.grounds.checker if one.grounds else "",
            spoken(one.grounds.counterexample or "") if one.grounds else "",
        )
        for one in found
    ]
    return table("attempts", head, rows)


@router.get("/teacher/learner/{learner}/progress.csv")
async def progress(teacher: Teacher, learner: str, course: str = "") -> Response:
    """A learner's weeks."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        context = await overview(conn, teacher, person, chosen)
    return weeks_table(context["weeks"])


def weeks_table(weeks: Iterable[WeekPoint]) -> Response:
    """A learner's weeks as a file."""
    rows = [(str(p.monday), p.answers, p.right, p.minutes, p.demonstrated) for p in weeks]
    return table("progress", ("week", "answers", "right alone", "minutes", "skills demonstrated"), rows)


@router.get("/teacher/learner/{learner}/skills.csv")
async def skills(teacher: Teacher, learner: str, course: str = "") -> Response:
    """What a learner has shown, skill by skill."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        person = await pupil(conn, teacher, learner)
        chosen, _offered = await course_of(conn, teacher, person, course)
        context = await overview(conn, teacher, person, chosen)
    return skills_table(context["lines"], teacher)


def skills_table(lines: Iterable[Line], teacher: Teaching) -> Response:
    """The skills of one learner as a file. What rests on no answer has no figures, as on the page."""
    head = ("skill", "state", "how sure", "likely", "at least", "at most", "answers", "last answer")
    return table("skills", head, [_skill(line, line.cells[0], teacher) for line in lines])


def _skill(line: Line, cell: Cell, teacher: Teaching) -> tuple[csvs.Cell, ...]:
    view = cell.view
    sure = (
        (view.certainty, round(view.likely, 3), round(view.low, 3), round(view.high, 3)) if cell.answers else ("",) * 4
    )
    return (spoken(line.skill.title), view.state, *sure, cell.answers, _time(cell.last, teacher))


@router.get("/inbox.csv")
async def inbox(teacher: Staff) -> Response:
    """What waits in the inbox. What learners wrote stays out of the file."""
    async with teacher.house.database.school(teacher.school.id) as conn:
        cases = await open_cases(conn, teacher.person)
        rows = [case_row(case, await course_of_case(conn, teacher, case), teacher.now) for case in cases]
    cells = [
        (_time(row["case"].at, teacher), row["case"].kind, row["case"].name, row["title"], spoken(row["place"]))
        for row in rows
    ]
    return table("inbox", ("since", "kind", "learner", "what", "where"), cells)
