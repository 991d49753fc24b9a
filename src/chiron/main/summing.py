"""Summaries of talks for the worker: with the rooms of the process that serves, or with rooms opened at the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from chiron.core.words import Json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.summing import sum_up
from chiron.engine.models import Models

Rooms = tuple[TutoringDesk, Models]


class Summing:
    """Makes the summaries that notes ask for; a worker that is asked for none opens no course and no model."""

    def __init__(self, rooms: Callable[[], Rooms]) -> None:
        """``rooms`` gives the desk and the models; it is asked once."""
        self._open = rooms
        self._rooms: Rooms | None = None

    async def __call__(self, school: UUID, payload: Mapping[str, Json]) -> bool:
        """Make one; whether it was kept."""
        desk, models = self._opened()
        return bool(models.offers) and await sum_up(desk, models, school, payload)

    def models(self) -> Models:
        """The models, opened where they are not yet."""
        return self._opened()[1]

    def _opened(self) -> Rooms:
        if self._rooms is None:
            self._rooms = self._open()
        return self._rooms

    async def close(self) -> None:
        """Close the models, where any were opened."""
        if self._rooms is not None:
            await self._rooms[1].close()
