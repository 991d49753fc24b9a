"""Where to begin: an adaptive diagnostic that asks what is expected to tell most about the goal's skills.

A skill counts as known when ability is above ``bar``. Doubt about a skill is the entropy of that yes or no, in nats; a
question is worth the doubt it is expected to remove over all the goal's skills for each minute it takes (greedy
information gain: van der Linden & Glas 2010, chapter 1), with each answer carried through the prerequisite graph by the
learner model itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chiron.core.learning.mastery import Estimate, Observation
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.policies.view import CourseView


@dataclass(frozen=True, slots=True)
class Placing:
    """``most`` and ``least`` items; ``bar`` on the probit scale; ``settled`` the mean doubt at which it ends."""

    most: int = 15
    least: int = 5
    bar: float = 0.5244
    """Chance .7 to solve a usual item."""
    settled: float = 0.2
    each: int = 2
    """So often at most is one skill asked."""
    minutes: float = 2.0
    """What an item takes where nothing is known."""
    shortlist: int = 10
    """So many skills are looked at in full; with more, the most doubtful with the most neighbours."""


def doubt(estimate: Estimate, bar: float) -> float:
    """Entropy in nats of "is ability above the bar?"; at most log 2."""
    p = cdf((estimate.mean - bar) / math.sqrt(estimate.variance))
    return -sum(q * math.log(q) for q in (p, 1.0 - p) if q > 1e-12)


def next_skill(view: CourseView, asked: Sequence[str], when: datetime, placing: Placing) -> str | None:
    """The next skill to ask, or None: after ``most`` items, or when the goal's skills are settled."""
    wanted = view.wanted
    if len(asked) >= placing.most:
        return None
    known = view.model.estimates(view.course, view.estimates, when)
    doubts = {name: doubt(known[name], placing.bar) for name in wanted}
    if len(asked) >= placing.least and sum(doubts.values()) <= placing.settled * len(wanted):
        return None
    allowed = [name for name in wanted if list(asked).count(name) < placing.each]
    allowed = [name for name in allowed if not asked or name != asked[-1]] or allowed
    if not allowed:
        return None
    listed = sorted(allowed, key=lambda name: -doubts[name] * (1 + _neighbours(view, name)))[: placing.shortlist]
    whole = sum(doubts.values())

    def gain(name: str) -> float:
        return (whole - _left(view, known, name, when, placing)) / _minutes(view, name, placing)

    return max(listed, key=gain)


def _minutes(view: CourseView, name: str, placing: Placing) -> float:
    """What an item of the skill takes; where that is not known, what any does."""
    return max(view.minutes.get(name, placing.minutes), 0.1)


def _neighbours(view: CourseView, name: str) -> float:
    return 0.5 * (len(view.course.skills[name].prerequisites) + len(view.course.dependents[name]))


def _left(view: CourseView, known: Mapping[str, Estimate], name: str, when: datetime, placing: Placing) -> float:
    """The doubt expected to be left over the goal's skills after asking this one."""
    chance = view.model.predict(known[name])
    left = 0.0
    for credit, weight in ((1.0, chance), (0.0, 1.0 - chance)):
        after = view.model.update(known[name], Observation(credit, when, "?"))
        then = view.model.estimates(view.course, {**view.estimates, name: after}, when)
        left += weight * sum(doubt(then[other], placing.bar) for other in view.wanted)
    return left
