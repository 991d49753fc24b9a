"""Who comes, and what is kept of them: read together, as each of their turns needs both."""

from __future__ import annotations

from datetime import datetime

from chiron.engine.folds.store import gathering_of_sitter
from chiron.engine.people import sign_in
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records.database import Database
from chiron.engine.records.log import Found


async def arrive(database: Database, token: str, course: str, now: datetime) -> tuple[Sitting | None, Found]:
    """The live sitting of a token, if there is one, and what is kept of its person in a course, in one message."""
    school = sign_in.school_of(token)
    if school is None:
        return None, Found(0, 0, None, None)
    asked = (sign_in.asking(token, now), gathering_of_sitter(sign_in.hash_of(token), course))
    who, kept = await database.message(school, *asked)
    return await sign_in.seat(database, token, now, who), Found.of(kept[0])
