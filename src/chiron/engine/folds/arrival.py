"""Who comes, and what is kept of them: read together, as each of their turns needs both.

Where this process holds both already, a turn may be decided from what it remembers, and written only if that still
holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.engine.folds import Folds
from chiron.engine.folds.held import Held
from chiron.engine.folds.store import gathering_of_sitter, holding
from chiron.engine.people import sign_in
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records.database import Database, Statement
from chiron.engine.records.log import Found


@dataclass(frozen=True, slots=True)
class Remembered:
    """What ``arrive`` would give if nothing was written since; ``holds`` is the condition that the sitting is live, and
    it and the snapshot as they were."""

    sitting: Sitting
    found: Found
    holds: Statement


def remember(folds: Folds, token: str, course: str, now: datetime) -> Remembered | None:
    """Who comes by a token and what is kept of them, as this process last saw it, nobody asked; None where it does not
    know. Nothing may be shown or kept by this alone: only with a write that ``holds`` allowed.
    """
    seated = folds.held.sitter(sign_in.hash_of(token))
    if seated is None or not seated.fresh(now):
        return None
    found = folds.remembered(seated.person, course)
    if found is None or found.version is None:
        return None
    return Remembered(seated, found, holding(seated, now, course, found.version))


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
