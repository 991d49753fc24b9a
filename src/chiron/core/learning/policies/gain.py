"""The policy that chooses by expected gain: how many more skills the learner will know, by the minute.

Candidates are the goal's skills that are not settled and whose prerequisites are, beside what is due or fading. Their
worth stands in ``worth``; what is believed of the learner in ``outlook``, ``tracing``, ``learners`` and ``origins``.
From ``Steady`` it keeps the diagnostic, tests, templates and the protections: who is stuck goes back to what the skill
needs, then to a person; what is due is reviewed. A teacher's lock comes before everything. Where several choices are
nearly as good and a draw is given, one of them is drawn, and each move says with what chance, so that policies can be
compared from the log.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, SkillView
from chiron.core.learning.policies.bounds import Bounds
from chiron.core.learning.policies.outlook import Outlook, Sight, outlook
from chiron.core.learning.policies.steady import Steady
from chiron.core.learning.policies.telling import Told, ask
from chiron.core.learning.policies.view import CourseView, Purpose
from chiron.core.words import Move, MoveKind


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be tuned; a changed value needs a new version of the policy.

    A skill is settled when it is known with chance ``enough``, and ready where each prerequisite is with ``gate``;
    one that is not ready counts ``unready`` of its worth, more practice of a settled one ``polish`` of its worth.
    The skill just practised counts ``goes_on`` times (1: no bonus), and half once it came ``in_a_row`` times. ``near``
    is how good beside the best a choice must be to be drawn, at most ``choices`` of them, by a softmax of that
    ``heat``. Every ``review_every``-th item is a due review while there is one.
    """

    enough: float = 0.9
    gate: float = 0.75
    polish: float = 0.25
    unready: float = 0.1
    goes_on: float = 1.0
    in_a_row: int = 10
    near: float = 0.9
    choices: int = 4
    heat: float = 0.06
    review_every: int = 4


@dataclass(frozen=True, slots=True)
class Gain:
    """See the module and the ``Policy`` protocol."""

    settings: Settings = field(default_factory=Settings)
    sight: Sight = field(default_factory=Sight)
    steady: Steady = field(default_factory=Steady)
    version: str = "gain@6"

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """The next thing to do; a skill that is not in the course, or behind a lock, is taken as none chosen."""
        bounds = Bounds.of(view)
        named = skill if skill in view.course.skills and bounds.open(skill) else None
        if purpose == "diagnostic" or (purpose in ("skill", "test") and named):
            return self.steady.choose_skill(view, purpose, when, named)
        if purpose == "review":
            return self.steady.choose_skill(view, purpose, when)
        return self._practice(view, bounds, when)

    def choose_template(
        self,
        course: Course,
        skill: str,
        purpose: Purpose,
        recent: Sequence[tuple[str, str]],
        estimate: Estimate,
        chance: Random,
    ) -> str:
        """As ``Steady`` does: near the learner's level, not lately used."""
        return self.steady.choose_template(course, skill, purpose, recent, estimate, chance)

    def ready(self, view: CourseView, when: datetime) -> frozenset[str]:
        """The skills whose prerequisites are known well enough to begin them."""
        return self.steady.ready(view, when)

    def next_diagnostic(self, view: CourseView, asked: Sequence[str], when: datetime) -> str | None:
        """The skill whose answer is expected to tell most, or None when enough is known."""
        return self.steady.next_diagnostic(view, asked, when)

    def length(self, minutes: float | None = None) -> int:
        """As ``Steady``: about six items; by minutes, one for every two, between 3 and 15."""
        return self.steady.length(minutes)

    def _practice(self, view: CourseView, bounds: Bounds, when: datetime) -> Move:
        estimates = view.beliefs(when)
        shown = {n: view.model.view(e, view.memories.get(n), when) for n, e in estimates.items()}
        due = self.steady.due_now(view, shown, when)
        if due and len(view.session) % self.settings.review_every == 0:
            return due
        if all(shown[n].state == "demonstrated" for n in view.wanted):
            return due or Move(MoveKind.END, "goal-reached", {"skills": len(view.targets or view.course.skills)})
        seen = outlook(view, estimates, when, self.sight)
        told = Told(view, shown, seen, when, self.settings.enough)
        stuck = self._stuck(view, shown, bounds)
        for name in stuck:
            help_ = self.steady.help(view, shown, name)
            if help_ and help_.skill and (help_.kind is MoveKind.REFER or bounds.allows(help_.skill, seen, shown)):
                return help_
        values = self._values(view, seen, shown, bounds, frozenset(stuck))
        if not values:
            return due or Move(MoveKind.END, "locked")
        skill, chances = self._drawn(values, view.draw)
        return ask(told, skill, chances, stuck)

    def _stuck(self, view: CourseView, shown: Mapping[str, SkillView], bounds: Bounds) -> list[str]:
        return [
            n
            for n in view.wanted
            if shown[n].state != "demonstrated" and bounds.open(n) and self.steady.stuck(view, shown[n], n)
        ]

    def _values(
        self,
        view: CourseView,
        seen: Outlook,
        shown: Mapping[str, SkillView],
        bounds: Bounds,
        stuck: frozenset[str],
    ) -> dict[str, float]:
        """Skills a minute of everything that may be chosen now."""
        s = self.settings
        may = [n for n in view.wanted if bounds.allows(n, seen, shown)]
        free = [n for n in may if n not in stuck or n in view.referred] or may
        found = {n: self._value(n, seen) for n in free}
        if all(seen.beliefs[n].known >= s.enough for n in found):
            # Everything is believed known: what was not yet shown is asked for, before more of what was.
            found = {n: value for n, value in found.items() if shown[n].state != "demonstrated"} or found
        last = [name for name, _ in view.recent[-s.in_a_row :]]
        if last and last[-1] in found and len(found) > 1 and seen.beliefs[last[-1]].known < s.enough:
            again = len(last) == s.in_a_row and len(set(last)) == 1
            found[last[-1]] *= 0.5 if again else s.goes_on
        return found

    def _value(self, name: str, seen: Outlook) -> float:
        s, known, weakest = self.settings, seen.beliefs[name].known, seen.weakest(name)
        value = seen.worths[name].index * (s.polish if known >= s.enough else 1.0)
        return max(value * (1.0 if weakest >= s.gate else s.unready * weakest), 1e-9)

    def _drawn(self, values: Mapping[str, float], draw: float | None) -> tuple[str, dict[str, float]]:
        """The choice, and the chance of all that might have been chosen. Without a draw the best has chance 1."""
        s = self.settings
        ranked = sorted(values, key=lambda n: -values[n])
        best = values[ranked[0]]
        if draw is None:
            return ranked[0], {ranked[0]: 1.0}
        near = [n for n in ranked[: s.choices] if values[n] >= s.near * best]
        weights = [math.exp((values[n] / best - 1.0) / s.heat) for n in near]
        total = math.fsum(weights)
        chances = {n: w / total for n, w in zip(near, weights, strict=True)}
        left = min(max(draw, 0.0), 1.0)
        for name, chance in chances.items():
            left -= chance
            if left < 0:
                return name, chances
        return near[-1], chances
