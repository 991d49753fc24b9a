"""A teacher sets the goal of a learner in a course. The learner sees who did, and may change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.events import KINDS, About, Draft
from chiron.core.learning.course import Course
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

KIND = "goal.assigned"


async def set_goal(
    desk: StudioDesk, actor: Person, learner: UUID, course: tuple[Course, str], goal: str, until: str, key: str
) -> bool:
    """Set it, with the day until which it is wanted (ISO, empty for none). ``course`` comes with its version.

    The same key counts once. Raises InvalidInput, NotAllowed, NotFound.
    """
    content, version = course
    if goal not in {each.id for each in content.goals}:
        raise InvalidInput("Choose one of the course's goals.", field="goal")
    day = _day(until, desk)

    async def drafts(conn: Connection) -> Sequence[Draft]:
        await require(conn, actor, Action.ASSIGN, learner)
        body = {"goal": goal, "until": day}
        about = About(content.id, version)
        return [Draft(KIND, body, key, actor.id, desk.clock(), about=about, version=KINDS[KIND].version)]

    return await desk.write(actor.school, learner, drafts)


def _day(text: str, desk: StudioDesk) -> str | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("That is no date. Give it as year-month-day, such as 2027-06-30.", field="until") from None
    if day <= desk.clock().date():
        raise InvalidInput("Choose a day after today.", field="until")
    return day.isoformat()
