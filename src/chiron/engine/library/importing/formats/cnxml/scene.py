"""What rendering a module needs to know: the book's names, the files beside it, and where to tell of losses."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element

from chiron.engine.library.importing.arriving import Notes
from chiron.engine.library.importing.formats.cnxml.collection import Entry
from chiron.engine.library.importing.formats.cnxml.labels import Labels
from chiron.engine.library.importing.given_out import GivenOut
from chiron.engine.library.importing.opening import Opened, Unusable

SHOWN = frozenset(("png", "jpg", "jpeg", "gif", "webp", "svg", "mp3", "ogg", "mp4", "webm", "vtt"))
"""Endings of files that texts can show."""


class Files(GivenOut):
    """The files of a book: found wherever they lie."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self._names = frozenset(opened.names())
        self._by_name: dict[str, str] = {}
        for name in sorted(self._names):
            self._by_name.setdefault(posixpath.basename(name).casefold(), name)

    def key(self, folder: str, source: str) -> str:
        """The key of the file that ``source`` names from a folder. Raises KeyError where there is none; Unusable."""
        path = posixpath.normpath(posixpath.join(folder, unquote(source.partition("#")[0].partition("?")[0])))
        return self.key_of(path if path in self._names else self._by_name[posixpath.basename(path).casefold()])


@dataclass(slots=True)
class Scene:
    """One module on its way into Markdown."""

    entry: Entry
    place: str
    folder: str
    labels: Labels
    files: Files
    notes: Notes
    footnotes: list[str] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def at(self, element: _Element) -> str:
        """The place of an element, for reports."""
        identity = element.get("id")
        return f"{self.place}#{identity}" if identity else f"{self.place}:{element.sourceline or 0}"

    def name(self, element: _Element) -> str:
        """The key of an element in reports."""
        return f"{self.entry.module}#{element.get('id') or element.sourceline or 0}"

    def changed(self, element: _Element, what: str) -> None:
        """Tell once for each element that it comes otherwise."""
        if (self.name(element), what) not in self._told:
            self._told.add((self.name(element), what))
            self.notes.changed(self.name(element), self.at(element), what)

    def left(self, element: _Element, what: str, why: str, name: str = "") -> None:
        """Tell once for each element that it does not come. ``name``: what the book calls it, such as a file."""
        if (self.name(element), what) not in self._told:
            self._told.add((self.name(element), what))
            place = f"{self.at(element)} ({name[:160]})" if name else self.at(element)
            self.notes.left(self.name(element), place, what, why)

    def media(self, element: _Element, source: str, what: str) -> str:
        """The key of a file that a text shows; empty where it cannot be, which is told."""
        ending = source.rpartition(".")[2].casefold()
        if ending not in SHOWN:
            self.left(element, what, f"Files of the kind .{ending[:12]} are not shown here.")
            return ""
        try:
            return self.files.key(self.folder, source)
        except KeyError:
            self.left(element, what, "The file is not in the package.", posixpath.basename(source))
        except Unusable as error:
            self.left(element, what, error.message)
        return ""


def in_words(text: str) -> str:
    """Words for a picture in one line, without what would end them."""
    return " ".join(text.split()).replace("\\", "").replace("[", "(").replace("]", ")")
