"""What stands in the house before anyone comes in: records, sample courses and, where asked, the demo school."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from chiron.engine.people import schools
from chiron.engine.records.cluster import Endpoint, prepare
from chiron.engine.records.database import Database
from chiron.engine.records.secret import keep
from chiron.faces.web.people.first_run import first_run_code
from chiron.main.app import house_of
from chiron.main.demo import seed, welcome
from chiron.main.settings import Settings


@contextmanager
def furnish(settings: Settings) -> Iterator[list[str]]:
    """Open the records and furnish them; the embedded server is held until the end. Gives the sign-in lines."""
    endpoint = asyncio.run(prepare(settings.home, settings.database_url))
    try:
        yield asyncio.run(_fill(settings, endpoint))
    finally:
        asyncio.run(endpoint.close())


async def _fill(settings: Settings, endpoint: Endpoint) -> list[str]:
    database = await Database.open(endpoint.app_url, 1, 2)
    try:
        if settings.demo:
            await seed(house_of(settings, database))
        if not await schools.count(database):
            return _first_run(settings)
        only = await schools.only(database)
        return welcome(settings.address) if settings.demo and only is not None and only.demo else []
    finally:
        await database.close()


def _first_run(settings: Settings) -> list[str]:
    """How to make the operator's account; the code is asked for only where the page is reached over a network."""
    code = first_run_code(keep(settings.home, "forms").encode())
    return [f"Make the first account: {settings.address}first-run", f"Over a network it asks for this code: {code}"]
