"""Rows of classes, their members and join codes, and of guardians."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.errors import UniqueViolation

from chiron.core.errors import Conflict, NotFound
from chiron.engine.people.person import Person
from chiron.engine.people.store import PERSON_COLUMNS, as_person, done, row, rows
from chiron.engine.records.database import Connection

MemberRole = Literal["learner", "teacher"]


@dataclass(frozen=True, slots=True)
class Class:
    """A class of a term; ``learners`` counts its open accounts."""

    id: UUID
    name: str
    term: str
    created: datetime
    archived: datetime | None
    learners: int = 0


@dataclass(frozen=True, slots=True)
class JoinCode:
    """What opens a class to new learners."""

    code: str
    class_id: UUID
    made_by: UUID | None
    expires: datetime
    uses: int
    most: int


_CLASS = """
SELECT c.id, c.name, c.term, c.created, c.archived,
    (SELECT count(*) FROM class_member m JOIN person p ON p.school = m.school AND p.id = m.person
     WHERE m.school = c.school AND m.class = c.id AND m.role = 'learner' AND p.closed IS NULL) AS learners
FROM class c
"""


def _as_class(found: Mapping[str, Any]) -> Class:
    return Class(**found)


async def add(conn: Connection, id: UUID, name: str, term: str, now: datetime) -> None:
    """Add a class. Raises Conflict when there is an open one of that name and term."""
    try:
        await done(conn, "INSERT INTO class (id, name, term, created) VALUES (%s, %s, %s, %s)", (id, name, term, now))
    except UniqueViolation:
        raise _taken(name) from None


async def change(conn: Connection, id: UUID, name: str, term: str) -> None:
    """Rename a class or move it to another term. Raises Conflict, NotFound."""
    try:
        changed = await done(conn, "UPDATE class SET name = %s, term = %s WHERE id = %s", (name, term, id))
    except UniqueViolation:
        raise _taken(name) from None
    if not changed:
        raise NotFound("There is no such class at this school.")


async def archive(conn: Connection, id: UUID, when: datetime | None) -> None:
    """Archive a class at a time, or open it again with None. Raises Conflict."""
    try:
        await done(conn, "UPDATE class SET archived = %s WHERE id = %s", (when, id))
    except UniqueViolation:
        raise _taken("that name") from None


def _taken(name: str) -> Conflict:
    return Conflict(f"There is already a class {name} in that term. Choose another name.", field="name")


async def view(conn: Connection, id: UUID) -> Class:
    """A class. Raises NotFound."""
    found = await row(conn, _CLASS + "WHERE c.id = %s", (id,))
    if found is None:
        raise NotFound("There is no such class at this school.")
    return _as_class(found)


async def of_person(conn: Connection, person: UUID, role: MemberRole, archived: bool = False) -> list[Class]:
    """The classes in which a person learns or teaches, by name."""
    query = (
        _CLASS + "JOIN class_member me ON me.school = c.school AND me.class = c.id "
        "WHERE me.person = %s AND me.role = %s AND (c.archived IS NOT NULL) = %s ORDER BY lower(c.name), c.term, c.id"
    )
    return [_as_class(found) for found in await rows(conn, query, (person, role, archived))]


async def of_school(conn: Connection, archived: bool = False) -> list[Class]:
    """Every class of the school, by name."""
    query = _CLASS + "WHERE (c.archived IS NOT NULL) = %s ORDER BY lower(c.name), c.term, c.id"
    return [_as_class(found) for found in await rows(conn, query, (archived,))]


async def members(conn: Connection, id: UUID, role: MemberRole) -> list[Person]:
    """The open accounts that learn or teach in a class, by name."""
    query = (
        f"SELECT {PERSON_COLUMNS} FROM class_member m JOIN person p ON p.school = m.school AND p.id = m.person "
        "WHERE m.class = %s AND m.role = %s AND p.closed IS NULL ORDER BY lower(p.name), p.id"
    )
    return [as_person(found) for found in await rows(conn, query, (id, role))]


async def add_member(conn: Connection, id: UUID, person: UUID, role: MemberRole, now: datetime) -> bool:
    """Put a person into a class; False when they already are in it, in whichever role."""
    query = "INSERT INTO class_member (class, person, role, since) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
    return bool(await done(conn, query, (id, person, role, now)))


async def remove_member(conn: Connection, id: UUID, person: UUID, role: MemberRole) -> bool:
    """Take a person out of a class; whether they were in it."""
    query = "DELETE FROM class_member WHERE class = %s AND person = %s AND role = %s"
    return bool(await done(conn, query, (id, person, role)))


async def hold(conn: Connection, id: UUID) -> None:
    """Let nobody else change this class until the transaction ends."""
    await row(conn, "SELECT id FROM class WHERE id = %s FOR UPDATE", (id,))


async def put_code(
    conn: Connection, code: str, id: UUID, made_by: UUID, now: datetime, expires: datetime, most: int
) -> bool:
    """Give a class a new join code in place of its old one; False when the code is in use elsewhere."""
    await done(conn, "DELETE FROM join_code WHERE class = %s", (id,))
    query = (
        "INSERT INTO join_code (code, class, made_by, created, expires, most) VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (school, code) DO NOTHING"
    )
    return bool(await done(conn, query, (code, id, made_by, now, expires, most)))


async def drop_code(conn: Connection, id: UUID) -> None:
    """Close a class to new learners."""
    await done(conn, "DELETE FROM join_code WHERE class = %s", (id,))


_CODE = "SELECT code, j.class AS class_id, made_by, expires, uses, most FROM join_code j "


async def code_of(conn: Connection, id: UUID, now: datetime) -> JoinCode | None:
    """A class's live join code."""
    found = await row(conn, _CODE + "WHERE j.class = %s AND expires > %s AND uses < most", (id, now))
    return JoinCode(**found) if found else None


async def find_code(conn: Connection, code: str, now: datetime, hold: bool = False) -> JoinCode | None:
    """The live join code that somebody typed, of a class that is not archived; held until the end if asked."""
    query = _CODE + (
        "JOIN class c ON c.school = j.school AND c.id = j.class "
        "WHERE code = %s AND expires > %s AND uses < most AND c.archived IS NULL" + (" FOR UPDATE OF j" if hold else "")
    )
    found = await row(conn, query, (code, now))
    return JoinCode(**found) if found else None


async def use_code(conn: Connection, code: str) -> None:
    """Count one use of a code."""
    await done(conn, "UPDATE join_code SET uses = uses + 1 WHERE code = %s", (code,))


async def link_guardian(conn: Connection, guardian: UUID, learner: UUID, by: UUID | None, now: datetime) -> bool:
    """Link a guardian to a learner; False when they were linked."""
    query = (
        "INSERT INTO guardian_link (guardian, learner, made_by, since) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
    )
    return bool(await done(conn, query, (guardian, learner, by, now)))


async def unlink_guardian(conn: Connection, guardian: UUID, learner: UUID) -> bool:
    """Undo a link; whether there was one."""
    return bool(await done(conn, "DELETE FROM guardian_link WHERE guardian = %s AND learner = %s", (guardian, learner)))


async def guarded_by(conn: Connection, guardian: UUID) -> list[Person]:
    """The learners whom a guardian is linked to, by name."""
    query = (
        f"SELECT {PERSON_COLUMNS} FROM guardian_link g JOIN person p ON p.school = g.school AND p.id = g.learner "
        "WHERE g.guardian = %s AND p.closed IS NULL ORDER BY lower(p.name), p.id"
    )
    return [as_person(found) for found in await rows(conn, query, (guardian,))]


async def guardians_of(conn: Connection, learner: UUID) -> list[Person]:
    """The guardians of a learner, by name."""
    query = (
        f"SELECT {PERSON_COLUMNS} FROM guardian_link g JOIN person p ON p.school = g.school AND p.id = g.guardian "
        "WHERE g.learner = %s AND p.closed IS NULL ORDER BY lower(p.name), p.id"
    )
    return [as_person(found) for found in await rows(conn, query, (learner,))]
