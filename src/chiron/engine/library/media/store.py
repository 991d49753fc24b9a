"""Statements of kept pictures, sound and film, each in the transaction of the caller, which has set the school."""

from __future__ import annotations

from collections.abc import Sequence

from chiron.engine.records.database import Connection


async def view_missing(conn: Connection, files: Sequence[str]) -> set[str]:
    """Which of these files are not kept yet."""
    found = await conn.execute("SELECT sha256 FROM media WHERE sha256 = ANY(%s)", [list(files)])
    return set(files) - {row["sha256"] for row in await found.fetchall()}


async def keep(conn: Connection, sha256: str, kind: str, size: int) -> bool:
    """Keep what a file is, once. False where it is kept already, and then its pieces are too."""
    found = await conn.execute(
        "INSERT INTO media (sha256, type, size) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", [sha256, kind, size]
    )
    return found.rowcount > 0


async def keep_piece(conn: Connection, sha256: str, number: int, data: bytes) -> None:
    """Keep one piece of a file's bytes."""
    await conn.execute("INSERT INTO media_piece (sha256, number, data) VALUES (%s, %s, %b)", [sha256, number, data])


async def name(conn: Connection, version: str, files: Sequence[str]) -> None:
    """Say that a version names these files."""
    await conn.execute(
        "INSERT INTO course_media (version, sha256) SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
        [version, list(files)],
    )


async def sweep(conn: Connection) -> int:
    """Remove the files that no version and no draft names; how many they were."""
    found = await conn.execute(
        "DELETE FROM media WHERE NOT EXISTS"
        " (SELECT FROM course_media n WHERE n.school = media.school AND n.sha256 = media.sha256)"
        " AND NOT EXISTS (SELECT FROM draft_media d WHERE d.school = media.school AND d.sha256 = media.sha256)"
    )
    return found.rowcount


async def view(conn: Connection, course: str, sha256: str) -> tuple[str, int] | None:
    """(type, size) of a file that some version or draft of a course names; None where there is none in this school."""
    found = await conn.execute(
        "SELECT m.type, m.size FROM media m WHERE m.sha256 = %s AND (EXISTS (SELECT FROM course_media n"
        " JOIN course_version v ON v.school = n.school AND v.version = n.version"
        " WHERE n.school = m.school AND n.sha256 = m.sha256 AND v.course = %s)"
        " OR EXISTS (SELECT FROM draft_media n JOIN draft d ON d.school = n.school AND d.id = n.draft"
        " WHERE n.school = m.school AND n.sha256 = m.sha256 AND d.course = %s))",
        [sha256, course, course],
    )
    row = await found.fetchone()
    return None if row is None else (str(row["type"]), int(row["size"]))


async def view_piece(conn: Connection, sha256: str, number: int) -> bytes | None:
    """One piece of a file's bytes."""
    found = await conn.execute("SELECT data FROM media_piece WHERE sha256 = %s AND number = %s", [sha256, number])
    row = await found.fetchone()
    return None if row is None else bytes(row["data"])
