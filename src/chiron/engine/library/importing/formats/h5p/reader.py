"""The reader of H5P packages (h5p.org): one, or several in a folder or archive."""

from __future__ import annotations

from collections.abc import Iterator

from chiron.engine.library.importing.arriving import About, Arrival, Notes
from chiron.engine.library.importing.formats.h5p.packed import Packed, origin_of, text
from chiron.engine.library.importing.formats.h5p.walk import Walk
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes
from chiron.engine.library.importing.texts import identifier, in_one_line

_CONTENT = "content/content.json"


class H5p:
    """See the module."""

    name = "h5p"
    title = "H5P"

    def fits(self, opened: Opened) -> float:
        """By ``h5p.json`` and its content, or the endings of files."""
        names = opened.names()
        if _base(opened) is not None:
            return 0.98 if any(name.rpartition("/")[2] == "h5p.json" for name in names) else 0.7
        return 0.9 if names and sum(name.lower().endswith(".h5p") for name in names) * 2 > len(names) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every package in it. Raises Unusable where there is none that can be read."""
        base = _base(opened)
        if base is not None:
            yield from _package(Packed(opened, base, notes), Keys(notes), notes, alone=True)
            return
        keys, found = Keys(notes), False
        many = [name for name in opened.names() if name.lower().endswith(".h5p")]
        failed = ""
        for name in many:
            try:
                inner = open_bytes(name.rpartition("/")[2], opened.bytes(name))
                inside = _base(inner)
                if inside is None:
                    raise Unusable(f"{name} is no H5P package: it is no zip that holds {_CONTENT}.")
                if not found and len(many) > 1:
                    yield About(opened.name)
                arrivals = _package(Packed(inner, inside, notes), keys, notes, alone=len(many) == 1)
                for arrival in arrivals:
                    found = True
                    yield arrival
            except Unusable as error:
                failed = error.message
                if len(many) > 1:
                    notes.left(name, name, "file", error.message)
        for name in opened.names():
            if name not in many:
                notes.left(name, name, "file", "It is no H5P package.")
        if not found:
            raise Unusable(failed or f"{opened.name} holds no H5P package.")


def _base(opened: Opened) -> str | None:
    """The folder in which the package stands: the outermost that holds a content."""
    found = [
        name.removesuffix(_CONTENT) for name in opened.names() if name == _CONTENT or name.endswith(f"/{_CONTENT}")
    ]
    found += [name.removesuffix("h5p.json") for name in opened.names() if name in ("h5p.json", "/h5p.json")]
    return min(found, key=len) if found else None


def _package(packed: Packed, keys: Keys, notes: Notes, alone: bool) -> Iterator[Arrival]:
    said = packed.about()
    content = packed.content()
    title = in_one_line(text(said, "title")) or packed.name.rpartition("/")[2].removesuffix(".h5p")
    language = text(said, "language")
    language = "" if language == "und" else language
    origin = origin_of(said, title)
    if alone:
        yield About(title, language, origin=origin)
    walk = Walk(packed, keys, notes, title, language, None if alone else origin)
    yield from walk.content(text(said, "mainLibrary"), content, {}, identifier(title, (), "content"), "content.json")
