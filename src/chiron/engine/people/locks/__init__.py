"""Locks: the order, the pace and the skills that a teacher sets for a class in a course, and lifts again.

They are read where the next thing is chosen and where a page says what is set, never at an answer. What is in force
stands beside the log and not in it: each move says whether a lock bound it, and folding the log again needs none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.core.learning.locking import Rule
from chiron.engine.people import classes
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.locks import store
from chiron.engine.people.locks.store import ClassLock, of_learner
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

__all__ = [
    "MOST_PACE",
    "ClassLock",
    "Rule",
    "history",
    "in_force",
    "lift",
    "of_class",
    "of_learner",
    "read_rule",
    "set_lock",
]

MOST_PACE = 20
MOST_SHOWN = 200
"""So much of the past is shown."""


def read_rule(course: Course, order: str, pace: str, open_skills: tuple[str, ...]) -> Rule:
    """A lock as a form sends it; every skill ticked is no ceiling. Raises InvalidInput naming the field."""
    if order not in ("free", "course"):
        raise InvalidInput("Choose one of the orders that are offered.", field="order")
    ticked = tuple(name for name in course.skills if name in open_skills)
    if not ticked:
        raise InvalidInput("Tick at least one skill: with none open there is nothing to learn.", field="open")
    return Rule(order == "course", _read_pace(pace), () if len(ticked) == len(course.skills) else ticked)


def _read_pace(text: str) -> int | None:
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 4 and int(typed) <= MOST_PACE):
        raise InvalidInput(f"Give a whole number from 0 to {MOST_PACE}, or leave it empty.", field="pace")
    return int(typed)


async def set_lock(
    conn: Connection, actor: Person, id: UUID, class_id: UUID, course: Course, rule: Rule, now: datetime
) -> bool:
    """Set the order, the pace and what is open for a class in a course, in the place of what was set before.

    ``id`` is the form's key: sent twice it is one deed. The same rule again changes nothing, a rule that fixes nothing
    lifts what is set. False where nothing changed. Raises InvalidInput, NotAllowed, NotFound.
    """
    await require(conn, actor, Action.RUN_CLASS, class_id)
    await store.hold(conn, class_id)
    if (await classes.view(conn, class_id)).archived is not None:
        raise InvalidInput("This class is archived. Open it again first.", field="class")
    rule = replace(rule, ceiling=tuple(name for name in course.skills if name in rule.ceiling))
    now_set = await store.find(conn, class_id, course.id)
    if await store.known(conn, id) or rule == (now_set.rule if now_set else Rule()):
        return False
    await store.lift(conn, class_id, course.id, now)
    if rule != Rule():
        await store.add(conn, id, class_id, course.id, rule, actor.id, now)
    return True


async def lift(conn: Connection, actor: Person, class_id: UUID, course: str, now: datetime) -> bool:
    """Lift what is set for a class in a course; False where nothing is. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, class_id)
    return await store.lift(conn, class_id, course, now)


async def in_force(conn: Connection, actor: Person, class_id: UUID, course: str) -> ClassLock | None:
    """What is set for a class in a course. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_CLASS_LEARNING, class_id)
    return await store.find(conn, class_id, course)


async def history(conn: Connection, actor: Person, class_id: UUID, course: str) -> list[ClassLock]:
    """All that was ever set for a class in a course, the latest first. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_CLASS_LEARNING, class_id)
    return await store.history(conn, class_id, course, MOST_SHOWN)


async def of_class(conn: Connection, actor: Person, class_id: UUID) -> list[ClassLock]:
    """What is set for a class, by course. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_CLASS_LEARNING, class_id)
    return await store.of_class(conn, class_id)
