"""The best that anybody could do: dynamic programming for a learner who is fully observed, on at most eight skills.

The learner is one of ``steps`` without shades: a skill is known or not, every item of it takes the same time, and a day
away loses each known skill with the same chance. Then what is known is a set, and the value of every set at every
moment can be worked out backwards (Bellman 1957). No policy that must guess what is known can be better on the average.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from chiron.core.learning.simulate.run import Plan
from chiron.core.learning.simulate.steps import Steps

MOST = 8
TICKS = 2
"""Ticks a minute: items take whole ticks."""


@dataclass(slots=True)
class Plain(Steps):
    """A learner of ``steps`` for whom the bound is exact."""

    def cost(self, skill: str) -> float:
        """Whole ticks, at least one."""
        return max(1, round(TICKS * self.nature.minutes[skill] * self.traits.pace)) / TICKS

    def taken(self, skill: str, right: bool, chance: Random) -> float:
        """Always the same."""
        return self.cost(skill)

    def turns(self, skill: str) -> float:
        """What was known once is learnt as if it were new."""
        return min(1.0 - math.exp(-1.3 * self.speed(skill) / self.nature.items), 0.9) * self.ready(skill)

    def lost(self, firm: float, days: float) -> float:
        """The same for every skill."""
        return 1.0 - math.exp(-0.01 * self.traits.forgetting * days)


def bound(mind: Plain, plan: Plan) -> float:
    """The expected number of skills known at the end of the plan under the best choices.

    ``plan.minutes`` must be whole ticks. Raises ValueError for more than ``MOST`` skills.
    """
    names = list(mind.course.skills)
    if len(names) > MOST:
        raise ValueError(f"The bound is worked out for at most {MOST} skills; this course has {len(names)}.")
    turns = _turns(mind, names)
    costs = [round(TICKS * mind.cost(name)) for name in names]
    value = _after_rest([float(mask.bit_count()) for mask in range(2 ** len(names))], mind.lost(0.0, plan.after))
    for sitting in range(plan.sittings):
        if sitting:
            value = _after_rest(value, mind.lost(0.0, plan.days))
        value = _before_sitting(value, turns, costs, round(TICKS * plan.minutes))
    begun = sum(1 << place for place, name in enumerate(names) if name in mind.started)
    return value[begun]


def _turns(mind: Plain, names: list[str]) -> list[list[float]]:
    """By set of known skills and skill: the chance that an item teaches it."""
    kept, found = set(mind.now), []
    for mask in range(2 ** len(names)):
        mind.now = {name for place, name in enumerate(names) if mask >> place & 1}
        found.append([0.0 if name in mind.now else mind.turns(name) for name in names])
    mind.now = kept
    return found


def _after_rest(value: list[float], lost: float) -> list[float]:
    """The expected value when each known skill may be lost."""
    value, bit = list(value), 1
    while bit < len(value):
        # Downwards, so that the set without this skill is still untouched for it.
        value = [(1 - lost) * v + lost * value[mask & ~bit] if mask & bit else v for mask, v in enumerate(value)]
        bit <<= 1
    return value


def _before_sitting(end: list[float], turns: list[list[float]], costs: list[int], ticks: int) -> list[float]:
    """The value of every set before a sitting; an item may run over its end, as in ``run``."""
    values = [end]
    for left in range(1, ticks + 1):
        after = [values[max(0, left - cost)] for cost in costs]
        values.append([_best(mask, of, after) for mask, of in enumerate(turns)])
    return values[-1]


def _best(mask: int, turns: list[float], after: list[list[float]]) -> float:
    best = -1.0
    for place, (turn, then) in enumerate(zip(turns, after, strict=True)):
        value = then[mask] if turn == 0.0 else turn * then[mask | 1 << place] + (1 - turn) * then[mask]
        best = max(best, value)
    return best
