"""The inbox: what needs a person, and one case laid open."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import BrokenCourse, InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.desks.studio import store
from chiron.desks.studio.cases import CaseView, lay_open
from chiron.desks.studio.deciding import may_change
from chiron.desks.studio.inbox import FILTERS, Case, counted, done_cases, open_cases, view_case
from chiron.engine.people import alerts
from chiron.engine.people.access import Action
from chiron.engine.people.door import may
from chiron.engine.people.person import Role
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _, name_of, tag
from chiron.faces.web.teacher.access import Teaching, notice, read_id, staff
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.wording import alert_words, case_row, decision_words, kind_title, open_for

router = APIRouter()
Staff = Annotated[Teaching, Depends(staff)]


@router.get("/inbox")
async def show(request: Request, teacher: Staff) -> Response:
    """The list alone."""
    return await page(request, teacher)


@router.get("/inbox/{learner}/{id}")
async def show_case(request: Request, teacher: Staff, learner: str, id: str) -> Response:
    """The list, and one case."""
    return await page(request, teacher, (learner, id))


async def page(
    request: Request,
    teacher: Teaching,
    asked: tuple[str, str] | None = None,
    problem: InvalidInput | None = None,
    note: str = "",
) -> Response:
    """The inbox with a case, if one is asked for. What was typed stays where something is wrong."""
    chosen = request.query_params.get("show", "all")
    done = chosen == "done"
    kinds = FILTERS.get(chosen, FILTERS["all"])
    async with teacher.house.database.school(teacher.school.id) as conn:
        waiting = await open_cases(conn, teacher.person)
        week = await done_cases(conn, teacher.person, teacher.now)
        listed = week if done else [case for case in waiting if case.kind in kinds]
        rows = [case_row(case, await course_of(conn, teacher, case), teacher.now) for case in listed]
        case = await _case(conn, teacher, asked) if asked else None
    return render(
        request,
        "teacher/inbox.html",
        status=problem.status if problem else 200,
        rows=rows,
        counts=counted(waiting),
        filters=_filters(counted(waiting)),
        chosen=chosen if chosen in FILTERS or done else "all",
        done=len(week),
        open=case,
        errors={str(problem.details.get("field") or "note"): problem.message} if problem else {},
        note=note,
        key=teacher.fresh(),
        own_name=name_of,
        now=teacher.now,
        said=notice(request),
        here="inbox",
    )


def _filters(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    words = {
        "all": _("All"),
        "alerts": _("Alerts"),
        "grades": _("Grades"),
        "answers": _("Answers"),
        "reports": _("Reports"),
    }
    return [(name, words[name], counts[name]) for name in FILTERS]


async def course_of(conn: Connection, teacher: Teaching, case: Case) -> Course | None:
    """The course in which a case was opened, in the version it had then."""
    about = case.opened.draft.about
    if about is None:
        return None
    try:
        return (
            await teacher.house.shelf.course(conn, about.course, about.version, teacher.person.reads(about.course))
        )[0]
    except (NotFound, BrokenCourse):
        return None


async def _told(conn: Connection, case: Case) -> list[tuple[str, datetime]]:
    """Who was told of an alert, and when."""
    events = await alerts.told_of(conn, case.learner, case.id)
    names = await store.view_names(conn, {UUID(each) for event in events for each in event.body["to"]})
    return [
        (", ".join(names.get(UUID(each), "") for each in event.body["to"]), event.draft.server_time) for event in events
    ]


async def _case(conn: Connection, teacher: Teaching, asked: tuple[str, str]) -> dict[str, Any]:
    case = await view_case(conn, teacher.person, read_id(asked[0]), asked[1])
    view: CaseView = await lay_open(conn, teacher.house.shelf, case, tag())
    by = case.closed.draft.actor if case.closed else None
    after = case.opened.body.get("after")
    before = await view_case(conn, teacher.person, case.learner, after) if after else None
    return {
        "view": view,
        "case": case,
        "kind": kind_title(case),
        "row": case_row(case, view.course, teacher.now),
        "open_for": open_for(case, teacher.now),
        "reading": alert_words(str(case.opened.body["reading"])) if case.kind == "alert" else "",
        "told": await _told(conn, case) if case.kind == "alert" else [],
        "colleagues": await store.view_colleagues(conn, teacher.person.id, case.learner),
        "decision": decision_words(str(case.closed.body.get("decision", "acknowledged"))) if case.closed else "",
        "decided_by": (await store.view_names(conn, [by])).get(by, "") if by else "",
        "before": before,
        "before_decision": decision_words(str(before.closed.body["decision"])) if before and before.closed else "",
        "may_change": may_change(case, teacher.now),
        "may_read": teacher.person.has(Role.TEACHER)
        and await may(conn, teacher.person, Action.SEE_CONVERSATION, case.learner),
    }
