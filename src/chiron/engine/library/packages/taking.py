"""The packages that a course's resources name, taken from its folder: each checked, faults with their line."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from chiron.core.learning.course import Course, PackageFile, Resource
from chiron.engine.library.faults import Fault, Path, Places
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.packages.looking import LARGEST, Looked, look
from chiron.engine.library.packages.manifest import Unplayable

PACKAGES = "packages"
"""The folder of packages."""
MOST_PACKAGES = 500
LARGEST_COURSE = 1024**3
_TOLD = 20
_REMEDY = "See docs/how-to/play-scorm-packages.md."
_LOOKED: OrderedDict[tuple[str, str, int, int, int], Looked] = OrderedDict()


@dataclass(slots=True)
class Taken:
    """A course with the packages that its resources name. ``notes`` are no faults."""

    course: Course
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def take_packages(folder: Folder, course: Course, places: Places, whole: bool) -> Taken:
    """The course with every package that its resources name. ``whole`` says that nothing was left out."""
    taken, found = Taken(course), dict[str, Looked | None]()
    for path, resource in _resources(course):
        name = resource.package
        if name is not None and name not in found:
            found[name] = _one(folder, name, places, path, taken)
    known: dict[str, PackageFile] = {name: each.file for name, each in sorted(found.items()) if each is not None}
    if len(found) > MOST_PACKAGES or sum(file.size for file in known.values()) > LARGEST_COURSE:
        message = f"The course names more than {MOST_PACKAGES} packages, or more than {LARGEST_COURSE // 1024**2} MB."
        taken.faults.append(Fault(PACKAGES, 1, message, "Split the course."))
    elif known:
        taken.course = course.model_copy(update={"packages": known})
    if whole:
        taken.notes.extend(_unused(folder, found))
    return taken


def _resources(course: Course) -> Iterator[tuple[Path, Resource]]:
    for number, resource in enumerate(course.resources):
        yield ("resources", number), resource
    for at, unit in enumerate(course.units):
        for within, skill in enumerate(unit.skills):
            for number, resource in enumerate(skill.resources):
                yield ("units", at, "skills", within, "resources", number), resource


def _one(folder: Folder, name: str, places: Places, path: Path, taken: Taken) -> Looked | None:
    """A package as it is kept; None, and a fault, where it cannot be played."""
    file = f"{PACKAGES}/{name}.zip"
    try:
        looked = _looked(folder, file)
    except Refused as refused:
        taken.faults.append(refused.fault)
        return None
    except Unplayable as why:
        taken.faults.append(Fault(file, 1, f"This package cannot be played. {why}", _REMEDY))
        return None
    if looked is None:
        remedy = "Put it there, or correct the name."
        taken.faults.append(places.fault((*path, "package"), f"There is no file {file}.", remedy))
        return None
    taken.notes.extend(Fault(file, 1, f"{place}: {said}", "") for place, said in looked.notes[:_TOLD])
    return looked


def _looked(folder: Folder, file: str) -> Looked | None:
    """What is known of a package; it is read again only where it changed."""
    try:
        told = os.stat(folder.root / file)
    except OSError:
        return None
    key = (str(folder.root), file, told.st_size, told.st_mtime_ns, told.st_ino)
    found = _LOOKED.get(key)
    if found is None:
        data = folder.data(file, LARGEST)
        if data is None:
            return None
        found = _LOOKED[key] = look(data)
        while len(_LOOKED) > MOST_PACKAGES:
            _LOOKED.popitem(last=False)
    return found


def _unused(folder: Folder, named: dict[str, Looked | None]) -> Iterator[Fault]:
    place = folder.root / PACKAGES
    if not place.is_dir() or not place.resolve().is_relative_to(folder.root):
        return
    others = sorted(entry.name for entry in os.scandir(place) if entry.name.removesuffix(".zip") not in named)
    for name in others[:_TOLD]:
        said = "No resource names this package, so it is not published."
        yield Fault(f"{PACKAGES}/{name}", 1, said, "Name it, or remove it.")
    if len(others) > _TOLD:
        yield Fault(PACKAGES, 1, f"No resource names {len(others) - _TOLD} other files.", "Remove them.")
