"""Chiron's own package: a course's folder as one zip, the same byte for byte whenever and wherever it is packed."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.engine.library.importing.opening import Opened, Unusable, open_path
from chiron.engine.library.importing.writing import in_its_place

COURSE = "course.yaml"
SUFFIX = ".zip"
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every member: when a file was saved is no part of a course."""
_PLAIN_FILE = 0o100644 << 16
_SKIPPED = ("__pycache__",)


def members(folder: Path) -> list[str]:
    """The files of a course's folder that belong into its package, in their order; what is hidden does not.

    Raises InvalidInput where it holds no course, or a link.
    """
    if not (folder / COURSE).is_file():
        raise InvalidInput(f"{folder} holds no {COURSE}. Give the folder of a course.", field="path")
    found = list[str]()
    for around, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(names):
            path = Path(around, name)
            inner = path.relative_to(folder).as_posix()
            if path.is_symlink():
                raise InvalidInput(f"{inner} is a link. Put a copy in its place.", field="path")
            if not name.startswith("."):
                found.append(inner)
    return sorted(found)


def pack(folder: Path, path: Path) -> int:
    """Write the package of a course's folder to a file, all or nothing; how many files it holds.

    Raises InvalidInput where the folder holds no course.
    """
    names = members(folder)
    new = path.with_name(f".{path.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for name in names:
                member = zipfile.ZipInfo(name, _WHEN)
                member.external_attr, member.compress_type, member.create_system = _PLAIN_FILE, zipfile.ZIP_DEFLATED, 3
                packed.writestr(member, (folder / name).read_bytes())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return len(names)


def root(opened: Opened) -> str | None:
    """Where in what was opened a whole course lies: ``""``, or one folder around all of it; None where none does."""
    names = opened.names()
    if COURSE in names:
        return ""
    tops = {name.partition("/")[0] for name in names}
    top = next(iter(tops), "")
    return f"{top}/" if len(tops) == 1 and f"{top}/{COURSE}" in names else None


def unpack(opened: Opened, folder: Path) -> int:
    """Write the files of a package below a folder; how many there were. Raises Unusable where it is no package."""
    base = root(opened)
    if base is None:
        raise Unusable(f"{opened.name} holds no {COURSE}: it is no package of Chiron's.")
    names = [name for name in opened.names() if name.startswith(base)]
    for name in names:
        path = folder / name.removeprefix(base)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(opened.bytes(name))
    return len(names)


def take(opened: Opened, folder: Path, again: bool = False) -> int:
    """Put a package into a folder of its own, all or nothing; how many files there were. ``again``: in the place of
    what is there.

    Raises Unusable for what is no package or has parts that may not be unpacked, InvalidInput where the folder is
    there already.
    """
    if not again and folder.exists() and any(folder.iterdir()):
        raise InvalidInput(f"{folder} is there already. Give another folder with --to.", field="to")
    for name, why in opened.refused():
        raise Unusable(f"{opened.name}: {name} cannot be taken: {why}. A package comes whole or not at all.")
    with in_its_place(folder) as place:
        return unpack(opened, place)


@contextmanager
def as_folder(path: Path) -> Iterator[Path]:
    """A course's folder as it is, or that of a package for as long as it is looked at. Raises Unusable."""
    if path.is_dir() or not path.exists():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="chiron-package-") as kept:
        unpack(open_path(path), Path(kept))
        yield Path(kept)
