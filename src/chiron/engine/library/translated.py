"""A course's other languages as the checker looks at them: the same templates, with the places of their overlays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chiron.core.learning.course import Course
from chiron.core.learning.translation import in_language
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.overlays import Overlay

_TEMPLATE = 6
"""So long is the way to a template, in a course and in an overlay."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The course in one language. ``skipped`` are templates that are not translated whole, or do not fit."""

    course: Course
    places: Places
    skipped: frozenset[tuple[str, str]]


def tongues(course: Course, places: Places, overlays: list[Overlay]) -> Iterator[Tongue]:
    """The course in each of its languages that can be laid over it."""
    for one in overlays:
        if one.laid is None or one.tag not in course.languages:
            continue
        broken = [key for key, _ in one.places.told] + one.laid.missing
        skipped = frozenset((str(key[3]), str(key[5])) for key in broken if len(key) >= _TEMPLATE)
        if any(len(key) < _TEMPLATE for key, _ in one.places.told):
            continue  # too little fits to make items of it
        yield Tongue(in_language(course, one.tag), _placed(places, one), skipped)


def _placed(places: Places, one: Overlay) -> Places:
    """Where everything stands: in the overlay what it holds, else in the course."""
    made = places.without(())
    for at, key in one.laid.at.items() if one.laid is not None else ():
        for length in range(1, len(at) + 1):
            file, line = one.places.of(key[:length])
            if f".{one.tag}." in file:
                made.note(at[:length], file, {(): line})
    return made


def new_ones(found: list[Fault], known: set[tuple[str, str]]) -> list[Fault]:
    """The faults that the course's own language does not show as well: (message, remedy) are known."""
    return [fault for fault in found if (fault.message, fault.remedy) not in known]
