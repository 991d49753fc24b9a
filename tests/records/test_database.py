"""The pool: what goes wrong is told plainly, and it recovers by itself."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from chiron.core.errors import Conflict, InvalidInput, Unavailable
from chiron.engine.records import cluster, log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database, Statement
from chiron.engine.records.ids import new_id
from tests.patience import PATIENCE, family, gone, until

from .test_log import draft


async def test_an_error_that_was_swallowed_is_not_taken_for_success(database: Database, school: UUID) -> None:
    ada = new_id()

    async def careless() -> None:
        async with database.school(school) as conn:
            await log.append(conn, ada, 0, [draft("a")])
            with suppress(psycopg.Error):
                await conn.execute("SELECT 1 / 0")

    with pytest.raises(RuntimeError, match="nothing of it was kept"):
        await careless()
    async with database.school(school) as conn:
        assert await log.last_seq(conn, ada) == 0


async def test_idle_connections_that_died_are_not_noticed(endpoint: Endpoint) -> None:
    database = await Database.open(endpoint.app_url, minimum=3, maximum=3)
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True) as admin:
        await admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    for _ in range(4):
        async with database.anyone() as conn:
            await conn.execute("SELECT 1")
    await database.close()


async def test_a_connection_lost_in_a_transaction_is_unavailable(endpoint: Endpoint) -> None:
    database = await Database.open(endpoint.app_url)
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True) as admin:

        async def cut_off() -> None:
            async with database.anyone() as conn:
                await admin.execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
                await conn.execute("SELECT 1")

        with pytest.raises(Unavailable) as caught:
            await cut_off()
    assert caught.value.again
    async with database.anyone() as conn:
        await conn.execute("SELECT 1")
    await database.close()


async def test_a_deadlock_is_a_conflict(database: Database, school: UUID) -> None:
    one, two = new_id(), new_id()
    async with database.school(school) as conn:
        for subject in (one, two):
            await log.keep(conn, subject, "c", 0, "p", {})
    ready = asyncio.Barrier(2)

    async def cross(first: UUID, second: UUID) -> None:
        async with database.school(school) as conn:
            await log.keep(conn, first, "c", 1, "p", {})
            await ready.wait()
            await log.keep(conn, second, "c", 1, "p", {})

    outcomes = await asyncio.gather(cross(one, two), cross(two, one), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome] == [Conflict]


async def test_a_cancelled_request_gives_its_connection_back(endpoint: Endpoint, school: UUID) -> None:
    database = await Database.open(endpoint.app_url, minimum=1, maximum=1)

    async def slow() -> None:
        async with database.school(school) as conn:
            await conn.execute("SELECT pg_sleep(60)")

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.anyone() as conn:
        row = await (await conn.execute("SELECT current_setting('app.school', true) AS school")).fetchone()
        assert row in ({"school": ""}, {"school": None})
    await database.close()


async def test_opening_without_a_server_is_unavailable(home: Path) -> None:
    with pytest.raises(Unavailable):
        await Database.open(f"host={home} dbname=none", patience=0.5)


async def test_a_server_that_goes_and_comes_back(home: Path) -> None:
    # Not all too careless: what was answered must have been written, though not to the disk.
    endpoint = await cluster.prepare(home, None, {"fsync": "off"})
    assert endpoint.server is not None
    database = await Database.open(endpoint.app_url, wait=0.5)
    school, ada = new_id(), new_id()
    for n in range(3):
        pid = endpoint.server.pid()
        assert pid is not None
        # Those that talk to us outlive the server for a moment.
        whole = family(pid)
        os.kill(pid, signal.SIGKILL)
        await until(partial(gone, whole), "the killed server and its children end")
        for _ in range(2):
            with pytest.raises(Unavailable):
                async with database.anyone() as conn:
                    await conn.execute("SELECT 1")
        await asyncio.to_thread(endpoint.server.start)
        await _until_answered(database)
        async with database.school(school) as conn:
            await log.append(conn, ada, n, [draft(str(n))])
    await database.close()
    await endpoint.close()


async def _until_answered(database: Database) -> None:
    begun = time.monotonic()
    while True:
        try:
            async with database.anyone():
                return
        except Unavailable:
            assert time.monotonic() - begun < PATIENCE, "did not recover"
            await asyncio.sleep(0.1)


async def test_a_message_sees_one_school_and_leaves_none_behind(
    database: Database, school: UUID, other_school: UUID
) -> None:
    ada = new_id()
    async with database.school(school) as conn:
        await log.append(conn, ada, 0, [draft("a")])
    asked: Statement = ("SELECT seq FROM event WHERE subject = %s", [ada])
    assert await database.message(school, asked, ("SELECT 2 AS n", ())) == [[{"seq": 1}], [{"n": 2}]]
    assert await database.message(other_school, asked) == [[]]
    async with database.anyone() as conn:
        found = await (await conn.execute("SELECT count(*) AS n FROM event")).fetchone()
    assert found is not None
    assert found["n"] == 0


async def test_a_message_needs_no_living_connection_and_says_what_cannot_be_asked(
    endpoint: Endpoint, database: Database, school: UUID
) -> None:
    await database.message(school, ("SELECT 1", []))
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True) as admin:
        await admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert await database.message(school, ("SELECT 7 AS n", [])) == [[{"n": 7}]]
    with pytest.raises(InvalidInput):
        await database.message(school, ("SELECT %s", ["a\0b"]))
    assert await database.message(school, ("SELECT 8 AS n", [])) == [[{"n": 8}]]
