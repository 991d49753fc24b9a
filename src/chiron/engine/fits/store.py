"""Statements of fits and of the jobs that make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection

_FIT: LiteralString = (
    "SELECT f.course, f.version, f.kind, f.parameters, f.report, f.learners, f.state, f.content, f.made,"
    " l.since FROM fit f LEFT JOIN fit_live l ON l.school = f.school AND l.course = f.course AND l.version = f.version"
)
HELPS = "helps"
"""The kind of a fit of what things to read and see brought: it is used from when it is kept, and listed nowhere."""
_JOB: LiteralString = "id, course, why, adopt, asked, claimed, tries, progress, done, told"


async def view_live(conn: Connection, course: str) -> tuple[UUID, str | None, str | None, str]:
    """This school, and the versions in use in a course: of the learner model, None for what Chiron comes with; of what
    things to read and see brought, None where nobody learnt it; and the mark of its parts' names, "" for their own."""
    found = await conn.execute(
        "SELECT current_setting('app.school')::uuid AS school,"
        " (SELECT version FROM fit_live WHERE course = %s) AS version,"
        " (SELECT version FROM fit WHERE course = %s AND kind = %s AND state = 'kept'"
        " ORDER BY made DESC, version LIMIT 1) AS helps,"
        " (SELECT mark FROM course_release WHERE course = %s ORDER BY number DESC LIMIT 1) AS mark",
        [course, course, HELPS, course],
    )
    row = await found.fetchone()
    assert row is not None
    return row["school"], row["version"], row["helps"], row["mark"] or ""


async def view_fit(conn: Connection, course: str, version: str) -> DictRow | None:
    """One fit."""
    found = await conn.execute(f"{_FIT} WHERE f.course = %s AND f.version = %s", [course, version])
    return await found.fetchone()


async def view_fits(conn: Connection, course: str, limit: int) -> list[DictRow]:
    """The latest fits of a course, newest first; the one in use is among them."""
    found = await conn.execute(
        f"{_FIT} WHERE f.course = %s AND f.kind <> %s ORDER BY (l.version IS NULL), f.made DESC, f.version LIMIT %s",
        [course, HELPS, limit],
    )
    return sorted(await found.fetchall(), key=lambda row: row["made"], reverse=True)


async def add_fit(
    conn: Connection,
    course: str,
    version: str,
    kind: str,
    parameters: Json,
    report: Json,
    content: str,
    made: datetime,
    learners: Sequence[UUID],
) -> None:
    """Keep a fit with whose events it used. One that is the same in all is kept once, with the newer report."""
    await conn.execute(
        "INSERT INTO fit (course, version, kind, parameters, report, learners, state, content, made)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'kept', %s, %s) ON CONFLICT (school, course, version) DO UPDATE"
        " SET parameters = excluded.parameters, report = excluded.report, learners = excluded.learners,"
        " state = 'kept', content = excluded.content, made = excluded.made",
        [course, version, kind, Jsonb(parameters), Jsonb(report), len(learners), content, made],
    )
    await conn.execute(
        "INSERT INTO fit_learner (course, version, learner) SELECT %s, %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING",
        [course, version, list(learners)],
    )


async def view_learners(conn: Connection, course: str, version: str) -> list[UUID]:
    """Whose events a fit used."""
    found = await conn.execute(
        "SELECT learner FROM fit_learner WHERE course = %s AND version = %s ORDER BY learner", [course, version]
    )
    return [row["learner"] for row in await found.fetchall()]


async def put_live(conn: Connection, course: str, version: str | None, since: datetime) -> int:
    """Put a version to use, or what Chiron comes with; the course's snapshots are folded again. How many those are."""
    if version is None:
        await conn.execute("DELETE FROM fit_live WHERE course = %s", [course])
    else:
        await conn.execute(
            "INSERT INTO fit_live (course, version, since) VALUES (%s, %s, %s) ON CONFLICT (school, course)"
            " DO UPDATE SET version = excluded.version, since = excluded.since",
            [course, version, since],
        )
    return (await conn.execute("DELETE FROM snapshot WHERE course = %s", [course])).rowcount


async def view_offered(conn: Connection, course: str) -> list[UUID]:
    """Everyone who is still a person here and beside whose items in a course something was weighed or offered."""
    found = await conn.execute(
        "SELECT DISTINCT e.subject FROM event e JOIN person p ON p.school = e.school AND p.id = e.subject"
        " WHERE e.course = %s AND e.kind = 'resource.offered' ORDER BY e.subject",
        [course],
    )
    return [row["subject"] for row in await found.fetchall()]


async def view_helps(conn: Connection, course: str) -> DictRow | None:
    """The latest of what things to read and see brought in a course: its version, parameters and when it was made."""
    found = await conn.execute(
        "SELECT version, parameters, made, learners FROM fit WHERE course = %s AND kind = %s AND state = 'kept'"
        " ORDER BY made DESC, version LIMIT 1",
        [course, HELPS],
    )
    return await found.fetchone()


async def view_subjects(conn: Connection, course: str) -> list[UUID]:
    """Everyone with events in a course who is still a person here."""
    found = await conn.execute(
        "SELECT DISTINCT e.subject FROM event e JOIN person p ON p.school = e.school AND p.id = e.subject"
        " WHERE e.course = %s ORDER BY e.subject",
        [course],
    )
    return [row["subject"] for row in await found.fetchall()]


async def add_job(conn: Connection, id: UUID, course: str, why: str, adopt: bool) -> bool:
    """Ask for a fit, unless one of the course waits or runs already; whether it was asked."""
    done = await conn.execute(
        "INSERT INTO fit_job (id, course, why, adopt) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (school, course) WHERE done IS NULL DO NOTHING",
        [id, course, why, adopt],
    )
    return done.rowcount > 0


async def claim_job(conn: Connection, lease: float) -> DictRow | None:
    """Take a job that nobody else is doing; it is free again after the lease."""
    found = await conn.execute(
        "UPDATE fit_job SET claimed = now(), tries = tries + 1, progress = 0,"
        " lease = now() + make_interval(secs => %s) WHERE id = (SELECT id FROM fit_job WHERE done IS NULL"
        f" AND (lease IS NULL OR lease <= now()) ORDER BY asked, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING {_JOB}",
        [lease],
    )
    return await found.fetchone()


async def move_job(conn: Connection, id: UUID, progress: float, lease: float) -> None:
    """How far it is; it is held for the lease from now."""
    await conn.execute(
        "UPDATE fit_job SET progress = %s, lease = now() + make_interval(secs => %s) WHERE id = %s AND done IS NULL",
        [progress, lease, id],
    )


async def end_job(conn: Connection, id: UUID, told: str) -> None:
    """It is done, with what came of it."""
    await conn.execute("UPDATE fit_job SET done = now(), progress = 1, told = %s WHERE id = %s", [told, id])


async def view_job(conn: Connection, course: str) -> DictRow | None:
    """The latest job of a course."""
    found = await conn.execute(
        f"SELECT {_JOB} FROM fit_job WHERE course = %s ORDER BY asked DESC, id DESC LIMIT 1", [course]
    )
    return await found.fetchone()


async def view_schools(conn: Connection) -> list[UUID]:
    """Schools where a job waits; needs no school to be set."""
    found = await conn.execute("SELECT fit_schools() AS school")
    return [row["school"] for row in await found.fetchall()]
