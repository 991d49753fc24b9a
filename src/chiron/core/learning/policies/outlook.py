"""What ``gain`` sees of a learner in a course: how far each skill is, and what a minute on it would bring."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.policies.learners import Kinds
from chiron.core.learning.policies.origins import origins, without
from chiron.core.learning.policies.tracing import Belief, Prospect, Record, days, prospect, weights
from chiron.core.learning.policies.view import CourseView
from chiron.core.learning.policies.worth import Scale, Worth, worths

ITEMS = 6.0
"""So many items are taken to make the minutes that an author states for a skill."""
KEPT = 12
"""So many of the latest answers in a skill are worked up; those before them only count as practice."""


READY, LUCKY = 0.93, 0.03
"""How often a skill is ready that is begun, and how often one is known already that is not ready."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How beliefs are formed. ``bar`` is the ability, on the probit scale, from which a skill counts as known.

    The share of skills that a learner knew at first is learnt from those answered, beside ``firm`` usual ones of which
    ``usual`` were known; ``unready`` is the share of skills begun too early. Each skill speaks of how the learner
    learns others with the power ``shared``. An item of a skill stated harder by 1 takes exp(-``harder``) of the way.

    Answers in a skill speak of what it needs, with the power ``faded`` for every answer in that itself since; odds
    change by ``most`` at most. What was never answered counts as known with at least ``closed`` times what needs it.
    ``horizon`` is in days, for goals without a date; no goal is taken as further away than ``farthest``, since what
    fades later can be practised later.
    """

    bar: float = 0.5244
    usual: float = 0.28
    firm: float = 6.0
    unready: float = 0.2
    shared: float = 0.75
    harder: float = 0.2
    faded: float = 0.75
    most: float = 10.0
    closed: float = 0.97
    horizon: float = 4.0
    farthest: float = 2.0
    kinds: Kinds = field(default_factory=Kinds)
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
    records = _records(view, estimates, sight)
    met = {name: record for name, record in records.items() if record.answers}
    of = weights(met.values(), sight.usual, sight.unready, sight.shared, sight.kinds)
    day, horizon = when.timestamp() / 86_400.0, _horizon(view, when, sight)
    # Skills that nobody answered yet and that are stated as equally hard look alike: each kind is worked out once.
    alike = {*records.values()} - {*met.values()}
    unmet = {record: prospect(record, of, day, horizon, sight.kinds) for record in alike}
    ahead = {n: unmet.get(r) or prospect(r, of, day, horizon, sight.kinds) for n, r in records.items()}
    begun = _begun(view.course, order, before, met, ahead, estimates, sight)
    beliefs = _Learner(met, ahead, begun, sight).beliefs(order, before)
    wanted = frozenset(view.wanted)
    minutes = {n: view.minutes.get(n) or skills[n].minutes / ITEMS for n in order}
    counts = {n: float(n in wanted) for n in order}
    found = worths(order, before, view.course.dependents, beliefs, counts, minutes, sight.scale)
    return Outlook(order, before, beliefs, found, minutes)


def _records(view: CourseView, estimates: Mapping[str, Estimate], sight: Sight) -> dict[str, Record]:
    """What is worked up of each skill."""
    answers, found = days(view.answers), dict[str, Record]()
    for name, skill in view.course.skills.items():
        told = answers.get(name, ())
        given = told[-KEPT:]
        earlier = max(0, max(estimates[name].evidence, len(told)) - KEPT) if len(told) >= KEPT else 0
        found[name] = Record(given, round(math.exp(-sight.harder * skill.difficulty), 3), min(earlier, KEPT))
    return found


def _begun(
    course: Course,
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    met: Mapping[str, Record],
    ahead: Mapping[str, Prospect],
    estimates: Mapping[str, Estimate],
    sight: Sight,
) -> dict[str, float]:
    """The chance that each skill was known before its answers, by everything else.

    Where evidence came without single answers, the learner model is believed as it stands.
    """
    ratios, usual = dict[str, float](), sight.usual / (1.0 - sight.usual)
    for name in order:
        if name in met:
            told = ahead[name].likely
            ratios[name] = told.old / max((1.0 - sight.unready) * told.new + sight.unready * told.none, 1e-300)
        elif estimates[name].evidence > 0:
            e = estimates[name]
            known = min(max(cdf((e.mean - sight.bar) / math.sqrt(e.variance)), 0.01), 0.99)
            ratios[name] = known / (1.0 - known) / usual
    found = origins(order, before, course.dependents, ratios, sight.usual, sight.firm)
    return {name: without(found[name], ratios[name]) if name in met else found[name] for name in order}


def _horizon(view: CourseView, when: datetime, sight: Sight) -> float:
    """Days until it is looked what is known: the goal's date where it has one, but no further than is looked."""
    until = view.hours.until
    if until is None:
        return min(sight.horizon, sight.farthest)
    return min(max(math.ceil((until - when).total_seconds() / 86_400.0), 1.0), sight.farthest)


@dataclass(frozen=True, slots=True)
class _Learner:
    met: Mapping[str, Record]
    ahead: Mapping[str, Prospect]
    begun: Mapping[str, float]
    sight: Sight

    def beliefs(self, order: Sequence[str], before: Mapping[str, tuple[str, ...]]) -> dict[str, Belief]:
        """Beliefs from each skill's own answers, then with what stuck dependents say of what they need."""
        own: dict[str, Belief] = {}
        for name in order:
            own[name] = self._one(name, [own[p].known for p in before[name] if p in own])
        known = {name: one.known for name, one in own.items()}
        for name in reversed(order):
            if name in self.met:
                self._told_of(name, before[name], own, known)
            for place in before[name]:
                # Who can do a skill can do what it needs, as far as nobody looked.
                if place not in self.met and place in known:
                    known[place] = max(known[place], self.sight.closed * known[name])
        return {
            name: replace(own[name], known=known[name])
            if name not in self.met or all(known[p] == own[p].known for p in before[name])
            else replace(self._one(name, [known[p] for p in before[name]]), known=known[name])
            for name in order
        }

    def _one(self, name: str, needed: Sequence[float]) -> Belief:
        return self.ahead[name].belief(self.begun[name], math.prod(needed))

    def _told_of(self, name: str, before: Sequence[str], own: Mapping[str, Belief], known: dict[str, float]) -> None:
        """Answers in a skill speak of what it needs: who fails on and on lacks something, who succeeds does not.

        For prerequisite p with the others known with chance o, odds of known are multiplied by o / L + 1 - o, where L
        is how much likelier the answers are for somebody not ready.
        """
        sight, told, given = self.sight, self.ahead[name].likely, self.met[name].answers
        ready = sight.usual * told.old + (1.0 - sight.usual) * told.new
        none = LUCKY * told.old + (1.0 - LUCKY) * told.none
        likelier = none / max(READY * ready + (1.0 - READY) * none, 1e-300)
        for place in before:
            since = sum(day > given[0][0] for day, _ in self.met[place].answers) if place in self.met else 0
            others = math.prod(own[q].known for q in before if q != place)
            ratio = (others / max(likelier, 1e-12) + 1.0 - others) ** (sight.faded**since)
            odds = known[place] / max(1.0 - known[place], 1e-12) * min(max(ratio, 1.0 / sight.most), sight.most)
            known[place] = odds / (odds + 1.0)


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
