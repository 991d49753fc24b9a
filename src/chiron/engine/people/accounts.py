"""Making, changing and closing accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotAllowed
from chiron.engine.people import classes, consent, sign_in, store
from chiron.engine.people.access import Action
from chiron.engine.people.classes import store as class_rows
from chiron.engine.people.door import require
from chiron.engine.people.passwords import Passwords, read_password
from chiron.engine.people.person import AgeBand, Person, Role, read_name, read_sign_in_name, suggest_sign_in_name
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import PASSWORDS, limits
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a learner with a join code tells of themselves. ``of_age`` is their word that the age line is passed."""

    name: str
    sign_in_name: str
    password: str
    of_age: bool
    agrees: bool


def new_person(
    school: UUID,
    name: str,
    sign_in_name: str,
    roles: frozenset[Role],
    now: datetime,
    age_band: AgeBand | None = None,
    birth_year: int | None = None,
    language: str = "en",
) -> Person:
    """A person who is not yet kept, with a new id; the names are checked. Raises InvalidInput."""
    return Person(
        school=school,
        id=new_id(),
        name=read_name(name),
        sign_in_name=read_sign_in_name(sign_in_name),
        roles=roles,
        age_band=age_band,
        birth_year=birth_year,
        language=language,
        created=now,
    )


async def add(conn: Connection, actor: Person, person: Person) -> Person:
    """Add a person on an operator's word, without a password: a reset code lets them choose one.

    Raises Conflict when the sign-in name is taken, NotAllowed.
    """
    await require(conn, actor, Action.ADD_PEOPLE)
    await store.add_person(conn, person, None)
    return person


async def edit(conn: Connection, actor: Person, changed: Person) -> Person:
    """Change a person's names, roles, age or language. Other roles end their sittings. Raises Conflict, NotAllowed."""
    await require(conn, actor, Action.EDIT_PERSON, changed.id)
    before = await store.view_person(conn, changed.id)
    if Role.OPERATOR in before.roles - changed.roles:
        await _keep_an_operator(conn, before)
    await store.change_person(conn, changed)
    if before.roles != changed.roles:
        await sign_in.sign_out_everywhere(conn, changed.id)
    return await store.view_person(conn, changed.id)


async def close(conn: Connection, actor: Person, id: UUID, now: datetime) -> None:
    """Close an account: nobody signs in with it; what it holds is kept as long as the school's retention says."""
    await require(conn, actor, Action.EDIT_PERSON, id)
    await _keep_an_operator(conn, await store.view_person(conn, id))
    await store.close_person(conn, id, now)
    await sign_in.sign_out_everywhere(conn, id)


async def reopen(conn: Connection, actor: Person, id: UUID) -> None:
    """Open a closed account again."""
    await require(conn, actor, Action.EDIT_PERSON, id)
    await store.close_person(conn, id, None)


async def link_guardian(conn: Connection, actor: Person, guardian: UUID, learner: UUID, now: datetime) -> None:
    """Link a guardian to a learner. Raises Conflict, InvalidInput, NotAllowed, NotFound."""
    await require(conn, actor, Action.EDIT_PERSON, learner)
    adult, child = await store.view_person(conn, guardian), await store.view_person(conn, learner)
    if not adult.has(Role.GUARDIAN) or not child.has(Role.LEARNER):
        raise InvalidInput("Link a guardian to a learner.", field="guardian")
    if not await class_rows.link_guardian(conn, guardian, learner, actor.id, now):
        raise Conflict(f"{adult.name} is already linked to {child.name}.", field="guardian")


async def unlink_guardian(conn: Connection, actor: Person, guardian: UUID, learner: UUID) -> None:
    """Undo a guardian's link."""
    await require(conn, actor, Action.EDIT_PERSON, learner)
    await class_rows.unlink_guardian(conn, guardian, learner)


async def look_up_code(database: Database, school: UUID, typed: str, address: str, now: datetime) -> str:
    """The name of the class that a code opens, for the page before an account is made. Raises InvalidInput, TooMany."""
    await _count_code(database, school, address, now)
    async with database.school(school) as conn:
        code = await classes.find_code(conn, typed, now)
        await limits.forgive_code(conn, address)
        return (await classes.view(conn, code.class_id)).name


async def join_as_new(
    database: Database,
    school: School,
    typed: str,
    newcomer: Newcomer,
    address: str,
    now: datetime,
    passwords: Passwords = PASSWORDS,
) -> str:
    """Make a learner's account with a join code, note the consent, enter the class; the token of the sitting.

    Nothing is kept unless all of it is. Raises InvalidInput with the field, NotAllowed below the age line, Conflict,
    TooMany.
    """
    if not newcomer.agrees:
        raise InvalidInput("Agree to the text above, or ask your teacher what else you can do.", field="agrees")
    standing = consent.joining(school, young=not newcomer.of_age)
    person = new_person(school.id, newcomer.name, newcomer.sign_in_name, frozenset({Role.LEARNER}), now)
    person = replace(person, age_band=_band(school, newcomer.of_age), language=school.language)
    known = (person.name, person.sign_in_name, school.name)
    read_password(newcomer.password, staff=False, known=known)
    await _count_code(database, school.id, address, now)
    kept = await passwords.make(newcomer.password)
    async with database.school(school.id) as conn:
        code = await classes.find_code(conn, typed, now, hold=True)
        await store.add_person(conn, person, kept)
        said_by = person.id if standing == "self" else code.made_by
        await consent.record(conn, person.id, consent.Matter.USE, True, said_by, standing, now)
        await classes.enter(conn, person.id, code, now)
        await limits.forgive_code(conn, address)
        return await sign_in.begin(conn, person, now)


async def free_sign_in_name(conn: Connection, name: str) -> str:
    """A sign-in name for a person's name that nobody at the school has."""
    return suggest_sign_in_name(name, await store.sign_in_names(conn))


def _band(school: School, of_age: bool) -> AgeBand:
    """The youngest band that fits what they said: from the line up, or under it."""
    if of_age:
        return next((band for band in AgeBand if band.youngest >= school.age_line), AgeBand.ADULT)
    return AgeBand.UNDER_13


async def _count_code(database: Database, school: UUID, address: str, now: datetime) -> None:
    # Counted in a transaction of its own: a wrong code undoes the next one, not the count.
    async with database.school(school) as conn:
        await limits.count_code(conn, address, now)


async def _keep_an_operator(conn: Connection, person: Person) -> None:
    if person.has(Role.OPERATOR) and not await store.count_open(conn, Role.OPERATOR, besides=person.id):
        raise NotAllowed(f"{person.name} is the only operator. Make somebody else an operator first.")
