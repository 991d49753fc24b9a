"""The watch over the database: it says when there is no answer, and starts a dead embedded server again."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from chiron.core.errors import Unavailable
from chiron.engine.records import cluster
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.watch import Watch
from tests.patience import PATIENCE, gone, until


async def answers(database: Database) -> None:
    begun = time.monotonic()
    while True:
        try:
            async with database.anyone():
                return
        except Unavailable:
            assert time.monotonic() - begun < PATIENCE, "did not recover"
            await asyncio.sleep(0.05)


async def test_a_dead_server_is_started_again(home: Path) -> None:
    endpoint = await cluster.prepare(home, None, {"fsync": "off"})
    assert endpoint.server is not None
    database = await Database.open(endpoint.app_url, wait=1)
    watch = Watch(endpoint, database)
    await watch.look()
    assert not database.away
    for _ in range(3):
        before = endpoint.server.pid()
        assert before is not None
        os.kill(before, signal.SIGKILL)
        await until(partial(gone, [before]), "the killed server ends")
        await watch.look()
        assert endpoint.server.pid() not in (None, before)
        await watch.look()
        assert not database.away
        await answers(database)
    await watch._leave()
    await database.close()
    await endpoint.close()


async def test_a_server_that_stands_still_is_away_until_it_moves(home: Path) -> None:
    endpoint = await cluster.prepare(home, None, {"fsync": "off"})
    assert endpoint.server is not None
    database = await Database.open(endpoint.app_url, wait=1)
    watch = Watch(endpoint, database, patience=0.3)
    await watch.look()
    pid = endpoint.server.pid()
    assert pid is not None
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in processes:
        process.suspend()
    try:
        await watch.look()
        assert database.away
        with pytest.raises(Unavailable):
            async with database.anyone():
                pass
        await watch.look()
        assert endpoint.server.pid() == pid, "what stands still is not killed: it may hold half-written work"
    finally:
        for process in processes:
            process.resume()
    begun = time.monotonic()
    while database.away:
        assert time.monotonic() - begun < PATIENCE, "it moves again, and nobody sees it"
        await watch.look()
    await answers(database)
    await watch._leave()
    await database.close()
    await endpoint.close()


async def test_a_process_that_stood_still_itself_does_not_take_the_database_for_gone(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await Database.open(endpoint.app_url)
    watch = Watch(endpoint, database, patience=0.4)

    async def answered_after_a_pause() -> bool:
        time.sleep(0.5)  # noqa: ASYNC251 - the process has no time for its loop, as under load or after a suspend
        for _ in range(20):  # reading an answer takes some turns of the loop
            await asyncio.sleep(0)
        return True

    monkeypatch.setattr(watch, "_ask", answered_after_a_pause)
    await watch.look()
    assert not database.away
    await watch._leave()
    await database.close()


async def test_it_watches_on_whatever_goes_wrong(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await Database.open(endpoint.app_url)
    watch = Watch(endpoint, database, every=0.01)
    looked = 0

    async def broken() -> None:
        nonlocal looked
        looked += 1
        raise OSError("the disk is full")

    monkeypatch.setattr(watch, "look", broken)
    task = asyncio.create_task(watch.run())
    await until(lambda: looked > 2, "it looks again")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.close()
