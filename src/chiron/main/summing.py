"""Summaries of talks for the worker: with the rooms of the process that serves, or with rooms of its own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from chiron.core.words import Json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.summing import sum_up
from chiron.engine.models import Models
from chiron.engine.records.database import Database
from chiron.main.settings import Settings


class Summing:
    """Makes the summaries that notes ask for; a worker of its own opens the desk and the models at the first."""

    def __init__(
        self, settings: Settings, database: Database, desk: TutoringDesk | None = None, models: Models | None = None
    ) -> None:
        """``desk`` and ``models`` are those of the process, which closes them itself."""
        self._settings, self._database = settings, database
        self._desk, self._models, self._own = desk, models, models is None

    async def __call__(self, school: UUID, payload: Mapping[str, Json]) -> bool:
        """Make one; whether it was kept."""
        desk, models = self._rooms()
        return bool(models.offers) and await sum_up(desk, models, school, payload)

    def _rooms(self) -> tuple[TutoringDesk, Models]:
        if self._desk is None or self._models is None:
            # Late: a worker that is asked for no summary opens no course and no model.
            from chiron.main.app import house_of
            from chiron.main.models import models_of

            self._models = models_of(self._settings, self._database)
            self._desk = house_of(self._settings, self._database).tutoring
        return self._desk, self._models

    async def close(self) -> None:
        """Close the models that were opened here."""
        if self._own and self._models is not None:
            await self._models.close()
