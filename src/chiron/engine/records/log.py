"""The append-only log of events and the snapshots folded from it.

Whoever writes says where they believe the log ends. If somebody else was first, nothing is written and ``Moved`` is
raised: look again, decide again. What was sent twice raises ``AlreadyRecorded`` and is kept once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from msgspec.json import decode
from psycopg.errors import UniqueViolation

from chiron.core.errors import Conflict
from chiron.core.events import KINDS, Draft, Event, undeclared, upcast
from chiron.core.words import Json
from chiron.engine.records import store
from chiron.engine.records.database import Connection, Database, Row, Statement
from chiron.engine.records.ids import new_id
from chiron.engine.records.store import Changed


class Moved(Conflict):
    """The log has grown since it was read; nothing was written."""

    code = "moved"


class AlreadyRecorded(Conflict):
    """This was recorded before, as number ``seq`` of the log; nothing more was written."""

    code = "already-recorded"
    again = False

    def __init__(self, key: str, seq: int) -> None:
        super().__init__("This was already recorded.", key=key, seq=seq)
        self.key = key
        self.seq = seq


async def append(conn: Connection, subject: UUID, expected: int, drafts: Sequence[Draft]) -> list[Event]:
    """Append to the subject's log behind number ``expected``, all or nothing. At least one draft.

    Raises Moved, AlreadyRecorded, or ValueError for a draft that its kind does not declare.
    """
    _check(drafts)
    try:
        events = await store.insert(conn, subject, expected, [new_id() for _ in drafts], drafts)
    except UniqueViolation as fault:
        raise _moved() from fault
    return events or await _refuse(conn, subject, drafts)


async def record(
    conn: Connection,
    subject: UUID,
    expected: int,
    drafts: Sequence[Draft],
    course: str,
    parameters: str,
    state: bytes | Changed,
) -> str | None:
    """``append`` and ``keep`` in one statement; the version of the snapshot.

    ``state`` is its JSON text, or what changed of it. Changes of a snapshot that is another meanwhile are not kept
    (None): it is behind then, and catches up.
    """
    _check(drafts)
    query, values = store.recording(subject, expected, [new_id() for _ in drafts], drafts, course, parameters, state)
    try:
        done = await conn.execute(query, values)
    except UniqueViolation as fault:
        raise _moved() from fault
    return _version(await done.fetchone() or await _refuse(conn, subject, drafts))


async def record_at_once(
    database: Database,
    school: UUID,
    subject: UUID,
    expected: int,
    drafts: Sequence[Draft],
    course: str,
    parameters: str,
    state: bytes | Changed,
    holds: Statement | None = None,
) -> str | None:
    """``record`` as a transaction of its own, in one message: the way of a turn.

    With ``holds``, a condition in SQL with its values, only where that is true too: Moved where it is not.
    """
    _check(drafts)
    ids = [new_id() for _ in drafts]
    also = () if holds is None else (holds,)
    writes = store.recording(subject, expected, ids, drafts, course, parameters, state, *also)
    try:
        (kept,) = await database.texts(school, writes)
    except UniqueViolation as fault:
        raise _moved() from fault
    if not kept and holds is not None:
        raise _moved()
    if not kept:
        async with database.school(school) as conn:
            await _refuse(conn, subject, drafts)
    return _version(kept[0])


async def last_seq(conn: Connection, subject: UUID) -> int:
    """The number of the last event, 0 if there is none."""
    return await store.last_seq(conn, subject)


async def read(
    conn: Connection,
    subject: UUID,
    after: int = 0,
    course: str | None = None,
    kinds: Collection[str] | None = None,
    but: Collection[str] = (),
) -> list[Event]:
    """A subject's events in order, brought to their kinds' current versions; of these kinds, ``but`` for those."""
    found = await store.view(conn, subject, after, course, None if kinds is None else list(kinds), list(but))
    return [_current(event) for event in found]


async def read_at_once(
    database: Database, school: UUID, subject: UUID, course: str, kinds: Collection[str]
) -> list[Event]:
    """``read`` for some kinds of a course, in one message: for what a turn reads."""
    return [_current(event) for event in await store.view_at_once(database, school, subject, course, list(kinds))]


async def recent(conn: Connection, kinds: Collection[str], since: datetime, limit: int) -> list[Event]:
    """The school's latest events of these kinds across subjects, newest first."""
    return [_current(event) for event in await store.view_recent(conn, list(kinds), since, limit)]


async def unanswered(
    conn: Connection, opening: str, answering: str, field: str, subjects: Collection[UUID] | None, limit: int = 500
) -> list[Event]:
    """What still waits: events of a kind to whose ``field`` no later event of the answering kind refers, newest first.

    ``subjects`` are those whose logs the asker may see; None is everyone in the school.
    """
    chosen = None if subjects is None else list(subjects)
    return [_current(event) for event in await store.view_unanswered(conn, opening, answering, field, chosen, limit)]


async def named(conn: Connection, subject: UUID, kinds: Collection[str], field: str, value: str) -> list[Event]:
    """A subject's events of these kinds that carry an id in a field of their body, in order."""
    return [_current(event) for event in await store.view_named(conn, subject, list(kinds), field, value)]


async def all_named(
    conn: Connection, kind: str, field: str, subjects: Collection[UUID], values: Collection[str]
) -> list[Event]:
    """``named`` for several subjects and ids at once, in one statement."""
    found = await store.view_all_named(conn, kind, field, list(subjects), list(values))
    return [_current(event) for event in found]


async def by_key(conn: Connection, subject: UUID, key: str) -> Event | None:
    """The event that a client's key made, if there is one."""
    found = await store.view_key(conn, subject, key)
    return None if found is None else _current(found)


async def courses(conn: Connection, subjects: Collection[UUID]) -> dict[str, int]:
    """The courses that these subjects have begun, and how many of them have."""
    return await store.count_courses(conn, list(subjects))


async def subjects(conn: Connection) -> list[UUID]:
    """Everyone in this school who has a log."""
    return await store.view_subjects(conn)


@dataclass(frozen=True, slots=True)
class Found:
    """What one read gives: the log's last number, and the snapshot with the number up to which it was folded.

    ``text`` is the state's JSON text; ``version`` is another after every write of the snapshot, and where it is the one
    that was known already, the text is not told again.
    """

    last: int
    seq: int
    parameters: str | None
    text: str | None
    version: str | None = field(default=None, compare=False)

    @property
    def state(self) -> Json | None:
        """The state as a JSON value."""
        return None if self.text is None else decode(self.text)

    @classmethod
    def of(cls, row: Row) -> Found:
        """From a row of ``store.gathering``."""
        return cls(int(row["last"]), int(row["seq"] or 0), row["parameters"], row["state"], row["version"])


async def gather(conn: Connection, subject: UUID, course: str, known: str = "") -> Found:
    """The end of the log, and the snapshot where there is one; without its text where it has the version ``known``."""
    return Found.of(await store.gather(conn, subject, course, known))


async def gather_many(conn: Connection, subjects: Sequence[UUID], course: str) -> dict[UUID, Found]:
    """``gather`` for several subjects at once, each of them present in the answer."""
    rows = await store.gather_many(conn, subjects, course)
    return {row["subject"]: Found.of(row) for row in rows}


async def courses_of(conn: Connection, subject: UUID) -> list[str]:
    """The courses that a subject has begun."""
    return await store.view_courses(conn, subject)


async def keep(conn: Connection, subject: UUID, course: str, seq: int, parameters: str, state: Json) -> None:
    """Keep the state folded from the log up to ``seq`` with these parameters."""
    await store.keep(conn, subject, course, seq, parameters, state)


async def forget(conn: Connection, subject: UUID, fact: str) -> int:
    """Take the words of a fact out of the subject's log, for ever; from how many events. Nothing else is changed."""
    return await store.forget(conn, subject, fact)


async def drop_snapshots(conn: Connection, subject: UUID | None = None) -> int:
    """Forget a subject's snapshots, or everyone's in the school, so that they are folded anew."""
    return await store.drop_snapshots(conn, subject)


def _check(drafts: Sequence[Draft]) -> None:
    if not drafts or len({draft.key for draft in drafts}) < len(drafts):
        raise ValueError("no draft, or two with the same key")
    for draft in drafts:
        if draft.kind not in KINDS or draft.version != KINDS[draft.kind].version:
            raise ValueError(f"{draft.kind}@{draft.version} is no current kind of event")
        if unknown := undeclared(draft.kind, draft.body):
            raise ValueError(f"{draft.kind} does not declare {sorted(unknown)}")


async def _refuse(conn: Connection, subject: UUID, drafts: Sequence[Draft]) -> NoReturn:
    """Say why nothing was written."""
    found = await store.find_key(conn, subject, [draft.key for draft in drafts])
    raise AlreadyRecorded(*found) if found else _moved()


def _version(row: Row) -> str | None:
    version: str | None = row["version"]
    return version


def _moved() -> Moved:
    return Moved("Somebody else was first, perhaps you in another tab. Look again.")


def _current(event: Event) -> Event:
    draft = event.draft
    version = KINDS[draft.kind].version
    if draft.version == version:
        return event
    return replace(event, draft=replace(draft, version=version, body=upcast(draft.kind, draft.version, draft.body)))
