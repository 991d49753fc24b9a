"""Statements about whom a new version of a course concerns, and what staff set that names its parts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection


async def view_begun(conn: Connection, course: str) -> list[UUID]:
    """Everyone who began a course and is still a person here."""
    found = await conn.execute(
        "SELECT DISTINCT e.subject FROM event e JOIN person p ON p.school = e.school AND p.id = e.subject"
        " WHERE e.kind = 'course.joined' AND e.course = %s",
        [course],
    )
    return [row["subject"] for row in await found.fetchall()]


async def view_states(conn: Connection, course: str, subjects: Collection[UUID], parameters: str) -> list[DictRow]:
    """What of these learners' states matters here: the skills met, the goal, the open item, the open sheet's items."""
    found = await conn.execute(
        "SELECT subject, ARRAY(SELECT jsonb_object_keys(state -> 'skills')) AS skills, state #>> '{goal,goal}' AS goal,"
        " CASE WHEN (state #>> '{item,finished}')::boolean IS FALSE"
        " THEN ARRAY[state #>> '{item,skill}', state #>> '{item,template}'] END AS item,"
        " coalesce(state #> '{sheet,items}', '[]') AS sheet"
        " FROM snapshot WHERE course = %s AND parameters = %s AND subject = ANY (%s)",
        [course, parameters, list(subjects)],
    )
    return await found.fetchall()


async def view_lengths(conn: Connection, course: str, subjects: Collection[UUID], most: int) -> list[DictRow]:
    """How many events of a course stand in these learners' logs, the shortest first."""
    found = await conn.execute(
        "SELECT subject, count(*) AS events FROM event WHERE course = %s AND subject = ANY (%s)"
        " GROUP BY subject ORDER BY events, subject LIMIT %s",
        [course, list(subjects), most],
    )
    return await found.fetchall()


async def view_classes(conn: Connection, actor: UUID | None) -> list[DictRow]:
    """The open classes with their learners, by name; whether a person teaches them."""
    found = await conn.execute(
        "SELECT c.id, c.name, ARRAY(SELECT m.person FROM class_member m WHERE m.school = c.school AND m.class = c.id"
        " AND m.role = 'learner') AS learners, EXISTS (SELECT FROM class_member t WHERE t.school = c.school"
        " AND t.class = c.id AND t.role = 'teacher' AND t.person = %s) AS taught"
        " FROM class c WHERE c.archived IS NULL ORDER BY lower(c.name), c.id",
        [actor],
    )
    return await found.fetchall()


async def view_assignments(conn: Connection, course: str) -> list[DictRow]:
    """Assignments of a course that stand: id, title, class, skills."""
    found = await conn.execute(
        "SELECT a.id, a.title, c.name AS class, a.skills, a.part FROM assignment a"
        " JOIN class c ON c.school = a.school AND c.id = a.class"
        " WHERE a.course = %s AND a.withdrawn IS NULL AND c.archived IS NULL ORDER BY a.due, a.id",
        [course],
    )
    return await found.fetchall()


async def view_locks(conn: Connection, course: str) -> list[DictRow]:
    """Locks in force that name skills: id, class, skills."""
    found = await conn.execute(
        "SELECT l.id, c.name AS class, l.ceiling AS skills FROM class_lock l"
        " JOIN class c ON c.school = l.school AND c.id = l.class"
        " WHERE l.course = %s AND l.lifted IS NULL AND cardinality(l.ceiling) > 0 ORDER BY c.name, l.id",
        [course],
    )
    return await found.fetchall()


async def view_arrangements(conn: Connection, course: str) -> list[DictRow]:
    """Guidelines, rules and lines of flows that stand for a course: id, what, class, skill, body."""
    found = await conn.execute(
        "SELECT a.id, a.what, c.name AS class, a.skill, a.body FROM arrangement a"
        " LEFT JOIN class c ON c.school = a.school AND c.id = a.class"
        " WHERE a.course = %s AND a.ended IS NULL ORDER BY a.place, a.id",
        [course],
    )
    return await found.fetchall()


async def put_assignment(conn: Connection, id: UUID, skills: Sequence[str], part: str) -> None:
    """Let an assignment name skills, and its part, otherwise."""
    await conn.execute("UPDATE assignment SET skills = %s, part = %s WHERE id = %s", [list(skills), part, id])


async def put_lock(conn: Connection, id: UUID, skills: Sequence[str]) -> None:
    """Let a lock name skills otherwise."""
    await conn.execute("UPDATE class_lock SET ceiling = %s WHERE id = %s", [list(skills), id])


async def put_arrangement(conn: Connection, id: UUID, skill: str | None, body: Json) -> None:
    """Let an arrangement name skills otherwise, and have it read anew everywhere."""
    await conn.execute("UPDATE arrangement SET skill = %s, body = %s WHERE id = %s", [skill, Jsonb(body), id])
    await conn.execute("UPDATE school SET arranged = arranged + 1 WHERE id = current_setting('app.school')::uuid")
