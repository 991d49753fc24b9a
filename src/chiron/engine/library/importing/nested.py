"""Archives among the files of a folder or archive: opened in their turn, within bounds, each with keys of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import (
    About,
    Arrival,
    Media,
    Notes,
    Package,
    Page,
    Question,
    Review,
    Word,
)
from chiron.engine.library.importing.bounds import Bounds, Unusable, megabytes, shown
from chiron.engine.library.importing.opening import Opened, is_archive, open_bytes
from chiron.engine.library.importing.texts import identifier

DEEPEST = 2
"""Archives within archives within what was given; what lies deeper is told."""
MOST = 200
TOO_MANY = f"More than {MOST} archives lie in it. Import it in parts."
TOO_DEEP = "It lies in an archive within an archive. Unpack it, and import it by itself."
_MEDIA = re.compile(r"(\]\()media:([^()\s]{1,400})(?=\))")
_NAMED = (Question, Page, Word, Media, Package, Review)

Read = Callable[[Opened, "Within", int], Iterator[Arrival]]
"""Reads what was opened, at a depth."""


class Within:
    """The notes of one archive among several: its keys and places begin with its name."""

    def __init__(self, notes: Notes, prefix: str, name: str) -> None:
        self._notes, self.prefix, self.name = notes, prefix, name
        self.format = ""

    def changed(self, key: str, place: str, what: str) -> None:
        """It comes, but not as it was."""
        self._notes.changed(self.prefix + key, self.placed(place), what)

    def left(self, key: str, place: str, what: str, why: str) -> None:
        """It does not come."""
        self._notes.left(self.prefix + key, self.placed(place), what, why)

    def placed(self, place: str) -> str:
        """A place in the archive, as it is said of the whole."""
        return place if not self.prefix or place == self.name else f"{self.name}: {place}"

    def arrived(self, arrival: Arrival) -> Arrival:
        """What came of the archive, under its keys."""
        if not self.prefix or not isinstance(arrival, _NAMED):
            return arrival
        made = replace(arrival, **self._inner(arrival))
        if isinstance(made, Question | Page) and not made.section:
            return replace(made, section=(self.name.rpartition("/")[2],))
        return made

    def _inner(self, thing: Any) -> dict[str, Any]:
        """The fields that name things of the archive, or show its files."""
        changed: dict[str, Any] = {}
        for field in fields(thing):
            value = getattr(thing, field.name)
            if field.name in ("key", "question"):
                changed[field.name] = self.prefix + value
            elif field.name == "place":
                changed[field.name] = self.placed(value)
            elif field.name not in ("data", "files", "origin"):
                changed[field.name] = self._shown(value)
        return changed

    def _shown(self, value: Json) -> Json:
        """A value with the keys of files in its texts changed."""
        if isinstance(value, str):
            return _MEDIA.sub(rf"\1media:{self.prefix}\2", value) if "media:" in value else value
        if isinstance(value, dict):
            return {name: self._shown(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._shown(inner) for inner in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **self._inner(value))
        return value


class Budget:
    """What the archives of one import may hold together, however deep they lie."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.archives = MOST
        self._total, self._files = bounds.total, bounds.files

    @property
    def left(self) -> Bounds:
        """The bounds of the next archive. Raises Unusable where nothing is left."""
        if self._total <= 0 or self._files <= 0:
            raise Unusable(
                f"The archives hold more than {megabytes(self.bounds.total)} or {self.bounds.files:,} files together."
                " Import them in parts."
            )
        return replace(self.bounds, total=self._total, files=self._files)

    def spend(self, opened: Opened) -> None:
        """Count what an archive holds."""
        names = opened.names()
        self._total -= sum(map(opened.size, names))
        self._files -= len(names)


class Archives:
    """The archives among the files of what was opened. ``alone``: it holds one, and nothing else that is read."""

    def __init__(self, whole: Opened, notes: Notes, budget: Budget) -> None:
        self.whole, self.notes, self.budget = whole, notes, budget
        self._prefixes: set[str] = set()

    def read(self, names: list[str], read: Read, depth: int, alone: bool) -> Iterator[tuple[Arrival, str]]:
        """What lies in them, each thing with the format that it was in; a broken one is told, and the others come."""
        for name in names:
            if depth >= DEEPEST or self.budget.archives <= 0:
                self.notes.left(name, name, "file", TOO_DEEP if depth >= DEEPEST else TOO_MANY)
                continue
            self.budget.archives -= 1
            try:
                within = self._within(name, alone)
                for arrival in read(self._opened(name, within), within, depth + 1):
                    if alone or not isinstance(arrival, About):
                        yield within.arrived(arrival), within.format
            except Unusable as unusable:
                if alone:
                    raise
                self.notes.left(name, name, "file", unusable.message)

    def _within(self, name: str, alone: bool) -> Within:
        prefix = "" if alone else identifier(name.rpartition("/")[2].partition(".")[0], self._prefixes, "archive")
        self._prefixes.add(prefix)
        return Within(self.notes, f"{prefix}/" if prefix else "", shown(name))

    def _opened(self, name: str, notes: Notes) -> Opened:
        left = self.budget.left
        opened = open_bytes(name, self.whole.bytes(name), left)
        for inner, why in opened.refused():
            notes.left(inner, inner, "file", why)
        self.budget.spend(opened)
        return opened


def archived(opened: Opened, name: str) -> bool:
    """Whether a file is an archive, by how it begins, and no document that is one by the way."""
    return is_archive(opened.beginning(name, 512), name)
