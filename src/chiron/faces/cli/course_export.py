"""``chiron course export``: a course's folder as one file: Chiron's own package, or what other systems read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.engine.library.exporting import anki, common_cartridge, gift, moodle, qti
from chiron.engine.library.exporting.exported import Exported, File
from chiron.engine.library.files import Folder
from chiron.engine.library.importing.package import SUFFIX, pack
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course

OWN = "chiron"
SEEDS = 3
MOST_SEEDS = 100
TOLD = 20
"""So many of what a target cannot hold are named; --every names all."""

Make = Callable[[Course, int, File], Exported]
TARGETS: dict[str, tuple[str, Make]] = {
    "qti-2.2": (".zip", lambda course, seeds, file: qti.export_qti(course, "2.2", seeds, file)),
    "qti-3.0": (".zip", lambda course, seeds, file: qti.export_qti(course, "3.0", seeds, file)),
    "moodle": (".xml", moodle.export),
    "gift": (".gift", lambda course, seeds, _file: gift.export(course, seeds)),
    "anki": (".apkg", anki.export),
    "common-cartridge": (".imscc", common_cartridge.export),
}


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course export``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the file to write; else named after the folder")
    parser.add_argument("--format", choices=[OWN, *TARGETS], default=OWN, help="what to write (%(default)s)")
    parser.add_argument(
        "--seeds", type=_seeds, default=SEEDS, help="items of each template for other systems (%(default)s)"
    )
    parser.add_argument("--every", action="store_true", help="name all that the other system cannot hold")


def _seeds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_SEEDS}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Write it; 0 when it was written."""
    try:
        return _own(options) if options.format == OWN else _other(options)
    except InvalidInput as error:
        print(error.message, file=sys.stderr)
        return 1


def _own(options: argparse.Namespace) -> int:
    file = _file(options, SUFFIX)
    count = pack(options.path, file)
    print(f"{file} was written: {count} files. Chiron takes it with chiron course check, publish and import.")
    return 0


def _other(options: argparse.Namespace) -> int:
    suffix, make = TARGETS[options.format]
    media, file = FolderMedia(Folder(options.path)), _file(options, suffix)

    def shown(name: str) -> bytes | None:
        try:
            return media.read(name.removeprefix("media/"))
        except KeyError:
            return None

    made = make(read_course(options.path), options.seeds, shown)
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(made.data)
    new.replace(file)
    lost = [f"{one.key}: left out: {one.why}" for one in made.left]
    lost += [f"{one.key}: {one.why}" for one in made.changed]
    for line in lost if options.every else lost[:TOLD]:
        print(f"  {line}")
    if not options.every and len(lost) > TOLD:
        print(f"  and {len(lost) - TOLD} more; --every names all.")
    print(f"{file} was written: {made.count} questions; {len(lost)} things do not go, or go otherwise.")
    return 0


def _file(options: argparse.Namespace, suffix: str) -> Path:
    return options.to or Path(f"{options.path.resolve().name}{suffix}")
