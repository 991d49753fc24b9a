"""A real PostgreSQL for tests: the embedded one, or the server of DATABASE_URL. Each test has a database of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from chiron.engine.library import meanings_store
from chiron.engine.records import cluster_store
from chiron.engine.records.cluster import Endpoint, prepare
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.main import clock
from tests.thorough import THOROUGH

# Times are never asserted: a busy machine is slow. What CI tries is the same every time, so that it speaks of
# the change that it looks at, and half as much; everywhere else properties meet new examples at every run.
settings.register_profile(
    "chiron",
    deadline=None,
    max_examples=50 if os.environ.get("CI") and not THOROUGH else 100,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("chiron")

# Nothing here outlives a crash of the machine, so nothing waits for the disk. It may stand in memory: little is kept.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "128MB"}
MEMORY = Path("/dev/shm")
"""Where files cost a tenth: a database of its own for each test is six hundred of them."""
ROOM = 3 * 1024**3
"""Bytes that must be free there: all processes' databases together take less than one of them."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With several processes: see tests/spread.py."""
    from tests.spread import Spread

    return Spread(config, log)


@pytest.fixture(autouse=True)
def _drawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rooms draw in a test is the same at every run; tests/browser/draws.py does it for a served Chiron."""
    monkeypatch.setattr(clock, "_CHANCE", Random(request.node.nodeid))


def run_aside(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end in a loop of its own, whatever loop the test has."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def template() -> Iterator[Endpoint]:
    """A migrated, empty database that nobody may be in: the others are copies of it."""
    given = os.environ.get("DATABASE_URL")
    url = make_conninfo(given, dbname=f"chiron_test_{os.getpid()}") if given else None
    with make_home() as home:
        made: Endpoint = run_aside(prepare(home, url, CARELESS))
        yield made
        if given:
            run_aside(_clear(made))
        run_aside(made.close())


@pytest.fixture(scope="session")
def administrator(template: Endpoint) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """One connection that makes and drops every test's database: opening one takes as long as making a database."""
    url = make_conninfo(template.admin_url, dbname="postgres")
    with psycopg.Connection.connect(url, autocommit=True) as opened:
        yield opened


@pytest.fixture
def endpoint(template: Endpoint, administrator: psycopg.Connection[tuple[Any, ...]]) -> Iterator[Endpoint]:
    """How to reach a fresh migrated database, as the app, as the owner and as the administrator."""
    name = f"test_{new_id().hex}"
    # Copied file by file, not page by page through the log.
    copied = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    administrator.execute(copied.format(sql.Identifier(name), sql.Identifier(template.database)))
    yield template.to(name)
    administrator.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
async def database(endpoint: Endpoint) -> AsyncIterator[Database]:
    """A fresh migrated database, as the app uses it."""
    opened = await Database.open(endpoint.app_url, minimum=1, maximum=8)
    yield opened
    await opened.close()


@pytest.fixture
async def vectors(database: Database) -> None:
    """For tests that compare vectors: skipped on a server of DATABASE_URL that cannot. The embedded one must."""
    async with database.anyone() as conn:
        if os.environ.get("DATABASE_URL") and not await meanings_store.can_compare(conn):
            pytest.skip("the server of DATABASE_URL has no extension vector (pgvector)")


@pytest.fixture
async def school(database: Database) -> UUID:
    """The school of Ada, Ben, Dana and Eve."""
    return await make_school(database, "north")


@pytest.fixture
async def other_school(database: Database) -> UUID:
    """Cleo's school."""
    return await make_school(database, "south")


async def make_school(database: Database, slug: str) -> UUID:
    """Make a school."""
    school = new_id()
    async with database.school(school) as conn:
        await conn.execute(
            "INSERT INTO school (id, slug, name) VALUES (%s, %s, %s)", [school, slug, f"{slug.title()} School"]
        )
    return school


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder of this test's own."""
    with make_home() as folder:
        yield folder


@contextmanager
def make_home() -> Iterator[Path]:
    """Not below pytest's own folder: every pytest that starts shuts that one to the server's user again."""
    with tempfile.TemporaryDirectory(prefix="chiron-test-", dir=quick(), ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "home"


def quick() -> Path | None:
    """A folder in memory, where the machine has one with room; None for the usual place."""
    with suppress(OSError):
        if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free > ROOM:
            return MEMORY
    return None


async def _connect_admin(endpoint: Endpoint) -> psycopg.AsyncConnection[tuple[Any, ...]]:
    url = make_conninfo(endpoint.admin_url, dbname="postgres")
    return await psycopg.AsyncConnection.connect(url, autocommit=True)


async def _clear(endpoint: Endpoint) -> None:
    """Leave no database and no login on a server that is not ours."""
    async with await _connect_admin(endpoint) as admin:
        await cluster_store.drop_database(admin, endpoint.database)
        for url in (endpoint.app_url, endpoint.owner_url):
            await cluster_store.drop_role(admin, str(conninfo_to_dict(url)["user"]))
