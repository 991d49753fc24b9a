"""Personal tokens: with one a program of a learner's choice talks to their tutor, in the learner's name.

A token is ``chiron-<school in hex>.<random>``; only its hash is kept. It opens nothing where the school does not allow
it, where the consent was taken back, once it has expired or was revoked: all of that is looked at at every use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from chiron.core.errors import InvalidInput, NotAllowed, NotFound, SignInNeeded, TooMany
from chiron.core.events import KINDS, Draft
from chiron.engine.people import consent
from chiron.engine.people import store as people
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person, read_line
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import Sitting, limits, new_token, school_of
from chiron.engine.people.sign_in import store as tries
from chiron.engine.people.tokens import store
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.ids import new_id

PREFIX = "chiron-"
MOST_TOKENS = 10
"""So many of one person's tokens are live at a time."""
LONGEST_DAYS = 365
LONGEST_NAME = 80
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_A_MINUTE, MOST_A_DAY = 60, 2_000
"""Uses of one token; assistants call several tools in a row."""
_SEEN_EVERY = timedelta(minutes=1)
_TRIES = 5

CLOSED = "Your school has not opened the tutor to other programs. An operator can do so in the school's settings."
ASK = (
    "The learner has not agreed, or took it back, that other programs may talk to their tutor. It is said under"
    " “My data”; under the school's age line a guardian or the school says it."
)
UNKNOWN = (
    "This is no token that opens anything here: it may be misspelt, revoked or expired. Make a new one in Chiron,"
    " under “Settings”, “Tokens for other programs”."
)


class Scope(StrEnum):
    """What a token lets a program do."""

    TALK = "talk"
    """Say something to the tutor and hear what it says."""
    READ = "read"
    """See the map, what comes next and what is due."""
    PRACTISE = "practise"
    """Begin a sitting, take hints, hand in answers."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token, without itself."""

    id: UUID
    name: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime
    used: datetime | None
    revoked: datetime | None

    def live(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked is None and self.expires > now


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who came with a token: the learner as if they sat here, the token's id and name, and what it lets one do."""

    sitting: Sitting
    id: UUID
    name: str
    scopes: frozenset[Scope]

    def require(self, scope: Scope) -> None:
        """Raise NotAllowed where the token does not let one do this."""
        if scope not in self.scopes:
            raise NotAllowed(
                f"This token may not do that: it lacks the scope {scope.value}. Make one with it in Chiron's settings.",
                field="scope",
            )


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def read_scopes(words: Collection[str]) -> frozenset[Scope]:
    """Scopes by name; at least one. Raises InvalidInput."""
    if not words or not set(words) <= set(Scope):
        raise InvalidInput("Choose what the program may do.", field="scopes")
    return frozenset(Scope(word) for word in words)


def read_days(text: str) -> int:
    """How many days a token lasts. Raises InvalidInput."""
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit() and len(clean) <= 3 and 1 <= int(clean) <= LONGEST_DAYS):
        raise InvalidInput(f"Enter a number of days from 1 to {LONGEST_DAYS}.", field="days")
    return int(clean)


async def standing(conn: Connection, school: School, person: UUID) -> str | None:
    """Why a person's tokens open nothing just now, in words; None where they do."""
    if not school.outside:
        return CLOSED
    said = await consent.last_said(conn, Matter.OUTSIDE, person)
    return None if said.get(person) else ASK


async def make(
    conn: Connection,
    school: School,
    person: Person,
    name: str,
    scopes: frozenset[Scope],
    days: int,
    now: datetime,
    actor: UUID | None,
) -> str:
    """A new token of a learner's, told this once. ``actor`` made it: the learner, or None for the command.

    Raises InvalidInput, NotAllowed.
    """
    allow(person, Action.LEARN, Target(Kind.PERSON, person.school, person.id))
    name = read_line(name, "name", LONGEST_NAME, "a name that tells what the token is for")
    if (why := await standing(conn, school, person.id)) is not None:
        raise NotAllowed(why)
    if await store.count_live(conn, person.id, now) >= MOST_TOKENS:
        raise InvalidInput(f"You have {MOST_TOKENS} tokens already. Revoke one that you no longer need.", field="name")
    token, id, expires = PREFIX + new_token(person.school), new_id(), now + timedelta(days=days)
    await store.add(conn, id, person.id, hash_of(token), name, sorted(scopes), now, expires)
    await _enter(conn, person.id, "token.made", {"token": str(id), "scopes": sorted(scopes)}, f"{id}/made", actor, now)
    return token


async def of_person(conn: Connection, person: UUID) -> list[Token]:
    """A person's tokens, the newest first, those that open nothing any more among them."""
    found = await store.of_person(conn, person)
    return [Token(**{**row, "scopes": frozenset(Scope(scope) for scope in row["scopes"])}) for row in found]


async def revoke(conn: Connection, person: Person, id: UUID, now: datetime) -> None:
    """Take one of one's own tokens back, at once and for ever. Raises NotFound where one has none such."""
    if not await store.revoke(conn, person.id, id, now):
        raise NotFound("You have no such token.")
    await _enter(conn, person.id, "token.revoked", {"token": str(id)}, f"{id}/revoked", person.id, now)


async def revoke_all(conn: Connection, person: UUID, now: datetime) -> None:
    """Take every token of a person back: whoever made them may have been somebody else."""
    for token in await store.of_person(conn, person):
        if await store.revoke(conn, person, token["id"], now):
            await _enter(
                conn, person, "token.revoked", {"token": str(token["id"])}, f"{token['id']}/revoked", None, now
            )


async def use(database: Database, token: str, now: datetime) -> Bearer:
    """Who comes with a token. Raises SignInNeeded, NotAllowed, TooMany, each saying what may be done."""
    school_id = school_of(token.removeprefix(PREFIX)) if token.startswith(PREFIX) else None
    if school_id is None:
        raise SignInNeeded(UNKNOWN)
    async with database.school(school_id) as conn:
        found = await store.find(conn, hash_of(token))
        if found is None or found["revoked"] is not None or found["expires"] <= now:
            raise SignInNeeded(UNKNOWN)
        person, school = people.as_person(found), await people.view_school(conn)
        allow(person, Action.LEARN, Target(Kind.PERSON, person.school, person.id))
        if (why := await standing(conn, school, person.id)) is not None:
            raise NotAllowed(why)
        wait = await _pace(conn, found["token"], now)
        if wait is None and (found["used"] is None or now - found["used"] >= _SEEN_EVERY):
            await store.see(conn, found["token"], now)
    if wait is not None:  # Raised out here, so that what was counted stays counted.
        raise TooMany(f"This token was used too often. Wait {wait} seconds and try again.", seconds=wait)
    sitting = Sitting(person, school, "", found["expires"], now)
    return Bearer(sitting, found["token"], found["token_name"], frozenset(Scope(one) for one in found["scopes"]))


async def note_reading(database: Database, bearer: Bearer, face: str, what: str, now: datetime) -> None:
    """Enter in the learner's log that a program read something of theirs: once a day for each thing."""
    person, day = bearer.sitting.person, f"{now:%Y-%m-%d}"
    key = f"{bearer.id}/{face}/{what}/{day}"
    async with database.school(person.school) as conn:
        if await log.by_key(conn, person.id, key) is not None:
            return
        await _enter(conn, person.id, "token.used", {"token": str(bearer.id), "by": face, "what": what}, key, None, now)


async def _pace(conn: Connection, token: UUID, now: datetime) -> int | None:
    """Count one more use; the seconds to wait where there were too many, else None."""
    bounds: Sequence[tuple[str, timedelta, int]] = (
        ("token minute", MINUTE, MOST_A_MINUTE),
        ("token day", DAY, MOST_A_DAY),
    )
    for kind, window, most in bounds:
        number, ends = await tries.count_try(conn, limits.key(kind, token.hex), now, window)
        if number > most:
            return max(1, ceil((ends - now).total_seconds()))
    return None


async def _enter(
    conn: Connection, person: UUID, kind: str, body: dict[str, object], key: str, actor: UUID | None, now: datetime
) -> None:
    """Enter one event in the learner's log, behind whatever is written at the same moment."""
    draft = Draft(kind, body, key, actor, now, version=KINDS[kind].version)
    for _ in range(_TRIES):
        try:
            async with conn.transaction():
                await log.append(conn, person, await log.last_seq(conn, person), [draft])
        except log.Moved:
            continue
        except log.AlreadyRecorded:
            return
        return
