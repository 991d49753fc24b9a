"""The files of a playbook's folder, gathered into lists of raw things with the place of every value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.playbooks.strange import IGNORED, strange
from chiron.engine.library.yamls import parse_yaml

REFERENCE = "docs/reference/playbooks.md lists the fields."
BASE = "playbook.yaml"
HEADED = ("delivery", "actions", "categories", "attributes", "uses")
"""Lists that stand in playbook.yaml itself."""
SINGLE = ("stages", "offers", "guidelines", "macros", "messages", "outside")
"""Lists with a file of their own."""
SHELVED = {"products": "category", "intents": "group"}
"""Folders of files that hold a list each; the file's name is a field of everything in it."""
MOST = {"products": 20_000, "articles": 5_000, "intents": 1_000, "flows": 300, "messages": 2_000, "outside": 5_000}
MOST_OTHERS = 1_000
"""How many of a kind a playbook may hold."""
_NAME = re.compile(r"(?P<stem>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:\.(?P<tag>[a-z]{2,3}))?\.(?P<kind>yaml|md)")
_FRONT = re.compile(r"---\n(.*?\n)---(?:\n|$)", re.DOTALL)


@dataclass(slots=True)
class Gathered:
    """What the files hold. ``lists`` are raw things by kind; their places are known by (kind, number, ...)."""

    head: dict[str, Json] | None = None
    lists: dict[str, list[Json]] = field(default_factory=dict)
    overlays: dict[str, dict[str, Any]] = field(default_factory=dict)
    overlay_places: dict[str, Places] = field(default_factory=dict)
    places: Places = field(default_factory=lambda: Places(BASE))
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Kinds of which a file could not be read: what they hold is not known in full."""


def gather(path: Path) -> Gathered:
    """Read every file of the folder. Faults are told, never raised."""
    found = Gathered()
    try:
        folder = Folder(path, "playbook")
    except Refused as refused:
        found.faults.append(refused.fault)
        return found
    reader = _Reader(folder, found)
    reader.head()
    if found.head is None:
        return found
    for kind in SINGLE:
        reader.single(kind)
    for kind, named in SHELVED.items():
        reader.shelf(kind, named)
    reader.flows()
    reader.articles()
    reader.overlays()
    found.faults.extend(strange(folder, reader.read))
    return found


class _Reader:
    """One use."""

    def __init__(self, folder: Folder, found: Gathered) -> None:
        self.folder = folder
        self.found = found
        self.read: set[str] = set()
        self.waiting: list[tuple[str, str, where.Path]] = []
        """Files of other languages, with their tag and where their texts stand in the overlay."""

    # -- the original

    def head(self) -> None:
        value = self._fields(BASE, "playbook")
        if value is None:
            if not self.found.faults:
                remedy = "Write it, or give the folder that holds it."
                self.found.faults.append(Fault(BASE, 1, f"There is no file {BASE}.", remedy))
            return
        self.found.places.note((), BASE, self._lines)
        self._tongues("playbook", ())
        for kind in HEADED:
            self._listed(kind, value.pop(kind, []), BASE, (kind,), {})
        for kind in ("products", "articles", "intents", "flows", *SINGLE, "overlays"):
            if kind in value:
                del value[kind]
                message = f"`{kind}` does not stand in {BASE}."
                self._fault((kind,), message, "Write it in its own file; see docs/reference/playbooks.md.")
        self.found.head = value

    def single(self, kind: str) -> None:
        name = f"{kind}.yaml"
        value = self._fields(name, kind)
        if value is not None:
            self._one_list(kind, value, name, {})
        self._tongues(kind, ())

    def shelf(self, kind: str, named: str) -> None:
        for stem, tag, name in self._names(kind, "yaml"):
            if tag:
                self.waiting.append((tag, name, ()))
                continue
            value = self._fields(name, kind)
            if value is not None:
                self._one_list(kind, value, name, {named: stem})

    def flows(self) -> None:
        for stem, tag, name in self._names("flows", "yaml"):
            if tag:
                self.waiting.append((tag, name, ("flows", stem)))
                continue
            value = self._fields(name, "flows")
            if value is not None:
                self._add("flows", value, name, self._lines, stem)

    def articles(self) -> None:
        for stem, tag, name in self._names("articles", "md"):
            if tag:
                self.waiting.append((tag, name, ("articles", stem)))
                continue
            taken = self._article(name)
            if taken is not None:
                self._add("articles", taken[0], name, taken[1], stem)

    # -- other languages

    def overlays(self) -> None:
        for tag, name, key in self.waiting:
            places = self.found.overlay_places.setdefault(tag, Places(f"playbook.{tag}.yaml"))
            whole = self.found.overlays.setdefault(tag, {})
            if name.endswith(".md"):
                taken = self._article(name)
                value, lines = taken if taken is not None else (None, {})
            else:
                value = self._fields(name, "")
                lines = self._lines
            if value is None:
                continue
            places.note(key, name, lines)
            clash = _merged(_inner(whole, key), value)
            if clash is not None:
                line = lines.get(clash, 1)
                message = f"`{'.'.join(str(one) for one in clash)}` is translated twice."
                self.found.faults.append(Fault(name, line, message, "Keep one of them."))

    def _tongues(self, stem: str, key: where.Path) -> None:
        for file in sorted(self.folder.root.glob(f"{stem}.*.yaml")):
            made = _NAME.fullmatch(file.name)
            if made is not None and made["tag"]:
                self.waiting.append((made["tag"], file.name, key))

    # -- one file

    def _names(self, kind: str, suffix: str) -> Iterator[tuple[str, str | None, str]]:
        """(stem, language, name) of the files of a folder, in their order."""
        place = self.folder.root / kind
        for file in sorted(os.listdir(place)) if place.is_dir() else ():
            if file.startswith(".") or file in IGNORED:
                continue
            made = _NAME.fullmatch(file)
            name = f"{kind}/{file}"
            if made is None or made["kind"] != suffix:
                self.read.add(name)
                remedy = f"Name it with lower-case words joined by hyphens and .{suffix}, or take it out."
                self.found.faults.append(Fault(name, 1, f"{file!r} is no name of a file of {kind}.", remedy))
                continue
            yield made["stem"], made["tag"], name

    _lines: dict[where.Path, int]
    """The lines of the file that was read last."""

    def _fields(self, name: str, kind: str) -> dict[str, Json] | None:
        """The fields of a file; None where there is none, or (with a fault) where it has none."""
        self._lines = {}
        try:
            text = self.folder.text(name)
            if text is None:
                return None
            self.read.add(name)
            document = parse_yaml(name, text)
            if not isinstance(document.value, dict):
                raise Refused(Fault(name, 1, "The file must hold fields (`name: value`).", REFERENCE))
        except Refused as refused:
            self.read.add(name)
            self.found.faults.append(refused.fault)
            self.found.unread.add(kind)
            return None
        self._lines = document.lines
        return document.value

    def _article(self, name: str) -> tuple[dict[str, Json], dict[where.Path, int]] | None:
        """The front matter of an article with its text, and their lines."""
        try:
            self.read.add(name)
            text = self.folder.text(name) or ""
            front = _FRONT.match(text)
            if front is None:
                remedy = "Begin with a line ---, the fields, a line ---; then the text."
                raise Refused(Fault(name, 1, "The article has no front matter.", remedy))
            # The empty line keeps the count of lines that of the file.
            document = parse_yaml(name, "\n" + front[1])
            if not isinstance(document.value, dict):
                raise Refused(Fault(name, 1, "The front matter must hold fields (`name: value`).", REFERENCE))
            if "text" in document.value:
                raise Refused(Fault(name, document.lines[("text",)], "The text stands below.", "Remove this field."))
        except Refused as refused:
            self.found.faults.append(refused.fault)
            self.found.unread.add("articles")
            return None
        body = text[front.end() :]
        blank = len(body) - len(body.lstrip("\n"))
        start = front[0].count("\n") + 1 + blank
        if not body.strip():
            self.found.faults.append(Fault(name, start, "The article has no text.", "Write it below the front matter."))
            return None
        return {**document.value, "text": body.strip()}, {**document.lines, ("text",): start}

    # -- things

    def _one_list(self, kind: str, value: dict[str, Json], name: str, more: dict[str, Json]) -> None:
        """The list that a file holds under the name of its kind."""
        for field_ in value:
            if field_ != kind:
                line = self._lines.get((field_,), 1)
                remedy = f"The file holds `{kind}:` with a list below it."
                self.found.faults.append(Fault(name, line, f"There is no field `{field_}` here.", remedy))
        if kind not in value:
            self.found.faults.append(Fault(name, 1, f"`{kind}` is missing.", f"Write `{kind}:` with a list below it."))
            return
        self._listed(kind, value[kind], name, (kind,), more)

    def _listed(self, kind: str, listed: Json, name: str, at: where.Path, more: dict[str, Json]) -> None:
        line = self._lines.get(at, 1)
        if not isinstance(listed, list):
            self.found.faults.append(Fault(name, line, f"`{kind}` must be a list.", REFERENCE))
            self.found.unread.add(kind)
            return
        held = self.found.lists.setdefault(kind, [])
        most = MOST.get(kind, MOST_OTHERS)
        if len(held) + len(listed) > most:
            self.found.faults.append(Fault(name, line, f"The playbook has more than {most} {kind}.", "Take some out."))
            listed = listed[: most - len(held)]
        below: dict[where.Path, dict[where.Path, int]] = {}
        for path, number in self._lines.items():
            below.setdefault(path[: len(at) + 1], {})[path[len(at) + 1 :]] = number
        for number, one in enumerate(listed):
            whole = {**more, **one} if isinstance(one, dict) else one
            self._add(kind, whole, name, below.get((*at, number), {}), None)

    def _add(self, kind: str, one: Json, name: str, lines: dict[where.Path, int], stem: str | None) -> None:
        held = self.found.lists.setdefault(kind, [])
        at: where.Path = (kind, len(held))
        self.found.places.note(at, name, lines)
        if stem is not None and isinstance(one, dict) and one.setdefault("id", stem) != stem:
            message = f"The id {one['id']!r} differs from the file's name {stem!r}."
            self._fault((*at, "id"), message, "Remove the id, or rename the file.")
        if stem is None and isinstance(one, dict) and kind in SHELVED:
            named = SHELVED[kind]
            expected = Path(name).stem
            if one.get(named) != expected:
                message = f"`{named}` is {one.get(named)!r} in the file of {expected!r}."
                self._fault((*at, named), message, f"Remove `{named}`, or move this to another file.")
        held.append(one)

    def _fault(self, path: where.Path, message: str, remedy: str) -> None:
        self.found.faults.append(self.found.places.fault(path, message, remedy))


def _inner(whole: dict[str, Any], key: where.Path) -> dict[str, Any]:
    for name in key:
        whole = whole.setdefault(str(name), {})
    return whole


def _merged(into: dict[str, Any], value: dict[str, Json], at: where.Path = ()) -> where.Path | None:
    """Put the texts of a file among those of the others; the way to the first that was there already."""
    clash = None
    for name, one in value.items():
        here = (*at, name)
        if name not in into:
            into[name] = one
        elif isinstance(into[name], dict) and isinstance(one, dict):
            clash = clash or _merged(into[name], one, here)
        else:
            clash = clash or here
    return clash
