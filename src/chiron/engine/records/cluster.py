"""Prepares PostgreSQL: the server where it is the embedded one, roles with passwords, the database, its tables."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from chiron.core.errors import ChironError, Unavailable
from chiron.engine.records import cluster_store as store
from chiron.engine.records import secret
from chiron.engine.records.migrations import chain
from chiron.engine.records.server import Server

DATABASE = "chiron"
"""The embedded server's database."""


class NewerData(ChironError):
    """The data were written by a newer Chiron than this one."""

    code = "newer-data"
    status = 503


class NotPermitted(ChironError):
    """The login of DATABASE_URL may not make what Chiron needs."""

    code = "database-not-permitted"
    status = 503


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How to reach a prepared database: connection strings for psycopg, each with its password.

    ``app_url`` is for serving: it owns nothing and is bound by every policy. ``owner_url`` runs migrations and
    backups. ``admin_url`` may make databases. ``server`` is the embedded server that we use, if we do.
    """

    app_url: str
    owner_url: str
    admin_url: str
    server: Server | None = None

    @property
    def database(self) -> str:
        """The database's name."""
        return str(conninfo_to_dict(self.app_url)["dbname"])

    def to(self, database: str) -> Endpoint:
        """The same logins in another database of the same server."""
        app, owner, admin = (
            make_conninfo(url, dbname=database) for url in (self.app_url, self.owner_url, self.admin_url)
        )
        return Endpoint(app, owner, admin, self.server)

    async def close(self) -> None:
        """Leave the embedded server; its last user stops it."""
        if self.server is not None:
            await asyncio.to_thread(self.server.stop)


async def prepare(home: Path, database_url: str | None, settings: Mapping[str, str] | None = None) -> Endpoint:
    """Make sure that a migrated database with its logins answers. Quick when it already is so.

    Without ``database_url`` the embedded server in ``home`` is started or joined. Otherwise the URL's login must be
    allowed to make roles and must own the database (or be allowed to make it); it is used for that alone.
    Raises Unavailable, NotPermitted, NewerData or server.OldData.
    """
    server = None if database_url else Server(home, settings)
    if server is not None:
        await asyncio.to_thread(server.start)
    try:
        endpoint = replace(locate(home, database_url), server=server)
        if not await _is_ready(endpoint):
            await make(home, endpoint)
            await migrate(endpoint)
    except BaseException:
        if server is not None:
            await asyncio.to_thread(server.stop)
        raise
    return endpoint


async def make(home: Path, endpoint: Endpoint) -> None:
    """Make sure that roles, logins, passwords and the database exist."""
    try:
        async with await _connect_making(endpoint) as admin:
            await store.wait_alone(admin)
            await store.make_groups(admin)
            await _make_login(admin, home, endpoint.owner_url, store.OWNER)
            await _make_login(admin, home, endpoint.app_url, store.APP)
            await store.open_schema(admin)
            await store.offer_vectors(admin)
            if endpoint.server is not None:
                await store.close_to_others(admin, endpoint.database)
    except psycopg.errors.InsufficientPrivilege as fault:
        raise NotPermitted(
            f"The login in DATABASE_URL may not prepare the database ({fault.diag.message_primary}). "
            "Give it CREATEROLE and make it the owner of the database."
        ) from fault
    except psycopg.OperationalError as fault:
        raise Unavailable(f"PostgreSQL does not answer: {fault}") from fault


async def migrate(endpoint: Endpoint, target: str | None = None) -> None:
    """Bring the tables to a revision, the newest by default; another program that does so is waited for."""
    async with await psycopg.AsyncConnection.connect(endpoint.owner_url, autocommit=True) as conn:
        await store.wait_alone(conn)
        at = await store.revision(conn)
        _refuse_newer(at)
        if at != (target or chain.head()):
            await asyncio.to_thread(chain.migrate, endpoint.owner_url, target)


def locate(home: Path, database_url: str | None) -> Endpoint:
    """How the database is reached, whether or not it answers; starts nothing."""
    admin_url = database_url or Server(home).url(database=DATABASE)
    found = conninfo_to_dict(admin_url)
    database = str(found.get("dbname") or found.get("user") or DATABASE)
    # Each database has its own logins, so that two Chirons can share a server without sharing passwords.
    app = {"dbname": database, "user": f"{database}_app_login", "password": secret.keep(home, "app")}
    owner = {"dbname": database, "user": f"{database}_owner_login", "password": secret.keep(home, "owner")}
    return Endpoint(
        make_conninfo(admin_url, **app),
        make_conninfo(admin_url, options=f"-c role={store.OWNER}", **owner),
        make_conninfo(admin_url, dbname=database),
    )


async def _is_ready(endpoint: Endpoint) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(endpoint.app_url, autocommit=True) as conn:
            at = await store.revision(conn)
    except psycopg.Error:
        return False
    _refuse_newer(at)
    return at == chain.head()


def _refuse_newer(at: str | None) -> None:
    if at is not None and at not in chain.revisions():
        raise NewerData(
            f"The database is at revision {at}, and this Chiron knows only up to {chain.head()}. Install a newer one."
        )


async def _connect_making(endpoint: Endpoint) -> psycopg.AsyncConnection[tuple[object, ...]]:
    """Connect as the administrator, to a database that is made if need be."""
    try:
        return await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True)
    except psycopg.OperationalError:
        elsewhere = make_conninfo(endpoint.admin_url, dbname="postgres")
        async with await psycopg.AsyncConnection.connect(elsewhere, autocommit=True) as admin:
            await store.wait_alone(admin)
            await _find_or_make(admin, endpoint.database)
        return await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True)


async def _find_or_make(admin: psycopg.AsyncConnection[tuple[object, ...]], name: str) -> None:
    """Make the database, unless a restore was killed while it was aside or closed: then put it back."""
    if not await store.has_database(admin, name):
        aside = [left for left in await store.view_leftovers(admin, name) if left.endswith("_old")]
        if aside:
            await store.rename_database(admin, aside[-1], name)
        else:
            await store.make_database(admin, name)
    await store.open_doors(admin, name)


async def _make_login(admin: psycopg.AsyncConnection[tuple[object, ...]], home: Path, url: str, group: str) -> None:
    name = str(conninfo_to_dict(url)["user"])
    if not await store.has_role(admin, name):
        await store.make_login(admin, name, group)
    elif await _enters(url):
        return
    await store.set_password(admin, name, secret.keep(home, "app" if group == store.APP else "owner"))
    if group == store.APP:
        await store.limit_login(admin, name)


async def _enters(url: str) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(url):
            return True
    except psycopg.OperationalError:
        return False
