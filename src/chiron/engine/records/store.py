"""Statements of the event log and its snapshots. Row-level security adds the school to every one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, cast
from uuid import UUID

from msgspec.json import encode
from psycopg.rows import DictRow
from psycopg.sql import SQL, Literal
from psycopg.types.json import Jsonb

from chiron.core.events import About, Draft, Event, Made
from chiron.core.words import Json
from chiron.engine.records.database import Connection, Database, Statement

_COLUMNS: LiteralString = (
    "subject, seq, id, kind, version, key, actor, server_time, client_time, course, course_version, skill, template,"
    " seed, parameters, step, made_checker, made_policy, made_parameters, body"
)
_ROW: LiteralString = (
    "subject uuid, seq bigint, id uuid, kind text, version smallint, key text, actor uuid, server_time timestamptz,"
    " client_time timestamptz, course text, course_version text, skill text, template text, seed bigint,"
    " parameters jsonb, step text, made_checker text, made_policy text, made_parameters text, body jsonb"
)
_EVENTS: LiteralString = f"SELECT school, {_COLUMNS} FROM event"
_NEW: LiteralString = (
    f"INSERT INTO event ({_COLUMNS}) SELECT {_COLUMNS} FROM jsonb_to_recordset(%s::jsonb) AS new ({_ROW})"
    " WHERE coalesce((SELECT max(seq) FROM event WHERE subject = %s), 0) = %s"
    " AND NOT EXISTS (SELECT FROM event WHERE subject = %s AND key = ANY (%s))"
)
"""All or nothing: only where the log ends at the expected place and none of the keys is in it."""
_INSERT: LiteralString = f"{_NEW} RETURNING school"
_VERSION: LiteralString = "(s.seq || '.' || s.xmin::text || s.ctid::text)"
"""What is another after every write of a snapshot ``s``: its place in the log, who wrote the row, and where it lies."""
_KEPT: LiteralString = "SELECT max(seq) AS last, (SELECT version FROM put) AS version FROM kept HAVING count(*) > 0"
_STATE: LiteralString = (
    "put AS (INSERT INTO snapshot AS s (subject, course, seq, parameters, state)"
    " SELECT %s, %s, max(seq), %s, %s::jsonb FROM kept HAVING count(*) > 0"
    " ON CONFLICT (school, subject, course) DO UPDATE"
    " SET seq = excluded.seq, parameters = excluded.parameters, state = excluded.state"
    f" RETURNING {_VERSION} AS version) {_KEPT}"
)
"""Behind the new events, the state that follows from them: the snapshot is kept only with its events."""
_CHANGES: LiteralString = (
    "new AS (SELECT %s::jsonb AS top, %s::text AS name, %s::jsonb AS within),"
    " put AS (UPDATE snapshot s SET seq = (SELECT max(seq) FROM kept),"
    " state = s.state || new.top || jsonb_build_object(new.name, s.state -> new.name || new.within) FROM new"
    f" WHERE s.subject = %s AND s.course = %s AND {_VERSION} = %s AND EXISTS (SELECT FROM kept)"
    f" RETURNING {_VERSION} AS version) {_KEPT}"
)
"""The same where only what changed is sent. A snapshot that is no longer the one that it changes stays as it is."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What is other in the snapshot of a version: JSON texts of the fields that changed, and of the keys that changed
    within the field ``name``."""

    version: str
    top: bytes
    name: str
    within: bytes


async def insert(
    conn: Connection, subject: UUID, expected: int, ids: Sequence[UUID], drafts: Sequence[Draft]
) -> list[Event]:
    """Write drafts behind ``expected``; nothing if the log ended elsewhere or has one of the keys."""
    done = await conn.execute(_INSERT, _values(subject, expected, ids, drafts))
    return _placed(await done.fetchone(), subject, expected, ids, drafts)


def recording(
    subject: UUID,
    expected: int,
    ids: Sequence[UUID],
    drafts: Sequence[Draft],
    course: str,
    parameters: str,
    state: bytes | Changed,
    holds: Statement = ("true", ()),
) -> Statement:
    """What writes drafts and the state after them (its JSON text, or what changed of it), where ``holds`` is true: SQL
    with its values.

    Its row says that it did, as in ``insert``, with the snapshot's new ``version``: None where that was not written.
    """
    condition, given = holds
    kept: LiteralString = f"WITH kept AS ({_NEW} AND {condition} RETURNING school, seq), "
    values = [*_values(subject, expected, ids, drafts), *given]
    if isinstance(state, Changed):
        changed = (state.top.decode(), state.name, state.within.decode())
        return kept + _CHANGES, [*values, *changed, subject, course, state.version]
    return kept + _STATE, [*values, subject, course, parameters, state.decode()]


def unchanged(subject: UUID, course: str, version: str) -> Statement:
    """The condition that a snapshot still has a version."""
    return f"EXISTS (SELECT FROM snapshot s WHERE s.subject = %s AND s.course = %s AND {_VERSION} = %s)", (
        subject,
        course,
        version,
    )


async def find_key(conn: Connection, subject: UUID, keys: Sequence[str]) -> tuple[str, int] | None:
    """The first of the keys that is in the log, and its place."""
    found = await conn.execute(
        "SELECT key, seq FROM event WHERE subject = %s AND key = ANY (%s) ORDER BY seq LIMIT 1", [subject, list(keys)]
    )
    row = await found.fetchone()
    return None if row is None else (row["key"], row["seq"])


async def last_seq(conn: Connection, subject: UUID) -> int:
    """The last place in the log, 0 for an empty one."""
    found = await conn.execute("SELECT coalesce(max(seq), 0) AS last FROM event WHERE subject = %s", [subject])
    row = await found.fetchone()
    return 0 if row is None else int(row["last"])


_OF_SUBJECT: LiteralString = (
    f"{_EVENTS} WHERE subject = %s AND seq > %s AND (%s::text IS NULL OR course = %s)"
    " AND (%s::text[] IS NULL OR kind = ANY (%s)) AND kind <> ALL (%s::text[]) ORDER BY seq"
)


async def view(
    conn: Connection,
    subject: UUID,
    after: int,
    course: str | None,
    kinds: Sequence[str] | None,
    but: Sequence[str] = (),
) -> list[Event]:
    """A subject's events in order, ``but`` for some kinds, whose bodies are not even loaded."""
    found = await conn.execute(_OF_SUBJECT, [subject, after, course, course, kinds, kinds, list(but)])
    return [_event(row) for row in await found.fetchall()]


async def view_at_once(
    database: Database, school: UUID, subject: UUID, course: str | None, kinds: Sequence[str]
) -> list[Event]:
    """A subject's events of some kinds in order, in one message."""
    asked = (_OF_SUBJECT, [subject, 0, course, course, list(kinds), list(kinds), []])
    (found,) = await database.message(school, asked)
    return [_event(row) for row in found]


async def view_recent(conn: Connection, kinds: Sequence[str], since: datetime, limit: int) -> list[Event]:
    """The school's latest events of these kinds, newest first."""
    found = await conn.execute(
        f"{_EVENTS} WHERE kind = ANY (%s) AND server_time >= %s ORDER BY server_time DESC, subject, seq DESC LIMIT %s",
        [list(kinds), since, limit],
    )
    return [_event(row) for row in await found.fetchall()]


MOST_OPENINGS = 5000
"""So many of the latest openings are looked through for those without an answer, however many a school ever had."""


async def view_unanswered(
    conn: Connection, opening: str, answering: str, field: str, subjects: Sequence[UUID] | None, limit: int
) -> list[Event]:
    """Events of a kind to whose ``field`` no event of the answering kind refers yet, newest first."""
    # The answering kind stands in the text, or a plan made for any kind could not use the index of answers.
    query = SQL(
        f"SELECT school, {_COLUMNS} FROM (SELECT * FROM event WHERE kind = %s"
        " AND (%s::uuid[] IS NULL OR subject = ANY (%s)) ORDER BY server_time DESC LIMIT %s) AS o"
        " WHERE NOT EXISTS (SELECT FROM event a WHERE a.school = o.school AND a.subject = o.subject AND a.kind = {}"
        " AND a.seq > o.seq AND a.body ->> %s = o.body ->> %s) ORDER BY server_time DESC, subject, seq DESC LIMIT %s"
    ).format(Literal(answering))
    found = await conn.execute(query, [opening, subjects, subjects, MOST_OPENINGS, field, field, limit])
    return [_event(row) for row in await found.fetchall()]


async def view_named(conn: Connection, subject: UUID, kinds: Sequence[str], field: str, value: str) -> list[Event]:
    """A subject's events of these kinds whose body has this value in a field, in order."""
    found = await conn.execute(
        f"{_EVENTS} WHERE subject = %s AND kind = ANY (%s) AND body ->> %s = %s ORDER BY seq",
        [subject, list(kinds), field, value],
    )
    return [_event(row) for row in await found.fetchall()]


async def view_all_named(
    conn: Connection, kind: str, field: str, subjects: Sequence[UUID], values: Sequence[str]
) -> list[Event]:
    """Events of a kind in several logs whose body has one of these values in a field."""
    found = await conn.execute(
        f"{_EVENTS} WHERE kind = %s AND subject = ANY (%s) AND body ->> %s = ANY (%s) ORDER BY subject, seq",
        [kind, list(subjects), field, list(values)],
    )
    return [_event(row) for row in await found.fetchall()]


async def view_key(conn: Connection, subject: UUID, key: str) -> Event | None:
    """The event that a client's key made."""
    found = await conn.execute(f"{_EVENTS} WHERE subject = %s AND key = %s", [subject, key])
    row = await found.fetchone()
    return None if row is None else _event(row)


async def count_courses(conn: Connection, subjects: Sequence[UUID]) -> dict[str, int]:
    """The courses that these subjects have begun, and how many of them."""
    found = await conn.execute(
        "SELECT course, count(*) AS n FROM snapshot WHERE subject = ANY (%s) GROUP BY course", [list(subjects)]
    )
    return {row["course"]: int(row["n"]) for row in await found.fetchall()}


async def view_subjects(conn: Connection) -> list[UUID]:
    """Everyone in this school who has events."""
    found = await conn.execute("SELECT DISTINCT subject FROM event ORDER BY subject")
    return [row["subject"] for row in await found.fetchall()]


def gathering(who: LiteralString) -> LiteralString:
    """The end of the log and the snapshot, in one statement: last, seq, parameters, version, state (its JSON text).

    The statement's values are the version that is known already, of which the state is not told again; those of
    ``who``, SQL that gives the subject; and the course.
    """
    return (
        "SELECT coalesce((SELECT max(seq) FROM event WHERE subject = one.who), 0) AS last, s.seq, s.parameters,"
        f" {_VERSION} AS version, CASE WHEN {_VERSION} = %s THEN NULL ELSE s.state::text END AS state"
        f" FROM (SELECT {who} AS who) AS one"
        " LEFT JOIN snapshot s ON s.subject = one.who AND s.course = %s"
    )


_GATHER = gathering("%s::uuid")


async def gather(conn: Connection, subject: UUID, course: str, known: str) -> DictRow:
    """What ``gathering`` tells of a subject."""
    found = await conn.execute(_GATHER, [known, subject, course])
    return cast(DictRow, await found.fetchone())


async def gather_many(conn: Connection, subjects: Sequence[UUID], course: str) -> list[DictRow]:
    """``gather`` for several subjects: subject, last, seq, parameters, version, state."""
    found = await conn.execute(
        "SELECT one.subject, coalesce((SELECT max(e.seq) FROM event e WHERE e.subject = one.subject), 0) AS last,"
        f" s.seq, s.parameters, {_VERSION} AS version, s.state::text AS state FROM unnest(%s::uuid[]) AS one (subject)"
        " LEFT JOIN snapshot s ON s.subject = one.subject AND s.course = %s",
        [list(subjects), course],
    )
    return await found.fetchall()


async def view_courses(conn: Connection, subject: UUID) -> list[str]:
    """The courses of a subject's snapshots."""
    found = await conn.execute("SELECT course FROM snapshot WHERE subject = %s ORDER BY course", [subject])
    return [row["course"] for row in await found.fetchall()]


async def keep(conn: Connection, subject: UUID, course: str, seq: int, parameters: str, state: Json) -> None:
    """Put a snapshot in the place of the earlier one."""
    await conn.execute(
        "INSERT INTO snapshot (subject, course, seq, parameters, state) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (school, subject, course) DO UPDATE"
        " SET seq = excluded.seq, parameters = excluded.parameters, state = excluded.state",
        [subject, course, seq, parameters, Jsonb(state)],
    )


async def forget(conn: Connection, subject: UUID, fact: str) -> int:
    """Empty the words of a fact's events; of how many."""
    found = await conn.execute("SELECT forget_fact(%s, %s) AS gone", [subject, fact])
    row = await found.fetchone()
    return 0 if row is None else int(row["gone"])


async def drop_snapshots(conn: Connection, subject: UUID | None) -> int:
    """Forget a subject's snapshots, or the school's; how many there were."""
    done = await conn.execute("DELETE FROM snapshot WHERE %s::uuid IS NULL OR subject = %s::uuid", [subject, subject])
    return done.rowcount


def _placed(
    row: DictRow | None, subject: UUID, expected: int, ids: Sequence[UUID], drafts: Sequence[Draft]
) -> list[Event]:
    if row is None:
        return []
    return [Event(ids[at], row["school"], subject, expected + at + 1, draft) for at, draft in enumerate(drafts)]


def _values(subject: UUID, expected: int, ids: Sequence[UUID], drafts: Sequence[Draft]) -> list[Any]:
    rows = [_row(subject, expected + at, id, draft) for at, (id, draft) in enumerate(zip(ids, drafts, strict=True), 1)]
    return [encode(rows).decode(), subject, expected, subject, [draft.key for draft in drafts]]


def _row(subject: UUID, seq: int, id: UUID, draft: Draft) -> dict[str, Json]:
    row: dict[str, Json] = {
        "subject": subject,
        "seq": seq,
        "id": id,
        "kind": draft.kind,
        "version": draft.version,
        "key": draft.key,
        "actor": draft.actor,
        "server_time": draft.server_time,
        "client_time": draft.client_time,
        "made_checker": draft.made.checker,
        "made_policy": draft.made.policy,
        "made_parameters": draft.made.parameters,
        "body": dict(draft.body),
    }
    about = draft.about
    if about is not None:
        row |= {
            "course": about.course,
            "course_version": about.version,
            "skill": about.skill,
            "template": about.template,
            "seed": about.seed,
            "parameters": None if about.parameters is None else dict(about.parameters),
            "step": about.step,
        }
    return row


def _event(row: Mapping[str, Any]) -> Event:
    about = None
    if row["course"] is not None:
        about = About(
            row["course"],
            row["course_version"],
            row["skill"],
            row["template"],
            row["seed"],
            row["parameters"],
            row["step"],
        )
    draft = Draft(
        row["kind"],
        row["body"],
        row["key"],
        row["actor"],
        row["server_time"],
        row["client_time"],
        about,
        Made(row["made_checker"], row["made_policy"], row["made_parameters"]),
        row["version"],
    )
    return Event(row["id"], row["school"], row["subject"], row["seq"], draft)
