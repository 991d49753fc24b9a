"""From a path to a composed course: opened, read by the fitting reader, composed, with its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chiron.engine.library.importing.arriving import About, Arrival, Notes
from chiron.engine.library.importing.composing import Composed, Composer
from chiron.engine.library.importing.opening import Bounds, Opened, Unusable, open_bytes, open_path
from chiron.engine.library.importing.readers import fitting, reader, readers
from chiron.engine.library.importing.reporting import Report

Store = Callable[[str, bytes], None]
Told = Callable[[int], None]
"""Hears how many things have arrived."""
EVERY = 100


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
    """What was opened, by one reader, or file by file where several formats lie together. Raises Unusable."""
    chosen = reader(form) if form else fitting(opened)
    if chosen is not None:
        report.format = chosen.title
        yield from chosen.read(opened, report)
        return
    formats = list[str]()
    for name in opened.names():
        inner = open_bytes(name, opened.bytes(name))
        each = fitting(inner)
        if each is None:
            report.left(name, name, "file", "No reader knows this format.")
            continue
        formats.append(each.title)
        yield from _one_of_many(each.read(inner, report), name, report)
    if not formats:
        names = ", ".join(each.title for each in readers())
        raise Unusable(f"No reader knows what {opened.name} is. Chiron reads {names}.")
    report.format = ", ".join(dict.fromkeys(formats))


def _one_of_many(arrivals: Iterator[Arrival], name: str, notes: Notes) -> Iterator[Arrival]:
    """One file of several: what it says of itself is no more than its section; where it is broken the others come."""
    try:
        for arrival in arrivals:
            if not isinstance(arrival, About):
                yield arrival
    except Unusable as unusable:
        notes.left(name, name, "file", unusable.message)
