"""Compares a learner's question with the course by meaning, before the turn is decided: quickly, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from operator import mul
from uuid import UUID

from chiron.core.errors import ChironError
from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.retrieval import LONGEST_QUERY, Index
from chiron.core.language.answering.support import Near
from chiron.core.language.guard.private import without_data
from chiron.core.language.reading import Intent, read
from chiron.core.language.text import bounded, sentences
from chiron.engine.library.filling import Filling
from chiron.engine.library.meanings import Meanings
from chiron.engine.people.person import Person
from chiron.ports.embeddings import Vector

LONGEST_CLAIMED = 2_000
"""Characters of a passage with which a claim is compared."""
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
    here: bool = False
    """Whether the model of meaning runs in this process, so that what another model wrote may be compared by it."""

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

    async def alike(self, claim: str, passages: Sequence[str]) -> list[Near]:
        """The sentence of each passage that is nearest to a model's claim; nothing where that would leave this process.
        Raises EmbeddingError.
        """
        if not self.here:
            return []
        said = [sentences(bounded(passage, LONGEST_CLAIMED)) or [""] for passage in passages]
        vectors = await self.meanings.embedder.embed([claim, *(text for each in said for text in each)])
        mine, rest = vectors[0], iter(vectors[1:])
        found = [[Near(sum(map(mul, mine, next(rest))), text) for text in each] for each in said]
        return [max(near, key=lambda one: one.cosine) for near in found]
