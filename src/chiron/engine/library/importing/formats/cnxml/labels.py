"""What cross references lead to: ``<link target-id="..." document="..."/>`` is said by its name and number.

OpenStax counts figures, tables and examples by chapter; classes such as ``unnumbered`` and ``splash`` do not count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element

from chiron.engine.library.importing.formats.cnxml.collection import Entry, child, said
from chiron.engine.library.importing.formats.cnxml.words import Words
from chiron.engine.library.importing.xml import local, text_of

_COUNTED = {"figure": "figure", "table": "table", "example": "example", "equation": "equation"}
_UNCOUNTED = frozenset(("unnumbered", "splash", "unstyled", "introduction-figure", "ap-overview"))


@dataclass(slots=True)
class Labels:
    """The names of what a book's links lead to."""

    words: Words = field(default_factory=Words)
    titles: dict[str, str] = field(default_factory=dict)
    """Module -> its title."""
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _counts: Counter[tuple[int | str, str]] = field(default_factory=Counter)

    def learn(self, entry: Entry, root: _Element) -> None:
        """Take in a module, in the order of the book."""
        self.titles[entry.module] = title_of(root, entry)
        for element in root.iter():
            name = local(element)
            if not name or name in ("mrow", "mo", "mi", "mn"):
                continue
            found = self._label(entry, element, name)
            identity = element.get("id")
            if found and identity:
                self._names.setdefault((entry.module, str(identity)), found)

    def _label(self, entry: Entry, element: _Element, name: str) -> str:
        if name in _COUNTED:
            if _UNCOUNTED & set(str(element.get("class") or "").split()):
                return _title(element)
            word = str(getattr(self.words, _COUNTED[name]))
            key = (entry.chapter if entry.chapter is not None else entry.module, name)
            self._counts[key] += 1
            number = f"{entry.chapter}.{self._counts[key]}" if entry.chapter is not None else str(self._counts[key])
            return f"{word} {number}"
        if name in ("section", "note", "list", "subfigure", "rule"):
            return _title(element)
        return ""

    def of(self, module: str, identity: str) -> str:
        """What a link to a place says; empty where the place has no name of its own."""
        return self._names.get((module, identity), "")

    def module(self, module: str) -> str:
        """The title of a module; empty where it is not in the book."""
        return self.titles.get(module, "")


def title_of(root: _Element, entry: Entry) -> str:
    """The title of a module: the plan's, its own, that of its metadata, else its name."""
    metadata = child(root, "metadata")
    return (
        entry.title or said(root, "title") or (said(metadata, "title") if metadata is not None else "") or entry.module
    )


def _title(element: _Element) -> str:
    title = child(element, "title")
    return " ".join(text_of(title).split()) if title is not None else ""
