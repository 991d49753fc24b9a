"""Statements that make roles and databases, and read the schema's revision."""

from __future__ import annotations

import re
from typing import LiteralString

import psycopg
from psycopg import sql

OWNER = "chiron_owner"
"""Owns every table and runs migrations. Nobody signs in as it: its login is a member."""
APP = "chiron_app"
"""May read and write rows of the school that is set, and owns nothing. Its login is a member."""

LONGEST_STEM = 40
"""How much of a database's name the names of its copies begin with; PostgreSQL cuts names at 63 bytes."""

_LOCK = 0x6368_6972  # "chir"

_Connection = psycopg.AsyncConnection[tuple[object, ...]]


async def wait_alone(conn: _Connection) -> None:
    """Wait until no other program prepares this database; held until the connection closes."""
    await conn.execute("SELECT pg_advisory_lock(%s)", [_LOCK])


async def make_groups(conn: _Connection) -> None:
    """Make the two roles that hold rights."""
    for role in (OWNER, APP):
        await conn.execute(
            sql.SQL(
                "DO $$ BEGIN CREATE ROLE {} NOLOGIN;"
                " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            ).format(sql.Identifier(role))
        )


async def has_role(conn: _Connection, name: str) -> bool:
    """Whether the role exists."""
    found = await conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    return await found.fetchone() is not None


async def make_login(conn: _Connection, name: str, group: str) -> None:
    """Make a login that is a member of a group; its password comes after."""
    await conn.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    await conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))


async def drop_role(conn: _Connection, name: str) -> None:
    """Remove a login that owns nothing."""
    await conn.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


async def limit_login(conn: _Connection, name: str) -> None:
    """A statement, a wait or an idle transaction of the app ends after a while: one stuck request harms no other."""
    limits: dict[LiteralString, LiteralString] = {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
    }
    for setting, value in limits.items():
        await conn.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(sql.Identifier(name), sql.SQL(setting), sql.Literal(value))
        )


async def set_password(conn: _Connection, name: str, password: str) -> None:
    """Set a login's password; the words themselves never reach the server or its log."""
    hashed = conn.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    await conn.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(hashed)))


async def hold_restore(conn: _Connection, name: str) -> bool:
    """Let no other restore of this database run until the connection ends; False where one is at work."""
    found = await (await conn.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 41))", [name])).fetchone()
    return bool(found and found[0])


async def has_database(conn: _Connection, name: str) -> bool:
    """Whether the database exists."""
    found = await conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return await found.fetchone() is not None


async def make_database(conn: _Connection, name: str, template: str | None = None) -> None:
    """Make a database, empty or as a copy of one that nobody uses."""
    await conn.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}{}").format(
            sql.Identifier(name),
            sql.Identifier(template or "template0"),
            sql.SQL("" if template else " ENCODING 'UTF8'"),
        )
    )


async def drop_database(conn: _Connection, name: str) -> None:
    """Remove a database, whoever is in it."""
    await conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


async def rename_database(conn: _Connection, name: str, new: str) -> None:
    """Give a database another name; nobody may be in it."""
    await conn.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new)))


async def close_doors(conn: _Connection, name: str) -> None:
    """Let nobody enter a database."""
    await conn.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))


async def put_out(conn: _Connection, name: str) -> None:
    """End every connection to a database that this login may end: its own, or a superuser everybody's."""
    await conn.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid() AND pg_has_role(usesysid, 'USAGE')",
        [name],
    )


async def open_doors(conn: _Connection, name: str) -> None:
    """Let logins enter again."""
    await conn.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(sql.Identifier(name)))


async def view_leftovers(conn: _Connection, name: str) -> list[str]:
    """What a restore that was killed left: copies named after the database, made or put aside."""
    found = await conn.execute(
        "SELECT datname FROM pg_database WHERE datname ~ ('^' || %s || '_[0-9a-f]{12}(_old)?$') ORDER BY datname",
        [re.escape(name[:LONGEST_STEM])],
    )
    return [str(row[0]) for row in await found.fetchall()]


async def close_to_others(conn: _Connection, name: str) -> None:
    """Only our logins may enter this database."""
    database = sql.Identifier(name)
    await conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    await conn.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(database, sql.Identifier(OWNER), sql.Identifier(APP))
    )


async def open_schema(conn: _Connection) -> None:
    """The owner may make tables; everybody else may only use what is granted."""
    await conn.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    await conn.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}")
    await conn.execute(f"GRANT USAGE ON SCHEMA public TO {APP}")


async def offer_vectors(conn: _Connection) -> None:
    """Make the type for vectors where the server has it and this login may; without it, passages are found by words."""
    await conn.execute(
        "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS vector SCHEMA public; EXCEPTION"
        " WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR unique_violation THEN NULL; END $$"
    )


async def revision(conn: _Connection) -> str | None:
    """The schema's revision; None for an empty database."""
    found = await conn.execute("SELECT to_regclass('public.alembic_version') IS NOT NULL")
    row = await found.fetchone()
    if row is None or not row[0]:
        return None
    found = await conn.execute("SELECT version_num FROM alembic_version")
    row = await found.fetchone()
    return None if row is None else str(row[0])
