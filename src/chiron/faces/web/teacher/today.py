"""The teacher's Today: who needs me now, and why; mastery by skill and learner, with its drill-down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.learning.course import Skill
from chiron.core.learning.stages import Stages, stages
from chiron.desks.insight.attempts import Pattern, Try, pattern
from chiron.desks.insight.matrix import Cell, common, matrix
from chiron.desks.insight.needs import needs
from chiron.desks.insight.reading import tries
from chiron.desks.studio.inbox import open_cases
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.records.database import Connection
from chiron.faces.web.language import tag
from chiron.faces.web.teacher.access import Chosen, Seen, Teaching, choose, notice, read_id, see, teaching
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.wording import case_row, names, need_row

router = APIRouter()
Teacher = Annotated[Teaching, Depends(teaching)]
ROWS = 5
"""So many rows of "who needs you now" before "show all"."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One cell opened: the attempts, newest first, and what its wrong answers have in common."""

    id: UUID
    name: str
    skill: Skill
    cell: Cell
    tries: tuple[Try, ...]
    pattern: Pattern | None
    stages: Stages


@router.get("/teacher")
async def show(request: Request, teacher: Teacher) -> Response:
    """Who needs me, then the matrix; ``learner`` and ``skill`` open a cell, ``view=table`` is the same as a table."""
    asked = request.query_params
    async with teacher.house.database.school(teacher.school.id) as conn:
        chosen = await choose(conn, teacher, asked.get("class", ""), asked.get("course", ""))
        seen = await see(conn, teacher, chosen)
        drill = await _drill(conn, teacher, seen, asked.get("learner", ""), asked.get("skill", "")) if seen else None
        alerts = [case for case in await open_cases(conn, teacher.person) if case.kind == "alert"]
    context = _rows(chosen, seen, teacher, every="all" in asked) if seen else {"rows": [], "lines": [], "more": 0}
    return render(
        request,
        "teacher/today.html",
        chosen=chosen,
        course=chosen.course,
        drill=drill,
        alerts=[case_row(case, None, teacher.now) for case in alerts],
        as_table=asked.get("view") == "table",
        row=chosen.course.skills.get(asked.get("row", "")) if chosen.course else None,
        now=teacher.now,
        said=notice(request),
        here="teacher",
        **context,
    )


def _rows(chosen: Chosen, seen: Seen, teacher: Teaching, *, every: bool) -> dict[str, Any]:
    found = needs(seen.learners, seen.room)
    rows = [need_row(need, seen.room.course, teacher.now, chosen.query) for need in found]
    misconceptions = [
        {
            "common": one,
            "who": names([learner.name for learner, _ in one.learners]),
            "ids": [learner.id for learner, _ in one.learners],
        }
        for one in common(seen.learners, seen.room)
    ]
    return {
        "rows": rows if every else rows[:ROWS],
        "more": 0 if every else max(0, len(rows) - ROWS),
        "lines": matrix(seen.learners, seen.room),
        "misconceptions": misconceptions,
        "begun": sum(learner.state.joined is not None for learner in seen.learners),
    }


async def _drill(conn: Connection, teacher: Teaching, seen: Seen, learner: str, skill: str) -> Drill | None:
    if not learner or skill not in seen.room.course.skills:
        return None
    id = read_id(learner)
    await require(conn, teacher.person, Action.SEE_LEARNING, id)
    mine = [one for one in seen.learners if one.id == id]
    line = next(line for line in matrix(mine, seen.room) if line.skill.id == skill) if mine else None
    if line is None:
        return None
    person = await people.view_person(conn, id)
    every = await tries(conn, teacher.desk.folds, person, seen.room.course.id, tag())
    own = tuple(one for one in reversed(every) if one.skill.id == skill)
    cell = line.cells[0]
    shown = stages(mine[0].state.record(skill), cell.view, line.skill)
    return Drill(id, person.name, line.skill, cell, own, pattern(own), shown)
