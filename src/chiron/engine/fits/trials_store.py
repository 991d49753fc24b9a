"""Statements of trials. Who takes part is read from the moves in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow

from chiron.core.errors import Conflict
from chiron.engine.records.database import Connection

_TRIAL: LiteralString = (
    "SELECT id, course, name, policies, shares, outcome, days, school_agrees, started, stopped FROM trial"
)


async def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep a trial. Raises Conflict where its name is taken, or another runs in the course."""
    try:
        await conn.execute(
            "INSERT INTO trial (id, course, name, policies, shares, outcome, days, school_agrees, started) VALUES"
            " (%(id)s, %(course)s, %(name)s, %(policies)s, %(shares)s, %(outcome)s, %(days)s, %(school_agrees)s,"
            " %(started)s)",
            values,
        )
    except UniqueViolation as fault:
        if fault.diag.constraint_name == "trial_running":
            raise Conflict("Another trial runs in this course. Stop it first: two would blur each other.") from None
        raise Conflict("There is or was a trial of that name here. Give this one another.") from None


async def view_running(conn: Connection, course: str) -> DictRow | None:
    """The trial that runs in a course."""
    found = await conn.execute(f"{_TRIAL} WHERE course = %s AND stopped IS NULL", [course])
    return await found.fetchone()


async def view_trials(conn: Connection, course: str | None) -> list[DictRow]:
    """Every trial, or those of a course, newest first."""
    query = f"{_TRIAL} WHERE (%(course)s::text IS NULL OR course = %(course)s) ORDER BY started DESC, id"
    return await (await conn.execute(query, {"course": course})).fetchall()


async def view_trial(conn: Connection, name: str) -> DictRow | None:
    """A trial by its name."""
    found = await conn.execute(f"{_TRIAL} WHERE lower(name) = lower(%s)", [name])
    return await found.fetchone()


async def stop(conn: Connection, id: UUID, now: datetime) -> bool:
    """End a trial; False where it had ended."""
    done = await conn.execute("UPDATE trial SET stopped = %s WHERE id = %s AND stopped IS NULL", [now, id])
    return bool(done.rowcount)


async def view_begun(conn: Connection, course: str, trial: UUID, since: datetime) -> list[DictRow]:
    """Who had a move of a trial: ``subject``, ``arm`` and when they ``began``, the first first."""
    found = await conn.execute(
        "SELECT subject, arm, began FROM (SELECT DISTINCT ON (subject) subject, body->'because'->>'arm' AS arm,"
        " server_time AS began FROM event WHERE kind = 'item.opened' AND course = %s AND server_time >= %s"
        " AND body->'because'->>'trial' = %s ORDER BY subject, seq) AS firsts ORDER BY began, subject",
        [course, since, str(trial)],
    )
    return await found.fetchall()
