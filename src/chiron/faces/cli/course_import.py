"""``chiron course import``: what other systems and books hold, as a course's folder, with a line for each thing."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.engine.library.importing.bringing import Brought, bring
from chiron.engine.library.importing.opening import Opened, open_path
from chiron.engine.library.importing.package import root, take
from chiron.engine.library.importing.reviewing import PROPOSALS, load, proposed, written
from chiron.engine.library.importing.reviewing_deciding import take as take_proposals
from chiron.engine.library.importing.texts import identifier
from chiron.engine.library.importing.updating import Updated, manifest, save

WIDTH = 8


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course import``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, a folder or an archive")
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="the course's folder; else one here that is named after PATH"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would come, and write nothing")
    parser.add_argument("--format", default="", metavar="NAME", help="read it as this format; else it is recognised")
    parser.add_argument("--id", default="", metavar="ID", help="the course's id; from its title unless said")
    parser.add_argument("--title", default="", help="the course's title; as the source says it unless said")
    parser.add_argument("--propose", action="store_true", help="make items of the text itself, too, unreviewed")
    parser.add_argument("--every", action="store_true", help="name each thing that was changed or left out")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: argparse.Namespace) -> int:
    """Import; 0 when something came, 1 where nothing could be used or the folder is somebody else's."""
    try:
        folder = options.to or Path(identifier(options.path.resolve().name.partition(".")[0], (), "course"))
        if not options.format and root(opened := open_path(options.path)) is not None:
            return _package(options, opened, folder)
        with tempfile.TemporaryDirectory(prefix="chiron-import-") as kept:
            media = Path(kept)
            brought = bring(
                options.path,
                options.format,
                options.id,
                options.title,
                known=_known(folder),
                store=None if options.dry_run else lambda name, data: _keep(media / name, data),
                told=_working if sys.stderr.isatty() else None,
            )
            saved = None if options.dry_run else _saved(options, brought, folder, media)
    except InvalidInput as error:
        print(error.message, file=sys.stderr)
        return 1
    _say(options, brought, folder, saved)
    return 0


def _saved(options: argparse.Namespace, brought: Brought, folder: Path, media: Path) -> Updated:
    """Write it, with what is proposed from its texts, which is taken where that was asked for."""
    queue = proposed(brought.composer.about, brought.composer.pages, brought.composer.words)
    beside = {PROPOSALS: written(queue, load(folder))} if queue.proposals else {}
    saved = save(folder, brought.composed, brought.report, media, beside)
    now = load(folder)
    still = () if now is None else [one for one in now.proposals if one.state == "open"]
    if still and options.propose:
        why = take_proposals(folder, [one.key for one in still])
        print(f"{len(still) - len(why)} items were made of the text. Read them before a learner does.")
    elif still:
        print(f"{len(still)} items are proposed from the text, in {folder / PROPOSALS}; --propose takes them all.")
    return saved


def _package(options: argparse.Namespace, opened: Opened, folder: Path) -> int:
    """Chiron's own package comes as it is."""
    if options.dry_run:
        print(f"{opened.name} is a package of Chiron's, {len(opened.names())} files. It would go to {folder} as it is.")
        return 0
    count = take(opened, folder)
    print(f"{folder} was written: {count} files. Next: chiron course check {folder}.")
    return 0


def _known(folder: Path) -> dict[str, str]:
    """Where an earlier import into this folder put what."""
    return {key: placed.place for key, placed in manifest(folder).items()}


def _keep(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _working(count: int) -> None:
    print(f"\r{count:>{WIDTH}} read", end="", file=sys.stderr, flush=True)


def _say(options: argparse.Namespace, brought: Brought, folder: Path, saved: Updated | None) -> None:
    if options.json:
        print(json.dumps(brought.report.json(), ensure_ascii=False, indent=2))
        return
    for line in brought.report.text(options.every):
        print(line)
    if saved is None:
        print(f"Nothing was written; without --dry-run it goes to {folder}.")
        return
    for line in saved.lines():
        print(f"  {line}")
    if not any(unit["skills"] for unit in brought.composed.content["units"]) and not options.propose:
        print(
            "It has texts to read, and nothing to answer yet: write items, or take proposed ones, before you publish."
        )
    print(f"{folder} was written. Next: chiron course check {folder}, then chiron course try {folder}.")
