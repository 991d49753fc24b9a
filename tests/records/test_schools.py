"""Schools are kept apart by PostgreSQL itself, whatever a query forgets."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from chiron.engine.records import log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id
from chiron.engine.records.personal_store import view_keys, view_open_tables
from chiron.engine.records.unschooled import UNSCHOOLED

from .test_log import draft


async def count(conn: Connection, table: str = "event") -> int:
    row = await (await conn.execute(f"SELECT count(*) AS n FROM {table}")).fetchone()
    assert row is not None
    return int(row["n"])


async def test_the_apps_role_owns_nothing_and_bypasses_nothing(database: Database) -> None:
    async with database.anyone() as conn:
        found = await conn.execute(
            "SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS mighty,"
            " (SELECT count(*) FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owns,"
            " pg_has_role('chiron_owner', 'MEMBER') AS owner FROM pg_roles r"
            " WHERE r.rolname IN (current_user, session_user, 'chiron_app')"
        )
        rows = await found.fetchall()
    assert rows == [{"mighty": False, "owns": 0, "owner": False}] * 2


async def test_the_app_cannot_become_somebody_mightier(database: Database) -> None:
    for statement in ("SET ROLE chiron_owner", "SET SESSION AUTHORIZATION chiron_owner", "CREATE TABLE x ()"):
        async with database.anyone() as conn:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await conn.execute(statement)
            await conn.execute("ROLLBACK AND CHAIN")


async def test_a_query_without_where_sees_one_school(database: Database, school: UUID, other_school: UUID) -> None:
    for here, people in ((school, 2), (other_school, 1)):
        async with database.school(here) as conn:
            for _ in range(people):
                await log.append(conn, new_id(), 0, [draft("a")])
    for here, people in ((school, 2), (other_school, 1)):
        async with database.school(here) as conn:
            assert await count(conn) == people
            assert await count(conn, "school") == 1


async def test_without_a_school_nothing_is_seen_or_written(database: Database, school: UUID) -> None:
    async with database.school(school) as conn:
        await log.append(conn, new_id(), 0, [draft("a")])
    for _ in range(2):
        async with database.anyone() as conn:
            assert await count(conn) == 0
            assert await count(conn, "school") == 0
            await conn.execute("SELECT set_config('app.whole', 'on', true)")
            assert await count(conn) == 0, "only the owner may ask for every school"
            with pytest.raises(psycopg.Error, match=r"app\.school|uuid"):
                await log.append(conn, new_id(), 0, [draft("a")])
            await conn.execute("ROLLBACK AND CHAIN")


async def test_the_school_does_not_outlive_its_transaction(endpoint: Endpoint, school: UUID) -> None:
    database = await Database.open(endpoint.app_url, minimum=1, maximum=1)
    async with database.school(school) as conn:
        await log.append(conn, new_id(), 0, [draft("a")])
    with pytest.raises(KeyError):
        async with database.school(school):
            raise KeyError
    async with database.anyone() as conn:
        assert await count(conn) == 0
    await database.close()


async def test_a_row_for_another_school_is_refused(database: Database, school: UUID, other_school: UUID) -> None:
    async with database.school(school) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            await conn.execute(
                "INSERT INTO snapshot (school, subject, course, seq, parameters, state)"
                " VALUES (%s, %s, 'c', 1, 'p', '{}')",
                [other_school, new_id()],
            )
        await conn.execute("ROLLBACK AND CHAIN")


async def test_the_owner_too_is_bound_until_it_asks_for_the_whole(
    database: Database, endpoint: Endpoint, school: UUID
) -> None:
    async with database.school(school) as conn:
        await log.append(conn, new_id(), 0, [draft("a")])
    async with await psycopg.AsyncConnection.connect(endpoint.owner_url) as owner:
        question = "SELECT current_user::text, (SELECT count(*) FROM event)"
        assert await (await owner.execute(question)).fetchone() == ("chiron_owner", 0)
        await owner.execute("SELECT set_config('app.whole', 'on', true)")
        assert await (await owner.execute(question)).fetchone() == ("chiron_owner", 1)


async def test_every_key_begins_with_the_school_and_every_table_is_guarded(database: Database) -> None:
    async with database.anyone() as conn:
        keys = await view_keys(conn)
        unguarded = await view_open_tables(conn)
    tables = {table for table, _, _ in keys}
    assert {"event", "snapshot", "outbox", "erasure", "person"} <= tables
    wrong = [f"{table}.{key}" for table, key, first in keys if first != "school" and table not in UNSCHOOLED]
    assert wrong == []
    assert [table for table in unguarded if table not in UNSCHOOLED] == []
    assert set(UNSCHOOLED) <= tables, "a reason for a table that is not there"
