"""Who comes, and what is kept of them: read together, as each of their turns needs both."""

from __future__ import annotations

from datetime import datetime

from chiron.engine.folds.held import Held
from chiron.engine.folds.store import gathering_of_sitter
from chiron.engine.people import sign_in
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records.database import Database
from chiron.engine.records.log import Found


async def arrive(
    database: Database, held: Held, token: str, course: str, now: datetime
) -> tuple[Sitting | None, Found]:
    """The live sitting of a token, if there is one, and what is kept of its person in a course, in one message.

    What is held of them already is not read again.
    """
    school = sign_in.school_of(token)
    if school is None:
        return None, Found(0, 0, None, None)
    hash = sign_in.hash_of(token)
    known = held.version(held.sitter(hash), course)
    who, kept = await database.message(school, sign_in.asking(token, now), gathering_of_sitter(hash, course, known))
    sitting = await sign_in.seat(database, token, now, who)
    if sitting is not None:
        held.seat(hash, sitting.person.id)
    return sitting, Found.of(kept[0])
