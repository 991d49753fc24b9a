"""Checking a course: every fault with its file, line and remedy, in one go."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from chiron.core.learning.course import Course, Template
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.kept import Kept, key_of
from chiron.engine.library.looks import Manner
from chiron.engine.library.manner import manner_told
from chiron.engine.library.overlays import missing_told
from chiron.engine.library.reading import open_partly
from chiron.engine.library.resource_faults import resource_notes
from chiron.engine.library.sampling import GRADED, Found, sampled
from chiron.engine.library.stamps import stale
from chiron.engine.library.structure import structure_faults
from chiron.engine.library.translated import new_ones, tongues

__all__ = ["SAMPLES", "Checked", "Kept", "Looked", "check", "checked", "found_in", "look_over", "standing"]

SAMPLES = 200
Told = Callable[[str, int, int], None]
"""Hears the skill that comes now, how many templates are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A template and where it stands."""

    skill: str
    template: Template
    path: where.Path


@dataclass(frozen=True, slots=True)
class Looked:
    """A course before any item is made. ``at`` are the faults by the way to their place."""

    course: Course | None
    places: Places
    faults: tuple[Fault, ...]
    at: tuple[tuple[where.Path, Fault], ...]
    stands: tuple[Stand, ...]
    others: tuple[Looked, ...] = ()
    """The course in its other languages."""
    notes: tuple[Fault, ...] = ()
    """What is no fault: texts that are not translated, which keeps a language from learners, or changed since; and
    how texts of others are written."""

    @property
    def templates(self) -> dict[tuple[str, str], Stand]:
        """The templates by skill and id."""
        return {(one.skill, one.template.id): one for one in self.stands}

    @property
    def sound(self) -> list[Stand]:
        """The templates of which items can be made: an unknown name would fail in every one of them."""
        return [one for one in self.stands if not any(path[: len(one.path)] == one.path for path, _ in self.at)]


def look_over(path: Path) -> Looked:
    """Every fault that shows without making an item. What is broken hides nothing but what hangs on it."""
    shaped = open_partly(path)
    course, places, found = shaped.course, shaped.places, list(shaped.faults)
    if course is None:
        return Looked(None, places, tuple(sorted(set(found))), (), ())
    # Places count from here on: what was told of a part that was left out stands at another part's place now.
    places.told.clear()
    found += structure_faults(course, places, path, shaped.left_out, shaped.thinned)
    manner = list(manner_told(course, places, shaped.thinned))
    found += [fault for fault, others in manner if not others]
    others = tuple(
        Looked(one.course, one.places, (), tuple(places.told), _stands(one.course, one.skipped))
        for one in tongues(course, places, shaped.overlays)
    )
    untold = (note for one in shaped.overlays for note in (*missing_told(course, one), *stale(course, one)))
    notes = (*shaped.notes, *untold, *resource_notes(course, places), *(fault for fault, others in manner if others))
    stands = _stands(course)
    return Looked(course, places, tuple(sorted(set(found))), tuple(places.told), stands, others, notes)


def _stands(course: Course, without: frozenset[tuple[str, str]] = frozenset()) -> tuple[Stand, ...]:
    return tuple(
        Stand(skill.id, template, ("units", number, "skills", place, "templates", index))
        for number, unit in enumerate(course.units)
        for place, skill in enumerate(unit.skills)
        for index, template in enumerate(skill.templates)
        if (skill.id, template.id) not in without
    )


def found_in(looked: Looked, stand: Stand, samples: int, kept: Kept, closely: int = GRADED) -> list[Fault]:
    """The faults that so many items of one template show; ``closely`` many are graded and read in full."""
    course = looked.course
    assert course is not None
    key = _key(course, stand, samples, closely)
    found = None if key is None else kept.get(key)
    if found is None:
        found = list(sampled(course, stand.skill, stand.template, samples, closely))
        if key is not None:
            kept.put(key, found)
    return _placed(looked, stand, found)


def _placed(looked: Looked, stand: Stand, found: Sequence[Found]) -> list[Fault]:
    return [looked.places.fault((*stand.path, *inner), message, remedy) for inner, message, remedy in found]


def _key(course: Course, stand: Stand, samples: int, closely: int) -> str | None:
    key = key_of(course, stand.skill, stand.template, samples)
    return key if key is None or closely == GRADED else f"{key}-{closely}"


def standing(stand: Stand, found: Iterable[Fault]) -> tuple[list[Fault], list[Fault]]:
    """What is found in a template's items, as faults and as notes; of what others wrote, faults of manner are notes."""
    every = list(found)
    if stand.template.origin is None:
        return every, []
    notes = [fault for fault in every if isinstance(fault.message, Manner)]
    return [fault for fault in every if not isinstance(fault.message, Manner)], notes


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a course finds: faults keep it from being taught, notes do not."""

    faults: list[Fault]
    notes: list[Fault]


def check(
    path: Path,
    samples: int = SAMPLES,
    told: Told | None = None,
    kept: Kept | None = None,
    processes: int = 1,
    closely: int = GRADED,
) -> list[Fault]:
    """Every fault of the course in this folder, by file and line; none means that it can be taught. See ``checked``."""
    return checked(path, samples, told, kept, processes, closely).faults


def checked(
    path: Path,
    samples: int = SAMPLES,
    told: Told | None = None,
    kept: Kept | None = None,
    processes: int = 1,
    closely: int = GRADED,
) -> Checked:
    """Every fault of the course in this folder, and every note, by file and line.

    Each template that has no fault yet is sampled ``samples`` times with the seeds from 0. What ``kept`` knows of a
    template that has not changed is not looked for again. With more ``processes`` the samples are shared among them.
    ``closely`` many different items of a template are graded and read in full.
    """
    looked, kept = look_over(path), kept if kept is not None else Kept(None)
    faults, notes = list(looked.faults), list(looked.notes)
    for done, (stand, found) in enumerate(_every(looked, samples, kept, processes, closely)):
        if told:
            told(stand.skill, done + 1, len(looked.sound))
        _share(stand, found, faults, notes)
    known = {(fault.message, fault.remedy) for fault in (*faults, *notes)}
    for other in looked.others:
        for stand, found in _every(other, samples, kept, processes, closely):
            _share(stand, new_ones(found, known), faults, notes)
    kept.tidy()
    return Checked(sorted(set(faults)), list(dict.fromkeys(notes)))


def _share(stand: Stand, found: Iterable[Fault], faults: list[Fault], notes: list[Fault]) -> None:
    wrong, less = standing(stand, found)
    faults += wrong
    notes += less


def _every(
    looked: Looked, samples: int, kept: Kept, processes: int, closely: int
) -> Iterator[tuple[Stand, list[Fault]]]:
    """Each sound template with its faults, in no certain order."""
    course = looked.course
    if course is None:
        return
    sound = looked.sound
    waiting = []
    for stand in sound:
        key = _key(course, stand, samples, closely)
        found = None if key is None else kept.get(key)
        if found is not None:
            yield stand, _placed(looked, stand, found)
        else:
            waiting.append((stand, key))
    if processes == 1 or len(waiting) < 2:
        for stand, _ in waiting:
            yield stand, found_in(looked, stand, samples, kept, closely)
        return
    for stand, key, found in _shared(course, waiting, samples, processes, closely):
        if key is not None:
            kept.put(key, found)
        yield stand, _placed(looked, stand, found)


_SHARED: list[Course] = []
"""The course of a process that samples for another one."""


def _take(course: Course) -> None:
    _SHARED[:] = [course]


def _sample(skill: str, template: Template, samples: int, closely: int) -> list[Found]:
    return list(sampled(_SHARED[0], skill, template, samples, closely))


def _shared(
    course: Course, waiting: Sequence[tuple[Stand, str | None]], samples: int, processes: int, closely: int
) -> Iterator[tuple[Stand, str | None, list[Found]]]:
    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    with ProcessPoolExecutor(min(processes, len(waiting)), context, _take, (course,)) as pool:
        asked: dict[Future[list[Found]], tuple[Stand, str | None]] = {
            pool.submit(_sample, stand.skill, stand.template, samples, closely): (stand, key) for stand, key in waiting
        }
        try:
            for done in as_completed(asked):
                stand, key = asked[done]
                yield stand, key, done.result()
        finally:
            for each in asked:
                each.cancel()
