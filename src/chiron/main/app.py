"""The application, put together: the only place where every room is opened."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from chiron.core.errors import InvalidInput
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import Policy, policy
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.folds import Folds
from chiron.engine.grading.checks import Graders
from chiron.engine.library.packages.launches import Play
from chiron.engine.library.shelf import Shelf
from chiron.engine.models import Models
from chiron.engine.records.cluster import prepare
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.engine.records.secret import keep
from chiron.engine.records.watch import Watch
from chiron.faces.web.build import build
from chiron.faces.web.house import House, Site
from chiron.main.clock import chance, now
from chiron.main.meaning import meaning_of
from chiron.main.models import models_of, usable
from chiron.main.moderation import moderation_of
from chiron.main.playing import with_play
from chiron.main.post import worker_of
from chiron.main.programs import with_programs
from chiron.main.samples import sample_courses
from chiron.main.settings import Settings
from chiron.main.summing import Summing
from chiron.main.telemetry import telemetry_of
from chiron.ports.telemetry import Telemetry


def site_of(settings: Settings) -> Site:
    """How browsers reach this Chiron."""
    return Site(
        settings.base_path,
        settings.https,
        settings.hosts,
        settings.proxies,
        settings.demo,
        settings.upload_mb * 1_000_000,
    )


def house_of(
    settings: Settings, database: Database, models: Models | None = None, telemetry: Telemetry | None = None
) -> House:
    """The rooms, opened on a database."""
    shelf = Shelf(sample_courses())
    tutoring = TutoringDesk(
        database,
        Folds(shelf, model()),
        now,
        chance,
        new_id,
        policy_of(settings),
        graders_of(settings),
        telemetry=telemetry,
        letters=settings.mail is not None,
        moderation=None if models is None else moderation_of(usable(settings), database, models),
        meaning=None if models is None else meaning_of(usable(settings), database, shelf, models),
    )
    return House(
        database,
        site_of(settings),
        keep(settings.home, "forms").encode(),
        now,
        shelf,
        tutoring,
        settings.home,
        models,
        play_of(settings),
    )


def play_of(settings: Settings) -> Play:
    """Where packages are played."""
    return Play(keep(settings.home, "play").encode(), settings.played_on, settings.play_url)


def speaking_rooms(settings: Settings, database: Database) -> tuple[TutoringDesk, Models]:
    """The desk, and the models that may be asked, for a process without pages."""
    models = models_of(settings, database)
    return house_of(settings, database, models).tutoring, models


def policy_of(settings: Settings) -> Policy:
    """Who chooses what learners do next. Raises InvalidInput where nobody of that name is installed."""
    try:
        return policy(settings.policy)
    except LookupError as error:
        raise InvalidInput(f"CHIRON_POLICY: {error}", field="CHIRON_POLICY") from None


def graders_of(settings: Settings) -> Graders:
    """The workers and the sandbox; the cores are shared among the processes that serve."""
    size = settings.graders or max(1, (os.cpu_count() or 1) // settings.workers)
    return Graders(size, settings.programs)


async def ended(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait until it has ended."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def keep_off_garbage() -> None:
    """Let the collector pass over what stays as long as the process, and come less often: it took a tenth of a turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def make_app(settings: Settings | None = None) -> FastAPI:
    """The web application of these settings, by default those of the environment."""
    chosen = settings or Settings.from_environment()

    @asynccontextmanager
    async def furnish() -> AsyncIterator[House]:
        endpoint = await prepare(chosen.home, chosen.database_url)
        database = await Database.open(endpoint.app_url)
        watching = asyncio.create_task(Watch(endpoint, database).run())
        keep_off_garbage()
        models = models_of(chosen, database)
        telemetry = telemetry_of(chosen)
        rooms = house_of(chosen, database, models, telemetry)
        summing = Summing(lambda: (rooms.tutoring, models))
        working = asyncio.create_task(worker_of(chosen, database, summing, lambda: models).run())
        warming = asyncio.create_task(models.warm())
        try:
            yield rooms
        finally:
            await ended(warming)
            await ended(working)
            if rooms.tutoring.meaning is not None:
                await rooms.tutoring.meaning.filling.close()
            await models.close()
            await rooms.tutoring.graders.close()
            if telemetry is not None:
                await asyncio.to_thread(telemetry.close)
            await ended(watching)
            await database.close()
            await endpoint.close()

    return with_play(with_programs(build(site_of(chosen), furnish)), chosen.played_on)
