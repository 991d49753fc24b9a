"""The formats that can be read. Each is loaded when it is first asked for: some need packages of their own."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from chiron.engine.library.importing.arriving import Reader
from chiron.engine.library.importing.opening import Opened, Unusable

FORMATS = (
    *("oatutor", "cnxml", "common_cartridge", "qti", "scorm", "h5p", "anki", "moodle", "gift", "aiken", "sheets"),
    *("documents.epub", "documents.docx", "documents.pptx", "documents.pdf", "documents.html", "notes"),
)
"""Modules below ``formats``, each with a READER; where two are equally sure, the first one reads."""
LIKELY = 0.5


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader."""
    base = f"{__package__}.formats"
    return tuple(import_module(f"{base}.{name}").READER for name in FORMATS)


def reader(name: str) -> Reader:
    """The reader of this name. Raises Unusable with those there are."""
    for each in readers():
        if each.name == name:
            return each
    names = ", ".join(each.name for each in readers())
    raise Unusable(f"No format is called {name!r}. There are: {names}.", field="format")


def fitting(opened: Opened) -> Reader | None:
    """The reader that is surest of what was opened; None where none is."""
    best, most = None, 0.0
    for each in readers():
        sure = each.fits(opened)
        if sure >= LIKELY and sure > most:
            best, most = each, sure
    return best
