"""Traces: each item lays a trace, traces fade as a power of time, the crowded ones faster, and like skills interfere.

Activation is log sum_j w_j t_j^-d_j with d_j = .217 exp(activation at the time) + .177, and time between sittings
counts a fortieth (Pavlik & Anderson 2005). w_j is small where prerequisites are not known. Items of skills that share a
prerequisite, done within the last days, take away from activation (fan effect: Anderson 1974).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from chiron.core.learning.simulate.minds import KNOWN, Done, Person, shifted

CROWDED, FADING, AWAY = 0.217, 0.177, 0.025
THRESHOLD, NOISE = -0.704, 0.35
INTERFERENCE = 0.04


@dataclass(slots=True)
class Traces(Person):
    """See the module and ``Mind``. ``laid`` holds (inner second, weight, fading) of each trace of a skill."""

    laid: dict[str, list[tuple[float, float, float]]] = field(init=False)
    fan: dict[str, float] = field(init=False)
    clock: float = 0.0

    def __post_init__(self) -> None:
        """What is known at the start has old traces that hardly fade."""
        self.laid = {n: [(-40_000.0, 14.0, FADING)] for n in self.started}
        self.fan = {}

    def _weight(self, skill: str) -> float:
        return 6.0 / self.nature.items * 0.75 * self.speed(skill) * self.ready(skill)

    def _activation(self, traces: list[tuple[float, float, float]], clock: float) -> float:
        total = sum(w * max(clock - at, 20.0) ** -d for at, w, d in traces)
        return math.log(total) if total > 0 else -9.0

    def _able(self, skill: str, traces: list[tuple[float, float, float]], clock: float, fan: float) -> float:
        drawn = self._activation(traces, clock) - INTERFERENCE * fan - THRESHOLD
        return 1.0 / (1.0 + math.exp(-min(max(drawn / NOISE, -30.0), 30.0)))

    def chance(self, skill: str) -> float:
        """The chance of recall."""
        return self._able(skill, self.laid.get(skill, []), self.clock, self.fan.get(skill, 0.0))

    def _trace(self, skill: str, traces: list[tuple[float, float, float]], clock: float) -> tuple[float, float, float]:
        crowd = CROWDED * math.exp(min(self._activation(traces, clock), 1.0)) if traces else 0.0
        return clock, self._weight(skill), min(FADING + crowd, 0.8) * min(self.traits.forgetting**0.35, 1.6)

    def prospect(self, skill: str, items: int, days: float) -> float:
        """0 or 1: whether recall will be likely enough."""
        traces, clock = list(self.laid.get(skill, [])), self.clock
        for _ in range(items):
            traces.append(self._trace(skill, traces, clock))
            clock += 60.0 * self.cost(skill)
        fan = self.fan.get(skill, 0.0) * 0.5**days
        return float(self._able(skill, traces, clock + AWAY * 86_400 * days, fan) >= KNOWN)

    def do(self, skill: str, difficulty: float, chance: Random) -> Done:
        """See ``Mind``."""
        right = self.answered(shifted(self.chance(skill), difficulty), chance)
        traces = self.laid.setdefault(skill, [])
        traces.append(self._trace(skill, traces, self.clock))
        self._interfere(skill)
        minutes = self.taken(skill, right, chance)
        self.clock += 60.0 * minutes
        return Done(right, minutes)

    def _interfere(self, skill: str) -> None:
        near = {
            other
            for before in self.course.skills[skill].prerequisites
            if before in self.course.skills
            for other in self.course.dependents[before]
        }
        for other in near - {skill}:
            self.fan[other] = min(self.fan.get(other, 0.0) + 1.0, 12.0)

    def rest(self, days: float, chance: Random) -> None:
        """Inner time passes slowly between sittings; interference wears off by half a day."""
        self.clock += AWAY * 86_400 * days
        self.fan = {name: fan * 0.5**days for name, fan in self.fan.items() if fan > 0.05}
