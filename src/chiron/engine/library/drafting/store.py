"""Statements of drafts. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection, Row

_DRAFT: LiteralString = (
    "d.id, d.title, d.course, d.source, d.counts, d.at, d.tip, d.made, d.changed, d.by, d.published, d.published_at,"
    " coalesce(p.name, '') AS name"
)
_FROM: LiteralString = "FROM draft d LEFT JOIN person p ON p.school = d.school AND p.id = d.by"
BATCH = 1_000
"""Pieces that are written or read by one statement."""


async def add(conn: Connection, id: UUID, by: UUID | None, title: str, course: str, source: str, counts: Json) -> None:
    """Keep a draft; its first revision comes by ``add_revision``."""
    await conn.execute(
        "INSERT INTO draft (id, title, course, source, counts, at, tip, by) VALUES (%s, %s, %s, %s, %s, 1, 1, %s)",
        [id, title, course, source, Jsonb(counts), by],
    )


async def add_revision(
    conn: Connection, draft: UUID, number: int, parent: int | None, tree: bytes, said: Json, by: UUID | None
) -> None:
    """Keep a revision."""
    await conn.execute(
        "INSERT INTO draft_revision (draft, number, parent, tree, said, by) VALUES (%s, %s, %s, %b, %s, %s)",
        [draft, number, parent, tree, Jsonb(said), by],
    )


async def move(
    conn: Connection, draft: UUID, at: int, tip: int, title: str, course: str, counts: Json, by: UUID
) -> datetime:
    """Another revision stands from now on; since when."""
    found = await conn.execute(
        "UPDATE draft SET at = %s, tip = %s, title = %s, course = %s, counts = %s, by = %s, changed = now()"
        " WHERE id = %s RETURNING changed",
        [at, tip, title, course, Jsonb(counts), by, draft],
    )
    row = await found.fetchone()
    assert row is not None
    changed: datetime = row["changed"]
    return changed


async def published(conn: Connection, draft: UUID, version: str, revision: int) -> None:
    """A revision is on the shelf as this version."""
    await conn.execute("UPDATE draft SET published = %s, published_at = %s WHERE id = %s", [version, revision, draft])


async def lock(conn: Connection, draft: UUID) -> None:
    """Hold a draft until the transaction ends."""
    await conn.execute("SELECT 1 FROM draft WHERE id = %s AND stands_for IS NULL FOR UPDATE", [draft])


async def view(conn: Connection, draft: UUID) -> Row | None:
    """A draft without its tree."""
    found = await conn.execute(f"SELECT {_DRAFT} {_FROM} WHERE d.id = %s AND d.stands_for IS NULL", [draft])
    return await found.fetchone()


async def view_all(conn: Connection) -> Sequence[Row]:
    """Every draft, the one changed last first."""
    found = await conn.execute(f"SELECT {_DRAFT} {_FROM} WHERE d.stands_for IS NULL ORDER BY d.changed DESC, d.id")
    return await found.fetchall()


async def view_tree(conn: Connection, draft: UUID, number: int) -> bytes | None:
    """The tree of a revision; None where it is let go or was never there."""
    query = "SELECT tree FROM draft_revision WHERE draft = %s AND number = %s"
    row = await (await conn.execute(query, [draft, number], binary=True)).fetchone()
    return None if row is None or row["tree"] is None else bytes(row["tree"])


async def view_revision(conn: Connection, draft: UUID, number: int) -> Row | None:
    """What was done by a revision, what it was made from, and whether its tree is there still."""
    found = await conn.execute(
        "SELECT number, parent, said, tree IS NOT NULL AS held FROM draft_revision WHERE draft = %s AND number = %s",
        [draft, number],
    )
    return await found.fetchone()


async def view_history(conn: Connection, draft: UUID, limit: int) -> Sequence[Row]:
    """The revisions, the latest first."""
    found = await conn.execute(
        "SELECT r.number, r.parent, r.said, r.at, coalesce(p.name, '') AS name FROM draft_revision r"
        " LEFT JOIN person p ON p.school = r.school AND p.id = r.by"
        " WHERE r.draft = %s ORDER BY r.number DESC LIMIT %s",
        [draft, limit],
    )
    return await found.fetchall()


async def view_parents(conn: Connection, draft: UUID) -> dict[int, int | None]:
    """Revision -> the one that it was made from."""
    found = await conn.execute("SELECT number, parent FROM draft_revision WHERE draft = %s", [draft])
    return {row["number"]: row["parent"] for row in await found.fetchall()}


async def last_number(conn: Connection, draft: UUID) -> int:
    """The number of the latest revision."""
    found = await conn.execute("SELECT max(number) AS last FROM draft_revision WHERE draft = %s", [draft])
    row = await found.fetchone()
    return 0 if row is None or row["last"] is None else int(row["last"])


async def let_go(conn: Connection, draft: UUID, before: int) -> None:
    """Let the trees of revisions of long ago go, but for the one that stands."""
    await conn.execute(
        "UPDATE draft_revision r SET tree = NULL FROM draft d WHERE d.school = r.school AND d.id = r.draft"
        " AND r.draft = %s AND r.number < %s AND r.number <> d.at AND r.tree IS NOT NULL",
        [draft, before],
    )


async def remove(conn: Connection, draft: UUID) -> None:
    """Forget a draft, its revisions, and the pieces that no other holds."""
    await conn.execute("DELETE FROM draft WHERE id = %s", [draft])
    await sweep(conn)


async def sweep(conn: Connection) -> None:
    """Remove the pieces that no draft holds. In a transaction of its own, or before any is kept in it."""
    await conn.execute("SELECT pg_advisory_xact_lock(25, 1)")
    await conn.execute(
        "DELETE FROM draft_piece p WHERE NOT EXISTS"
        " (SELECT FROM draft_holds h WHERE h.school = p.school AND h.hash = p.hash)"
    )


# -- pieces


async def keep_pieces(conn: Connection, draft: UUID, pieces: Mapping[str, Mapping[str, Json]]) -> None:
    """Keep pieces, each once a school, and say that a draft holds them."""
    await _unswept(conn)
    names = list(pieces)
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        bodies = [json.dumps(pieces[name], ensure_ascii=False) for name in some]
        await conn.execute(
            "INSERT INTO draft_piece (hash, body) SELECT * FROM unnest(%s::text[], %s::jsonb[]) ON CONFLICT DO NOTHING",
            [some, bodies],
        )
    await hold(conn, draft, names)


async def _unswept(conn: Connection) -> None:
    """Nothing is swept until the transaction ends: what is kept already stays until somebody holds it."""
    await conn.execute("SELECT pg_advisory_xact_lock_shared(25, 1)")


async def hold(conn: Connection, draft: UUID, names: Collection[str]) -> bool:
    """Say that a draft holds these pieces; False where one is not kept any more."""
    await _unswept(conn)
    found = await conn.execute("SELECT count(*) AS n FROM draft_piece WHERE hash = ANY(%s)", [list(names)])
    row = await found.fetchone()
    if row is None or row["n"] < len(set(names)):
        return False
    await conn.execute(
        "INSERT INTO draft_holds (draft, hash) SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
        [draft, list(names)],
    )
    return True


async def view_pieces(conn: Connection, names: Sequence[str]) -> dict[str, Any]:
    """Pieces by name; what is not kept is not among them."""
    made: dict[str, Any] = {}
    for start in range(0, len(names), BATCH):
        found = await conn.execute(
            "SELECT hash, body FROM draft_piece WHERE hash = ANY(%s)", [list(names[start : start + BATCH])]
        )
        made |= {row["hash"]: row["body"] for row in await found.fetchall()}
    return made


async def view_files(conn: Connection, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """SHA-256 -> (name, type) of every file that pieces name."""
    found = await conn.execute(
        "SELECT f.value ->> 'sha256' AS sha256, f.key AS name, f.value ->> 'type' AS type FROM draft_piece p,"
        " jsonb_each(p.body -> 'media') f WHERE p.hash = ANY(%s) AND p.body ? 'media'",
        [list(names)],
    )
    return {row["sha256"]: (row["name"], row["type"]) for row in await found.fetchall()}


async def view_packages(conn: Connection, names: Sequence[str]) -> dict[str, str]:
    """SHA-256 -> name of every package that pieces name."""
    found = await conn.execute(
        "SELECT f.value ->> 'sha256' AS sha256, f.key AS name FROM draft_piece p, jsonb_each(p.body -> 'packages') f"
        " WHERE p.hash = ANY(%s) AND p.body ? 'packages'",
        [list(names)],
    )
    return {row["sha256"]: row["name"] for row in await found.fetchall()}


async def hold_packages(conn: Connection, draft: UUID, files: Collection[str]) -> None:
    """Say that a draft names these packages, which are kept."""
    await conn.execute(
        "INSERT INTO draft_package (draft, sha256) SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
        [draft, list(files)],
    )


async def hold_media(conn: Connection, draft: UUID, files: Collection[str]) -> None:
    """Say that a draft names these files, which are kept."""
    await conn.execute(
        "INSERT INTO draft_media (draft, sha256) SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
        [draft, list(files)],
    )


# -- what was read of an import


async def lock_source(conn: Connection, stands_for: str) -> None:
    """One reading of a source after another."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 25))", [stands_for])


async def view_read(conn: Connection, stands_for: str) -> Row | None:
    """What was read of a source: id, mark, and how many of its parts are broken."""
    found = await conn.execute("SELECT id, mark, counts FROM draft WHERE stands_for = %s", [stands_for])
    return await found.fetchone()


async def add_read(
    conn: Connection, id: UUID, stands_for: str, mark: str, title: str, course: str, counts: Json, tree: bytes
) -> None:
    """Keep what was read of a source, in the place of what was read before."""
    await conn.execute("DELETE FROM draft WHERE stands_for = %s", [stands_for])
    await conn.execute(
        "INSERT INTO draft (id, stands_for, mark, title, course, counts, at, tip)"
        " VALUES (%s, %s, %s, %s, %s, %s, 1, 1)",
        [id, stands_for, mark, title, course, Jsonb(counts)],
    )
    await add_revision(conn, id, 1, None, tree, {}, None)


async def drop_read(conn: Connection, keep: int) -> None:
    """Let go what was read of sources but for the latest, and of imports that are gone."""
    await conn.execute(
        "DELETE FROM draft WHERE stands_for IS NOT NULL AND (id NOT IN (SELECT id FROM draft"
        " WHERE stands_for IS NOT NULL ORDER BY changed DESC LIMIT %s) OR (stands_for LIKE 'import:%%'"
        " AND NOT EXISTS (SELECT FROM import_job j WHERE 'import:' || j.id::text = draft.stands_for)))",
        [keep],
    )


# -- trials


async def add_trial(conn: Connection, draft: UUID, by: UUID, course: str) -> None:
    """A person tries a draft by this course from now on."""
    await conn.execute(
        "INSERT INTO draft_trial (draft, by, course) VALUES (%s, %s, %s)"
        " ON CONFLICT (school, draft, by) DO UPDATE SET course = excluded.course, begun = now()",
        [draft, by, course],
    )


async def view_trial(conn: Connection, draft: UUID, by: UUID) -> str | None:
    """The course by which a person tries a draft."""
    found = await conn.execute("SELECT course FROM draft_trial WHERE draft = %s AND by = %s", [draft, by])
    row = await found.fetchone()
    return None if row is None else str(row["course"])


async def view_trials(conn: Connection, draft: UUID) -> list[str]:
    """The courses by which anybody tries a draft."""
    found = await conn.execute("SELECT course FROM draft_trial WHERE draft = %s", [draft])
    return [str(row["course"]) for row in await found.fetchall()]


async def view_tried(conn: Connection, course: str, by: UUID) -> UUID | None:
    """The draft that a person tries by this course."""
    found = await conn.execute("SELECT draft FROM draft_trial WHERE course = %s AND by = %s", [course, by])
    row = await found.fetchone()
    return None if row is None else row["draft"]


async def remove_trial(conn: Connection, draft: UUID, by: UUID) -> None:
    """The trial has ended."""
    await conn.execute("DELETE FROM draft_trial WHERE draft = %s AND by = %s", [draft, by])
