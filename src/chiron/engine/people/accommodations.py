"""Extra time: what a learner was given, by whom and when. A teacher of theirs, an operator, or a learner alone sets it.

How much stands among the person's settings, so that a sitting brings it along; who gave it stands in their log, so that
it is handed out and erased with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.events import Draft
from chiron.core.learning.extra_time import EXTRA_TIMES
from chiron.engine.people import store
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id

KEY = "extra_time"
KIND = "accommodation.set"


@dataclass(frozen=True, slots=True)
class Given:
    """What was set last. ``by`` is their name, None once they are erased; ``own`` where the learner did it."""

    extra_time: int
    by: str | None
    own: bool
    at: datetime


def extra_time(person: Person) -> int:
    """How much more time a person has, in per cent, 0 for none; what is kept but not offered counts as none."""
    kept = person.preferences.get(KEY)
    return kept if isinstance(kept, int) and not isinstance(kept, bool) and kept in EXTRA_TIMES else 0


def read_extra_time(text: str) -> int:
    """Extra time as a form sends it, in per cent. Raises InvalidInput."""
    found = next((each for each in EXTRA_TIMES if str(each) == text), None)
    if found is None:
        raise InvalidInput("Choose one of the values that are offered.", field=KEY)
    return found


async def set_extra_time(conn: Connection, actor: Person, learner: UUID, per_cent: int, now: datetime) -> None:
    """Give a learner extra time, or with 0 take it back; the same again changes nothing.

    Raises InvalidInput, NotAllowed, NotFound.
    """
    await require(conn, actor, Action.SET_ACCOMMODATIONS, learner)
    person = await store.view_person(conn, learner)
    if not person.has(Role.LEARNER):
        raise InvalidInput("Only a learner has extra time.", field=KEY)
    if per_cent not in EXTRA_TIMES:
        raise InvalidInput("Choose one of the values that are offered.", field=KEY)
    if per_cent == extra_time(person):
        return
    await store.set_preference(conn, learner, KEY, per_cent or None)
    draft = Draft(KIND, {KEY: per_cent}, f"accommodation-{new_id()}", actor.id, now)
    await log.append(conn, learner, await log.last_seq(conn, learner), [draft])


async def given(conn: Connection, learner: UUID) -> Given | None:
    """What was set last for a learner, None where nothing ever was."""
    events = await log.read(conn, learner, kinds={KIND})
    if not events:
        return None
    last = events[-1].draft
    by = await store.find_person(conn, last.actor) if last.actor else None
    return Given(int(str(last.body[KEY])), by.name if by else None, last.actor == learner, last.server_time)
