"""``chiron restore``: puts a backup in the place of what is there; what is there is saved first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.engine.people.leaving import rooms
from chiron.engine.records.backup import restore
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``restore`` takes."""
    parser.add_argument("file", type=Path, help="a file that chiron backup made")
    parser.add_argument("--yes", action="store_true", help="do not ask")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Restore. Raises BrokenArchive with everything as it was, InvalidInput, Unavailable."""
    if not options.file.is_file():
        raise InvalidInput(f"there is no file {options.file}. Name one that chiron backup made.", field="file")
    if not (options.yes or agreed(f"Put {options.file} in the place of everything that is there now?")):
        print("Nothing was changed.")
        return 1
    home = office.settings.home
    async with office.records() as endpoint:
        manifest = await restore(endpoint, home, options.file, rooms())
    print(f"Restored what Chiron {manifest.chiron} kept on {manifest.made}.")
    print(f"What was there before is saved in {home / 'backups'}. Whoever was erased since was erased again.")
    return 0


def agreed(question: str) -> bool:
    """Ask the person at the terminal. Raises InvalidInput where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise InvalidInput("nobody is here to ask; say --yes if you mean it.", field="--yes")
    return input(f"{question} Type yes: ").strip().lower() == "yes"
