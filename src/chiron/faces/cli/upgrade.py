"""``chiron upgrade``: carries the data to this version of Chiron and of PostgreSQL, with a backup first."""

from __future__ import annotations

import argparse

from chiron.engine.people.leaving import rooms
from chiron.engine.records.upgrade import upgrade
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """``upgrade`` takes nothing."""
    del parser


async def run(options: argparse.Namespace, office: Office) -> int:
    """Upgrade. Raises Unavailable, NewerData or NotPermitted; the old data then stay where they were."""
    del options
    done = await upgrade(office.settings.home, office.settings.database_url, rooms())
    if done.postgres is not None:
        print(f"Carried from PostgreSQL {done.postgres[0]} to {done.postgres[1]}.")
    before, after = done.revision
    print(f"The tables are at revision {after}." if before == after else f"The tables went from {before} to {after}.")
    if done.saved is not None:
        print(f"What was there before is saved in {done.saved}.")
    return 0
