"""What ``gain`` sees of a learner in a course: how far each skill is, and what a minute on it would bring."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.policies.tracing import (
    Answers,
    Belief,
    Chain,
    Weights,
    at_first,
    belief,
    days,
    lacking,
    weights,
)
from chiron.core.learning.policies.view import CourseView
from chiron.core.learning.policies.worth import Scale, Worth, worths

ITEMS = 6.0
"""So many items are taken to make the minutes that an author states for a skill."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How beliefs are formed. ``bar`` is the ability, on the probit scale, from which a skill counts as known.

    The share of skills that a learner knew at first is learnt from those answered, beside ``firm`` usual ones; that
    what a skill needs was not known then counts against it with the power ``closing``. What was never answered counts
    as known with at least ``closed`` times what needs it. ``horizon`` is in days, for goals without a date; no goal is
    taken as further away than ``farthest``, since what fades later can be practised later.
    """

    bar: float = 0.5244
    firm: float = 4.0
    closing: float = 1.0
    horizon: float = 4.0
    farthest: float = 4.0
    closed: float = 0.97
    chain: Chain = field(default_factory=Chain)
    scale: Scale = field(default_factory=Scale)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Every skill in an order in which it comes after what it needs. ``minutes`` are those of one item."""

    order: tuple[str, ...]
    before: Mapping[str, tuple[str, ...]]
    beliefs: Mapping[str, Belief]
    worths: Mapping[str, Worth]
    minutes: Mapping[str, float]

    def weakest(self, skill: str) -> float:
        """How likely the least likely prerequisite is known; 1 where there is none."""
        return min((self.beliefs[p].known for p in self.before[skill]), default=1.0)


def outlook(view: CourseView, estimates: Mapping[str, Estimate], when: datetime, sight: Sight) -> Outlook:
    """What is to be seen at a time. ``estimates`` are the learner model's, of every skill."""
    order, skills = _order(view.course), view.course.skills
    before = {n: tuple(p for p in skills[n].prerequisites if p in skills and p != n) for n in order}
    answers = {name: given for name, given in days(view.answers).items() if name in skills}
    of = weights(answers, dict.fromkeys(answers, sight.chain.known_ready), sight.chain)
    begun = _begun(order, before, answers, estimates, of, sight)
    learner = _Learner(answers, begun, of, when, _horizon(view, when, sight), sight.chain, sight.closed)
    beliefs = learner.beliefs(order, before)
    wanted = frozenset(view.wanted)
    minutes = {n: view.minutes.get(n) or skills[n].minutes / ITEMS for n in order}
    counts = {n: float(n in wanted) for n in order}
    found = worths(order, before, view.course.dependents, beliefs, counts, minutes, sight.scale)
    return Outlook(order, before, beliefs, found, minutes)


def _begun(
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    answers: Mapping[str, Answers],
    estimates: Mapping[str, Estimate],
    of: Weights,
    sight: Sight,
) -> dict[str, float]:
    """The chance that each skill was known before its answers.

    The learner's own share of skills known at first is learnt from those answered; who lacked what a skill needs will
    have lacked the skill. Where evidence came without single answers, the learner model is believed as it stands.
    """
    usual, found = sight.chain.known_ready, dict[str, float]()
    hits, count = sight.firm * usual, sight.firm
    for _ in range(2):
        share, hits, count = hits / count, sight.firm * usual, sight.firm
        posterior: dict[str, float] = {}
        for name in order:
            needed = math.prod(posterior[p] for p in before[name] if p in posterior)
            found[name] = min(max(share * needed**sight.closing + 0.02, 0.02), 0.9)
            if name in answers:
                posterior[name] = at_first(answers[name], found[name], of, sight.chain)
                hits, count = hits + needed * posterior[name], count + needed
            elif estimates[name].evidence > 0:
                e = estimates[name]
                found[name] = min(max(cdf((e.mean - sight.bar) / math.sqrt(e.variance)), 0.01), 0.99)
                posterior[name] = found[name]
            else:
                posterior[name] = found[name]
    return found


def _horizon(view: CourseView, when: datetime, sight: Sight) -> float:
    """Days until it is looked what is known: the goal's date where it has one, held to a month."""
    until = view.hours.until
    if until is None:
        return sight.horizon
    return min(max(math.ceil((until - when).total_seconds() / 86_400.0), 1.0), sight.farthest)


@dataclass(frozen=True, slots=True)
class _Learner:
    answers: Mapping[str, Answers]
    begun: Mapping[str, float]
    weights: Weights
    when: datetime
    horizon: float
    chain: Chain
    closed: float

    def beliefs(self, order: Sequence[str], before: Mapping[str, tuple[str, ...]]) -> dict[str, Belief]:
        """Beliefs from each skill's own answers, then with what stuck dependents say of what they need."""
        own: dict[str, Belief] = {}
        for name in order:
            own[name] = self._one(name, [own[p].known for p in before[name] if p in own])
        known = {name: one.known for name, one in own.items()}
        for name in reversed(order):
            if name in self.answers:
                self._told_of(name, before[name], own, known)
            for place in before[name]:
                # Who can do a skill can do what it needs, as far as nobody looked.
                if place not in self.answers and place in known:
                    known[place] = max(known[place], self.closed * known[name])
        return {
            name: replace(own[name], known=known[name])
            if name not in self.answers or all(known[p] == own[p].known for p in before[name])
            else replace(self._one(name, [known[p] for p in before[name]]), known=known[name])
            for name in order
        }

    def _one(self, name: str, needed: Sequence[float]) -> Belief:
        given, day = self.answers.get(name, ()), self.when.timestamp() / 86_400.0
        return belief(given, self.begun[name], math.prod(needed), self.weights, day, self.horizon, self.chain)

    def _told_of(self, name: str, before: Sequence[str], own: Mapping[str, Belief], known: dict[str, float]) -> None:
        """Answers in a skill speak of what it needs: who fails on and on lacks something, who succeeds does not.

        Only answers since a prerequisite was last answered itself speak of it. For prerequisite p with the others known
        with chance o, odds of known are multiplied by o / L + 1 - o, where L is ``lacking``.
        """
        for place in before:
            since = self.answers[place][-1][0] if place in self.answers else -math.inf
            likelier = lacking(self.answers[name], since, self.weights, self.chain)
            if likelier == 1.0:
                continue
            others = math.prod(own[q].known for q in before if q != place)
            ratio = min(max(others / likelier + 1.0 - others, 0.1), 10.0)
            odds = known[place] * ratio
            known[place] = odds / (odds + 1.0 - known[place])


def _order(course: Course) -> tuple[str, ...]:
    """Teaching order, changed where a skill stands before what it needs; a circle is broken where it is met."""
    done: dict[str, None] = {}
    for first in course.skills:
        path = [first]
        while path:
            name = path[-1]
            waiting = [p for p in course.skills[name].prerequisites if p in course.skills and p not in done]
            ahead = next((p for p in waiting if p not in path), None)
            if ahead is None:
                done[path.pop()] = None
            else:
                path.append(ahead)
    return tuple(done)
