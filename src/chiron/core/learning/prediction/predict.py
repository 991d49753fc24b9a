"""The chance that the next answer is right, and why: a logistic head over ``features``; its terms sum to the logit."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from math import log
from operator import mul
from typing import NamedTuple

from chiron.core.learning.prediction.features import FEATURES, features
from chiron.core.learning.prediction.filter import absorb, logistic
from chiron.core.learning.prediction.parameters import Parameters
from chiron.core.learning.prediction.state import About, Belief, Graded, Learner

FARTHEST = 20.0
"""No logit leaves [-20, 20]."""
_ALIKE = {
    "start": ("always", "base", "timed", "more-skills"),
    "skill-ease": ("skill-ease", "pace", "edge"),
    "item-ease": ("item",),
    "level": ("general", "course", "right", "wrong", "slow"),
    "form": ("form", "quick", "pattern"),
    "skill": ("skill", "right-in-skill", "wrong-in-skill", "quick-in-skill", "slow-in-skill"),
    "last": ("skill-pattern", "run"),
    "practice": ("first", "opportunity"),
    "item-again": ("item-right", "item-wrong", "item-last", "item-seen", "item-gap", "item-last-gap"),
    "time": ("same", "skill-gap", "pause", "skill-pause", "another-day", "skill-another-day"),
}
TERMS = (*_ALIKE, "guess", "bound")
"""Names of the terms: where everybody begins; how easy the skill is here, and the item; the learner's level in the
course; how it goes just now; what all their answers in the skill say; the last four in it; the how-manieth it is; that
they met this very item; how long ago; what guessing adds; what holds a logit within bounds."""


class Term(NamedTuple):
    """One reason: ``value`` is its part of the logit, positive where it speaks for a right answer."""

    name: str
    value: float


class Prediction(NamedTuple):
    """``chance`` is in (0, 1) and is the logistic of the sum of the terms."""

    chance: float
    terms: tuple[Term, ...]

    @property
    def logit(self) -> float:
        """The sum of the terms."""
        return sum(term.value for term in self.terms)


def _group(feature: str) -> str:
    """The term that a feature belongs to, by its name or the longest beginning of it that one has."""
    stem = feature
    while stem:
        for name, members in _ALIKE.items():
            if stem in members:
                return name
        stem = stem.rpartition("-")[0]
    raise KeyError(feature)


_GROUPS = [list(_ALIKE).index(_group(feature)) for feature in FEATURES]


def logit(weights: Sequence[float], found: Sequence[float]) -> float:
    """The head's logit, held within FARTHEST: all of a prediction but its explanation and guessing."""
    free: float = sum(map(mul, weights, found))
    return min(max(free, -FARTHEST), FARTHEST)


def predict(learner: Learner, parameters: Parameters, about: About) -> Prediction:
    """The chance that the next answer is right, unaided, and its terms. Nothing is changed."""
    found = features(learner, parameters.material, parameters.settings, about)
    values = [0.0] * len(TERMS)
    for group, weight, value in zip(_GROUPS, parameters.weights, found, strict=True):
        if value:
            values[group] += weight * value
    free = sum(values)
    held = min(max(free, -FARTHEST), FARTHEST)
    guess = min(max(getattr(about, "guess", 0.0), 0.0), 0.95)
    chance = guess + (1.0 - guess) * logistic(held)
    if guess:
        values[-2] = log(chance / (1.0 - chance)) - held
    values[-1] = held - free
    terms = tuple([Term(name, value) for name, value in zip(TERMS, values, strict=True)])
    return Prediction(logistic(sum(values)), terms)


def step(learner: Learner, parameters: Parameters, seen: Graded) -> Learner:
    """The learner after one answer; ``learner`` and ``parameters`` are left as they are."""
    after = copy(learner)
    after.general, after.course, after.form = (
        Belief(one.mean, one.variance) for one in (learner.general, learner.course, learner.form)
    )
    after.skills, after.items = dict(learner.skills), dict(learner.items)
    for name in seen.skills:
        if name in after.skills:
            after.skills[name] = copy(after.skills[name])
    if seen.item in after.items:
        after.items[seen.item] = copy(after.items[seen.item])
    absorb(after, parameters.material, parameters.settings, seen)
    return after
