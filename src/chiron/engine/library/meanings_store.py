"""Statements of the vectors of lessons. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiron.engine.records.database import Connection
from chiron.ports.embeddings import Vector


async def can_compare(conn: Connection) -> bool:
    """Whether the server has the type for vectors."""
    found = await conn.execute("SELECT to_regtype('vector') IS NOT NULL AS can")
    row = await found.fetchone()
    return bool(row and row["can"])


async def view_missing(conn: Connection, mark: str, digests: Sequence[str]) -> list[str]:
    """Those of these pieces that have no vector of this mark."""
    found = await conn.execute(
        "SELECT d.digest FROM unnest(%s::text[]) AS d (digest) WHERE NOT EXISTS"
        " (SELECT FROM passage_vector v WHERE v.mark = %s AND v.digest = d.digest)",
        [list(digests), mark],
    )
    return [str(row["digest"]) for row in await found.fetchall()]


async def keep(conn: Connection, mark: str, vectors: Mapping[str, Vector]) -> None:
    """Keep vectors by digest, each once."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO passage_vector (mark, digest, vector) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [(mark, digest, list(vector)) for digest, vector in vectors.items()],
        )


async def remove_others(conn: Connection, mark: str, digests: Sequence[str]) -> int:
    """Remove every vector but these; how many."""
    done = await conn.execute(
        "DELETE FROM passage_vector WHERE mark <> %s OR digest <> ALL (%s)", [mark, list(digests)]
    )
    return done.rowcount


async def view_near(conn: Connection, mark: str, digests: Sequence[str], asked: Vector) -> dict[str, float]:
    """The cosine of each of these pieces that has a vector with the one asked; both are of length one."""
    found = await conn.execute(
        "SELECT digest, (1 - (vector::vector <=> %s::real[]::vector))::float8 AS cosine FROM passage_vector"
        " WHERE mark = %s AND digest = ANY (%s) AND cardinality(vector) = %s",
        [list(asked), mark, list(digests), len(asked)],
    )
    return {str(row["digest"]): float(row["cosine"]) for row in await found.fetchall()}
