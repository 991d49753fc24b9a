"""A person's data on their way out: what is kept about them, as a file to take along, and its erasure.

A table is about a person when it refers to ``person`` and goes with them (``ON DELETE CASCADE``); such tables, of
whichever room, are exported and erased without being named here. The event log, its snapshots and the ledger of
consents refer to nobody, so that they can be kept append-only, and are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chiron.core.errors import Conflict, NotAllowed, NotFound
from chiron.core.words import Json
from chiron.engine.people import consent
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.arrangements import store as arranged
from chiron.engine.people.consent import store as consents
from chiron.engine.people.door import require
from chiron.engine.people.leaving import store
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log, outbox
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.erasure import Refit, Rooms
from chiron.engine.records.erasure import erase as erase_records

Kept = Mapping[str, list[dict[str, Json]]]
"""Table -> rows, as they are handed out."""

HIDDEN = frozenset({"password", "hash", "school"})
"""Columns that are no information for the person and a danger to others."""


async def gather(conn: Connection, person: UUID) -> Kept:
    """Everything that is kept about a person. Raises NotFound where there is no such person."""
    await people.view_person(conn, person)
    tables: dict[str, list[dict[str, Json]]] = {}
    for table, column in [("person", "id"), *await store.references(conn)]:
        found = [_shown(row) for row in await store.rows_of(conn, table, column, person)]
        tables.setdefault(table, []).extend(row for row in found if row not in tables.get(table, []))
    tables["consent"] = [asdict(line) for line in await consent.ledger(conn, person)]
    events = await log.read(conn, person)
    tables["event"] = [{"seq": event.seq, **asdict(event.draft)} for event in events]
    courses = {event.draft.about.course for event in events if event.draft.about}
    states = [(course, await log.gather(conn, person, course)) for course in sorted(courses)]
    tables["snapshot"] = [
        {"course": name, "upto": s.seq, "state": s.state} for name, s in states if s.state is not None
    ]
    return {table: found for table, found in tables.items() if found}


def _shown(row: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in row.items() if name not in HIDDEN}


async def eraser(conn: Connection, person: UUID) -> Mapping[str, int]:
    """This room's part of an erasure, and of every room whose tables go with the person."""
    counts = {table: await store.count(conn, table, column, person) for table, column in await store.references(conn)}
    if await store.count(conn, "arrangement", "set_by", person):
        await arranged.count_change(conn)  # No process may go on giving the author's name from memory.
    counts["consent"] = await consents.forget(conn, person)
    counts["person"] = await people.delete_person(conn, person)
    return {table: rows for table, rows in counts.items() if rows}


def rooms(*refits: Refit) -> Rooms:
    """Whom ``records.erasure`` asks, with what is to be learnt anew without the person.

    A course's fits need none here: what they hold goes with their list of learners, in the database itself (migration
    0010), and is made anew by a job.
    """
    return Rooms(erasers=(eraser,), refits=refits)


async def erase(
    database: Database, home: Path, actor: Person, person: UUID, dry: bool = True, asked: Rooms | None = None
) -> dict[str, int]:
    """Erase a person, on an operator's word; a dry run tells how many rows of each table would go.

    Raises NotAllowed, also for the only operator, or NotFound.
    """
    async with database.school(actor.school) as conn:
        await require(conn, actor, Action.ERASE, person)
    return await erase_as_host(database, home, actor.school, person, dry, asked)


async def erase_as_host(
    database: Database, home: Path, school: UUID, person: UUID, dry: bool = True, asked: Rooms | None = None
) -> dict[str, int]:
    """The same on the word of whoever runs the machine. Raises NotAllowed, NotFound."""
    async with database.school(school) as conn:
        found = await people.view_person(conn, person)
        if found.has(Role.OPERATOR) and not await people.count_open(conn, Role.OPERATOR, besides=person):
            raise NotAllowed(f"{found.name} is the only operator. Make somebody else an operator first.")
    counts = await erase_records(database, home, school, person, asked or rooms(), dry)
    return {table: rows for table, rows in sorted(counts.items()) if rows}


async def ask(conn: Connection, actor: Person, person: UUID, now: datetime) -> None:
    """Ask for a person's erasure; the operators are told. Raises Conflict when it was asked before."""
    await require(conn, actor, Action.ASK_ERASURE, person)
    if not await store.add_request(conn, person, actor.id, now):
        raise Conflict("This has already been asked; an operator will see to it.")
    for operator in await people.view_people(conn, Role.OPERATOR):
        await outbox.post(conn, "erasure-asked", operator.id, {"subject": str(person)})


async def take_back(conn: Connection, actor: Person, person: UUID) -> None:
    """Take a request back, or, as an operator, decline it."""
    await require(conn, actor, Action.ASK_ERASURE, person)
    await store.drop_request(conn, person)


async def requests(conn: Connection, actor: Person) -> list[tuple[Person, datetime]]:
    """Who waits for erasure, longest first. Raises NotAllowed."""
    await require(conn, actor, Action.LIST_PEOPLE)
    return await store.view_requests(conn)


async def asked_at(conn: Connection, person: UUID) -> datetime | None:
    """When a person's erasure was asked for."""
    return await store.find_request(conn, person)


async def erase_overdue(database: Database, home: Path, now: datetime) -> list[UUID]:
    """Erase everybody, in all schools, whose account was closed longer ago than their school keeps it; who they were.

    The only operator of a school stays, and whoever another worker is erasing at this moment.
    """
    async with database.anyone() as conn:
        schools = await store.view_schools(conn)
    waiting = []
    for school in schools:
        async with database.school(school) as conn:
            waiting += [(school, person) for person in await overdue(conn, now)]
    gone = []
    for school, person in waiting:
        with suppress(NotAllowed, NotFound):
            await erase_as_host(database, home, school, person, dry=False)
            gone.append(person)
    return gone


async def overdue(conn: Connection, now: datetime) -> list[UUID]:
    """Whose closed accounts have been kept as long as the school's retention says."""
    school = await people.view_school(conn)
    return await people.closed_before(conn, now - school.retention.kept)
