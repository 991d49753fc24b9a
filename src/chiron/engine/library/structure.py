"""What shows before any item is made: names that lead nowhere, circles, texts that cannot be filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from pathlib import Path

from chiron.core.errors import InvalidInput
from chiron.core.language.guidelines import read_guideline
from chiron.core.learning.course import Course, Origin, Skill, Step, Template, Unit, rung_way
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.formula import authored
from chiron.core.learning.parameters import shape_faults
from chiron.core.learning.replacement import pattern
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.resource_faults import resource_faults

FORMULAS = {
    "numeric": frozenset({"answer", "tolerance", "when"}),
    "quantity": frozenset({"answer", "tolerance", "when"}),
    "table": frozenset({"answer", "tolerance", "when"}),
    "cloze": frozenset({"answer", "when"}),
    "choice": frozenset({"right", "when"}),
    "multiple-choice": frozenset({"right", "when"}),
    "graph": frozenset({"points", "at", "x", "y", "range", "step", "snap", "when"}),
}
"""Fields that hold a formula rather than text; for other kinds, ``when`` alone."""
NONE: frozenset[str] = frozenset()


def structure_faults(
    course: Course, places: Places, folder: Path, left_out: Set[str] = NONE, thinned: Set[str] = NONE
) -> Iterator[Fault]:
    """Every fault that shows without sampling.

    ``left_out`` are skills that are broken otherwise and missing in ``course``, ``thinned`` those that miss templates:
    what would be no fault with them is none.
    """
    yield from _goals(course, places, left_out)
    yield from resource_faults(course, places, left_out)
    yield from _guidelines(course.guidelines, ("guidelines",), places)
    yield from _unlisted(course, folder, left_out)
    order = list(course.skills)
    seen = Counter(skill.id for unit in course.units for skill in unit.skills)
    seen.update(reading.id for unit in course.units for reading in unit.readings)
    for number, unit in enumerate(course.units):
        yield from _readings(course, unit, ("units", number, "readings"), seen, places, left_out)
        for place, skill in enumerate(unit.skills):
            path: where.Path = ("units", number, "skills", place)
            if seen[skill.id] > 1:
                message = f"Two skills or texts are called {skill.id!r}."
                yield places.fault((*path, "id"), message, "Rename one of them.")
            yield from _guidelines(skill.guidelines, (*path, "guidelines"), places)
            yield from _prerequisites(course, order, skill, path, places, left_out)
            yield from _skill(course, skill, path, places, left_out, thinned)
    yield from _circles(course, places)


def _readings(
    course: Course, unit: Unit, path: where.Path, seen: Counter[str], places: Places, left_out: Set[str]
) -> Iterator[Fault]:
    for number, reading in enumerate(unit.readings):
        inner = (*path, number)
        if seen[reading.id] > 1:
            message = f"Two skills or texts are called {reading.id!r}."
            yield places.fault((*inner, "id"), message, "Rename one of them.")
        for place, name in enumerate(reading.skills):
            if name not in course.skills and name not in left_out:
                yield _unknown("skill", name, course.skills, (*inner, "skills", place), places)
        yield from _origin(reading.origin, inner, places)


def _goals(course: Course, places: Places, left_out: Set[str]) -> Iterator[Fault]:
    yield from _twice((goal.id for goal in course.goals), ("goals",), "goals", places)
    for number, goal in enumerate(course.goals):
        for name in goal.skills:
            if name not in course.skills and name not in left_out:
                yield _unknown("skill", name, course.skills, ("goals", number, "skills"), places)


def _origin(origin: Origin | None, path: where.Path, places: Places) -> Iterator[Fault]:
    if origin is not None and origin.url and not origin.url.startswith(("https://", "http://")):
        message = f"The address {origin.url!r} is no web address."
        yield places.fault((*path, "origin", "url"), message, "Begin it with https://, or leave it out.")


def _guidelines(lines: Iterable[str], path: where.Path, places: Places) -> Iterator[Fault]:
    """A guideline of a course is held to what one of a teacher is held to."""
    for number, text in enumerate(lines):
        try:
            read_guideline(text)
        except InvalidInput as wrong:
            hint = "Guidelines shape a model's words and nothing else; docs/how-to/set-guidelines-and-rules.md."
            yield places.fault((*path, number), wrong.message, hint)


def _unlisted(course: Course, folder: Path, left_out: Set[str]) -> Iterator[Fault]:
    """Files of skills that no unit lists: most likely forgotten."""
    for unit in course.units:
        listed = {skill.id for skill in unit.skills} | {"unit"} | left_out
        for file in sorted((folder / "units" / unit.id).glob("*.*")):
            stem, _, tag = file.stem.partition(".")
            stem = stem if tag in course.languages else file.stem
            if file.suffix in (".yaml", ".yml", ".md") and (stem not in listed or file.suffix == ".yml"):
                name = f"units/{unit.id}/{file.name}"
                yield Fault(name, 1, "No unit lists this file.", "Add its id to `skills` in unit.yaml, or remove it.")
        texts = {reading.id for reading in unit.readings} | left_out
        for file in sorted((folder / "units" / unit.id / "readings").glob("*.md")):
            stem, _, tag = file.stem.partition(".")
            if (stem if tag in course.languages else file.stem) not in texts:
                name = f"units/{unit.id}/readings/{file.name}"
                yield Fault(name, 1, "No unit lists this file.", "Add it to `readings` in unit.yaml, or remove it.")


def _prerequisites(
    course: Course, order: list[str], skill: Skill, path: where.Path, places: Places, left_out: Set[str]
) -> Iterator[Fault]:
    for number, name in enumerate(skill.prerequisites):
        inner = (*path, "prerequisites", number)
        if name in left_out and name not in course.skills:
            continue
        if name not in course.skills:
            yield _unknown("skill", name, course.skills, inner, places)
        elif order.index(name) > order.index(skill.id):
            remedy = "Change the order of skills or units, so that what is needed comes first."
            yield places.fault(inner, f"{name!r} is needed here but taught later.", remedy)


def _circles(course: Course, places: Places) -> Iterator[Fault]:
    """Skills that need themselves by way of others."""
    for number, unit in enumerate(course.units):
        for place, skill in enumerate(unit.skills):
            known = [name for name in skill.prerequisites if name in course.skills]
            waiting, met = list(known), set[str]()
            while waiting:
                name = waiting.pop()
                if name not in met:
                    met.add(name)
                    waiting.extend(n for n in course.skills[name].prerequisites if n in course.skills)
            if skill.id in met:
                path = ("units", number, "skills", place, "prerequisites")
                yield places.fault(path, f"{skill.id!r} needs itself in a circle.", "Remove one prerequisite.")


def _skill(
    course: Course, skill: Skill, path: where.Path, places: Places, left_out: Set[str], thinned: Set[str]
) -> Iterator[Fault]:
    yield from _origin(skill.origin, path, places)
    yield from _twice((m.id for m in skill.misconceptions), (*path, "misconceptions"), "misconceptions", places)
    yield from _twice((t.id for t in skill.templates), (*path, "templates"), "templates", places)
    named = set[str]()
    for number, template in enumerate(skill.templates):
        inner = (*path, "templates", number)
        yield from _template(course, skill, template, inner, places, left_out)
        named |= {name for step in template.steps for _, name in _misconceptions(step.extra)}
    for number, wrong in enumerate(skill.misconceptions):
        if wrong.id not in named and skill.id not in thinned:
            remedy = "Name it in a wrong answer of a template, or remove it."
            yield places.fault((*path, "misconceptions", number), f"No wrong answer names {wrong.id!r}.", remedy)


def _template(
    course: Course, skill: Skill, template: Template, path: where.Path, places: Places, left_out: Set[str]
) -> Iterator[Fault]:
    yield from _twice((step.id for step in template.steps), (*path, "steps"), "steps", places)
    yield from _origin(template.origin, path, places)
    for name, message in shape_faults(template):
        inner = (*path, "where") if name == "where" else (*path, "parameters", name)
        yield places.fault(inner, message, "See Parameters and Formulas in the reference.")
    names = template.parameters.keys()
    for field in ("prompt", "solution"):
        yield from _fillable(getattr(template, field), names, (*path, field), places)
    if template.picture is not None:
        for field in ("drawing", "alt"):
            yield from _fillable(getattr(template.picture, field), names, (*path, "picture", field), places)
    for number, step in enumerate(template.steps):
        if step.skill is None or step.skill in course.skills or step.skill not in left_out:
            yield from _step(course, skill, step, names, (*path, "steps", number), places)


def _step(
    course: Course, skill: Skill, step: Step, names: Iterable[str], path: where.Path, places: Places
) -> Iterator[Fault]:
    if step.skill is not None and step.skill not in course.skills:
        yield _unknown("skill", step.skill, course.skills, (*path, "skill"), places)
        return
    known = [wrong.id for wrong in skill.misconceptions]
    known += [wrong.id for wrong in course.skills[step.skill].misconceptions] if step.skill else []
    for inner, name in _misconceptions(step.extra):
        if name not in known:
            yield _unknown("misconception", name, known, (*path, *inner), places)
    for field in ("prompt", "solution"):
        yield from _fillable(getattr(step, field), names, (*path, field), places)
    for rung, text in step.rungs:
        yield from _fillable(text, names, (*path, "hints", rung_way(rung)), places)
    for inner, value in _leaves(step.extra):
        last = next(str(name) for name in reversed(inner) if isinstance(name, str))
        if last in FORMULAS.get(step.kind, {"when"}):
            yield from _computable(value, names, (*path, *inner), places)
        elif isinstance(value, str) and last not in ("misconception", "form", "drawing"):
            yield from _fillable(value, names, (*path, *inner), places)


def _fillable(text: str, names: Iterable[str], path: where.Path, places: Places) -> Iterator[Fault]:
    """A text whose replacements cannot be read, or name no parameter."""
    try:
        used = pattern(text).names
    except FormulaError as error:
        yield places.fault(path, f"`{path[-1]}`: {error.message}", "Write @@ for a plain @.")
        return
    yield from _parameters(used, names, path, places)


def _computable(value: Json, names: Iterable[str], path: where.Path, places: Places) -> Iterator[Fault]:
    """A formula that names no parameter; that it can be read was seen before."""
    yield from _parameters(authored(value).names, names, path, places)


def _parameters(used: frozenset[str], names: Iterable[str], path: where.Path, places: Places) -> Iterator[Fault]:
    for name in sorted(used - set(names)):
        yield _unknown("parameter", name, names, path, places)


def _leaves(value: Json, path: where.Path = ()) -> Iterator[tuple[where.Path, Json]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value


def _misconceptions(extra: Json) -> Iterator[tuple[where.Path, str]]:
    """Where a step names a misconception: beside a wrong answer, or for an idea that its kind finds by itself."""
    for path, value in _leaves(extra):
        if path and (path[-1] == "misconception" or path[0] == "ideas"):
            yield path, str(value)


def _twice(names: Iterable[str], path: where.Path, what: str, places: Places) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield places.fault(path, f"Two {what} are called {name!r}.", "Rename one of them.")


def _unknown(what: str, name: str, known: Iterable[str], path: where.Path, places: Places) -> Fault:
    near = get_close_matches(name, list(known), 1)
    remedy = f"Did you mean {near[0]!r}?" if near else "Correct the name, or write what it names."
    return places.fault(path, f"There is no {what} called {name!r}.", remedy)
