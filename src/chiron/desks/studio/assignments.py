"""Assignments: a course, a unit, a skill or a review, for a class or some of it, with a date in the school's zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Model
from chiron.core.learning.sheet import Handed
from chiron.core.learning.sheets.planning import part_of
from chiron.core.learning.sheets.proposing import last_of
from chiron.core.learning.state import LearnerState
from chiron.desks.studio import store
from chiron.desks.studio.store import Assignment, What
from chiron.engine.people import classes
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

__all__ = [
    "Assignment",
    "Wish",
    "assign",
    "assignments_for",
    "handed_for",
    "left",
    "of_class",
    "read_due",
    "selection",
    "withdraw",
]

LONGEST_NOTE = 2000
FARTHEST = timedelta(days=400)
SHOWN_AFTER = timedelta(days=7)
"""How long after its date a learner still sees an assignment."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a teacher wants done. ``part`` is the unit's or skill's id, of a check its kind, a slash and the id; no
    ``learners`` means the whole class.

    ``id`` is the form's idempotency key: the same form sent twice is one assignment.
    """

    id: UUID
    class_id: UUID
    what: What
    part: str
    due: datetime
    learners: tuple[UUID, ...] = ()
    note: str = ""
    skills: tuple[str, ...] = ()
    """For a review: the skills to review."""


def read_due(day: str, hour: str, zone: ZoneInfo, now: datetime) -> datetime:
    """A date and a time of day as typed (ISO), in the school's zone, as an instant.

    Without a time it is the last minute of that day. Raises InvalidInput naming ``due``.
    """
    try:
        typed = date.fromisoformat(day.strip())
        clock = time.fromisoformat(hour.strip()) if hour.strip() else time(23, 59)
    except ValueError:
        raise InvalidInput("Give the date as year, month and day, such as 2026-12-14.", field="due") from None
    due = datetime.combine(typed, clock.replace(tzinfo=None), zone).astimezone(UTC)
    if due <= now:
        raise InvalidInput("The due date must be after now.", field="due")
    if due > now + FARTHEST:
        raise InvalidInput("Choose a date within the next 400 days.", field="due")
    return due


def selection(course: Course, wish: Wish) -> tuple[str, tuple[str, ...]]:
    """The title and the skills of what is wished. Raises InvalidInput naming ``part``."""
    if wish.what == "course":
        return course.title, tuple(course.skills)
    if wish.what == "unit":
        unit = next((unit for unit in course.taught if unit.id == wish.part), None)
        if unit is None:
            raise InvalidInput("Choose a unit of this course.", field="part")
        return unit.title, tuple(skill.id for skill in unit.skills)
    if wish.what == "skill":
        if wish.part not in course.skills:
            raise InvalidInput("Choose a skill of this course.", field="part")
        return course.skills[wish.part].title, (wish.part,)
    if wish.what == "check":
        kind, _slash, id = wish.part.partition("/")
        part = part_of(course, kind, id)
        return part.title, part.skills
    known = tuple(skill for skill in course.skills if skill in wish.skills)
    if not known:
        raise InvalidInput("Nobody chosen here has a review due. Choose a unit or a skill instead.", field="part")
    return course.title, known


async def assign(conn: Connection, actor: Person, course: Course, wish: Wish, now: datetime) -> Assignment:
    """Give work to a class that the actor runs, or to some of it. Raises InvalidInput, NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, wish.class_id)
    if (await classes.view(conn, wish.class_id)).archived is not None:
        raise InvalidInput("This class is archived. Open it again first.", field="class")
    members = {person.id for person in await classes.members(conn, wish.class_id, "learner")}
    if not set(wish.learners) <= members:
        raise InvalidInput("Somebody chosen is no longer in this class. Look at the list again.", field="learner")
    note = wish.note.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"Shorten the note to {LONGEST_NOTE:,} characters or fewer.", field="note")
    title, skills = selection(course, wish)
    chosen = tuple(dict.fromkeys(wish.learners))
    made = Assignment(
        id=wish.id,
        class_id=wish.class_id,
        course=course.id,
        what=wish.what,
        skills=skills,
        title=title,
        note=note,
        due=wish.due,
        whole_class=not chosen,
        made=now,
        made_by=actor.id,
        withdrawn=None,
        learners=chosen,
        part=wish.part if wish.what == "check" else "",
    )
    await store.add(conn, made)
    return made


async def withdraw(conn: Connection, actor: Person, id: UUID, now: datetime) -> Assignment:
    """Take an assignment back; what was learnt for it stays. Raises NotAllowed, NotFound."""
    found = await store.find(conn, id)
    if found is None:
        raise NotFound("There is no such assignment.")
    await require(conn, actor, Action.RUN_CLASS, found.class_id)
    await store.withdraw(conn, id, now)
    return found


async def of_class(conn: Connection, actor: Person, class_id: UUID) -> list[Assignment]:
    """The assignments of a class, soonest due first. Raises NotAllowed, NotFound."""
    await require(conn, actor, Action.SEE_CLASS_LEARNING, class_id)
    return await store.view_class(conn, class_id)


async def assignments_for(conn: Connection, person: Person, now: datetime) -> list[Assignment]:
    """A learner's own assignments, soonest due first, until a week after their date."""
    return await store.view_learner(conn, person, now - SHOWN_AFTER)


def left(assignment: Assignment, state: LearnerState, course: Course, model: Model, when: datetime) -> tuple[str, ...]:
    """The skills that a learner still has to show, or to review since it was assigned; of the course as it is now."""
    waiting = [skill for skill in assignment.skills if skill in course.skills]
    if assignment.what == "check":
        return () if handed_for(assignment, state) is not None else tuple(waiting)
    if assignment.what == "review":
        return tuple(skill for skill in waiting if not _reviewed(assignment, state, skill))
    return tuple(skill for skill in waiting if not _shown(state, skill, course, model, when))


def handed_for(assignment: Assignment, state: LearnerState) -> Handed | None:
    """The latest sheet that a learner handed in for an assigned check since it was assigned."""
    kind, _slash, part = assignment.part.partition("/")
    found = last_of(state, kind, part)
    return found if found is not None and found.at >= assignment.made else None


def _reviewed(assignment: Assignment, state: LearnerState, skill: str) -> bool:
    """A skill that was not due for this learner, for want of a memory, needs no review."""
    memory = state.memory(skill)
    return memory is None or memory.last >= assignment.made or memory.due > assignment.due


def _shown(state: LearnerState, skill: str, course: Course, model: Model, when: datetime) -> bool:
    record = state.record(skill)
    if record.estimate is None:
        return False
    estimate = model.estimate(course, skill, state.estimates, when)
    return model.view(estimate, record.memory, when).state == "demonstrated"


def nearest(given: Sequence[Assignment], learner: Person, now: datetime) -> Assignment | None:
    """The next assignment of a learner that is due for them, none when all dates have passed."""
    coming = [one for one in given if one.concerns(learner.id) and one.due_for(learner) > now]
    return min(coming, key=lambda one: one.due_for(learner), default=None)
