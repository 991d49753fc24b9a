"""Made worlds in which styles please people differently, and what a chooser of styles earns in them.

Seven worlds of 240 customers who come in thirty groups of eight, every four rounds a group; each has 40 turns, one a
round, so that about eighty are there at once. A style is worth centre + segment + person, each normal; a judgement
is that with noise, or a yes or no with that chance. All choosers meet the same customers, and the same luck a style.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

Floats = Any


@dataclass(frozen=True)
class World:
    """What a world is like. Standard deviations of centre, segment, person and judgement; ``alike``: tastes have so
    many causes in common (0: none), so that who likes one style tells of others. ``late``: rounds until a judgement is
    known; ``silent``: the share that never comes; ``drift``: how far a person's tastes wander a turn."""

    name: str
    segments: int = 6
    centre: float = 0.15
    segment: float = 0.15
    person: float = 0.25
    noise: float = 0.5
    alike: int = 0
    yes_or_no: bool = False
    late: int = 0
    silent: float = 0.0
    drift: float = 0.0
    styles: int = 8
    groups: int = 30
    size: int = 8
    turns: int = 40
    gap: int = 4

    @property
    def people(self) -> int:
        """How many customers there are."""
        return self.groups * self.size


WORLDS = (
    World("graded"),
    World("common causes", alike=2),
    World("yes or no", centre=0.1, segment=0.1, person=0.15, yes_or_no=True, alike=3),
    World("many segments, noisy, alike persons", segments=25, segment=0.25, person=0.12, noise=0.8),
    World("few segments, different persons", segments=2, segment=0.08, person=0.4, alike=4),
    World("late and seldom judged", late=6, silent=0.4, alike=3),
    World("wandering tastes", drift=0.06, alike=3),
)


class Chooser(Protocol):
    """Somebody who chooses styles for those who are there, and is told later what came of it."""

    def choose(self, there: Floats, turns: Floats) -> Floats:
        """Styles (A,) for the customers (A,) who are there, who had so many turns (A,)."""

    def hear(self, people: Floats, styles: Floats, worth: Floats) -> None:
        """Judgements that arrive, no more than one a customer."""

    def close(self, number: int, ended: Floats) -> None:
        """A round is over; ``ended`` (P,) says who will not come back."""


Maker = Callable[[World, Floats, Any], Chooser]
"""A chooser for a world, of which it knows the numbers of styles and customers, and each customer's segment."""


def tastes(world: World, chance: Any, spread: float, many: int, causes: Floats | None) -> Floats:
    """Normal tastes (many, styles); with causes in common, four fifths of the variance come from these."""
    own = chance.normal(size=(many, world.styles))
    if causes is None:
        return own * spread
    return (chance.normal(size=(many, world.alike)) @ causes * np.sqrt(0.8) + own * np.sqrt(0.2)) * spread


def drawn(world: World, seed: int) -> tuple[Floats, Floats]:
    """What each style is worth to each customer (P, K), and their segments (P,)."""
    chance = np.random.default_rng([seed, 1])
    causes = chance.normal(size=(world.alike, world.styles)) / np.sqrt(world.alike) if world.alike else None
    centre = chance.normal(size=world.styles) * world.centre
    segments = tastes(world, chance, world.segment, world.segments, causes)
    places = chance.integers(0, world.segments, world.people)
    return 0.5 + centre + segments[places] + tastes(world, chance, world.person, world.people, causes), places


def earned(world: World, maker: Maker, seed: int) -> tuple[float, float]:
    """What a chooser gained over choosing evenly, as a share of what always the best gains: all turns, first five."""
    worth, segments = drawn(world, seed)
    luck, wander, own = (np.random.default_rng([seed, number]) for number in (2, 3, 4))
    noises = luck.random(size=(world.people, world.turns, world.styles))
    normal = luck.normal(size=(world.people, world.turns, world.styles))
    heard = luck.random((world.people, world.turns)) >= world.silent
    chooser = maker(world, segments, own)
    start = np.repeat(np.arange(world.groups) * world.gap, world.size)
    gain, best = np.zeros((2, world.people, world.turns))
    waiting: dict[int, list[tuple[Floats, Floats, Floats]]] = {}
    for number in range((world.groups - 1) * world.gap + world.turns):
        worth = worth + wander.normal(size=worth.shape) * world.drift
        if world.yes_or_no:
            worth = np.clip(worth, 0.02, 0.98)
        there = np.flatnonzero((start <= number) & (number < start + world.turns))
        turns = number - start[there]
        styles = chooser.choose(there, turns)
        true = worth[there, styles]
        even = worth[there].mean(1)
        gain[there, turns], best[there, turns] = true - even, worth[there].max(1) - even
        judged = true + normal[there, turns, styles] * world.noise
        if world.yes_or_no:
            judged = (noises[there, turns, styles] < true) * 1.0
        ok = heard[there, turns]
        waiting.setdefault(number + world.late, []).append((there[ok], styles[ok], judged[ok]))
        for arrived in waiting.pop(number, []):
            chooser.hear(*arrived)
        chooser.close(number, number >= start + world.turns - 1)
    return float(gain.sum() / best.sum()), float(gain[:, :5].sum() / best[:, :5].sum())
