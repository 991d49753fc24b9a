"""Backups: whole, checked before anything is changed, and erased again where need be."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chiron.core.errors import ChironError, Conflict
from chiron.engine.records import erasure, log, outbox
from chiron.engine.records.archive import BrokenArchive, Manifest
from chiron.engine.records.backup import backup, restore
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.erasure import Rooms
from chiron.engine.records.ids import new_id
from chiron.engine.records.personal_store import view_open_tables
from chiron.engine.records.unschooled import UNSCHOOLED

from .test_log import draft

ODD = "tab\tnewline\nback\\slash \\N 👩‍🏫 'quote\""


async def learn(database: Database, school: UUID, subject: UUID, at: int = 0) -> None:
    async with database.school(school) as conn:
        state = json.dumps({"text": ODD, "n": 0.1}).encode()
        await log.record(conn, subject, at, [draft(f"k{at}", text=ODD)], "algebra", "p1", state)


async def seen(database: Database, school: UUID, subject: UUID) -> tuple[Any, Any]:
    async with database.school(school) as conn:
        return await log.read(conn, subject), await log.gather(conn, subject, "algebra")


async def databases(endpoint: Endpoint) -> set[str]:
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url) as conn:
        return {name for (name,) in await (await conn.execute("SELECT datname FROM pg_database")).fetchall()}


async def test_a_restored_backup_is_the_same_while_the_app_runs(
    database: Database, endpoint: Endpoint, school: UUID, other_school: UUID, home: Path
) -> None:
    ada, cleo = new_id(), new_id()
    await learn(database, school, ada)
    await learn(database, other_school, cleo)
    async with database.school(school) as conn:
        await outbox.post(conn, "alert", ada, {"text": ODD})
    before = await seen(database, school, ada)
    file = home / "backup.zip"
    await backup(endpoint, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    await learn(database, school, ada, 1)
    there = await databases(endpoint)
    manifest = await restore(endpoint, home, file, Rooms())
    assert {part.name for part in manifest.tables} >= {"event", "snapshot", "outbox", "person", "school"}
    assert await seen(database, school, ada) == before, "through the pool that was open all along"
    assert len((await seen(database, other_school, cleo))[0]) == 1
    async with database.school(school) as conn:
        assert [note.payload for note in await outbox.claim(conn)] == [{"text": ODD}]
        assert await view_open_tables(conn) == sorted(UNSCHOOLED.keys() - {"school"})
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await conn.execute("DELETE FROM event")
        await conn.execute("ROLLBACK AND CHAIN")
    assert await databases(endpoint) == there, "nothing left lying about"
    saved = list((home / "backups").iterdir())
    assert len(saved) == 1, "what was there before can be brought back"
    await restore(endpoint, home, saved[0], Rooms())
    assert len((await seen(database, school, ada))[0]) == 2


async def test_who_was_erased_since_is_erased_again(
    database: Database, endpoint: Endpoint, school: UUID, home: Path
) -> None:
    ada, ben = new_id(), new_id()
    await learn(database, school, ada)
    await learn(database, school, ben)
    await backup(endpoint, home / "b.zip")
    await erasure.erase(database, home, school, ada, Rooms())
    for keep_file in (True, False):
        if not keep_file:
            (home / "erasures.jsonl").unlink()
        await restore(endpoint, home, home / "b.zip", Rooms())
        assert (await seen(database, school, ada))[0] == []
        assert len((await seen(database, school, ben))[0]) == 1
        assert (school, ada) in erasure.remembered(home)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[data.index(b"tables/event") + 80] ^= 0xFF
    file.write_bytes(data)


def rewritten(change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(parts.pop("manifest.json"))
        change(manifest, parts)
        with zipfile.ZipFile(file, "w") as new:
            for name, data in parts.items():
                new.writestr(name, data)
            new.writestr("manifest.json", json.dumps(manifest))

    return rewrite


def altered(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["tables/event"] = parts["tables/event"].replace(b"algebra", b"algebrA")


def misfit(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    import hashlib

    rows = b"not\ta\trow\n"
    parts["tables/erasure"] = rows
    entry = next(part for part in manifest["tables"] if part["name"] == "erasure")
    entry.update(size=len(rows), sha256=hashlib.sha256(rows).hexdigest())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (Path.unlink, "no file"),
        (lambda file: file.write_text("hello"), "cannot be read"),
        (cut, "cannot be read"),
        (flip, "damaged"),
        (rewritten(altered), "checksum"),
        (rewritten(lambda manifest, _: manifest.update(revision="9999")), "Install a newer"),
        (rewritten(lambda manifest, _: manifest.update(format=2)), "newer format"),
        (rewritten(lambda manifest, _: manifest.pop("tables")), "manifest"),
        (rewritten(lambda manifest, _: manifest["tables"].pop()), "does not fit"),
        (rewritten(lambda manifest, _: manifest["tables"][0].update(name="x; DROP TABLE event")), "damaged"),
        (rewritten(misfit), "do not fit"),
    ],
)
async def test_a_broken_or_newer_archive_changes_nothing(
    database: Database,
    endpoint: Endpoint,
    school: UUID,
    home: Path,
    spoil: Callable[[Path], object],
    message: str,
) -> None:
    ada = new_id()
    await learn(database, school, ada)
    await backup(endpoint, home / "b.zip")
    await learn(database, school, ada, 1)
    before, there = await seen(database, school, ada), await databases(endpoint)
    spoil(home / "b.zip")
    with pytest.raises(BrokenArchive, match=message) as caught:
        await restore(endpoint, home, home / "b.zip", Rooms())
    assert isinstance(caught.value, ChironError)
    assert await seen(database, school, ada) == before
    assert await databases(endpoint) == there


async def test_a_backup_that_fails_leaves_no_file(endpoint: Endpoint, home: Path) -> None:
    os.makedirs(home / "b.zip.part")
    (home / "b.zip").write_text("earlier")
    with pytest.raises(OSError, match=r"b\.zip\.part"):
        await backup(endpoint, home / "b.zip")
    assert (home / "b.zip").read_text() == "earlier"


async def test_a_second_restore_at_the_same_time_is_refused_and_harms_neither(
    database: Database, endpoint: Endpoint, school: UUID, home: Path
) -> None:
    ada = new_id()
    await learn(database, school, ada)
    await backup(endpoint, home / "b.zip")
    there = await databases(endpoint)
    both = await asyncio.gather(
        *(restore(endpoint, home, home / "b.zip", Rooms()) for _ in range(2)), return_exceptions=True
    )
    refused = [one for one in both if isinstance(one, Conflict)]
    assert len(refused) == 1, both
    assert "another restore is at work" in refused[0].message
    assert [type(one) for one in both if one is not refused[0]] == [Manifest]
    assert await databases(endpoint) == there
    assert len((await seen(database, school, ada))[0]) == 1
    await restore(endpoint, home, home / "b.zip", Rooms())
