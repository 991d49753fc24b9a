"""``chiron course check PATH``: every fault of a course, with file, line and what to do."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from chiron.engine.library.checking import SAMPLES, check
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = actions.add_parser("check", help="name every fault of a course's folder")
    checking.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    checking.add_argument("--samples", type=_samples, default=SAMPLES, help="items made of each template (%(default)s)")
    checking.add_argument("--json", action="store_true", help="print the faults as JSON")


def run(options: argparse.Namespace, _office: Office) -> int:
    """Check the course; 0 when it has no fault, 1 otherwise."""
    faults = check(options.path, options.samples)
    if options.json:
        print(json.dumps({"faults": [fault.json() for fault in faults]}, ensure_ascii=False, indent=2))
        return 1 if faults else 0
    for fault in faults:
        print(f"{options.path / fault.file}:{fault.line}: {fault.message}\n    {fault.remedy}")
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        print(f"{count} in {options.path}.", file=sys.stderr)
        return 1
    print(f"{options.path}: no fault found in {options.samples} samples of each template.")
    return 0


def _samples(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= 100_000:
        raise argparse.ArgumentTypeError("a number from 1 to 100000 is needed")
    return count
