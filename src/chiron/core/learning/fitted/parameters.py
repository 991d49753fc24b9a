"""What is fitted to a course, as data, and how it is put to use: a learner model and a course with its difficulties.

Difficulties are on the probit scale, as the author's. Each stands with its standard deviation and how many answers
spoke of it; with none it is the author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

import msgspec

from chiron.core.learning.course import Course, Skill, Template, Unit
from chiron.core.learning.mastery.gaussian import Gaussian
from chiron.core.learning.mastery.gaussian import Parameters as Abilities
from chiron.core.learning.memory import Prior, Recall
from chiron.core.learning.memory.fsrs6 import USUAL, Scales
from chiron.core.words import Json

_Part = TypeVar("_Part", Course, Unit, Skill, Template)
KIND = "gaussian"
"""The learner model whose parameters these are."""
HARDEST = 3.0
"""No difficulty leaves [-3, 3], as the author's may not."""


USUAL_ABILITIES = Abilities()


class Known(NamedTuple):
    """A difficulty with its standard deviation and the answers that spoke of it."""

    difficulty: float
    sd: float
    answers: int


class Lapse(NamedTuple):
    """How often answers of a kind go against what is known (``slip`` and ``lucky`` as in Gaussian), from how many."""

    slip: float
    lucky: float
    answers: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """``skills`` by id, ``templates`` by ``skill/template`` (relative to the skill), ``lapses`` by kind of
    interaction; the rest as in Gaussian and Prior.

    ``learners`` and ``answers`` count what it was fitted to.
    """

    start: float
    general: float
    own: float
    skills: dict[str, Known] = field(default_factory=dict)
    templates: dict[str, Known] = field(default_factory=dict)
    scales: Scales = USUAL
    recall: Recall = field(default_factory=Recall)
    reviews: int = 0
    learners: int = 0
    answers: int = 0
    slip: float = USUAL_ABILITIES.slip
    lucky: float = USUAL_ABILITIES.lucky
    practice: float = USUAL_ABILITIES.practice
    lapses: dict[str, Lapse] = field(default_factory=dict)


def unfitted() -> Fitted:
    """The parameters that Chiron comes with."""
    p = USUAL_ABILITIES
    return Fitted(p.start, p.general, p.own)


def model_of(fitted: Fitted, version: str) -> Gaussian:
    """The learner model with these parameters. ``version`` stands in every event that used it."""
    abilities = replace(
        USUAL_ABILITIES,
        version=version,
        start=fitted.start,
        general=fitted.general,
        own=fitted.own,
        slip=fitted.slip,
        lucky=fitted.lucky,
        lapses={kind: (lapse.slip, lapse.lucky) for kind, lapse in fitted.lapses.items()},
        practice=fitted.practice,
    )
    return Gaussian(abilities, Prior(fitted.scales, fitted.recall))


def course_of(course: Course, fitted: Fitted) -> Course:
    """The course with its fitted difficulties in the place of the author's; skills and templates unknown to the fit
    stay as they are, and so does all else."""
    if not fitted.skills and not fitted.templates:
        return course
    units = tuple(_with(unit, skills=tuple(_skill(skill, fitted) for skill in unit.skills)) for unit in course.units)
    return _with(course, units=units)


def with_templates(course: Course, skill: str, difficulties: Mapping[str, float]) -> Course:
    """The course with other difficulties of some templates of one skill; all else is shared with the course."""
    units = tuple(
        _with(unit, skills=tuple(_templates(one, difficulties) if one.id == skill else one for one in unit.skills))
        if any(one.id == skill for one in unit.skills)
        else unit
        for unit in course.units
    )
    return _with(course, units=units)


def _templates(skill: Skill, difficulties: Mapping[str, float]) -> Skill:
    made = (_with(t, difficulty=held(difficulties[t.id])) if t.id in difficulties else t for t in skill.templates)
    return _with(skill, templates=tuple(made))


def _skill(skill: Skill, fitted: Fitted) -> Skill:
    templates = tuple(_template(skill.id, template, fitted) for template in skill.templates)
    known = fitted.skills.get(skill.id)
    return _with(skill, templates=templates, **({} if known is None else {"difficulty": held(known.difficulty)}))


def _template(skill: str, template: Template, fitted: Fitted) -> Template:
    known = fitted.templates.get(f"{skill}/{template.id}")
    return template if known is None else _with(template, difficulty=held(known.difficulty))


def _with(part: _Part, **changed: object) -> _Part:
    """A copy without what was cached on the original, which ``model_copy`` would take along."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**{**fields, **changed})


def held(difficulty: float) -> float:
    """Within what a difficulty may be."""
    return min(max(difficulty, -HARDEST), HARDEST)


def to_json(fitted: Fitted) -> Json:
    """The parameters as they are kept."""
    return msgspec.to_builtins(fitted)


def from_json(told: Json) -> Fitted:
    """The parameters that were kept. Raises msgspec.ValidationError where they are none."""
    return msgspec.convert(told, Fitted)
