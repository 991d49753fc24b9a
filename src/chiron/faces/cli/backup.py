"""``chiron backup``: writes everything to one file, while Chiron runs."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from chiron.core.errors import Conflict
from chiron.engine.records.backup import backup
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``backup`` takes."""
    parser.add_argument("file", nargs="?", type=Path, help="the file to write (else one in the data folder's backups/)")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Make the backup. Raises Conflict where the file exists, Unavailable."""
    path = chosen(options.file, office.settings.home)
    async with office.records() as endpoint:
        manifest = await backup(endpoint, path)
    size = sum(part.size for part in manifest.tables)
    print(f"{path}: {len(manifest.tables)} tables, {size / 1e6:.1f} MB before packing.")
    print("It holds everything about everyone: keep it where only you can read it.")
    return 0


def chosen(file: Path | None, home: Path) -> Path:
    """Where to write. Raises Conflict where something is there already."""
    path = file or home / "backups" / f"chiron-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
    if path.exists():
        raise Conflict(f"{path} exists. Name another file, or remove that one.", field="file")
    return path
