"""``chiron course export``: a course's folder as one file: Chiron's own package, or what other systems read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.engine.library.exporting import anki, common_cartridge, gift, moodle, qti
from chiron.engine.library.files import Folder
from chiron.engine.library.importing.package import SUFFIX, pack
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course

OWN = "chiron"
SEEDS = 3
MOST_SEEDS = 100
TOLD = 20
"""So many of what a target cannot hold are named; --every names all."""

File = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Made:
    """A file for another system. ``lost`` says what it does not hold or holds otherwise, a line each."""

    data: bytes
    count: int
    lost: Sequence[str]


def _qti(version: qti.Version) -> Callable[[Course, int, File], Made]:
    def made(course: Course, seeds: int, file: File) -> Made:
        found = qti.export_qti(course, version, seeds, file)
        return Made(found.data, found.items, [f"{one.place}: {one.what}" for one in found.left])

    return made


def _moodle(course: Course, seeds: int, file: File) -> Made:
    return _listed(moodle.export(course, seeds, file))


def _gift(course: Course, seeds: int, _file: File) -> Made:
    return _listed(gift.export(course, seeds))


def _cartridge(course: Course, seeds: int, file: File) -> Made:
    return _listed(common_cartridge.export(course, seeds, file))


def _anki(course: Course, seeds: int, file: File) -> Made:
    return _listed(anki.export(course, seeds, file))


def _listed(found: moodle.Exported | common_cartridge.Exported) -> Made:
    lost = [f"{one.key}: left out: {one.why}" for one in found.left]
    return Made(found.data, found.count, [*lost, *(f"{one.key}: {one.why}" for one in found.changed)])


TARGETS: dict[str, tuple[str, Callable[[Course, int, File], Made]]] = {
    "qti-2.2": (".zip", _qti("2.2")),
    "qti-3.0": (".zip", _qti("3.0")),
    "moodle": (".xml", _moodle),
    "gift": (".gift", _gift),
    "anki": (".apkg", _anki),
    "common-cartridge": (".imscc", _cartridge),
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
    for line in made.lost if options.every else made.lost[:TOLD]:
        print(f"  {line}")
    if not options.every and len(made.lost) > TOLD:
        print(f"  and {len(made.lost) - TOLD} more; --every names all.")
    print(f"{file} was written: {made.count} questions; {len(made.lost)} things do not go, or go otherwise.")
    return 0


def _file(options: argparse.Namespace, suffix: str) -> Path:
    return options.to or Path(f"{options.path.resolve().name}{suffix}")
