"""Kept pictures, sound and film: apart by school whatever is asked, whole after a restore, gone with their versions."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from chiron.core.learning.content import to_content
from chiron.engine.library import store as shelf
from chiron.engine.library.media import store
from chiron.engine.library.media.keeping import PIECE
from chiron.engine.records.backup import backup, restore
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.erasure import Rooms
from tests.core.tiny import tiny

VERSION, FILE = "1" * 64, "a" * 64
BYTES = bytes(range(256)) + os.urandom(2000)


async def kept(database: Database, school: UUID) -> None:
    """One version that names one file of two pieces."""
    async with database.school(school) as conn:
        await shelf.keep(conn, VERSION, "tiny", to_content(tiny()))
        assert await store.keep(conn, FILE, "image/png", 2 * len(BYTES))
        for number in range(2):
            await store.keep_piece(conn, FILE, number, BYTES)
        await store.name(conn, VERSION, [FILE])


async def read(database: Database, school: UUID) -> list[bytes | None]:
    async with database.school(school) as conn:
        return [await store.view_piece(conn, FILE, number) for number in range(3)]


async def test_every_byte_comes_back_from_a_backup(
    database: Database, endpoint: Endpoint, school: UUID, home: Path
) -> None:
    await kept(database, school)
    await backup(endpoint, home / "b.zip")
    async with await psycopg.AsyncConnection.connect(endpoint.owner_url) as conn:
        await conn.execute("SELECT set_config('app.whole', 'on', true)")
        await conn.execute("DELETE FROM course_media")
        await conn.execute("DELETE FROM media")
    assert await read(database, school) == [None, None, None]
    await restore(endpoint, home, home / "b.zip", Rooms())
    assert await read(database, school) == [BYTES, BYTES, None]
    async with database.school(school) as conn:
        assert await store.view(conn, "tiny", FILE) == ("image/png", 2 * len(BYTES))


async def test_no_school_sees_sweeps_or_names_anothers(database: Database, school: UUID, other_school: UUID) -> None:
    await kept(database, school)
    assert await read(database, other_school) == [None, None, None]
    async with database.school(other_school) as conn:
        assert await store.view(conn, "tiny", FILE) is None
        assert await store.view_missing(conn, [FILE]) == {FILE}
        assert await store.sweep(conn) == 0
        await shelf.keep(conn, VERSION, "tiny", to_content(tiny()))
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        async with database.school(other_school) as conn:
            await store.name(conn, VERSION, [FILE])
    async with database.anyone() as conn:
        counted = await (await conn.execute("SELECT count(*) AS n FROM media_piece")).fetchone()
    assert counted == {"n": 0}
    assert await read(database, school) == [BYTES, BYTES, None]


async def test_a_file_goes_with_the_last_version_that_names_it(
    database: Database, endpoint: Endpoint, school: UUID
) -> None:
    await kept(database, school)
    async with database.school(school) as conn:
        assert await store.sweep(conn) == 0
    async with await psycopg.AsyncConnection.connect(endpoint.owner_url) as owner:
        await owner.execute("SELECT set_config('app.whole', 'on', true)")
        await owner.execute("DELETE FROM course_version WHERE version = %s", [VERSION])
    async with database.school(school) as conn:
        assert await store.sweep(conn) == 1
    assert await read(database, school) == [None, None, None]


async def test_a_piece_is_no_larger_than_a_page_ever_holds(database: Database, school: UUID) -> None:
    await kept(database, school)
    for size in (0, PIECE + 1):
        with pytest.raises(psycopg.errors.CheckViolation):
            async with database.school(school) as conn:
                await store.keep_piece(conn, FILE, 9, bytes(size))
