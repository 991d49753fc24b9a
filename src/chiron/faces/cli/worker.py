"""``chiron worker``: delivers notices in a process of its own, beside the one that every ``chiron start`` has."""

from __future__ import annotations

import argparse
import asyncio
import signal
from contextlib import suppress

from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``worker`` takes."""
    parser.add_argument("--once", action="store_true", help="deliver what is due and stop")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Deliver until told to stop. Raises Unavailable, InvalidInput."""
    async with office.database() as database:
        if options.once:
            print(f"{await office.work(database, True)} delivered or tried.")
            return 0
        print("The worker delivers what is due. Press Ctrl-C to stop.", flush=True)
        task = asyncio.ensure_future(office.work(database, False))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task
    print("The worker has stopped.", flush=True)
    return 0
