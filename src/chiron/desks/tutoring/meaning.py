"""Compares a learner's question with the course by meaning, before the turn is decided: quickly, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from chiron.core.errors import ChironError
from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.retrieval import LONGEST_QUERY, Index
from chiron.core.language.guard.private import without_data
from chiron.core.language.reading import Intent, read
from chiron.core.language.text import bounded
from chiron.engine.library.filling import Filling
from chiron.engine.library.meanings import Meanings
from chiron.engine.people.person import Person
from chiron.ports.embeddings import Vector

PATIENCE = 0.5
"""Seconds after which a turn goes on by words alone."""
ASKING = frozenset({Intent.QUESTION, Intent.MEANING, Intent.WHY})
"""What is looked up in the course. Nothing else is embedded, and nothing that tells of distress."""

Asked = Callable[[Person, str], Awaitable[Vector]]
"""The vector of a person's question, within what the school and they allow."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of lessons, who makes those that are missing, and how a question gets its own."""

    meanings: Meanings
    filling: Filling
    asked: Asked

    async def compare(self, person: Person, index: Index, text: str) -> Nearness | None:
        """How near every sentence of the course is to a message; None where it asks nothing, where that could not be
        found out in time, or may not be.
        """
        if read(text, person.language).intent not in ASKING:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._near(person.school, person, index, text)
        except (TimeoutError, ChironError):
            return None

    async def _near(self, school: UUID, person: Person, index: Index, text: str) -> Nearness | None:
        if not index.pieces or not await self.meanings.can_compare(school):
            return None
        vector = await self.asked(person, without_data(bounded(text, LONGEST_QUERY)))
        near = await self.meanings.near(school, index.pieces, vector)
        if near is None:
            self.filling.want(school)
        return near
