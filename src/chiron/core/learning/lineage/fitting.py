"""What was fitted to an older version, under today's names: where two became one, what was surer stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from msgspec.structs import replace as with_fields

from chiron.core.learning.fitted.parameters import Fitted
from chiron.core.learning.lineage.lines import Line
from chiron.core.learning.prediction import Parameters
from chiron.core.learning.prediction.parameters import Material

_T = TypeVar("_T")
TOGETHER = "+"
"""Between the skills of a combination."""


def fitted_along(fitted: Fitted, line: Line) -> Fitted:
    """The learner model's parameters under the names at the end of a line."""
    if not line:
        return fitted
    skills = _along(fitted.skills, line.skill, lambda known: known.sd)
    items = _along(fitted.templates, lambda name: _item(name, line), lambda known: known.sd)
    return replace(fitted, skills=skills, templates=items)


def parameters_along(parameters: Parameters, line: Line) -> Parameters:
    """The explainable prediction's parameters under the names at the end of a line."""
    if not line:
        return parameters
    old = parameters.material
    material = Material(
        base=old.base,
        skills=_along(old.skills, line.skill, lambda one: one.easiness.variance),
        together=_along(old.together, lambda name: _together(name, line), lambda one: one.variance),
        items=_along(old.items, lambda name: _item(name, line), lambda one: one.variance),
        edges=_along(old.edges, lambda name: _item(name, line), lambda one: one.variance),
        near=_near(old.near, line),
    )
    return with_fields(parameters, material=material)


def _along(known: Mapping[str, _T], named: Callable[[str], str], doubt: Callable[[_T], float]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for name, one in known.items():
        now = named(name)
        if now not in found or doubt(one) < doubt(found[now]):
            found[now] = one
    return found


def _item(name: str, line: Line) -> str:
    skill, _, item = name.partition("/")
    return "/".join(line.item((skill, item)))


def _together(name: str, line: Line) -> str:
    return TOGETHER.join(dict.fromkeys(line.skill(each) for each in name.split(TOGETHER)))


def _near(near: Mapping[str, tuple[str, ...]], line: Line) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, others in near.items():
        now = line.skill(name)
        told = found.setdefault(now, {})
        told.update({line.skill(other): None for other in others if line.skill(other) != now})
    return {name: tuple(others) for name, others in found.items()}
