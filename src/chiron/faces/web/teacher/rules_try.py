"""A rule tried on recorded turns, and only then switched on: what it would have changed, for whom, when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.core.learning.rules.rule import Rule
from chiron.desks.insight import readers
from chiron.desks.studio.rules_tried import MOST_SHOWN, Found, Trying, try_rule
from chiron.desks.tutoring.ruling import rule_of
from chiron.engine.people import arrangements
from chiron.engine.people.access import Action
from chiron.engine.people.arrangements import Arrangement, State, with_state
from chiron.engine.people.door import may, require
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.maths import spoken
from chiron.faces.web.teacher.access import Teaching, first, key_of, typed
from chiron.faces.web.teacher.arranging import Arranger, Form, Where, where
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.rule_wording import CAME_WORDS, because_words, doing_words, then_words, when_words
from chiron.faces.web.teacher.rules import SAID
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/rules")
DAYS = (7, 14, 30)
STATES: dict[str, State] = {"on": "on", "watch": "watch"}


@router.get("/try")
async def show(request: Request, teacher: Arranger) -> Response:
    """What a rule would have changed."""
    asked = request.query_params
    return await _page(request, teacher, {name: [asked.get(name, "")] for name in ("class", "course", "name", "days")})


@router.post("/try")
async def put(request: Request, teacher: Arranger) -> Response:
    """Switch it on, or let it watch: the version that was tried, and no other."""
    form = await typed(request)
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            here, one = await _wanted(conn, teacher, form)
            state = STATES.get(first(form, "do"))
            if state is None or here is None or one is None:
                raise InvalidInput(_("This is no longer there. Load the page again."), field="rows")
            if first(form, "version") != str(one.version):
                raise InvalidInput(_("The rule was changed meanwhile. Look at what it would do now."), field="rows")
            wanted = with_state(one, state)
            await arrangements.change(conn, teacher.person, key_of(form), wanted, teacher.now)
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    return teacher.go(f"/teacher/rules?{here.query}&said={first(form, 'do')}")


async def _wanted(conn: Connection, teacher: Teaching, form: Form) -> tuple[Where | None, Arrangement | None]:
    here = await where(conn, teacher, first(form, "class"), first(form, "course"))
    if here is None:
        return None, None
    standing = await arrangements.of(conn, teacher.person, "rule", here.class_id, here.course.id)
    return here, next((one for one in standing if str(one.name) == first(form, "name")), None)


async def _page(request: Request, teacher: Teaching, form: Form, wrong: InvalidInput | None = None) -> Response:
    days = next((each for each in DAYS if str(each) == first(form, "days")), 14)
    trying: Trying | None = None
    read: Collection[UUID] = ()
    async with teacher.house.database.school(teacher.school.id) as conn:
        here, one = await _wanted(conn, teacher, form)
        rule = rule_of(one) if one is not None else None
        room = here.chosen.room if here is not None else None
        others: list[Rule] | None = None
        if here is not None and one is not None and rule is not None and room is not None:
            await require(conn, teacher.person, Action.SEE_CLASS_LEARNING, room.id)
            others = await _others(conn, teacher, here, one)
    if here is not None and rule is not None and others is not None:
        asked = (teacher.person, here.chosen.members, here.course.id, rule, others, days)
        trying = await try_rule(teacher.desk, teacher.school, *asked)
        async with teacher.house.database.school(teacher.school.id) as conn:
            read = await _read(conn, teacher, here, trying)
    said = SAID.get(request.query_params.get("said", ""))
    return render(
        request,
        "teacher/rule_try.html",
        status=wrong.status if wrong else 200,
        place=here,
        one=one,
        rule=rule,
        told=(when_words(rule, here.course), then_words(rule, here.course)) if rule and here else (),
        trying=trying,
        lines=_lines(trying, rule, here, read),
        room=room,
        days=days,
        choices=[(each, str(each)) for each in DAYS],
        errors=problem(wrong, "rows") if wrong else {},
        said=said() if said else None,
        fresh=teacher.fresh,
        now=teacher.now,
        here="class",
    )


async def _others(conn: Connection, teacher: Teaching, here: Where, one: Arrangement) -> list[Rule]:
    """All rules that would be asked with it, in their order: the school's, then the class's, this one in its place."""
    mine = await arrangements.of(conn, teacher.person, "rule", here.class_id, here.course.id)
    school = await arrangements.school_wide(conn, "rule", here.course.id) if here.class_id is not None else []
    asked = [each for each in (*school, *mine) if each.state in ("on", "watch") or each.name == one.name]
    return [rule for rule in map(rule_of, asked) if rule is not None]


async def _read(conn: Connection, teacher: Teaching, here: Where, trying: Trying) -> Collection[UUID]:
    """Of whose turns the tutor's words are shown: where the conversation may be read; that it is read is noted."""
    spoken = dict.fromkeys(each.learner for each in trying.found[:MOST_SHOWN] if each.would.said)
    read = [each for each in spoken if await may(conn, teacher.person, Action.SEE_CONVERSATION, each)]
    for each in read:
        await readers.note(conn, each, teacher.person.id, here.course.id, teacher.now)
    return read


def _lines(
    trying: Trying | None, rule: Rule | None, here: Where | None, read: Collection[UUID]
) -> list[dict[str, Any]]:
    if trying is None or rule is None or here is None:
        return []
    return [_line(each, rule, here.course, each.learner in read) for each in trying.found[:MOST_SHOWN]]


def _beside_doing(rule: Rule, because: Mapping[str, Any]) -> dict[str, Any]:
    """What was so, without what the learner did: that stands before it."""
    rows = rule.condition.rows
    return {
        place: value
        for place, value in because.items()
        if not (place.isdigit() and int(place) < len(rows) and rows[int(place)].fact == "did")
    }


def _line(found: Found, rule: Rule, course: Course, read: bool) -> dict[str, Any]:
    would = found.would
    opened = course.skills.get(would.opened or "")
    skill = course.skills.get(would.skill or "")
    return {
        "learner": found.learner,
        "name": found.name,
        "at": would.at,
        "doing": doing_words(would.doing),
        "skill": spoken(skill.title) if skill else "",
        "why": because_words(rule, _beside_doing(rule, would.because), course),
        "outcome": would.outcome,
        "feedback": would.feedback,
        "said": would.said if read else "",
        "unread": bool(would.said) and not read,
        "opened": spoken(opened.title) if opened else "",
        "came": CAME_WORDS[would.came]() if would.came != "acted" else "",
    }
