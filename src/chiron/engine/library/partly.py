"""From what was read of a folder to a Course, leaving out the templates and skills that are broken.

One slip in one template must not hide the faults of all others: what can be shaped is shaped, and looked at further.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from chiron.core.learning import course as shapes
from chiron.core.learning.course import Course, Step
from chiron.core.learning.interactions import installed, interaction, kinds, strangers
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.overlays import Overlay

REFERENCE = "docs/reference/course-format.md lists the fields."
_FIELDS = {
    name
    for shape in vars(shapes).values()
    if isinstance(shape, type) and issubclass(shape, BaseModel)
    for name in shape.model_fields
}
_SKILL, _TEMPLATE = 4, 6
"""So long is the way to a skill (units, 0, skills, 0), or a text (units, 0, readings, 0), and to a template."""


@dataclass(slots=True)
class Shaped:
    """A course without its broken parts, None where too little is left.

    ``faults`` are those of the shape. ``left_out`` names the skills that are missing, ``thinned`` those that lack some
    of their templates: nothing may be said of them that their missing parts would answer.
    """

    course: Course | None
    places: Places
    faults: list[Fault] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    thinned: set[str] = field(default_factory=set)
    overlays: list[Overlay] = field(default_factory=list)
    """The course's other languages as they stand in the folder."""
    notes: list[Fault] = field(default_factory=list)
    """What is no fault, such as a file of ``media`` that no text names."""


def shape(content: dict[str, Json], places: Places, unread: Set[str]) -> Shaped:
    """Shape what can be shaped. A skill or unit that could not be read stands as None in ``content``; ``unread`` names
    the skills that are missing for that.
    """
    done = Shaped(None, places, left_out=set(unread))
    gone = [
        *(("units", n) for n, unit in enumerate(content["units"]) if unit is None),
        *(
            ("units", n, "skills", at)
            for n, unit in enumerate(content["units"])
            for at, skill in enumerate((unit or {}).get("skills", ()))
            if skill is None
        ),
    ]
    missing = bool(gone) or not content["units"]
    _leave_out(done, content, gone)
    course = _validated(done, content, missing)
    if course is None:
        return done
    broken = _broken_steps(course, done)
    if broken:
        _leave_out(done, content, broken)
        course = _validated(done, content, missing=True)
    done.course = course
    return done


def _validated(done: Shaped, content: dict[str, Json], missing: bool) -> Course | None:
    """The course, once what is broken is left out; None where that is more than templates and skills."""
    while True:
        try:
            return Course.model_validate(content)
        except ValidationError as error:
            every = error.errors()
        # A list is also called too short when what stands in it is wrong, or its files are missing.
        real = [one for one in every if one["type"] != "too_short" or not (missing or _has_inner(one, every))]
        done.faults.extend(told(done.places, one, (), ()) for one in real)
        cut = {_part(one["loc"]) for one in (real or every)}
        if None in cut:
            return None
        _leave_out(done, content, [path for path in cut if path is not None])
        missing = True


def _part(loc: where.Path) -> where.Path | None:
    """The template, or else the skill or text, in which an error lies; None where it lies around them."""
    if len(loc) >= _TEMPLATE and loc[4] == "templates" and isinstance(loc[5], int):
        return tuple(loc[:_TEMPLATE])
    if len(loc) >= _SKILL and loc[0] == "units" and loc[2] in ("skills", "readings"):
        return tuple(loc[:_SKILL])
    return None


def _leave_out(done: Shaped, content: dict[str, Json], paths: Iterable[where.Path]) -> None:
    """Take parts out of the content and out of the places, the last ones first so that positions stay true."""
    longest_last = sorted(set(paths), key=lambda path: (len(path), path), reverse=True)
    kept = [path for path in longest_last if not any(path != o and path[: len(o)] == o for o in longest_last)]
    for path in kept:
        around: Any = content
        for name in path[:-1]:
            around = around[name]
        if len(path) == _TEMPLATE:
            skill = content["units"][path[1]]["skills"][path[3]]
            done.thinned.add(str(skill.get("id")))
        elif isinstance(around[path[-1]], dict):
            done.left_out.add(str(around[path[-1]].get("id")))
        del around[path[-1]]
    done.places = done.places.without(kept)


def _broken_steps(course: Course, done: Shaped) -> list[where.Path]:
    """The templates with a step whose own fields are wrong; their faults are told."""
    found = []
    for number, unit in enumerate(course.units):
        for place, skill in enumerate(unit.skills):
            for index, template in enumerate(skill.templates):
                path: where.Path = ("units", number, "skills", place, "templates", index)
                before = len(done.faults)
                undrawn = False
                for at, step in enumerate(template.steps):
                    done.faults.extend(_step(step, (*path, "steps", at), done.places))
                    drawing = (step.extra or {}).get("drawing")
                    undrawn |= isinstance(drawing, str) and not drawing.lstrip().startswith("<")
                if len(done.faults) > before or undrawn:
                    found.append(path)
    return found


def _step(step: Step, path: where.Path, places: Places) -> list[Fault]:
    """The fields that belong to the kind of step."""
    if not installed(step.kind):
        near = get_close_matches(step.kind, kinds(), 1)
        meant = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(kinds())}."
        remedy = f"{meant} A kind of somebody else's comes with the package that adds it."
        left_out = [str(one) for one in strangers().left_out if one.kind == step.kind]
        message = " ".join([f"There is no kind of step {step.kind!r} installed here.", *left_out])
        return [places.fault((*path, "kind"), message, remedy)]
    try:
        interaction(step.kind).Spec.model_validate(step.extra)
    except ValidationError as error:
        known = tuple(interaction(step.kind).Spec.model_fields)
        return [told(places, fault, path, known) for fault in error.errors()]
    return []


def told(places: Places, error: Any, prefix: where.Path, known: tuple[str, ...]) -> Fault:
    """One of pydantic's errors in plain words, at its place."""
    path = (*prefix, *where.way(error["loc"]))
    name = path[-1] if path else "course"
    kind, message = error["type"], str(error["msg"])
    if kind == "missing":
        return places.fault(path, f"`{name}` is missing.", "Write it.")
    if kind == "extra_forbidden":
        near = get_close_matches(str(name), [*known, *_FIELDS], 1)
        remedy = f"Did you mean `{near[0]}`?" if near else REFERENCE
        return places.fault(path, f"There is no field `{name}` here.", remedy)
    if kind == "string_pattern_mismatch":
        remedy = "Write lower-case words joined by hyphens." if "-" in message else REFERENCE
        return places.fault(path, f"`{name}`: {error['input']!r} is not a proper name.", remedy)
    if kind == "string_type":
        remedy = "Quote it." if isinstance(error["input"], int | float) else REFERENCE
        return places.fault(path, f"`{name}` must be text.", remedy)
    if kind == "too_short" and (not path or path[-1] == "skills"):
        remedy = "Texts alone cannot be practised: write a skill with a template, or accept one that is proposed."
        return places.fault(path, f"{'The course' if not path else f'`{name}`'} has no skill at all.", remedy)
    said = message.removeprefix("Value error, ")
    return places.fault(path, f"`{name}`: {said[:1].lower()}{said[1:]}.".replace("..", "."), REFERENCE)


def _has_inner(error: Any, every: Sequence[Any]) -> bool:
    """Whether another of the errors lies within this one's place."""
    place = error["loc"]
    return any(other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in every)
