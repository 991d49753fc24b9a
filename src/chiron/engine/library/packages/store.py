"""Statements of kept packages, each in the transaction of the caller, which has set the school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection, Row

Listed = tuple[str, int, int, int, int]
"""path, start, packed, size, method"""


async def view_missing(conn: Connection, packages: Sequence[str]) -> set[str]:
    """Which of these packages are not kept yet."""
    found = await conn.execute("SELECT sha256 FROM package WHERE sha256 = ANY(%s)", [list(packages)])
    return set(packages) - {row["sha256"] for row in await found.fetchall()}


async def keep(conn: Connection, sha256: str, size: int, contents: Json) -> bool:
    """Keep what a package is, once. False where it is kept already, and then its pieces and files are too."""
    found = await conn.execute(
        "INSERT INTO package (sha256, size, contents) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [sha256, size, Jsonb(contents)],
    )
    return found.rowcount > 0


async def keep_piece(conn: Connection, sha256: str, number: int, data: bytes) -> None:
    """Keep one piece of a package's bytes."""
    await conn.execute("INSERT INTO package_piece (sha256, number, data) VALUES (%s, %s, %b)", [sha256, number, data])


async def keep_files(conn: Connection, sha256: str, files: Sequence[Listed]) -> None:
    """Keep where the files of a package stand."""
    columns: list[list[Any]] = [list(column) for column in zip(*files, strict=True)]
    await conn.execute(
        "INSERT INTO package_file (sha256, path, start, packed, size, method)"
        " SELECT %s, f.* FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::smallint[]) AS f",
        [sha256, *columns],
    )


async def name(conn: Connection, version: str, packages: Sequence[str]) -> None:
    """Say that a version names these packages."""
    await conn.execute(
        "INSERT INTO course_package (version, sha256) SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
        [version, list(packages)],
    )


async def sweep(conn: Connection) -> int:
    """Remove the packages that no version and no draft names; how many they were."""
    found = await conn.execute(
        "DELETE FROM package WHERE NOT EXISTS"
        " (SELECT FROM course_package n WHERE n.school = package.school AND n.sha256 = package.sha256)"
        " AND NOT EXISTS (SELECT FROM draft_package d WHERE d.school = package.school AND d.sha256 = package.sha256)"
    )
    return found.rowcount


async def view_contents(conn: Connection, sha256: str) -> Any:
    """What a package holds; None where there is none in this school."""
    row = await (await conn.execute("SELECT contents FROM package WHERE sha256 = %s", [sha256])).fetchone()
    return None if row is None else row["contents"]


async def view_file(conn: Connection, sha256: str, path: str) -> Row | None:
    """Where a file of a package stands, None where it has none of this name."""
    found = await conn.execute(
        "SELECT start, packed, size, method FROM package_file WHERE sha256 = %s AND path = %s", [sha256, path]
    )
    return await found.fetchone()


async def view_piece(conn: Connection, sha256: str, number: int) -> bytes | None:
    """One piece of a package's bytes."""
    found = await conn.execute("SELECT data FROM package_piece WHERE sha256 = %s AND number = %s", [sha256, number])
    row = await found.fetchone()
    return None if row is None else bytes(row["data"])
