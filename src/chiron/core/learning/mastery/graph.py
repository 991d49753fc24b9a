"""What other skills tell of a skill: the course's general ability, and messages along the prerequisite graph.

A belief is kept as a *base* (what was expected) times a *site* (what the learner's own answers in the skill add), both
Gaussian, so that sites can be joined anew whenever they are read and no inference goes stale (Minka 2001, section 3.2).

Each skill j with answers has site mean and variance. Its ability is b_j + G + S_j: b_j from the author's difficulty, G
the learner's general ability in the course, S_j the skill's own part. G's posterior is the precision-weighted mean of
what the sites say of it. S is tied along edges: with correlation r to a prerequisite or dependent, conditioning a
Gaussian gives mean r E[S_j] and variance V (1 - r^2) + r^2 var(S_j), which divided by the prior is a message; messages
add. r depends on direction and sign, since a skill needs *all* its prerequisites: success speaks for what came before,
failure against what comes after; the other two say little. Along a path r multiplies, times how open each skill in
between still is, so that direct answers screen off what lies behind them.
A site speaks both to G and to its neighbours' S, so what is well connected counts somewhat twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chiron.core.learning.course import Course

Neighbours = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ties:
    """Correlations along one edge (``*_good`` after success, ``*_bad`` after failure)."""

    before_good: float = 0.9
    before_bad: float = 0.25
    after_good: float = 0.3
    after_bad: float = 0.75
    weakest: float = 0.15
    """A path whose correlation falls below this ends."""


class Site(NamedTuple):
    """What a skill's own answers say: a Gaussian as ``precision`` (> 0) and ``mean``, and the skill's ``base`` b."""

    precision: float
    mean: float
    base: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Variances: ``general`` shared by the course's skills, ``own`` each skill's. ``start`` less difficulty is b."""

    general: float
    own: float
    start: float


@dataclass(frozen=True, slots=True)
class Everything:
    """All sites of a learner in a course, and the precision and shift that each lends to G, summed."""

    sites: Mapping[str, Site]
    scale: Scale
    precision: float
    shift: float

    @classmethod
    def of(cls, sites: Mapping[str, Site], scale: Scale) -> Everything:
        """Sum once, for any number of skills."""
        own, precision, shift = scale.own, 1.0 / scale.general, 0.0
        for lends, mean, base in sites.values():  # as in _lent, which is a call for each
            weight = 1.0 / (own + 1.0 / lends)
            precision += weight
            shift += weight * (mean - base)
        return cls(sites, scale, precision, shift)

    def general(self, without: str) -> tuple[float, float]:
        """Mean and variance of G given every site but one's own."""
        site = self.sites.get(without)
        own = _lent(site, self.scale) if site else (0.0, 0.0)
        precision = self.precision - own[0]
        return (self.shift - own[1]) / precision, 1.0 / precision


def _lent(site: Site, scale: Scale) -> tuple[float, float]:
    weight = 1.0 / (scale.own + 1.0 / site.precision)
    return weight, weight * (site.mean - site.base)


def expected(course: Course, skill: str, everything: Everything, ties: Ties) -> tuple[float, float]:
    """Mean and variance of a skill's ability from all that is known but its own answers."""
    sites, scale = everything.sites, everything.scale
    general, doubt = everything.general(skill)
    precision, shift = 1.0 / scale.own, 0.0
    if sites:
        before, after = _prerequisites(course), _dependents(course)
        for near, good, bad in ((after, ties.before_good, ties.before_bad), (before, ties.after_good, ties.after_bad)):
            more = _messages(skill, near, (good, bad), _Told(sites, scale, general, doubt), ties.weakest)
            precision, shift = precision + more[0], shift + more[1]
    base = scale.start - course.skills[skill].difficulty
    return base + general + shift / precision, 1.0 / precision + doubt


@dataclass(frozen=True, slots=True)
class _Told:
    sites: Mapping[str, Site]
    scale: Scale
    general: float
    doubt: float

    def own_part(self, name: str) -> tuple[float, float]:
        """Mean and variance of S of a skill given its site (G's doubt counts as noise of the site)."""
        site, own = self.sites[name], self.scale.own
        noise = 1.0 / site.precision + self.doubt
        gain = own / (own + noise)
        return gain * (site.mean - site.base - self.general), own * (1.0 - gain)


def _messages(
    skill: str, near: Neighbours, ties: tuple[float, float], told: _Told, weakest: float
) -> tuple[float, float]:
    """Summed precision and shift of the messages that reach a skill from one side, nearest first."""
    own, (good, bad) = told.scale.own, ties
    precision = shift = 0.0
    seen, waiting = {skill}, [(name, good, bad) for name in near(skill)]
    for name, up, down in waiting:  # grows while it runs: breadth first
        if name in seen:
            continue
        seen.add(name)
        openness = 1.0
        if name in told.sites:
            mean, variance = told.own_part(name)
            r = up if mean > 0 else down
            spread = own * (1.0 - r * r) + r * r * variance
            precision += 1.0 / spread - 1.0 / own
            shift += r * mean / spread
            openness = variance / own
        up, down = up * good * openness, down * bad * openness
        if max(up, down) >= weakest:
            waiting.extend((further, up, down) for further in near(name))
    return precision, shift


def _prerequisites(course: Course) -> Neighbours:
    skills = course.skills
    return lambda name: tuple(p for p in skills[name].prerequisites if p in skills)


def _dependents(course: Course) -> Neighbours:
    return course.dependents.__getitem__
