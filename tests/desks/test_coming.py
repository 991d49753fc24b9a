"""Who comes for a turn: what is held of them is used only while the database still says the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from chiron.engine.folds.arrival import arrive
from chiron.engine.folds.held import Held
from chiron.engine.people import sign_in, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Role
from chiron.engine.records.database import Database

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


async def coming(database: Database, school: UUID) -> tuple[str, UUID]:
    person = new_person(school, "Ada", "ada", frozenset({Role.LEARNER}), NOW, AgeBand.TEEN)
    async with database.school(school) as conn:
        await store.add_person(conn, person, None)
        return await sign_in.begin(conn, person, NOW), person.id


async def test_a_sitting_is_read_once_and_asked_for_every_time(database: Database, school: UUID) -> None:
    token, _ = await coming(database, school)
    held = Held()
    first, _found = await arrive(database, held, token, "tiny", NOW)
    again, _found = await arrive(database, held, token, "tiny", NOW + timedelta(minutes=1))
    assert first is not None
    assert again is first
    # Later its end is moved, which another process may have done, too.
    later, _found = await arrive(database, held, token, "tiny", NOW + timedelta(minutes=6))
    assert later is not None
    assert later.expires > first.expires
    assert (await arrive(database, held, token, "tiny", NOW + timedelta(days=60)))[0] is None, "its time is over"


async def test_who_signed_out_or_was_changed_is_seen_at_once(database: Database, school: UUID) -> None:
    token, ada = await coming(database, school)
    held = Held()
    assert (await arrive(database, held, token, "tiny", NOW))[0] is not None
    async with database.school(school) as conn:
        await conn.execute("UPDATE person SET name = 'Ada Lovelace' WHERE id = %s", [ada])
    found, _kept = await arrive(database, held, token, "tiny", NOW)
    assert found is not None
    assert found.person.name == "Ada Lovelace"
    await sign_in.sign_out(database, token)
    assert (await arrive(database, held, token, "tiny", NOW))[0] is None
    assert held.sitter(sign_in.hash_of(token)) is None


async def test_a_closed_account_comes_in_no_more(database: Database, school: UUID) -> None:
    token, ada = await coming(database, school)
    held = Held()
    assert (await arrive(database, held, token, "tiny", NOW))[0] is not None
    async with database.school(school) as conn:
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", [NOW, ada])
    assert (await arrive(database, held, token, "tiny", NOW))[0] is None
