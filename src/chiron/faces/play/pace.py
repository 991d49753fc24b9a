"""How much of a package one launch may have unpacked at once: a page that asks for all of it takes nobody's turn."""

from __future__ import annotations

from asyncio import Semaphore
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from chiron.core.errors import Unavailable

AT_ONCE = 4
"""Files of one launch that are unpacked at the same time; others wait for their turn."""
MOST_OPEN = 64
"""Files of one launch on their way. A player that reads slowly holds its file open, but no turn."""


@dataclass(slots=True)
class _Launch:
    turns: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))
    open: int = 0


class Pace:
    """The launches that are served now, in this process."""

    def __init__(self) -> None:
        """None is."""
        self._launches: dict[UUID, _Launch] = {}

    def look(self, id: UUID) -> None:
        """Raises Unavailable where too many files of a launch are open."""
        if id in self._launches and self._launches[id].open >= MOST_OPEN:
            raise Unavailable("This package asks for too much at once.")

    async def keep(self, id: UUID, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The parts of a file, each made when it is the launch's turn."""
        launch = self._launches.setdefault(id, _Launch())
        launch.open += 1
        try:
            while True:
                async with launch.turns:
                    part = await anext(parts, None)
                if part is None:
                    return
                yield part
        finally:
            launch.open -= 1
            if not launch.open:
                self._launches.pop(id, None)
