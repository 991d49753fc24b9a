"""What one more minute on each skill is expected to bring: the index by which ``gain`` chooses.

The gain of a skill is how much likelier it will be known at the horizon; its cost the minutes until it is likely
known, and the items by which one sees that it is. What waits for a skill is counted with it as far as it makes the
whole better by the minute (Horn 1972: under precedence, the part with the highest density comes first).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chiron.core.learning.policies.tracing import Belief


@dataclass(frozen=True, slots=True)
class Scale:
    """``seen`` items are spent on finding out that a skill is known; ``far`` is what opens later counts beside now."""

    seen: float = 2.0
    far: float = 0.9
    soft: float = 1.0


@dataclass(frozen=True, slots=True)
class Worth:
    """``gain`` in skills known and ``minutes`` it takes, with what waits for it; ``ready`` the chance that it can be
    learnt now; ``review`` the gain by the minute of one item if it is known."""

    gain: float
    minutes: float
    ready: float
    review: float

    @property
    def index(self) -> float:
        """Skills a minute."""
        return max(self.ready * self.gain / self.minutes, self.review)


def worths(
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    dependents: Mapping[str, Sequence[str]],
    beliefs: Mapping[str, Belief],
    counts: Mapping[str, float],
    minutes: Mapping[str, float],
    scale: Scale,
) -> dict[str, Worth]:
    """The worth of every skill. ``order`` has every skill after those it needs; ``counts`` is a skill's own weight."""
    known = {name: beliefs[name].known for name in order}
    found: dict[str, Worth] = {}
    for name in reversed(order):
        b, cost = beliefs[name], minutes[name]
        gain = counts[name] * (1.0 - b.known) * b.fresh
        spent = cost * (b.items + scale.seen)
        parts = []
        for other in dependents[name]:
            if other not in found or known[other] > 0.9:
                continue
            rest = _all(known, (p for p in before[other] if p != name))
            parts.append((scale.far * rest * (1 - b.known) * found[other].gain, found[other].minutes))
        for more, takes in sorted(parts, key=lambda part: -part[0] / part[1]):
            if more * spent > gain * takes:
                gain, spent = gain + more, spent + takes
        ready = _all(known, before[name]) ** scale.soft
        again = counts[name] * b.known * max(0.0, b.kept_after - b.kept) / cost
        found[name] = Worth(gain, spent, ready, again)
    return found


def _all(known: Mapping[str, float], names: Iterable[str]) -> float:
    return math.prod(known.get(name, 1.0) for name in names)
