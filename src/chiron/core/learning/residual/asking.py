"""A better chance of the next answer, put to use where a policy looks for an item of the right difficulty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from statistics import NormalDist

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.parameters import with_templates
from chiron.core.learning.mastery import Estimate

EDGE = 0.001
"""No chance is taken for nearer to 0 or 1."""
_NORMAL = NormalDist()


def by_chances(
    course: Course, skill: str, estimate: Estimate, chances: Callable[[str], Mapping[str, float]] | None
) -> Course:
    """The course as a policy is to see it that chooses a template of a skill for one learner.

    Each template is as hard as its chance says: with ability N(m, v), chance p is difficulty m - sqrt(1 + v) z, where
    Phi(z) = p. So any policy that looks at difficulty chooses by the chance. Templates without one keep theirs; without
    ``chances``, or for a skill of one template, the course is what it was.
    """
    if chances is None or skill not in course.skills or len(course.skills[skill].templates) < 2:
        return course
    wide = sqrt(1.0 + estimate.variance)
    found = {name: estimate.mean - wide * _quantile(chance) for name, chance in chances(skill).items()}
    return with_templates(course, skill, found) if found else course


def _quantile(chance: float) -> float:
    return _NORMAL.inv_cdf(min(max(chance, EDGE), 1.0 - EDGE))
