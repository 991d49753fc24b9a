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

    What is held of either already is not read again while its rows are still the same.
    """
    school = sign_in.school_of(token)
    if school is None:
        return None, Found(0, 0, None, None)
    hash = sign_in.hash_of(token)
    seated = held.sitter(hash)
    known = "" if seated is None else held.version(seated.person.id, course)
    kept = gathering_of_sitter(hash, course, known)
    if seated is not None and seated.fresh(now):
        still, found = await database.texts(school, sign_in.asking_still(token, now), kept)
        if still and still[0]["version"] == seated.version:
            return seated, Found.of(found[0])
    who, rows = await database.message(school, sign_in.asking(token, now), kept)
    sitting = await sign_in.seat(database, token, now, who)
    held.seat(hash, sitting)
    return sitting, Found.of(rows[0])
