"""Who is told of an alert, in which order and when, until somebody acknowledges it.

The order is the school's: the named adult, the next, then its operators, again each day for a week. What waits is a
note in the outbox that is due later, so a worker that dies loses nothing; each telling is an event of the learner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict
from chiron.core.events import Draft, Event
from chiron.core.words import Json
from chiron.engine.people import preferences, store
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.records import log, outbox
from chiron.engine.records.database import Connection, Database

OPEN = "alert-open"
"""The kind of note that asks whether an alert was acknowledged by now."""
TELLING = "distress"
"""The kind of note that tells an adult."""
CONTACT = "trusted-contact"
"""The kind of note that tells whom a learner named themselves."""
AGAIN = 24 * 3600.0
"""Seconds between two tellings of the operators."""
MOST = 9
"""Steps after which nobody is told any more; the alert stays open at the head of the inbox."""
TRIES = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """One step: whom to tell now, and after how many seconds to look again."""

    step: int
    to: tuple[UUID, ...]
    wait: float


def telling(school: School, operators: Sequence[UUID], learner: UUID, step: int) -> Telling | None:
    """Whom to tell at a step or at the first later one that has anybody; None where nobody is left. Pure.

    Nobody is told of themselves, and nobody twice before everybody was.
    """
    told: set[UUID | None] = {learner, None}
    rows: list[tuple[UUID, ...]] = []
    for row in ((school.alert_adult,), (school.second_adult,), tuple(operators)):
        rows.append(tuple(each for each in row if each is not None and each not in told))
        told |= set(row)
    last = tuple(each for each in operators if each != learner)
    while step < MOST:
        to = rows[step] if step < len(rows) else last
        if to:
            return Telling(step, to, AGAIN if step >= 2 else school.alert_minutes * 60.0)
        step += 1
    return None


async def begin(conn: Connection, learner: UUID, alert: str) -> None:
    """Have somebody told of an alert, from now on until it is acknowledged; with the facts or not at all."""
    await outbox.post(conn, OPEN, None, {"subject": str(learner), "alert": alert, "step": 0})


async def tell_contact(conn: Connection, learner: Person) -> bool:
    """Have the trusted contact of a learner on their own written to, where they named one."""
    if not preferences.read(learner.preferences).contact_mail:
        return False
    await outbox.post(conn, CONTACT, None, {"subject": str(learner.id)})
    return True


async def go_on(database: Database, school: UUID, payload: dict[str, Json], now: datetime) -> int:
    """Tell whom it is time to tell, where the alert still waits; how many. The same note told twice tells once.

    Raises Conflict where the learner's log does not come to rest, Unavailable.
    """
    learner, alert = UUID(str(payload["subject"])), str(payload["alert"])
    step = payload["step"] if isinstance(payload["step"], int) else 0
    for _ in range(TRIES):
        try:
            async with database.school(school) as conn:
                return await _tell(conn, learner, alert, step, now)
        except log.AlreadyRecorded:
            return 0
        except log.Moved:
            continue
    raise Conflict("The learner is working at this moment.")


async def _tell(conn: Connection, learner: UUID, alert: str, step: int, now: datetime) -> int:
    last = await log.last_seq(conn, learner)
    raised = await log.named(conn, learner, ("alert.raised",), "alert", alert)
    if not raised or await log.named(conn, learner, ("alert.acknowledged",), "alert", alert):
        return 0
    operators = [person.id for person in await store.view_people(conn, Role.OPERATOR)]
    chosen = telling(await store.view_school(conn), operators, learner, step)
    if chosen is None:
        return 0
    body: dict[str, Json] = {
        "alert": alert, "step": chosen.step, "to": [str(each) for each in chosen.to], "how": "inbox",
    }  # fmt: skip
    about = raised[0].draft.about
    draft = Draft("alert.told", body, f"{alert}/told/{chosen.step}", None, now, about=about)
    await log.append(conn, learner, last, [draft])
    for each in chosen.to:
        await outbox.post(conn, TELLING, each, {"subject": str(learner), "alert": alert, "step": chosen.step})
    after: dict[str, Json] = {"subject": str(learner), "alert": alert, "step": chosen.step + 1}
    await outbox.post(conn, OPEN, None, after, chosen.wait)
    return len(chosen.to)


async def told_of(conn: Connection, learner: UUID, alert: str) -> list[Event]:
    """Each telling of an alert, in order."""
    return await log.named(conn, learner, ("alert.told",), "alert", alert)
