"""``chiron course export``: a course's folder as one file, Chiron's own package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.engine.library.importing.package import SUFFIX, pack


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course export``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the file to write; else the folder's name and .zip")


def run(options: argparse.Namespace) -> int:
    """Write it; 0 when it was written."""
    file = options.to or Path(f"{options.path.resolve().name}{SUFFIX}")
    try:
        count = pack(options.path, file)
    except InvalidInput as error:
        print(error.message, file=sys.stderr)
        return 1
    print(f"{file} was written: {count} files. Chiron takes it with chiron course check, publish and import.")
    return 0
