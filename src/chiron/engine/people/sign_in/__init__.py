"""Signing in: sittings held by a token of which only the hash is kept, and limits on guessing.

A token is ``<school in hex>.<random>``: it tells the school before anything is looked up, and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chiron.core.errors import InvalidInput, SignInNeeded
from chiron.core.learning.extra_time import extended
from chiron.engine.people import store as people
from chiron.engine.people.accommodations import extra_time
from chiron.engine.people.passwords import Passwords
from chiron.engine.people.person import Person, fold_sign_in_name
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import limits, store
from chiron.engine.records.database import Connection, Database, Row, Statement

PASSWORDS = Passwords()
"""Shared by the process, so that the bound on concurrent hashing holds."""

MISMATCH = "That name and password do not match. Try again, or ask your teacher for a new password."

_ROLL = {False: timedelta(days=14), True: timedelta(hours=12)}
"""How long a sitting lasts after it was last seen; staff sit shorter."""
_LONGEST = {False: timedelta(days=90), True: timedelta(days=14)}
_SEEN_EVERY = timedelta(minutes=5)
"""How often a sitting's end is moved: a turn should not write for this."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One device, signed in."""

    person: Person
    school: School
    token: str
    expires: datetime
    seen: datetime
    version: str = ""
    """Another once the sitting, the person or the school was written, or their classes changed."""
    classes: tuple[UUID, ...] | None = None
    """The open classes in which they learn, in a school that arranged something; None where that was not looked up."""

    def fresh(self, now: datetime) -> bool:
        """Whether its end need not be moved yet."""
        return now - self.seen < _SEEN_EVERY


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def school_of(token: str) -> UUID | None:
    """The school that a token names, None if it is no token."""
    head, dot, tail = token.partition(".")
    if not (dot and len(head) == 32 and 40 <= len(tail) <= 64 and token.isascii()):
        return None
    try:
        return UUID(hex=head)
    except ValueError:
        return None


def new_token(school: UUID) -> str:
    """A new token: 256 bits of the system's randomness."""
    return f"{school.hex}.{secrets.token_urlsafe(32)}"


async def sign_in(
    database: Database,
    school: UUID,
    name: str,
    password: str,
    client_address: str,
    now: datetime,
    passwords: Passwords = PASSWORDS,
    device: str | None = None,
) -> str:
    """Sign a person in and return the new sitting's token. ``device`` is a known one (see ``marks.known``).

    An unknown name costs the same work as a wrong password and gets the same answer. No transaction is open while the
    password is hashed. Raises InvalidInput when they do not match, TooMany, Unavailable.
    """
    folded = fold_sign_in_name(name[:200])
    async with database.school(school) as conn:
        await limits.count_sign_in(conn, folded, client_address, now, device)
        account = await people.find_account(conn, folded)
    person, kept = account or (None, None)
    right = await passwords.check(kept, password)
    if person is None or kept is None or not right:
        raise InvalidInput(MISMATCH, field="password")
    fresh = await passwords.make(password) if passwords.stale(kept) else None
    async with database.school(school) as conn:
        if await people.view_password(conn, person.id) != kept:
            raise InvalidInput(MISMATCH, field="password")
        if fresh:
            await people.set_password(conn, person.id, fresh)
        await limits.forgive_sign_in(conn, folded, client_address, device)
        await store.tidy(conn, now)
        return await begin(conn, person, now)


def _until(person: Person, now: datetime) -> datetime:
    """When a sitting ends if nobody comes back to it: later for whoever has extra time."""
    return extended(now, now + _ROLL[person.staff], extra_time(person))


async def begin(conn: Connection, person: Person, now: datetime) -> str:
    """Open a sitting for a person who has been recognised in some way; its token."""
    token = new_token(person.school)
    await store.open_sitting(conn, hash_of(token), person.id, now, _until(person, now))
    return token


async def sitting(database: Database, token: str, now: datetime) -> Sitting | None:
    """The live sitting of a token with its person and school, or None; moves its end now and then."""
    school = school_of(token)
    if school is None:
        return None
    (found,) = await database.message(school, asking(token, now))
    return await seat(database, token, now, found)


def asking(token: str, now: datetime) -> Statement:
    """What asks for the live sitting of a token; ``seat`` reads its rows."""
    return store.SITTING, (hash_of(token), now)


def asking_still(token: str, now: datetime) -> Statement:
    """What asks whether the sitting is live, and for its ``version`` alone."""
    return store.STILL, (hash_of(token), now)


def holding(sitting: Sitting, now: datetime) -> Statement:
    """The condition that a sitting is live, and neither it nor its person or school was written since it was read."""
    return store.HOLDS, (hash_of(sitting.token), now, sitting.version)


async def seat(database: Database, token: str, now: datetime, rows: Sequence[Row]) -> Sitting | None:
    """The sitting from the rows that ``asking`` gave, or None; moves its end now and then."""
    if not rows:
        return None
    found = rows[0]
    person = people.as_person(found)
    school = people.as_school({name: found[f"school_{name}"] for name in people.SCHOOL_NAMES})
    expires = found["expires"]
    if now - found["seen"] >= _SEEN_EVERY:
        expires = min(_until(person, now), found["began"] + _LONGEST[person.staff])
        async with database.school(school.id) as conn:
            await store.see_sitting(conn, hash_of(token), now, expires)
    told = found["classes"]
    classes = None if told is None else tuple(UUID(each) for each in told.split())
    return Sitting(person, school, token, expires, found["seen"], found["version"], classes)


async def who(database: Database, token: str, now: datetime) -> Person | None:
    """The person whom a token stands for, or None."""
    found = await sitting(database, token, now)
    return found.person if found else None


async def sign_out(database: Database, token: str) -> None:
    """End the sitting of a token; nothing happens if there is none."""
    school = school_of(token)
    if school is not None:
        async with database.school(school) as conn:
            await store.close_sitting(conn, hash_of(token))


async def sign_out_everywhere(conn: Connection, person: UUID, besides: str | None = None) -> int:
    """End every sitting of a person, but for the one with the token ``besides``; how many ended."""
    return await store.close_sittings(conn, person, hash_of(besides) if besides else None)


async def renew(conn: Connection, sitting: Sitting) -> str:
    """A new token for the same sitting, as after a change of password or roles. Raises SignInNeeded if it has ended."""
    token = new_token(sitting.person.school)
    if not await store.replace_sitting(conn, hash_of(sitting.token), hash_of(token)):
        raise SignInNeeded("You have been signed out. Sign in again.")
    return token


async def change_password(
    database: Database,
    sitting: Sitting,
    old: str,
    new: str,
    client_address: str,
    now: datetime,
    passwords: Passwords = PASSWORDS,
) -> str:
    """Change one's own password; other devices are signed out and this one gets a new token.

    ``new`` has passed ``passwords.read_password``. Raises InvalidInput when the old one is wrong, TooMany.
    """
    person = sitting.person
    async with database.school(person.school) as conn:
        await limits.count_sign_in(conn, person.sign_in_name, client_address, now, hash_of(sitting.token).hex())
        kept = await people.view_password(conn, person.id)
    if kept is not None and not await passwords.check(kept, old):
        raise InvalidInput("That is not your password now. Type it again.", field="old_password")
    fresh = await passwords.make(new)
    async with database.school(person.school) as conn:
        await limits.forgive_sign_in(conn, person.sign_in_name, client_address, hash_of(sitting.token).hex())
        await people.set_password(conn, person.id, fresh)
        await sign_out_everywhere(conn, person.id, besides=sitting.token)
        return await renew(conn, sitting)


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is signed in; ``here`` marks the one that asks."""

    created: datetime
    seen: datetime
    here: bool


async def devices(conn: Connection, sitting: Sitting, now: datetime) -> list[Device]:
    """The devices that are signed in as this person, the last seen first."""
    found = await store.view_sittings(conn, sitting.person.id, now)
    here = hash_of(sitting.token)
    return [Device(each["created"], each["seen"], bytes(each["hash"]) == here) for each in found]
