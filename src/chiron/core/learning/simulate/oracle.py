"""The oracle: sees what a simulated learner truly knows, and looks ahead on the true gain.

For every skill it works out the best number of items to do now, by the gain they bring at the time when we look, per
minute. Skills that open others are worth more: what they open is counted with its own cost (Horn 1972: precedence
trees are best done by highest density).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from chiron.core.learning.simulate.minds import Mind, known
from chiron.core.learning.simulate.references import _Chooser
from chiron.core.learning.simulate.run import Now

AHEAD = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22)
"""Numbers of items that are tried."""


@dataclass(slots=True)
class Oracle(_Chooser):
    """See the module."""

    mind: Mind

    @classmethod
    def of(cls, mind: Mind, chance: Random) -> Oracle:
        """The oracle for one learner."""
        return cls(mind.course, chance, mind)

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``."""
        worth = self.indices(now.days)
        return self._item(max(worth, key=worth.__getitem__))

    def indices(self, days: float) -> dict[str, float]:
        """Gain a minute of every skill that can be learnt now, with what waits for it."""
        course, knows = self.course, self._knows()
        parts: dict[str, tuple[float, float]] = {}
        for name in reversed(_sorted(course.skills, {n: self._before(n) for n in course.skills})):
            parts[name] = self._part(name, days, knows, parts)
        ready = [n for n in course.skills if all(knows[p] for p in self._before(n))]
        return {n: parts[n][0] / parts[n][1] for n in ready}

    def alone(self, days: float) -> dict[str, float]:
        """Gain a minute of every skill that can be learnt now, whatever waits for it."""
        knows = self._knows()
        ready = [n for n in self.course.skills if all(knows[p] for p in self._before(n))]
        parts = {n: self._alone(n, days, knows) for n in ready}
        return {n: gain / minutes for n, (gain, minutes) in parts.items()}

    def _knows(self) -> dict[str, bool]:
        return {n: known(self.mind, n) for n in self.course.skills}

    def _part(
        self, name: str, days: float, knows: dict[str, bool], parts: dict[str, tuple[float, float]]
    ) -> tuple[float, float]:
        """Gain and minutes of a skill with those that wait for it alone."""
        gain, minutes = self._alone(name, days, knows)
        if knows[name]:
            return gain, minutes
        waiting = [
            parts[d]
            for d in self.course.dependents[name]
            if not knows[d] and all(knows[p] or p == name for p in self._before(d))
        ]
        for more, cost in sorted(waiting, key=lambda part: -part[0] / part[1]):
            if more * minutes > gain * cost:
                gain, minutes = gain + more, minutes + cost
        return gain, minutes

    def _alone(self, name: str, days: float, knows: dict[str, bool]) -> tuple[float, float]:
        cost, before = self.mind.cost(name), self.mind.prospect(name, 0, days)
        if not all(knows[p] for p in self._before(name)):
            return 1.0 - before, 6.0 * cost  # how long it takes once ready is not known before
        best = (1e-9, cost)
        for items in AHEAD:
            gain = self.mind.prospect(name, items, days) - before
            if gain * best[1] > best[0] * items * cost:
                best = (gain, items * cost)
            if gain > 0.99 or before + gain > 0.995:
                break
        return best


def _sorted(names: Iterable[str], before: dict[str, list[str]]) -> list[str]:
    """In an order in which every skill comes after what it needs; circles are broken where they are met."""
    done: dict[str, None] = {}

    def visit(name: str, path: frozenset[str]) -> None:
        if name in done or name in path:
            return
        for other in before[name]:
            visit(other, path | {name})
        done[name] = None

    for name in names:
        visit(name, frozenset())
    return list(done)
