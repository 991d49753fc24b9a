"""What one more minute on each skill is expected to bring: the index by which ``gain`` chooses.

The gain of a skill is how much likelier it will be known at the horizon after so many items as bring most by the
item; its cost the minutes of those, and the items by which one sees that it is known. What waits for a skill is
counted with it as far as it makes the whole better by the minute (Horn 1972: under precedence, the part with the
highest density comes first).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chiron.core.learning.policies.tracing import Belief


@dataclass(frozen=True, slots=True)
class Scale:
    """``seen`` items are spent on finding out that a skill is known; ``far`` is what opens later counts beside now.

    What waits for a skill is expected to be open after its items with at least ``taught`` of the chance that is
    missing; it counts only until the skill is ``settled``: from then on it speaks for itself. ``soft`` is a power
    on readiness.
    """

    seen: float = 0.5
    far: float = 0.8
    soft: float = 1.0
    taught: float = 0.9
    settled: float = 0.87


@dataclass(frozen=True, slots=True)
class Worth:
    """``gain`` in skills known and ``minutes`` it takes, with what waits for it; ``ready`` the chance that it can be
    learnt now."""

    gain: float
    minutes: float
    ready: float

    @property
    def index(self) -> float:
        """Skills a minute."""
        return self.ready * self.gain / self.minutes


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
        gain, spent = counts[name] * b.gain, cost * (b.items + scale.seen)
        after = b.known + (1.0 - b.known) * scale.taught
        parts = []
        for other in dependents[name]:
            if b.known >= scale.settled or other not in found or counts[other] == 0.0:
                continue
            rest = _all(known, (p for p in before[other] if p != name))
            parts.append((scale.far * rest * after * found[other].gain, found[other].minutes))
        for more, takes in sorted(parts, key=lambda part: -part[0] / part[1]):
            if more * spent > gain * takes:
                gain, spent = gain + more, spent + takes
        ready = _all(known, before[name]) ** scale.soft
        found[name] = Worth(gain, spent, ready)
    return found


def _all(known: Mapping[str, float], names: Iterable[str]) -> float:
    return math.prod(known.get(name, 1.0) for name in names)
