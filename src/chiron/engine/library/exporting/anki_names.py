"""By what names Anki knows the cards that a course was written into, so that reviews of them find their way back."""

from __future__ import annotations

from collections.abc import Iterator

from chiron.core.learning.course import Course, Skill, Template
from chiron.engine.library.exporting.anki import guid

MOST = 12
"""Items of each template whose cards are looked for; an export writes few."""


def card_names(course: Course) -> dict[str, tuple[str, str]]:
    """A card's name, as a reader of decks says it, -> skill and template; former ids are names as well."""
    found = dict[str, tuple[str, str]]()
    for (skill, name), template in course.templates.items():
        for key in _keys(course.skills[skill], template):
            found.setdefault(f"{guid(course.id, key)}:1", (skill, name))
    return found


def _keys(skill: Skill, template: Template) -> Iterator[str]:
    for place in _places(skill, template):
        for seed in range(1, MOST + 1 if template.parameters else 2):
            yield f"{place}/{seed}"
            if len(template.steps) > 1:
                yield from (f"{place}/{seed}/{step.id}" for step in template.steps)


def _places(skill: Skill, template: Template) -> Iterator[str]:
    """The template's place, then those where it was."""
    for name in (template.id, *template.was):
        if "/" in name:
            yield name
        else:
            yield from (f"{home}/{name}" for home in (skill.id, *skill.was))
