"""Notes to deliver: at least once, and only with the facts they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from chiron.engine.records import outbox
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id


async def due_schools(database: Database) -> list[UUID]:
    async with database.anyone() as conn:
        return await outbox.schools(conn)


async def test_a_note_goes_only_with_its_transaction(database: Database, school: UUID) -> None:
    async def fail() -> None:
        async with database.school(school) as conn:
            await outbox.post(conn, "alert", None, {})
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await due_schools(database) == []


async def test_workers_find_the_school_and_never_the_same_note(
    database: Database, school: UUID, other_school: UUID
) -> None:
    dana = new_id()
    async with database.school(school) as conn:
        ids = [await outbox.post(conn, "alert", dana, {"n": n}) for n in range(3)]
    assert await due_schools(database) == [school]
    async with database.school(school) as one, database.school(school) as two:
        first, second = await outbox.claim(one, limit=2), await outbox.claim(two, limit=2)
    assert [note.id for note in first] == ids[:2]
    assert [note.id for note in second] == ids[2:]
    assert (first[1].kind, first[1].recipient, first[1].payload, first[1].tries) == ("alert", dana, {"n": 1}, 1)
    assert await due_schools(database) == []
    async with database.school(other_school) as conn:
        assert await outbox.claim(conn) == []


async def test_a_dead_workers_note_comes_again_and_a_delivered_one_does_not(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        await outbox.post(conn, "a", None, {})
        await outbox.post(conn, "b", None, {})
        first, second = await outbox.claim(conn, lease=-1)
        await outbox.finish(conn, first)
        (again,) = await outbox.claim(conn, lease=-1)
        assert (again.id, again.tries) == (second.id, 2)
        await outbox.fail(conn, again, "no mail")
        assert await outbox.claim(conn) == [], "not before its time"
        assert await outbox.tidy(conn, datetime.now(UTC) + timedelta(hours=1)) == 1
