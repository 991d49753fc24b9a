"""Rows of schools and people. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql
from psycopg.errors import UniqueViolation
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.core.words import Json
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.school import Retention, School, UnderAge
from chiron.engine.records.database import Connection

Row = Mapping[str, Any]

SCHOOL_COLUMNS: LiteralString = (
    "id, slug, name, named, country, time_zone, language, age_line, under_age, help_text, alert_adult, "
    "second_adult, alert_minutes, always_replaced, text_may_leave, mood, outside, beyond_course, support, retention, "
    "demo, arranged"
)
SCHOOL_NAMES = SCHOOL_COLUMNS.split(", ")
PERSON_COLUMNS: LiteralString = (
    "p.school, p.id, p.name, p.sign_in_name, p.roles, p.age_band, p.birth_year, p.language, p.preferences, "
    "p.created, p.closed"
)


async def rows(conn: Connection, query: str, values: Sequence[object] | Row = ()) -> list[dict[str, Any]]:
    """The rows of a query of this room, each by column name."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query.encode(), values)
        return await cursor.fetchall()


async def row(conn: Connection, query: str, values: Sequence[object] | Row = ()) -> dict[str, Any] | None:
    """The first row of a query of this room."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query.encode(), values)
        return await cursor.fetchone()


async def done(conn: Connection, query: str, values: Sequence[object] | Row = ()) -> int:
    """How many rows a statement of this room touched."""
    return (await conn.execute(query.encode(), values)).rowcount


def as_person(found: Row) -> Person:
    """A person from the columns PERSON_COLUMNS."""
    return Person(
        school=found["school"],
        id=found["id"],
        name=found["name"],
        sign_in_name=found["sign_in_name"],
        roles=frozenset(Role(role) for role in found["roles"]),
        age_band=AgeBand(found["age_band"]) if found["age_band"] else None,
        birth_year=found["birth_year"],
        language=found["language"],
        preferences=found["preferences"],
        created=found["created"],
        closed=found["closed"],
    )


def as_school(found: Row) -> School:
    """A school from the columns SCHOOL_COLUMNS."""
    values = {name: found[name] for name in SCHOOL_NAMES}
    return School(**{**values, "under_age": UnderAge(found["under_age"]), "retention": Retention(found["retention"])})


async def count_schools(conn: Connection) -> int:
    """How many schools there are; needs no school set."""
    found = await row(conn, "SELECT school_count() AS n")
    return int(found["n"]) if found else 0


async def hold_first_run(conn: Connection) -> None:
    """Let only one first run go on at a time, until the transaction ends."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext('chiron first run'))")


async def find_school(conn: Connection, slug: str) -> UUID | None:
    """The id of the school with this short name; needs no school set."""
    found = await row(conn, "SELECT id FROM school_by_slug(%s)", (slug,))
    return found["id"] if found else None


async def find_only_school(conn: Connection) -> UUID | None:
    """The id of the one school of this house, None where there are none or several; needs no school set."""
    found = await row(conn, "SELECT id FROM only_school()")
    return found["id"] if found else None


async def add_school(conn: Connection, school: School) -> None:
    """Add the school whose id the transaction has set. Raises Conflict when the short name is taken."""
    values = asdict(school)
    names = SCHOOL_COLUMNS.split(", ")
    marks = ", ".join(f"%({name})s" for name in names)
    try:
        await conn.execute(f"INSERT INTO school ({SCHOOL_COLUMNS}) VALUES ({marks})".encode(), values)
    except UniqueViolation:
        raise Conflict(f"There is already a school with the short name {school.slug}.", field="slug") from None


async def view_school(conn: Connection) -> School:
    """The school that the transaction has set. Raises NotFound."""
    found = await row(conn, f"SELECT {SCHOOL_COLUMNS} FROM school WHERE id = current_setting('app.school')::uuid")
    if found is None:
        raise NotFound("There is no such school here.")
    return as_school(found)


async def change_school(conn: Connection, values: Row) -> School:
    """Change settings of the transaction's school by column name. Raises Conflict, NotFound, InvalidInput."""
    odd = set(values) - set(SCHOOL_COLUMNS.split(", ")) | set(values) & {"id", "demo", "arranged"}
    if odd:
        raise InvalidInput(f"A school has no setting {', '.join(sorted(odd))} that can be changed.")
    if values:
        pairs = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(n), sql.Placeholder(n)) for n in values)
        query = sql.SQL("UPDATE school SET {} WHERE id = current_setting('app.school')::uuid").format(pairs)
        try:
            await conn.execute(query, values)
        except UniqueViolation:
            raise Conflict("There is already a school with that short name.", field="slug") from None
    return await view_school(conn)


async def add_person(conn: Connection, person: Person, password: str | None) -> None:
    """Add a person with the hash of their password, None for one who cannot sign in yet.

    Raises Conflict when the sign-in name is taken.
    """
    query = (
        "INSERT INTO person (school, id, name, sign_in_name, password, roles, age_band, birth_year, language, "
        "preferences, created) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (school, sign_in_name) DO NOTHING"
    )
    values = (
        person.school,
        person.id,
        person.name,
        person.sign_in_name,
        password,
        sorted(person.roles),
        person.age_band,
        person.birth_year,
        person.language,
        Jsonb(dict(person.preferences)),
        person.created,
    )
    if not await done(conn, query, values):
        raise Conflict(f"The sign-in name {person.sign_in_name} is taken. Choose another.", field="sign_in_name")


async def find_person(conn: Connection, id: UUID) -> Person | None:
    """A person of the transaction's school."""
    found = await row(conn, f"SELECT {PERSON_COLUMNS} FROM person p WHERE p.id = %s", (id,))
    return as_person(found) if found else None


async def view_person(conn: Connection, id: UUID) -> Person:
    """A person of the transaction's school. Raises NotFound."""
    person = await find_person(conn, id)
    if person is None:
        raise NotFound("There is no such person at this school.")
    return person


async def find_account(conn: Connection, sign_in_name: str) -> tuple[Person, str | None] | None:
    """The open account with a sign-in name in its kept form, with the hash of its password."""
    query = f"SELECT {PERSON_COLUMNS}, p.password FROM person p WHERE p.sign_in_name = %s AND p.closed IS NULL"
    found = await row(conn, query, (sign_in_name,))
    return (as_person(found), found["password"]) if found else None


async def view_password(conn: Connection, id: UUID) -> str | None:
    """The hash of a person's password."""
    found = await row(conn, "SELECT password FROM person WHERE id = %s AND closed IS NULL", (id,))
    return found["password"] if found else None


async def view_people(conn: Connection, role: Role | None = None, closed: bool = False) -> list[Person]:
    """The people of the school by name, those with a role if one is given, closed accounts only if asked for."""
    query = (
        f"SELECT {PERSON_COLUMNS} FROM person p WHERE (%(role)s::text IS NULL OR %(role)s = ANY (p.roles)) "
        "AND (%(closed)s OR p.closed IS NULL) ORDER BY lower(p.name), p.id"
    )
    return [as_person(found) for found in await rows(conn, query, {"role": role, "closed": closed})]


async def sign_in_names(conn: Connection) -> set[str]:
    """Every sign-in name of the school, closed accounts included."""
    return {found["sign_in_name"] for found in await rows(conn, "SELECT sign_in_name FROM person")}


async def change_person(conn: Connection, person: Person) -> None:
    """Write a person's name, sign-in name, roles, age and language. Raises Conflict, NotFound."""
    query = (
        "UPDATE person SET name = %s, sign_in_name = %s, roles = %s, age_band = %s, birth_year = %s, language = %s "
        "WHERE id = %s"
    )
    values = (
        person.name,
        person.sign_in_name,
        sorted(person.roles),
        person.age_band,
        person.birth_year,
        person.language,
        person.id,
    )
    try:
        changed = await done(conn, query, values)
    except UniqueViolation:
        raise Conflict(f"The sign-in name {person.sign_in_name} is taken.", field="sign_in_name") from None
    if not changed:
        raise NotFound("There is no such person at this school.")


async def set_password(conn: Connection, id: UUID, password: str | None) -> None:
    """Keep the hash of a new password."""
    await done(conn, "UPDATE person SET password = %s WHERE id = %s", (password, id))


async def set_preference(conn: Connection, id: UUID, name: str, value: Json) -> None:
    """Keep one setting beside the others; None takes it away."""
    query = "UPDATE person SET preferences = jsonb_strip_nulls(preferences || %s) WHERE id = %s"
    await done(conn, query, (Jsonb({name: value}), id))


async def set_preferences(conn: Connection, id: UUID, preferences: Mapping[str, Json], language: str) -> None:
    """Keep a person's own settings."""
    query = "UPDATE person SET preferences = %s, language = %s WHERE id = %s"
    await done(conn, query, (Jsonb(dict(preferences)), language, id))


async def close_person(conn: Connection, id: UUID, closed: datetime | None) -> None:
    """Close an account at a time, or open it again with None."""
    await done(conn, "UPDATE person SET closed = %s WHERE id = %s", (closed, id))


async def count_open(conn: Connection, role: Role, besides: UUID) -> int:
    """How many open accounts hold a role, not counting one."""
    query = "SELECT count(*) AS n FROM person WHERE %s = ANY (roles) AND closed IS NULL AND id <> %s"
    found = await row(conn, query, (role, besides))
    return int(found["n"]) if found else 0


async def read_by_others(conn: Connection, learner: UUID) -> bool:
    """Whether anybody else with an open account of the school would read what a learner answered."""
    query = "SELECT 1 FROM person WHERE roles && %s::text[] AND closed IS NULL AND id <> %s LIMIT 1"
    return await row(conn, query, ([Role.TEACHER, Role.OPERATOR], learner)) is not None


async def closed_before(conn: Connection, when: datetime) -> list[UUID]:
    """Accounts closed before a time, longest first."""
    query = "SELECT id FROM person WHERE closed < %s ORDER BY closed"
    return [found["id"] for found in await rows(conn, query, (when,))]


async def delete_person(conn: Connection, id: UUID) -> int:
    """Delete a person's row, with the sittings, memberships, links and codes that hang from it."""
    return await done(conn, "DELETE FROM person WHERE id = %s", (id,))
