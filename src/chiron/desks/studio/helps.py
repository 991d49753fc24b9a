"""What offering things to read and see brought in a course, for staff: each thing at each skill, tried or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.resources.helping import NOTHING, Belief, Helps, Known
from chiron.core.learning.resources.listing import Aid, aids
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.fits import helping, store
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Row:
    """One thing at one skill. ``known`` is what was found, None where it was never offered beside moments without;
    ``belief`` what is held of its help, beyond what practice in its minutes brings where nothing is known."""

    aid: Aid
    skill: Skill
    known: Known | None
    belief: Belief


@dataclass(frozen=True, slots=True)
class Learnt:
    """Everything that may be offered in a course: what helps most first, what nobody tried last."""

    course: Course
    rows: tuple[Row, ...]
    made: datetime | None
    learners: int
    waiting: bool = False
    """Whether somebody asked for it to be learnt anew, and it is not done."""


async def learnt(desk: StudioDesk, conn: Connection, actor: Person, course: str) -> Learnt:
    """What is known by now. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_FITS)
    content, _ = await desk.folds.shelf.course(conn, course)
    kept = await store.view_helps(conn, course)
    found = await helping.known(conn, course) or NOTHING
    made, learners = (None, 0) if kept is None else (kept["made"], kept["learners"])
    waiting = await helping.asked_now(conn, course)
    return Learnt(content, rows(content, found), made, learners, waiting)


async def learn_now(desk: StudioDesk, conn: Connection, actor: Person, course: str) -> None:
    """Have it learnt behind the scenes from the logs as they are now. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_FITS)
    await desk.folds.shelf.course(conn, course)
    await helping.ask_now(conn, course)


def rows(course: Course, found: Helps) -> tuple[Row, ...]:
    """Each thing at each skill that it helps with. Pure."""
    made = []
    for skill in course.skills.values():
        for one in aids(course, skill.id):
            belief = found.belief(one.id, one.kind, skill.id, 0.0)
            made.append(Row(one, skill, found.known(one.id, skill.id), belief))
    return tuple(sorted(made, key=lambda row: (row.known is None, -row.belief.mean if row.known else 0.0)))
