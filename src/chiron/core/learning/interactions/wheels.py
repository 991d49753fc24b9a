"""Finds the kinds of step that installed wheels add, and says of each that cannot be used why.

One rule: an entry point of the group ``chiron.interactions`` has the kind's name and names a package; that package
holds ``chiron-kind.json``, and the manifest names the grader and the widget's files.
Nothing of Chiron's own is replaced. Our own kinds have no entry point: they are listed in this package.
See docs/decisions/0010.

This reads what is installed beside Chiron, which is as pure as an import: see docs/house.md, "What core may read".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.guest import guest
from chiron.core.learning.interactions.manifest import (
    KIND,
    LARGEST_FILE,
    NAME,
    PACKAGE,
    Broken,
    Manifest,
    one_line,
    read_manifest,
)

GROUP = "chiron.interactions"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A kind from a stranger's wheel, whole: ``files`` are the widget's, by name, as they were when it was found."""

    kind: str
    wheel: str
    manifest: Manifest
    interaction: Interaction
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind that cannot be used, and why in one sentence."""

    kind: str
    wheel: str
    why: str

    def __str__(self) -> str:
        return f"The kind of step {self.kind!r} of {self.wheel} is left out: {self.why}"


@dataclass(frozen=True, slots=True)
class Found:
    """What the wheels installed here add."""

    kinds: Mapping[str, Stranger]
    left_out: tuple[LeftOut, ...]


@cache
def found(own: frozenset[str]) -> Found:
    """Every stranger's kind, looked for once a process; ``own`` are the names that are taken."""
    points = entry_points(group=GROUP)
    named = Counter(point.name for point in points)
    kinds: dict[str, Stranger] = {}
    left_out: list[LeftOut] = []
    for point in sorted(points, key=lambda point: (point.name, point.value)):
        wheel = _wheel(point)
        try:
            _free(point.name, own, named)
            kinds[point.name] = _whole(point, wheel)
        except Broken as broken:
            left_out.append(LeftOut(one_line(point.name), wheel, str(broken)))
    return Found(kinds, tuple(left_out))


def _wheel(point: EntryPoint) -> str:
    return "an unnamed package" if point.dist is None else one_line(f"{point.dist.name} {point.dist.version}")


def _free(name: str, own: frozenset[str], named: Counter[str]) -> None:
    if name in own:
        raise Broken("Chiron has a kind of this name. Give yours another.")
    if named[name] > 1:
        raise Broken("several packages add a kind of this name. Keep one of them.")
    if not re.fullmatch(KIND, name) or len(name) > 40:
        raise Broken("a kind's name is lower-case words joined by hyphens, at most 40 characters.")


def _whole(point: EntryPoint, wheel: str) -> Stranger:
    package = point.value.strip()
    if not re.fullmatch(PACKAGE, package):
        raise Broken(f"its entry point names {one_line(point.value)!r}; it must name a package, and nothing behind it.")
    folder = _folder(package)
    manifest = read_manifest(_read(folder, NAME))
    if manifest.kind != point.name:
        raise Broken(f"{NAME} is about {manifest.kind!r}, the entry point about {point.name!r}.")
    module, _, name = manifest.grader.partition(":")
    if module != package and not module.startswith(f"{package}."):
        raise Broken(f"its grader {manifest.grader} is not in the package {package}.")
    widget = manifest.widget
    wanted = [] if widget is None else [one for one in (widget.module, widget.styles) if one]
    served = {file: _text(folder, file) for file in wanted}
    return Stranger(point.name, wheel, manifest, guest(_object(module, name), point.name, package), served)


def _folder(package: str) -> Traversable:
    _imported(package)
    try:
        return files(package)
    except Exception as error:
        raise Broken(f"{package} is no package: {one_line(error)}.") from None


def _object(module: str, name: str) -> object:
    try:
        return getattr(_imported(module), name)
    except AttributeError:
        raise Broken(f"{module} has no {name}.") from None


def _imported(module: str) -> object:
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:
        raise Broken(f"{module} cannot be imported: {type(error).__name__}: {one_line(error)}.") from None


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except (OSError, ValueError):
        raise Broken(f"its package has no file {name}.") from None


def _text(folder: Traversable, name: str) -> bytes:
    content = _read(folder, name)
    if len(content) > LARGEST_FILE:
        raise Broken(f"{name} is larger than {LARGEST_FILE // 1000} kB.")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken(f"{name} is not UTF-8.") from None
    return content
