"""A teacher's rules: the list, what they did, and their past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.events import Event
from chiron.core.learning.rules.rule import Rule
from chiron.desks.tutoring.ruling import rule_of
from chiron.engine.people import arrangements, classes
from chiron.engine.people.access import Action
from chiron.engine.people.arrangements import Arrangement
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, typed
from chiron.faces.web.teacher.arranging import OFF, Arranger, Where, act, needed, where
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.history import past_of, same
from chiron.faces.web.teacher.rule_wording import CAME_WORDS, because_words, then_words, when_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/rules")
AT = "/teacher/rules"
FIRED_WITHIN = timedelta(days=30)
MOST_FIRED = 500
SAID = {
    "draft": lambda: _("Kept as a draft. Try it on recorded turns, then switch it on."),
    "on": lambda: _("The rule is on. It acts from each learner’s next turn."),
    "watch": lambda: _("The rule watches: where it would fire is written down, and nothing else happens."),
    "changed": lambda: _("Changed."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of the list: as it is kept, as a rule (None where this Chiron does not know it), in words."""

    one: Arrangement
    rule: Rule | None
    when: str
    then: str


def line_of(one: Arrangement, here: Where) -> Line:
    """A line of the list."""
    rule = rule_of(one)
    if rule is None:
        return Line(one, None, _("This Chiron does not know what this rule does: it does nothing."), "")
    return Line(one, rule, when_words(rule, here.course), then_words(rule, here.course))


@router.get("")
async def show(request: Request, teacher: Arranger) -> Response:
    """The rules of a class, and the school's that count there too."""
    return await _page(request, teacher)


@router.post("")
async def put(request: Request, teacher: Arranger) -> Response:
    """Switch one off, take it away, or change places. Switching on is done where a rule is tried."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            here = await needed(conn, teacher, form)
            await act(conn, teacher, form, "rule", here, OFF)
    except InvalidInput as wrong:
        return await _page(request, teacher, wrong)
    return teacher.go(f"{AT}?{here.query}&said=changed")


async def _page(request: Request, teacher: Teaching, wrong: InvalidInput | None = None) -> Response:
    asked = request.query_params
    rows: list[Line] = []
    school: list[Line] = []
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, asked.get("class", ""), asked.get("course", ""))
        if here is not None:
            mine = await arrangements.of(conn, teacher.person, "rule", here.class_id, here.course.id)
            rows = [line_of(one, here) for one in mine]
            if here.class_id is not None:
                found = await arrangements.school_wide(conn, "rule", here.course.id)
                school = [line_of(one, here) for one in found]
    said = SAID.get(asked.get("said", ""))
    return render(
        request,
        "teacher/rules.html",
        status=wrong.status if wrong else 200,
        place=here,
        rows=rows,
        school=school,
        errors=problem(wrong, "rows") if wrong else {},
        said=said() if said else None,
        fresh=teacher.fresh,
        now=teacher.now,
        here="class",
    )


@router.get("/history")
async def past(request: Request, teacher: Arranger) -> Response:
    """Every version of what was ever set here."""
    here, rows = await past_of(request, teacher, "rule")
    lines = [line_of(row.one, here) for row in rows] if here is not None else []
    return render(
        request, "teacher/rules_history.html", place=here, rows=rows, lines=lines, now=teacher.now, here="class"
    )


@router.get("/fired")
async def fired(request: Request, teacher: Arranger) -> Response:
    """Where rules fired for this class: who, when, which version, why, and what came of it."""
    asked = request.query_params
    lines: list[dict[str, Any]] = []
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, asked.get("class", ""), asked.get("course", ""))
        if here is not None and here.class_id is not None:
            await require(conn, teacher.person, Action.SEE_CLASS_LEARNING, here.class_id)
            lines = await _fired(conn, teacher, here)
    return render(request, "teacher/rules_fired.html", place=here, lines=lines, now=teacher.now, here="class")


async def _fired(conn: Connection, teacher: Teaching, here: Where) -> list[dict[str, Any]]:
    assert here.class_id is not None
    members = {person.id: person for person in await classes.members(conn, here.class_id, "learner")}
    events = await log.recent(conn, ("rule.fired",), teacher.now - FIRED_WITHIN, MOST_FIRED)
    versions = await _versions(conn, here)
    mine = [e for e in events if e.subject in members and e.draft.about and e.draft.about.course == here.course.id]
    return [_fired_line(event, members[event.subject], versions, here) for event in mine]


async def _versions(conn: Connection, here: Where) -> dict[tuple[str, int], Arrangement]:
    """Every version of the rules that may have fired here."""
    found = await arrangements.versions(conn, "rule", here.course.id)
    return {(str(one.name), one.version): one for one in found if one.scope.class_id in (None, here.class_id)}


def _meanwhile(one: Arrangement, versions: Mapping[tuple[str, int], Arrangement]) -> str:
    """What became of a rule since a version of it fired; empty where it still says the same."""
    latest = max((each for each in versions.values() if each.name == one.name), key=lambda each: each.version)
    if latest.ended is not None:
        return _("taken away since")
    return "" if same(latest, one) else _("changed since")


def _fired_line(
    event: Event, person: Person, versions: Mapping[tuple[str, int], Arrangement], here: Where
) -> dict[str, Any]:
    body = event.body
    one = versions.get((str(body["rule"]), int(body["edition"])))
    rule = rule_of(one) if one is not None else None
    came = CAME_WORDS.get(str(body["came"]))
    return {
        "person": person,
        "at": event.draft.server_time,
        "title": rule.title if rule else _("a rule of another class"),
        "meanwhile": _meanwhile(one, versions) if one is not None else "",
        "why": because_words(rule, body["because"], here.course),
        "then": then_words(rule, here.course) if rule else "",
        "came": came() if came else "",
    }
