"""Backup and restore while running, across versions of Chiron and of PostgreSQL.

Rows go as text through the owner's connection, from one moment (REPEATABLE READ). The schema is not copied: the
migrations make it, at the archive's revision, and then go on to today's. pg_dump is not used, though the embedded
server has it: it must be as new as the server, needs a login that bypasses row-level security on a server of the
school's own, and would bring back yesterday's policies and rights.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

import chiron
from chiron.core.errors import Conflict, Unavailable
from chiron.engine.records import backup_store as store
from chiron.engine.records import cluster, cluster_store, erasure
from chiron.engine.records.archive import BrokenArchive, Manifest, Reader, writing
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.engine.records.migrations import chain


async def backup(endpoint: Endpoint, path: Path) -> Manifest:
    """Write everything to one file, for its owner alone. The app may go on meanwhile."""
    try:
        async with await psycopg.AsyncConnection.connect(endpoint.owner_url) as conn:
            await store.see_everything(conn)
            manifest = Manifest(
                chiron=chiron.__version__,
                postgres=await store.view_version(conn),
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                revision=await cluster_store.revision(conn) or "",
                sequences=await store.view_sequences(conn),
            )
            with writing(path, manifest) as archive:
                for table in await store.view_tables(conn):
                    await archive.add(table, store.copy_out(conn, table))
    except psycopg.OperationalError as fault:
        raise Unavailable(f"PostgreSQL does not answer, so no backup was made: {fault}") from fault
    return manifest


async def restore(endpoint: Endpoint, home: Path, path: Path, rooms: erasure.Rooms, save: bool = True) -> Manifest:
    """Put a backup in the place of what is there, in one go; the app may run, and sees it from then on.

    The archive is checked and loaded into a database of its own, brought to today's schema, and everyone who was
    erased since is erased again; only then does it take the other's place, which is saved to ``home/backups``
    first (unless ``save`` is false).
    Raises BrokenArchive, or Conflict where another restore is at work, with everything as it was.
    """
    archive = Reader(path)
    try:
        _refuse_newer(archive.manifest, path)
        async with _alone(endpoint):
            await _restored(endpoint, home, archive, path, rooms, save)
    finally:
        archive.close()
    return archive.manifest


async def _restored(
    endpoint: Endpoint, home: Path, archive: Reader, path: Path, rooms: erasure.Rooms, save: bool
) -> None:
    fresh = endpoint.to(f"{endpoint.database[: cluster_store.LONGEST_STEM]}_{new_id().hex[-12:]}")
    await _make(home, fresh)
    try:
        await _fill(fresh, archive, path)
        await _erase_again(fresh, home, rooms, await _ledger(endpoint))
        if save:
            await backup(endpoint, home / "backups" / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip")
        await _swap(endpoint, fresh)
    finally:
        await _tidy(endpoint)


@asynccontextmanager
async def _alone(endpoint: Endpoint) -> AsyncIterator[None]:
    """Let no second restore run beside this one: each would take the other's half-made copy for a leftover."""
    async with await _administer(endpoint) as admin:
        if not await cluster_store.hold_restore(admin, endpoint.database):
            raise Conflict(
                "another restore is at work here, and nothing was changed by this one. Wait until it has ended."
            )
        yield


def _refuse_newer(manifest: Manifest, path: Path) -> None:
    if manifest.revision not in chain.revisions():
        raise BrokenArchive(
            f"{path} was made by Chiron {manifest.chiron} with schema {manifest.revision}, and this Chiron knows only"
            f" up to {chain.head()}. Install a newer one."
        )


async def _make(home: Path, fresh: Endpoint) -> None:
    async with await _administer(fresh) as admin:
        await cluster_store.make_database(admin, fresh.database)
    await cluster.make(home, fresh)


async def _fill(fresh: Endpoint, archive: Reader, path: Path) -> None:
    """Make the schema as it was, load it in one transaction, and bring it to today's."""
    await cluster.migrate(fresh, archive.manifest.revision)
    try:
        async with await psycopg.AsyncConnection.connect(fresh.owner_url) as conn:
            tables = await store.view_tables(conn)
            _refuse_other(archive.manifest, tables, path)
            forced = await store.view_forced(conn)
            references = await store.unguard(conn, tables)
            for part in archive.manifest.tables:
                await store.copy_in(conn, part.table, archive.rows(part))
            for name, value in archive.manifest.sequences.items():
                await store.set_sequence(conn, name, value)
            await store.guard(conn, tables, references, forced)
    except (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError) as fault:
        raise BrokenArchive(f"{path} holds rows that do not fit: {fault}. Use another backup.") from fault
    await cluster.migrate(fresh)


def _refuse_other(manifest: Manifest, tables: Sequence[store.Table], path: Path) -> None:
    told = {part.name: set(part.columns) for part in manifest.tables}
    there = {table.name: set(table.columns) for table in tables}
    if told != there:
        odd = sorted(name for name in told.keys() | there.keys() if told.get(name) != there.get(name))
        raise BrokenArchive(f"{path} does not fit schema {manifest.revision}: {', '.join(odd)}. Use another backup.")


async def _ledger(endpoint: Endpoint) -> list[erasure.Erasure]:
    try:
        async with await psycopg.AsyncConnection.connect(endpoint.owner_url) as conn:
            return await store.view_ledger(conn)
    except psycopg.OperationalError as fault:
        raise Unavailable(f"PostgreSQL does not answer: {fault}") from fault


async def _erase_again(fresh: Endpoint, home: Path, rooms: erasure.Rooms, ledger: Sequence[erasure.Erasure]) -> None:
    database = await Database.open(fresh.app_url, maximum=1)
    try:
        await erasure.erase_again(database, home, rooms, [*ledger, *await _ledger(fresh)])
    finally:
        await database.close()


async def _swap(endpoint: Endpoint, fresh: Endpoint) -> None:
    """Let the two databases change names, with everyone put out of them; pools come back by themselves."""
    aside = f"{fresh.database}_old"
    here = endpoint.to("postgres")
    async with await _administer(endpoint) as admin, await psycopg.AsyncConnection.connect(here.app_url) as app:
        try:
            for name in (endpoint.database, fresh.database):
                await cluster_store.close_doors(admin, name)
                await cluster_store.put_out(admin, name)
                await cluster_store.put_out(app, name)
            await cluster_store.rename_database(admin, endpoint.database, aside)
            await cluster_store.rename_database(admin, fresh.database, endpoint.database)
        except psycopg.errors.ObjectInUse as fault:
            raise Unavailable("Somebody else is connected to the database; nothing was restored.") from fault
        finally:
            if not await cluster_store.has_database(admin, endpoint.database):
                await cluster_store.rename_database(admin, aside, endpoint.database)
            await cluster_store.open_doors(admin, endpoint.database)


async def _tidy(endpoint: Endpoint) -> None:
    """Remove the copy that was not needed, and any that an earlier restore left when it was killed."""
    async with await _administer(endpoint) as admin:
        for name in await cluster_store.view_leftovers(admin, endpoint.database):
            await cluster_store.drop_database(admin, name)


async def _administer(endpoint: Endpoint) -> psycopg.AsyncConnection[tuple[object, ...]]:
    return await psycopg.AsyncConnection.connect(endpoint.to("postgres").admin_url, autocommit=True)
