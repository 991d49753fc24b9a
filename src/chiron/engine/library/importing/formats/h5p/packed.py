"""One H5P package: what it says of itself, and the files of its content.

Source: h5p.org/documentation/developers/h5p-specification: ``h5p.json`` and ``content/content.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chiron.engine.library.importing.arriving import Media, Notes, Origin
from chiron.engine.library.importing.formats.moodle.files import PICTURES, media_key, suffix
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import decoded, in_one_line

MOST_JSON = 50 * 1024**2
_LICENCES = {
    **{f"CC {kind}": f"CC-{kind}" for kind in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")},
    "CC0 1.0": "CC0-1.0",
    "CC0": "CC0-1.0",
    "CC PDM": "Public Domain Mark",
    "PD": "Public Domain",
    "ODC PDDL": "PDDL-1.0",
    "C": "Copyright",
    "U": "",
}
_GNU = {"v1": "GPL-1.0-only", "v2": "GPL-2.0-only", "v3": "GPL-3.0-only"}


class Packed:
    """See the module. ``base`` is the folder within the opened archive in which ``h5p.json`` stands."""

    def __init__(self, opened: Opened, base: str, notes: Notes) -> None:
        self.opened = opened
        self.base = base
        self.notes = notes
        self.name = opened.name
        self._names = frozenset(opened.names())
        self._kept: dict[str, str | None] = {}

    def about(self) -> dict[str, Any]:
        """What ``h5p.json`` says; empty and told where it is missing or broken."""
        name = f"{self.base}h5p.json"
        if name not in self._names:
            self.notes.changed(
                self.name, self.name, "The package has no h5p.json: what it is, its content itself tells."
            )
            return {}
        try:
            return self._json(name)
        except Unusable as error:
            self.notes.changed(self.name, self.name, error.message)
            return {}

    def content(self) -> dict[str, Any]:
        """What ``content/content.json`` says. Raises Unusable."""
        return self._json(f"{self.base}content/content.json")

    def _json(self, name: str) -> dict[str, Any]:
        if name not in self._names:
            raise Unusable(f"{self.name} has no {name.removeprefix(self.base)}. Export it from H5P again.")
        if self.opened.size(name) > MOST_JSON:
            raise Unusable(f"{self.name}: {name} is larger than any content that is read.")
        try:
            found = json.loads(decoded(self.opened.bytes(name))[0])
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 0)
            raise Unusable(f"{self.name}: {name}{f', line {line}' if line else ''} is no JSON.") from None
        if not isinstance(found, dict):
            raise Unusable(f"{self.name}: {name} does not hold what it should.")
        return found

    def media(self, path: str, place: str) -> tuple[str | None, Media | None]:
        """The key of a file of the content, and the file where it is asked for the first time; None and told else."""
        path = path.partition("#")[0].strip()
        if path in self._kept:
            return self._kept[path], None
        self._kept[path] = None
        name = f"{self.base}content/{path}"
        if suffix(path) not in PICTURES:
            self.notes.left(path, place, "file", f"A file of the kind {suffix(path) or 'unknown'!r} cannot be shown.")
        elif name not in self._names:
            self.notes.left(path, place, "picture", "The package does not hold the file that it names.")
        else:
            try:
                data = self.opened.bytes(name)
            except (Unusable, KeyError) as error:
                self.notes.left(path, place, "picture", getattr(error, "message", "It cannot be read."))
                return None, None
            self._kept[path] = media_key(path, data)
            return self._kept[path], Media(media_key(path, data), place, path, data)
        return None, None


def origin_of(said: Mapping[str, Any], title: str, inner: str = "") -> Origin | None:
    """Where a content comes from: its licence, authors and source; None where it says none of them."""
    licence = licence_of(text(said, "license"), text(said, "licenseVersion"))
    people = said.get("authors")
    named = people if isinstance(people, list) else []
    authors = tuple(in_one_line(text(one, "name")) for one in named if isinstance(one, dict) and text(one, "name"))
    source = text(said, "source")
    url = source if source.startswith(("https://", "http://")) else ""
    if not (licence or authors or source):
        return None
    return Origin(text(said, "title") or title, licence, authors, url, inner)


def licence_of(code: str, version: str = "") -> str:
    """An SPDX name for H5P's code of a licence, or its own words (h5p.org, "Content licence")."""
    code, version = code.strip(), version.strip()
    if code == "GNU GPL":
        return _GNU.get(version, "GPL")
    known = _LICENCES.get(code, code)
    if known.startswith("CC-BY"):
        number = version.split(" ")[0] or "4.0"
        return f"{known}-{number}"
    return known


def text(params: Any, name: str) -> str:
    """A text of some parameters; "" where there is none."""
    found = params.get(name) if isinstance(params, dict) else None
    return found if isinstance(found, str) else ""


def part(params: Any, *names: str) -> Any:
    """A mapping within some parameters, by the names that lead to it; empty where there is none."""
    for name in names:
        params = params.get(name) if isinstance(params, dict) else None
    return params if isinstance(params, dict) else {}


def listed(params: Any, name: str) -> list[Any]:
    """A list of some parameters; empty where there is none."""
    found = params.get(name) if isinstance(params, dict) else None
    return found if isinstance(found, list) else []
