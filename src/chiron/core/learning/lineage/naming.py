"""An older version under today's names: the same skills and items, so that what happened there can be folded today.

Nothing but names changes where each skill became one skill of its own. Skills that became one are one here too: it
has the items of all and needs what they needed. A skill that became several is each of them, with the items that went
there. Two items that became one stay two here, the second under a name of its own, so that an open one can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from chiron.core.learning.course import Course, Goal, Reading, Resource, Skill, Step, Template, Unit
from chiron.core.learning.lineage.lines import Line
from chiron.core.learning.lineage.shape import Place

_Part = TypeVar("_Part", Course, Goal, Reading, Resource, Skill, Step, Template, Unit)


class Drawn(Template):
    """A template under another name than the one that its items are drawn by: they stay the same items."""

    drawn: str = ""


@dataclass(frozen=True)
class Names:
    """What the parts of one version are called today, and back. What is not named has its name.

    ``steps`` holds the own skills of items' steps, by item and step, where they have one.
    """

    skills: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[Place, Place] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def back(self) -> Names:
        """From today's names to the version's. A skill that several became is the first of them."""
        skills = {now: name for name, now in reversed(list(self.skills.items()))}
        items = {now: place for place, now in self.items.items()}
        units = {now: name for name, now in reversed(list(self.units.items()))}
        goals = {now: name for name, now in reversed(list(self.goals.items()))}
        return Names(skills, items, units, goals, self.steps)


@dataclass(frozen=True)
class Today:
    """A version under today's names: its course so named, the names, and the names back."""

    course: Course
    names: Names
    was: Names


def names_of(course: Course, line: Line) -> Names:
    """What every part of a version's course is called at the end of a line."""
    skills = {name: line.skill(name) for name in course.skills}
    items, taken = dict[Place, Place](), set[Place]()
    for place in course.templates:
        items[place] = _free(line.item(place), taken, place)
        taken.add(items[place])
    steps = {
        (skill, template.id, step.id): step.skill
        for (skill, _), template in course.templates.items()
        for step in template.steps
        if step.skill is not None
    }
    return Names(
        skills,
        items,
        {unit.id: line.unit(unit.id) for unit in course.units},
        {goal.id: line.goal(goal.id) for goal in course.goals},
        steps,
    )


def _free(wanted: Place, taken: set[Place], place: Place) -> Place:
    """The place itself, or one beside it where two items became one."""
    number = 1
    while wanted in taken:
        number += 1
        wanted = (wanted[0], f"{place[1]}-{place[0]}" if number == 2 else f"{place[1]}-{place[0]}-{number}")
    return wanted


def under(course: Course, line: Line) -> Today:
    """A version's course under the names at the end of a line."""
    names = names_of(course, line)
    return Today(_named(course, names), names, names.back())


def _named(course: Course, names: Names) -> Course:
    """The course with its parts so named."""
    parts = _parts(course, names)
    home = _homes(course, parts)
    kept = _needs(course, names, parts)
    units = []
    for unit in course.units:
        skills = tuple(_skill(name, course, parts[name], kept[name], names) for name in parts if home[name] == unit.id)
        readings = tuple(_with(one, skills=_all(one.skills, names, parts)) for one in unit.readings)
        units.append(_with(unit, id=names.units.get(unit.id, unit.id), skills=skills, readings=readings))
    goals = tuple(
        _with(goal, id=names.goals.get(goal.id, goal.id), skills=_all(goal.skills, names, parts))
        for goal in course.goals
    )
    resources = tuple(_with(one, skills=_all(one.skills, names, parts)) for one in course.resources)
    return _with(course, units=tuple(units), goals=goals, resources=resources)


@dataclass
class _Parts:
    """What becomes one skill of today: the old skills that are it, and the items that went there."""

    skills: list[Skill] = field(default_factory=list)
    items: list[tuple[Place, Template]] = field(default_factory=list)


def _parts(course: Course, names: Names) -> dict[str, _Parts]:
    """By today's name, in the order of the first old skill that has to do with it; those without any item are none."""
    found: dict[str, _Parts] = {}
    for skill in course.skills.values():
        found.setdefault(names.skills[skill.id], _Parts()).skills.append(skill)
        for template in skill.templates:
            now = names.items[skill.id, template.id]
            found.setdefault(now[0], _Parts()).items.append(((skill.id, template.id), template))
    return {name: parts for name, parts in found.items() if parts.items}


def _base(course: Course, parts: _Parts) -> Skill:
    """The old skill whose texts stand for the new one."""
    return parts.skills[0] if parts.skills else course.skills[parts.items[0][0][0]]


def _homes(course: Course, parts: Mapping[str, _Parts]) -> dict[str, str]:
    """The unit, by its old id, in which each skill of today stands."""
    return {name: course.unit_of[_base(course, part).id].id for name, part in parts.items()}


def _needs(course: Course, names: Names, parts: Mapping[str, _Parts]) -> dict[str, tuple[str, ...]]:
    """What each skill of today needs. Where skills became one, a need that would lead in a circle is left out: only
    what is taught before."""
    became = _became(course, names, parts)
    found = {}
    for name, part in parts.items():
        old = part.skills or [_base(course, part)]
        wanted = dict.fromkeys(now for skill in old for each in skill.prerequisites for now in became.get(each, ()))
        found[name] = tuple(now for now in wanted if now != name)
    if all(len(part.skills) == 1 for part in parts.values()) and all(len(each) == 1 for each in became.values()):
        return found
    order = {name: place for place, name in enumerate(parts)}
    return {name: tuple(one for one in needed if order[one] < order[name]) for name, needed in found.items()}


def _became(course: Course, names: Names, parts: Mapping[str, _Parts]) -> dict[str, tuple[str, ...]]:
    """Old skill -> the skills of today that it is: its own, and those that have its items and no skill of their own."""
    found: dict[str, dict[str, None]] = {}
    for skill in course.skills.values():
        now = names.skills[skill.id]
        found[skill.id] = {now: None} if now in parts else {}
    for name, part in parts.items():
        for (skill_id, _), _template in part.items if not part.skills else ():
            found[skill_id][name] = None
    return {name: tuple(each) for name, each in found.items()}


def _skill(name: str, course: Course, parts: _Parts, needs: tuple[str, ...], names: Names) -> Skill:
    base = _base(course, parts)
    homes = dict.fromkeys([base.id, *(place[0] for place, _ in parts.items)])
    wrongs = {wrong.id: wrong for home in reversed(homes) for wrong in course.skills[home].misconceptions}
    made = tuple(_template(place, template, names) for place, template in parts.items)
    same = len(homes) == 1
    return _with(
        base,
        id=name,
        prerequisites=needs,
        templates=made,
        misconceptions=base.misconceptions if same else tuple(wrongs.values()),
        resources=tuple(_with(one, skills=tuple(names.skills.get(s, s) for s in one.skills)) for one in base.resources),
    )


def _template(place: Place, template: Template, names: Names) -> Template:
    now = names.items[place]
    steps = tuple(
        step if step.skill is None else _step(step, names.skills.get(step.skill, step.skill)) for step in template.steps
    )
    if now == place and steps == template.steps:
        return template
    fields = {each: getattr(template, each) for each in type(template).model_fields}
    drawn = getattr(template, "drawn", "") or "/".join(place)
    return Drawn.model_construct(**{**fields, "id": now[1], "steps": steps, "drawn": drawn})


def _step(step: Step, skill: str) -> Step:
    return step if step.skill == skill else step.model_copy(update={"skill": skill})


def _all(skills: Iterable[str], names: Names, parts: Mapping[str, _Parts]) -> tuple[str, ...]:
    now: Callable[[str], str] = lambda name: names.skills.get(name, name)  # noqa: E731
    return tuple(dict.fromkeys(now(name) for name in skills if now(name) in parts))


def _with(part: _Part, **changed: object) -> _Part:
    """A copy without what was cached on the original."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**{**fields, **changed})
