"""Preparing PostgreSQL: once, again, by several at once, and with data of other ages."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from chiron.engine.records import cluster, cluster_store, secret
from chiron.engine.records.backup import backup, restore
from chiron.engine.records.cluster import Endpoint, NewerData, NotPermitted
from chiron.engine.records.database import Database
from chiron.engine.records.erasure import Rooms
from chiron.engine.records.ids import new_id
from chiron.engine.records.migrations import chain
from chiron.engine.records.server import Server

from ..conftest import CARELESS


@pytest.fixture
async def empty(template: Endpoint) -> AsyncIterator[Endpoint]:
    """A database without tables."""
    made = template.to(f"empty_{new_id().hex}")
    async with await psycopg.AsyncConnection.connect(template.to("postgres").admin_url, autocommit=True) as admin:
        await cluster_store.make_database(admin, made.database)
    async with await psycopg.AsyncConnection.connect(made.admin_url, autocommit=True) as admin:
        await cluster_store.open_schema(admin)
    yield made
    async with await psycopg.AsyncConnection.connect(template.to("postgres").admin_url, autocommit=True) as admin:
        await cluster_store.drop_database(admin, made.database)


def test_the_chain_is_straight_and_ends_where_the_files_say() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(chain.__file__).parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [chain.head()]
    assert [step.revision for step in script.walk_revisions()][::-1] == chain.revisions()


async def test_a_second_start_finds_everything_and_loads_no_alembic(home: Path) -> None:
    first = await cluster.prepare(home, None, CARELESS)
    await first.close()
    script = (
        "import asyncio, sys; from pathlib import Path; from chiron.engine.records.cluster import prepare\n"
        "async def main():\n    e = await prepare(Path(sys.argv[1]), None); await e.close()\n"
        "asyncio.run(main()); assert 'alembic' not in sys.modules and 'sqlalchemy' not in sys.modules"
    )
    done = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(home))
    assert await done.wait() == 0


async def test_several_may_prepare_at_once(home: Path) -> None:
    made = await asyncio.gather(*(cluster.prepare(home, None, CARELESS) for _ in range(3)))
    for each in made:
        database = await Database.open(each.app_url)
        async with database.anyone() as conn:
            await conn.execute("SELECT FROM event")
        await database.close()
        await each.close()


async def test_lost_or_changed_passwords_are_set_anew(home: Path) -> None:
    first = await cluster.prepare(home, None, CARELESS)
    for name in ("app", "owner"):
        (home / "secrets" / name).unlink()
    second = await cluster.prepare(home, None, CARELESS)
    with pytest.raises(psycopg.OperationalError, match="password"):
        await psycopg.AsyncConnection.connect(first.app_url)
    assert secret.read(home, "app") in second.app_url
    await (await psycopg.AsyncConnection.connect(second.app_url)).close()
    await first.close()
    await second.close()


async def test_data_of_a_newer_chiron_are_refused(home: Path) -> None:
    made = await cluster.prepare(home, None, CARELESS)
    async with await psycopg.AsyncConnection.connect(made.owner_url) as owner:
        await owner.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerData, match="newer"):
        await cluster.prepare(home, None, CARELESS)
    await made.close()


async def test_each_revision_carries_data(empty: Endpoint) -> None:
    """Step by step with rows of a learner in the tables, which come through unchanged."""
    ada, north = new_id(), new_id()
    await cluster.migrate(empty, "0001")
    database = await Database.open(empty.app_url, maximum=1)
    async with database.school(north) as conn:
        for seq in (1, 2):
            await conn.execute(
                "INSERT INTO event (subject, seq, id, kind, version, key, server_time, body)"
                " VALUES (%s, %s, %s, 'step.undone', 1, %s, now(), '{\"item\": \"½\"}')",
                [ada, seq, new_id(), str(seq)],
            )
        found = await conn.execute("SELECT * FROM event ORDER BY seq")
        before = await found.fetchall()
    for revision in chain.revisions()[1:]:
        await cluster.migrate(empty, revision)
        async with database.school(north) as conn:
            found = await conn.execute("SELECT * FROM event ORDER BY seq")
            after = await found.fetchall()
            at = await (await conn.execute("SELECT version_num FROM alembic_version")).fetchone()
        assert [{key: row[key] for key in old} for old, row in zip(before, after, strict=True)] == before
        assert at == {"version_num": revision}
    await database.close()


async def test_a_step_that_fails_leaves_the_last_one(empty: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    await cluster.migrate(empty, "0001")
    async with await psycopg.AsyncConnection.connect(empty.owner_url) as owner:
        await owner.execute("CREATE TABLE school ()")
    with pytest.raises(Exception, match="already exists"):
        await cluster.migrate(empty)
    async with await psycopg.AsyncConnection.connect(empty.owner_url) as owner:
        assert await cluster_store.revision(owner) == "0001"
        await owner.execute("DROP TABLE school")
    await cluster.migrate(empty)
    async with await psycopg.AsyncConnection.connect(empty.owner_url) as owner:
        assert await cluster_store.revision(owner) == chain.head()


async def test_a_login_that_may_not_is_told_so(empty: Endpoint, home: Path) -> None:
    name = f"poor_{new_id().hex}"
    async with await psycopg.AsyncConnection.connect(empty.admin_url, autocommit=True) as admin:
        await cluster_store.make_login(admin, name, "chiron_app")
        await cluster_store.set_password(admin, name, "word")
        with pytest.raises(NotPermitted, match="CREATEROLE"):
            await cluster.prepare(home, make_conninfo(empty.admin_url, user=name, password="word"))
        await cluster_store.drop_role(admin, name)


async def test_a_login_that_is_no_superuser_is_enough(home: Path) -> None:
    """As hosted PostgreSQL gives them: it may make roles, and owns the database."""
    server = Server(home, CARELESS)
    server.start()
    async with await psycopg.AsyncConnection.connect(server.url(), autocommit=True) as admin:
        await admin.execute("CREATE ROLE host LOGIN CREATEROLE CREATEDB PASSWORD 'word'")
        await admin.execute("CREATE DATABASE tutor OWNER host")
    endpoint = await cluster.prepare(home / "app", server.url("host", "word", "tutor"))
    database = await Database.open(endpoint.app_url)
    async with database.anyone() as conn:
        await conn.execute("SELECT FROM event")
    await backup(endpoint, home / "b.zip")
    await restore(endpoint, home / "app", home / "b.zip", Rooms())
    await database.close()
    server.stop()


@pytest.mark.parametrize("at", ["closed", "aside"])
async def test_a_restore_that_was_killed_while_changing_places_loses_nothing(home: Path, at: str) -> None:
    made = await cluster.prepare(home, None, CARELESS)
    async with await psycopg.AsyncConnection.connect(made.owner_url) as owner:
        await owner.execute("CREATE TABLE kept ()")
    async with await psycopg.AsyncConnection.connect(made.to("postgres").admin_url, autocommit=True) as admin:
        await cluster_store.close_doors(admin, made.database)
        if at == "aside":
            await cluster_store.rename_database(admin, made.database, f"{made.database}_{'a' * 12}_old")
    again = await cluster.prepare(home, None, CARELESS)
    async with await psycopg.AsyncConnection.connect(again.owner_url) as owner:
        await owner.execute("SELECT FROM kept")
    await made.close()
    await again.close()
