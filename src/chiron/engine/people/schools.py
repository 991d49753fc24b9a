"""Making schools and changing their settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.engine.people import consent, sign_in, store
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School, make_slug
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id


async def create(database: Database, school: School) -> School:
    """Make a school. Raises Conflict when its short name is taken."""
    async with database.school(school.id) as conn:
        await store.add_school(conn, school)
        return await store.view_school(conn)


async def count(database: Database) -> int:
    """How many schools there are."""
    async with database.anyone() as conn:
        return await store.count_schools(conn)


async def find(database: Database, slug: str) -> School:
    """The school with a short name. Raises NotFound."""
    async with database.anyone() as conn:
        id = await store.find_school(conn, slug.strip().lower())
    if id is None:
        raise NotFound(f"There is no school with the short name {slug.strip()[:63]!r} here.", field="school")
    return await view(database, id)


async def only(database: Database) -> School | None:
    """The one school of this house; None where there are none or several."""
    async with database.anyone() as conn:
        id = await store.find_only_school(conn)
    return await view(database, id) if id else None


async def view(database: Database, id: UUID) -> School:
    """A school by its id. Raises NotFound."""
    async with database.school(id) as conn:
        return await store.view_school(conn)


async def change(conn: Connection, actor: Person, values: Mapping[str, object]) -> School:
    """Change settings, checked by the functions of ``school``. Raises Conflict, InvalidInput, NotAllowed."""
    await require(conn, actor, Action.CHANGE_SETTINGS)
    for field in ("alert_adult", "second_adult"):
        adult = values.get(field)
        if isinstance(adult, UUID):
            person = await store.find_person(conn, adult)
            if person is None or person.closed or not person.has(Role.TEACHER, Role.OPERATOR):
                raise InvalidInput("Choose a teacher or an operator for alerts.", field=field)
    return await store.change_school(conn, values)


async def first_run(database: Database, operator: Person, password: str, now: datetime) -> str:
    """Make the operator's account in a first school that has no name yet; the token of their sitting.

    ``operator`` carries the new school's id; ``password`` is the hash. Raises Conflict when there is a school already.
    """
    school = School(id=operator.school, slug="school", name="School", named=False)
    async with database.school(school.id) as conn:
        await store.hold_first_run(conn)
        if await store.count_schools(conn):
            raise Conflict("This Chiron already has a school. Sign in instead.")
        await store.add_school(conn, school)
        operator = replace(operator, created=now)
        await store.add_person(conn, operator, password)
        await consent.record(conn, operator.id, consent.Matter.USE, True, operator.id, "self", now)
        return await sign_in.begin(conn, operator, now)


async def name_it(conn: Connection, actor: Person, values: Mapping[str, object]) -> School:
    """The second step of the first run: the school's name and what goes with it; the short name is made from it."""
    name = str(values["name"])
    changed = {"slug": make_slug(name), **values, "named": True}
    return await change(conn, actor, changed)


def new_school(name: str, slug: str | None = None, demo: bool = False) -> School:
    """A school that is not yet kept, with a new id and the careful settings."""
    return School(id=new_id(), slug=slug or make_slug(name), name=name, demo=demo)
