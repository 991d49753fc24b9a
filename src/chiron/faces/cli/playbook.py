"""``chiron playbook``: name every fault of a playbook's folder."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from chiron.engine.library.faults import Fault
from chiron.engine.library.playbooks.checking import check
from chiron.faces.cli.finding import now
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron playbook``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = actions.add_parser("check", help="name every fault of a playbook's folder")
    checking.add_argument("path", type=Path, metavar="PATH", help="the folder that holds playbook.yaml")
    checking.add_argument("--json", action="store_true", help="print the faults and notes as JSON")
    checking.add_argument("--notes", action="store_true", help="print what is no fault and could be better, too")


def run(options: argparse.Namespace, _office: Office) -> int:
    """Check; 0 where no fault was found, 1 otherwise."""
    found = check(options.path, now().date())
    if options.json:
        told = {"faults": [one.json() for one in found.faults], "notes": [one.json() for one in found.notes]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if found.faults else 0
    _print(options.path, found.faults)
    if options.notes:
        _print(options.path, found.notes)
    elif found.notes:
        many = "1 note" if len(found.notes) == 1 else f"{len(found.notes)} notes"
        print(f"{many}; --notes prints them.", file=sys.stderr)
    if found.faults:
        count = "1 fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        print(f"{count} in {options.path}.", file=sys.stderr)
        return 1
    playbook = found.playbook
    assert playbook is not None
    counts = (
        f"{len(playbook.products)} products, {len(playbook.articles)} articles, {len(playbook.intents)} intents, "
        f"{len(playbook.flows)} flows, {len(playbook.languages)} languages"
    )
    print(f"{options.path}: no fault found in {counts}.")
    return 0


def _print(folder: Path, faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(f"{folder / fault.file}:{fault.line}: {fault.message}\n    {fault.remedy}")
