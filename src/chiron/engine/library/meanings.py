"""What the sentences of a school's lessons mean, as vectors in the database, and which of them a question is near to.

Vectors are kept by the digest of the text and the mark of the model: a changed lesson is embedded again only where it
changed, and a course of which not every sentence has its vector yet is searched by words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from chiron.core.language.answering.meaning import Nearness, pieces
from chiron.core.language.answering.passages import passages
from chiron.core.learning.course import Course
from chiron.engine.library import meanings_store as store
from chiron.engine.records.database import Database
from chiron.ports.embeddings import Embedder, Vector

AT_ONCE = 32
"""Pieces that are embedded between two writes."""


class Meanings:
    """The vectors of every school, each seen through that school's connection."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self.embedder = embedder
        self._database = database
        self._can: bool | None = None

    async def can_compare(self, school: UUID) -> bool:
        """Whether the server can compare vectors; asked once a process. Raises Unavailable."""
        if self._can is None:
            async with self._database.school(school) as conn:
                self._can = await store.can_compare(conn)
        return self._can

    async def near(self, school: UUID, digests: Sequence[str], asked: Vector) -> Nearness | None:
        """How near each piece is to what was asked; None where not all of them have their vectors. Raises what the
        embedder and the database raise.
        """
        if not digests or not await self.can_compare(school):
            return None
        mark = await self.embedder.mark()
        async with self._database.school(school) as conn:
            found = await store.view_near(conn, mark, digests, asked)
        return found if len(found) == len(set(digests)) else None

    async def fill(self, school: UUID, courses: Iterable[Course]) -> int:
        """Embed what has no vector yet of these courses, and forget what stands in none of them; how many were new.

        No transaction is open while the model works. Raises what the embedder and the database raise; what was embedded
        before is kept.
        """
        if not await self.can_compare(school):
            return 0
        texts = {digest: text for course in courses for digest, text in pieces(passages(course)).items()}
        mark = await self.embedder.mark()
        async with self._database.school(school) as conn:
            await store.remove_others(conn, mark, list(texts))
            missing = await store.view_missing(conn, mark, list(texts))
        for at in range(0, len(missing), AT_ONCE):
            some = missing[at : at + AT_ONCE]
            vectors = await self.embedder.embed([texts[digest] for digest in some])
            async with self._database.school(school) as conn:
                await store.keep(conn, mark, dict(zip(some, vectors, strict=True)))
        return len(missing)
