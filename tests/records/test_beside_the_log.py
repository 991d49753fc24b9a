"""Locks and trials as rows: each school's own, one in force at a time, gone with their class or school."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id

LOCK = (
    "INSERT INTO class_lock (id, class, course, in_order, pace, ceiling, since)"
    " VALUES (%s, %s, 'tiny', true, %s, %s, now())"
)
TRIAL = (
    "INSERT INTO trial (id, course, name, policies, shares, outcome, days, school_agrees, started)"
    " VALUES (%s, %s, %s, ARRAY['steady', 'gain'], ARRAY[1, 1], 'skills', 14, false, now())"
)


async def kept(database: Database, school: UUID) -> UUID:
    """A class with a lock, and a trial."""
    room = new_id()
    async with database.school(school) as conn:
        await conn.execute("INSERT INTO class (id, name, term, created) VALUES (%s, '8B', '', now())", [room])
        await conn.execute(LOCK, [new_id(), room, 1, []])
        await conn.execute(TRIAL, [new_id(), "tiny", "Autumn"])
    return room


async def counts(database: Database, school: UUID) -> tuple[int, int]:
    async with database.school(school) as conn:
        found = await conn.execute("SELECT (SELECT count(*) FROM class_lock) AS a, (SELECT count(*) FROM trial) AS b")
        row = await found.fetchone()
    assert row is not None
    return row["a"], row["b"]


async def test_a_school_sees_and_touches_its_own(database: Database, school: UUID, other_school: UUID) -> None:
    room = await kept(database, school)
    assert await counts(database, school) == (1, 1)
    assert await counts(database, other_school) == (0, 0)
    async with database.school(other_school) as conn:
        for table in ("class_lock", "trial"):
            assert (await conn.execute(f"DELETE FROM {table}".encode())).rowcount == 0
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        async with database.school(other_school) as conn:
            await conn.execute(LOCK, [new_id(), room, 1, []])
    async with database.school(school) as conn:
        await conn.execute("DELETE FROM class WHERE id = %s", [room])
    assert await counts(database, school) == (0, 1)


@pytest.mark.parametrize(("pace", "ceiling"), [(-1, []), (51, [])])
async def test_a_lock_that_means_nothing_is_not_kept(
    database: Database, school: UUID, pace: int, ceiling: list[str]
) -> None:
    room = await kept(database, school)
    async with database.school(school) as conn:
        await conn.execute("UPDATE class_lock SET lifted = now()")
    with pytest.raises(psycopg.errors.CheckViolation):
        async with database.school(school) as conn:
            await conn.execute(LOCK, [new_id(), room, pace, ceiling])
    with pytest.raises(psycopg.errors.CheckViolation):
        async with database.school(school) as conn:
            await conn.execute("UPDATE class_lock SET in_order = false, pace = NULL")


async def test_one_is_in_force_at_a_time(database: Database, school: UUID) -> None:
    room = await kept(database, school)
    with pytest.raises(psycopg.errors.UniqueViolation):
        async with database.school(school) as conn:
            await conn.execute(LOCK, [new_id(), room, 2, []])
    with pytest.raises(psycopg.errors.UniqueViolation):
        async with database.school(school) as conn:
            await conn.execute(TRIAL, [new_id(), "tiny", "Winter"])
    async with database.school(school) as conn:
        await conn.execute("UPDATE class_lock SET lifted = now()")
        await conn.execute("UPDATE trial SET stopped = now()")
        await conn.execute(LOCK, [new_id(), room, 2, []])
        await conn.execute(TRIAL, [new_id(), "tiny", "Winter"])
    assert await counts(database, school) == (2, 2)
