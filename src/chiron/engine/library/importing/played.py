"""Packages that arrive: each becomes a resource of the course, and a zip in its folder ``packages``."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Package
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.shaping import origin_of
from chiron.engine.library.importing.storing import Storing
from chiron.engine.library.importing.texts import identifier

HOME = "packages"


class Packages:
    """Takes packages in order; one use. ``known`` says where an earlier import put what."""

    def __init__(self, report: Report, store: Storing, known: Mapping[str, str]) -> None:
        self._report, self._store = report, store
        self._known = {key: place for key, place in known.items() if place.startswith(f"{HOME}/")}
        self.resources: list[Json] = []
        self.placed: dict[str, tuple[str, str]] = {}
        """Key -> place, and a fingerprint of what was made."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files below ``packages``."""
        return tuple(f"{resource['package']}.zip" for resource in self.resources)

    def take(self, package: Package, licence: str) -> None:
        """Make a resource of a package; ``licence`` is what the course says where the package says nothing."""
        if full := self._store.refused(package.data):
            self._report.left(package.key, package.place, "package", full)
            return
        taken = {str(resource["package"]) for resource in self.resources}
        others = {place.rpartition("/")[2] for key, place in self._known.items() if key != package.key}
        before = self._known.get(package.key, "").rpartition("/")[2]
        name = before if before and before not in taken else identifier(package.title, taken | others, "package")
        ids = {str(resource["id"]) for resource in self.resources}
        id = identifier(f"{name[:50]} package", ids, "package")
        made: dict[str, Json] = {"id": id, "title": package.title, "kind": "activity", "package": name}
        made["licence"] = (package.origin.licence if package.origin else "") or licence
        if package.origin is not None:
            made["origin"] = origin_of(package.origin)
        self._store(f"{name}.zip", package.data)
        self.resources.append(made)
        self.placed[package.key] = (f"{HOME}/{name}", sha256(package.data).hexdigest()[:16])
        self._report.kept("package", package.key, package.place)
