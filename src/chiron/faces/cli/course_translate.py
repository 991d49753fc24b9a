"""``chiron course translate``: files for a translator, and what is still missing or has changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chiron.engine.library.faults import Fault
from chiron.engine.library.translating import write_overlays

MOST, FIRST = 40, 10
"""Lines of what is missing, and so many where a course is checked; the rest is counted."""


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course translate``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("language", metavar="LANGUAGE", help="the language's letters, such as es")
    parser.add_argument(
        "--fits", action="store_true", help="take it that every translation fits its original as it is now"
    )


def run(options: argparse.Namespace) -> int:
    """Write what a language lacks; 0 when it is whole and nothing changed since."""
    done = write_overlays(options.path, options.language, options.fits)
    for file in done.files:
        print(f"{options.path / file} was written.")
    for found in (done.missing, done.stale, done.faults):
        _tell(options.path, found)
    if done.missing or done.stale or done.faults:
        counts = f"{len(done.missing)} texts are missing, {len(done.stale)} changed, {len(done.faults)} do not fit."
        print(counts, file=sys.stderr)
        return 1
    print(f"{options.path}: the course is whole in {options.language}.")
    return 0


def note(path: Path, notes: tuple[Fault, ...]) -> None:
    """Say what is no fault, and name the first of it: what translations lack, how texts of others are written."""
    for one in notes[:FIRST]:
        print(f"note: {path / one.file}:{one.line}: {one.message}")
    if len(notes) > FIRST:
        print(f"note: {len(notes) - FIRST} more; --json lists them all.")


def _tell(path: Path, found: tuple[Fault, ...]) -> None:
    for fault in found[:MOST]:
        print(f"{path / fault.file}:{fault.line}: {fault.message}")
    if len(found) > MOST:
        print(f"... and {len(found) - MOST} more.")
