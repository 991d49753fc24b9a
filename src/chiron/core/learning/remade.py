"""The item that an event was about, made again from course, template and seed: the same bytes as then."""

from __future__ import annotations

from chiron.core.events import About
from chiron.core.learning.course import Course
from chiron.core.learning.generate import CannotGenerate, Item, ItemStep, generate


def remade_item(course: Course, about: About) -> Item | None:
    """The item, None where the course no longer gives it.

    An item belongs to its template's skill, which a step's own skill need not be.
    """
    if about.template is None or about.seed is None:
        return None
    home = about.skill if (about.skill, about.template) in course.templates else None
    owners = [skill for skill, template in course.templates if template == about.template]
    home = home or (owners[0] if len(owners) == 1 else None)
    if home is None:
        return None
    try:
        return generate(course, home, about.template, about.seed)
    except (KeyError, CannotGenerate):
        return None


def remade_step(item: Item, about: About) -> tuple[ItemStep | None, int]:
    """The step and its number from 1; None and 0 where the item has no such step."""
    for number, step in enumerate(item.steps, 1):
        if step.id == about.step:
            return step, number
    return None, 0
