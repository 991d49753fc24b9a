"""From a path to a composed course: opened, read by the fitting reader, composed, with its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Reader
from chiron.engine.library.importing.bounds import Raw
from chiron.engine.library.importing.composing import Composed, Composer
from chiron.engine.library.importing.opening import Bounds, Opened, Unusable, open_bytes, open_path
from chiron.engine.library.importing.readers import fitting, reader, readers
from chiron.engine.library.importing.reporting import Report

Store = Callable[[str, bytes], None]
Told = Callable[[int], None]
"""Hears how many things have arrived."""
EVERY = 100
WHOLE = frozenset({"oatutor", "cnxml", "common-cartridge", "qti", "scorm", "h5p", "anki"})
"""Readers of packages: what lies in them belongs together."""
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
    opened = open_path(path, bounds or Bounds())
    if not opened.names() and not any(opened.refused()):
        raise Unusable(f"{opened.name} is empty.")
    report = Report(source=opened.name)
    composer = Composer(report, store, known)
    for name, why in opened.refused():
        report.left(name, name, "file", why)
    for count, arrival in enumerate(read(opened, report, form), 1):
        composer.take(arrival)
        if told and count % EVERY == 0:
            told(count)
    composed = composer.compose(course_id, title)
    report.title = str(composed.content["title"])
    report.licence = str(composed.content["licence"])
    report.close()
    if not report.count("kept") + report.count("changed"):
        why = report.lines[0].why if report.lines else "It is empty."
        raise Unusable(f"Nothing in {opened.name} can be imported. {why}", lines=len(report.lines))
    return Brought(composed, report, composer)


def read(opened: Opened, report: Report, form: str = "") -> Iterator[Arrival]:
    """What was opened, by one reader, or each file by its own where several formats lie together. Raises Unusable."""
    chosen = reader(form) if form else fitting(opened)
    if chosen is not None and (form or chosen.name in WHOLE or len(opened.names()) == 1):
        report.format = chosen.title
        yield from chosen.read(opened, report)
        return
    groups, unknown = _groups(opened)
    if not groups:
        known = ", ".join(each.title for each in readers())
        raise Unusable(f"No reader knows what {opened.name} is. Chiron reads {known}.")
    report.format = ", ".join(each.title for each, _ in groups)
    # What nobody reads by itself may be what a text shows, so every reader sees it.
    shown = [name for name in unknown if name.lower().endswith(SHOWN)]
    for name in unknown:
        if name not in shown:
            report.left(name, name, "file", "No reader knows this format.")
    for each, names in groups:
        yield from _one_of_several(each.read(Part(opened, [*names, *shown]), report), opened.name, report, len(groups))


def _groups(opened: Opened) -> tuple[list[tuple[Reader, list[str]]], list[str]]:
    """The files of each reader, in the order in which the first of each stands; and those that nobody reads."""
    found: dict[str, tuple[Reader, list[str]]] = {}
    unknown = list[str]()
    for name in opened.names():
        each = None if name.lower().endswith(SHOWN) else fitting(open_bytes(name, opened.bytes(name)))
        if each is None:
            unknown.append(name)
        else:
            found.setdefault(each.name, (each, []))[1].append(name)
    return list(found.values()), unknown


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
