"""Checking a course: every fault with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chiron.core.errors import BrokenCourse
from chiron.engine.library.faults import Fault
from chiron.engine.library.reading import open_course
from chiron.engine.library.sampling import sampled_faults
from chiron.engine.library.structure import structure_faults

SAMPLES = 200


def check(path: Path, samples: int = SAMPLES, told: Callable[[str], None] | None = None) -> list[Fault]:
    """Every fault of the course in this folder, by file and line; none means that it can be taught.

    Each template is sampled ``samples`` times with the seeds from 0. Templates are sampled only once the course's
    structure is sound, as an unknown name would fail in every sample. ``told`` hears each skill before that.
    """
    try:
        reading = open_course(path)
    except BrokenCourse as error:
        found: list[Fault] = list(error.details["faults"])  # type: ignore[call-overload]
        return sorted(set(found))
    course, places = reading.course, reading.places
    faults = list(structure_faults(course, places, path))
    if not faults:
        for number, unit in enumerate(course.units):
            for place, skill in enumerate(unit.skills):
                if told:
                    told(skill.id)
                for index, template in enumerate(skill.templates):
                    where = ("units", number, "skills", place, "templates", index)
                    faults.extend(sampled_faults(course, skill.id, template, where, places, samples))
    return sorted(set(faults))
