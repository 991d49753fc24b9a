"""How well a course tells what it tells, beside whether it is right: sections, reading level, what a skill should have.

Of what others wrote these are notes: whoever takes it over may leave it as it came. An author's own is held to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from chiron.core.learning.course import Course, Skill, Unit
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.looks.lessons import text_faults

USES = ("practice", "diagnostic", "review")
Told = tuple[Fault, bool]
"""A fault of manner, and whether it is of what others wrote."""


def manner_told(course: Course, places: Places, thinned: Set[str]) -> Iterator[Told]:
    """Every fault of manner that shows without making an item. ``thinned`` are skills that miss templates."""
    for number, unit in enumerate(course.units):
        yield from _readings(course, unit)
        for place, skill in enumerate(unit.skills):
            path: where.Path = ("units", number, "skills", place)
            if skill.id not in thinned:
                yield from _uses(skill, path, places)
            if skill.lesson:
                file = places.of(path)[0].removesuffix(".yaml") + ".md"
                others = skill.origin is not None
                if "\n## " not in f"\n{skill.lesson}":
                    remedy = "Begin a section with `## Heading`; the tutor cites it."
                    yield Fault(file, 1, "The lesson has no section.", remedy), others
                yield from ((fault, others) for fault in text_faults(course, skill.lesson, file, "lesson"))


def _readings(course: Course, unit: Unit) -> Iterator[Told]:
    for reading in unit.readings:
        file = f"units/{unit.id}/readings/{reading.id}.md"
        found = text_faults(course, reading.text, file, "text")
        yield from ((fault, reading.origin is not None) for fault in found)


def _uses(skill: Skill, path: where.Path, places: Places) -> Iterator[Told]:
    others = all(template.origin is not None for template in skill.templates)
    for use in USES:
        if not any(use in template.use for template in skill.templates):
            remedy = f"Let at least one template have `{use}` in `use`."
            message = f"{skill.id!r} has no template for {use}."
            yield places.fault((*path, "templates"), message, remedy), others
