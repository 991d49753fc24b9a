"""Customers as agents see them: who they are, and what is folded from their log, caught up when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from chiron.core.errors import InvalidInput
from chiron.core.support.customer import VERSION, Customer, fold
from chiron.core.support.customer.figures import Figure, all_of
from chiron.core.support.customer.segments import Standing, segment
from chiron.desks.support import identity, kept_store, store
from chiron.desks.support.desk import SupportDesk, enter, nobody
from chiron.engine.people import Action, Person
from chiron.engine.people.person import read_line
from chiron.engine.records.database import Connection

PROFILE = "customer"
"""The name of this fold among the snapshots."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer's row."""

    id: UUID
    reference: str
    made: datetime
    person: UUID | None = None
    name: str = ""
    mail: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All that an agent sees beside a conversation: who, what is known, the figures of today with their reasons."""

    profile: Profile
    customer: Customer
    figures: Mapping[str, Figure]
    standing: Standing


async def story(desk: SupportDesk, actor: Person, reference: str) -> Story:
    """A customer's story, for an agent. Raises NotFound, NotAllowed."""
    now = desk.clock()
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor)
        id = await find(conn, reference)
        known = await gather(conn, id)
        return Story(await view(conn, id), known, all_of(known, now), segment(known, now))


async def gather(conn: Connection, customer: UUID) -> Customer:
    """What is known of a customer, up to the last event of every log that it is made from.

    The snapshot holds while none of them has grown; else it is folded anew, so that what came late is in its place.
    """
    marks = await identity.marks(conn, customer)
    kept = await kept_store.view_snapshot(conn, customer, PROFILE)
    if kept is not None and kept["marks"] == marks:
        known = _read(kept["state"])
        if known is not None:
            return known
    known = fold(await identity.whole(conn, customer))
    await kept_store.keep_snapshot(conn, customer, PROFILE, marks, msgspec.json.encode(known))
    return known


async def rebuild(conn: Connection) -> int:
    """Fold every customer of the school anew from the log; how many."""
    await kept_store.drop_snapshots(conn)
    count, after = 0, ""
    while page := await store.list_customers(conn, after, 500):
        for row in page:
            await gather(conn, row["id"])
        count, after = count + len(page), page[-1]["reference"]
    return count


async def view(conn: Connection, customer: UUID) -> Profile:
    """A customer's row. Raises NotFound."""
    row = await store.view_customer(conn, customer)
    if row is None:
        raise nobody()
    return Profile(**row)


async def find(conn: Connection, reference: str) -> UUID:
    """A customer by the shop's name for them. Raises NotFound."""
    id = await store.find_customer(conn, reference)
    if id is None:
        raise nobody()
    return id


async def link(conn: Connection, customer: UUID, person: UUID | None) -> None:
    """Set the account with which a customer signs in here; it and they leave together. Nothing else is shared."""
    await store.link_person(conn, customer, person)


async def change(desk: SupportDesk, actor: Person, reference: str, values: Mapping[str, str]) -> Profile:
    """Set a customer's name, mail or language. Raises InvalidInput, NotFound, NotAllowed."""
    read = read_details(values)
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        id = await find(conn, reference)
        await store.change_customer(conn, id, read)
        return await view(conn, id)


def read_details(values: Mapping[str, str]) -> dict[str, str]:
    """A customer's details, each checked; what is empty is left out. Raises InvalidInput with its field."""
    read: dict[str, str] = {}
    if values.get("name", "").strip():
        read["name"] = read_line(values["name"], "name", 120, "the customer's name")
    if mail := values.get("mail", "").strip():
        if len(mail) > 254 or mail.count("@") != 1 or any(letter.isspace() for letter in mail):
            raise InvalidInput("Enter a mail address such as ada@example.org.", field="mail")
        read["mail"] = mail
    if language := values.get("language", "").strip().lower():
        if len(language) > 35 or not language.replace("-", "").isalnum() or not language.isascii():
            raise InvalidInput("Give the language by its tag, such as en or es.", field="language")
        read["language"] = language
    return read


def _read(text: Any) -> Customer | None:
    """A snapshot's state; None for one of another shape."""
    try:
        known = msgspec.json.decode(text, type=Customer)
    except msgspec.ValidationError:
        return None
    return known if known.version == VERSION else None
