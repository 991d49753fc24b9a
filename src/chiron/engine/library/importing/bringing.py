"""From a path to a composed course: opened, read by the fitting reader, composed, with its report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chiron.core.errors import ChironError
from chiron.engine.library.importing.arriving import About, Arrival, Notes, Reader
from chiron.engine.library.importing.bounds import Raw
from chiron.engine.library.importing.composing import Composed, Composer
from chiron.engine.library.importing.nested import Archives, Budget, Within, archived
from chiron.engine.library.importing.opening import Bounds, Opened, Unusable, open_path
from chiron.engine.library.importing.package import root
from chiron.engine.library.importing.readers import fitting, reader, readers
from chiron.engine.library.importing.reporting import Report

log = logging.getLogger("chiron.imports")

Store = Callable[[str, bytes], None]
Told = Callable[[int], None]
"""Hears how many things have arrived."""
EVERY = 100
MOST = 50_000
"""Things of one source: what a course of so many items needs to be checked and shown is a minute and a gigabyte."""
TOO_MANY = f"These are {MOST:,} things, and more do not come at once. Split the file behind this one."
STUMBLED = "Chiron stumbled over a part of it ({}), and what stands after that does not come. Please report it."
STUMBLED_OVER_ONE = "Chiron stumbled over it ({}). Please report it."
WHOLE = frozenset({"oatutor", "cnxml", "common-cartridge", "qti", "scorm", "h5p", "anki"})
"""Readers of packages: what lies in them belongs together."""
PACKED = (".apkg", ".colpkg", ".h5p")
"""Endings of packages that their readers open by themselves, one or many."""
SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".ogg", ".mp4", ".webm", ".vtt", ".css")
"""Endings of files that a text may show, and that are nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A course as content, and what came of everything in its source."""

    composed: Composed
    report: Report
    composer: Composer
    """Knows what arrived, for what is proposed from it."""


def bring(
    path: Path,
    form: str = "",
    course_id: str = "",
    title: str = "",
    known: Mapping[str, str] | None = None,
    store: Store | None = None,
    told: Told | None = None,
    bounds: Bounds | None = None,
) -> Brought:
    """Read a file, folder or archive in one of the formats of ``readers``, or in the one that is named.

    ``known`` says where an earlier import put what, ``store`` keeps a file that texts may show. Raises Unusable where
    nothing can be read; nothing was kept then.
    """
    bounds = bounds or Bounds()
    opened = open_path(path, bounds)
    if not opened.names() and not any(opened.refused()):
        raise Unusable(f"{opened.name} is empty.")
    report = Report(source=opened.name)
    composer = Composer(report, store, known)
    for name, why in opened.refused():
        report.left(name, name, "file", why)
    try:
        for count, arrival in enumerate(_whole_ones(read(opened, report, form, 0, Budget(bounds)), report), 1):
            _take(composer, arrival, report)
            if told and count % EVERY == 0:
                told(count)
            if count >= MOST:
                report.left(report.source, getattr(arrival, "place", report.source), "part", TOO_MANY)
                break
    except Unusable as unusable:
        raise _with_why(unusable, report) from None
    composed = composer.compose(course_id, title)
    report.title = str(composed.content["title"])
    report.licence = str(composed.content["licence"])
    report.close()
    if not report.count("kept") + report.count("changed"):
        why = report.lines[0].why if report.lines else "It is empty."
        raise Unusable(f"Nothing in {opened.name} can be imported. {why}", lines=len(report.lines))
    return Brought(composed, report, composer)


def _with_why(unusable: Unusable, report: Report) -> Unusable:
    """The same with what was left out first, which is often why: the text of a document that is a bomb."""
    first = next((line for line in report.lines if line.why not in unusable.message), None)
    if first is None or "field" in unusable.details:
        return unusable
    told = f"{first.place}: {first.why.rstrip('.')}."
    return Unusable(" ".join((unusable.message, told)))


def _whole_ones(arrivals: Iterator[Arrival], report: Report) -> Iterator[Arrival]:
    """What arrives, up to where a reader stumbles over something that nobody thought of: that is told, and logged."""
    try:
        yield from arrivals
    except (ChironError, MemoryError, OSError):
        raise
    except Exception as fault:
        log.exception("the reader of %s stumbled", report.format)
        report.left(report.source, report.source, "part", STUMBLED.format(type(fault).__name__))


def _take(composer: Composer, arrival: Arrival, report: Report) -> None:
    """Take one thing; what nobody thought of in it costs that thing alone."""
    try:
        composer.take(arrival)
    except (ChironError, MemoryError, OSError):
        raise
    except Exception as fault:
        log.exception("composing stumbled")
        key, place = getattr(arrival, "key", ""), getattr(arrival, "place", report.source)
        report.left(key, place, type(arrival).__name__.lower(), STUMBLED_OVER_ONE.format(type(fault).__name__))


class Formatted(Notes, Protocol):
    """Notes that also keep which formats were met."""

    format: str


def read(
    opened: Opened, report: Formatted, form: str = "", depth: int = 0, budget: Budget | None = None
) -> Iterator[Arrival]:
    """What was opened, by one reader, or each file by its own where several formats lie together. Raises Unusable.

    ``budget`` is what is left for the archives in it.
    """
    budget = budget or Budget(Bounds())
    chosen = reader(form) if form else fitting(opened)
    if chosen is not None and _whole(chosen, opened, form):
        report.format = chosen.title
        yield from chosen.read(opened, report)
        return
    found = _Found(opened, report, form)
    if not found.groups and not found.archives:
        known = ", ".join(each.title for each in readers())
        raise Unusable(f"No reader knows what {opened.name} is. Chiron reads {known}.")
    formats = dict.fromkeys(each.title for each, _ in found.groups.values())
    report.format = ", ".join(formats)
    # What nobody reads by itself may be what a text shows, so every reader sees it.
    shown = [name for name in found.unknown if name.lower().endswith(SHOWN)]
    for name in found.unknown:
        if name not in shown:
            report.left(name, name, "file", "No reader knows this format.")
    several = len(found.groups) + len(found.archives)
    for each, names in found.groups.values():
        yield from _one_of_several(each.read(Part(opened, [*names, *shown]), report), opened.name, report, several)

    def inside(inner: Opened, notes: Within, deeper: int) -> Iterator[Arrival]:
        if root(inner) is not None:
            raise Unusable("It is a package of Chiron's own: import it by itself.")
        return read(inner, notes, form, deeper, budget)

    archives = Archives(opened, report, budget)
    for arrival, format in archives.read(found.archives, inside, depth, several == 1):
        formats[format] = None
        report.format = ", ".join(formats)
        yield arrival


def _whole(chosen: Reader, opened: Opened, form: str) -> bool:
    """Whether the reader reads all of it as one."""
    names = opened.names()
    if len(names) == 1:
        return not archived(opened, names[0]) or _packed(names[0])
    if form:
        return not all(archived(opened, name) for name in names) or any(map(_packed, names))
    # A deck beside other files is one source of several; a deck's own files are one.
    return chosen.name in WHOLE and not any(map(_packed, names))


def _packed(name: str) -> bool:
    """Whether it is a package by its name, whose reader opens it by itself."""
    return name.lower().endswith(PACKED)


class _Found:
    """The files of each reader, in the order in which the first of each stands; archives; and what nobody reads."""

    def __init__(self, opened: Opened, notes: Notes, form: str) -> None:
        self.groups: dict[str, tuple[Reader, list[str]]] = {}
        self.archives: list[str] = []
        self.unknown: list[str] = []
        self.form = form
        for name in opened.names():
            try:
                self._take(opened, name)
            except Unusable as unusable:
                notes.left(name, name, "file", unusable.message)

    def _take(self, opened: Opened, name: str) -> None:
        if name.lower().endswith(SHOWN):
            self.unknown.append(name)
        elif archived(opened, name) and not _packed(name):
            self.archives.append(name)
        elif (each := fitting(Part(opened, [name]))) is not None and self.form in ("", each.name):
            self.groups.setdefault(each.name, (each, []))[1].append(name)
        else:
            self.unknown.append(name)


def _one_of_several(arrivals: Iterator[Arrival], name: str, notes: Notes, several: int) -> Iterator[Arrival]:
    """What one of several readers found: it speaks for itself alone, and where it finds nothing the others go on."""
    try:
        for arrival in arrivals:
            if several == 1 or not isinstance(arrival, About):
                yield arrival
    except Unusable as unusable:
        notes.left(name, name, "file", unusable.message)


class Part:
    """Some of the files of what was opened."""

    def __init__(self, whole: Opened, kept: Sequence[str]) -> None:
        self.name = whole.name
        self.whole, self.kept = whole, kept

    def names(self) -> Sequence[str]:
        """The files of this part."""
        return self.kept

    def size(self, name: str) -> int:
        """As in the whole."""
        return self.whole.size(name)

    def bytes(self, name: str) -> Raw:
        """As in the whole."""
        return self.whole.bytes(name)

    def beginning(self, name: str, count: int = 4096) -> Raw:
        """As in the whole."""
        return self.whole.beginning(name, count)

    def refused(self) -> Iterator[tuple[str, str]]:
        """Told of the whole already."""
        yield from ()
