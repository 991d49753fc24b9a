"""What is known of how much it helps to offer something: beliefs, and what nothing is known of yet.

The help of an offer is by how much it raises the chance of a right answer, alone, to each of the next items of the
skill, beside going on with the items at once. It is a belief: Normal with a mean and a spread. Who never looked at what
was offered counts too, as the offer is what the tutor chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from chiron.core.learning.mastery.probit import cdf, density


class Belief(NamedTuple):
    """Mean and standard deviation of a help."""

    mean: float
    spread: float


class Known(msgspec.Struct, frozen=True):
    """What was found of one thing at one skill. ``offered`` learners' moments with it stand beside ``beside`` without.

    ``help`` and ``error`` are the difference between them and its standard error; ``taken`` is the share that opened
    it, which counts for nothing but how many minutes an offer costs.
    """

    offered: int
    beside: int
    help: float
    error: float
    taken: float


UNLIKE, UNLIKE_KINDS = 0.08, 0.03
"""How far things of a kind differ in their help, and kinds among each other (standard deviations)."""
EAGER, DOUBT = 0.5, 4.0
"""The share that opens an offer where nothing is known, which weighs as much as so many offers."""


class Helps(msgspec.Struct, frozen=True):
    """What offering brought, by kind and by ``thing@skill``. Nothing known is a value too.

    ``kinds`` are how much more or less the things of a kind help than the practice that they take the place of.
    """

    version: str = "helps@1"
    kinds: dict[str, Belief] = {}
    things: dict[str, Known] = {}

    def known(self, thing: str, skill: str) -> Known | None:
        """What was found of a thing at a skill; None where nothing was."""
        return self.things.get(key(thing, skill))

    def taken(self, thing: str, skill: str) -> float:
        """The share of those offered it that is expected to open it."""
        found = self.known(thing, skill)
        return EAGER if found is None else (found.taken * found.offered + EAGER * DOUBT) / (found.offered + DOUBT)

    def belief(self, thing: str, kind: str, skill: str, practice: float) -> Belief:
        """The help of an offer. Unknown things are taken to help as the kind does, beside ``practice``: what as many
        minutes of items would bring. The more is known of a thing itself, the less that counts (normal-normal
        shrinkage: Gelman et al. 2013, section 5.4)."""
        more = self.kinds.get(kind, Belief(0.0, UNLIKE_KINDS))
        mean, variance = practice + more.mean, more.spread**2 + UNLIKE**2
        found = self.known(thing, skill)
        if found is None:
            return Belief(mean, variance**0.5)
        told = found.error**2
        both = 1.0 / (1.0 / variance + 1.0 / told)
        return Belief(both * (mean / variance + found.help / told), both**0.5)


def key(thing: str, skill: str) -> str:
    """The name of a thing at a skill."""
    return f"{thing}@{skill}"


NOTHING = Helps()


def chances(beliefs: Mapping[str, Belief], nothing: float) -> dict[str, float]:
    """With what chance each is offered; what is left of 1 is the chance that nothing is.

    Each chance is that of being best of all and better than nothing at all (0), as it is believed: probability matching
    (Thompson 1933), worked out rather than drawn, so that the log can keep it. ``nothing`` is always left, so that
    there stay moments to compare with.
    """
    grid = [-_WIDE + 2.0 * _WIDE * (n + 0.5) / _POINTS for n in range(_POINTS)]
    found: dict[str, float] = {}
    for name, (mean, spread) in beliefs.items():
        others = [one for other, one in beliefs.items() if other != name]
        total = 0.0
        for z in grid:
            value = mean + z * spread
            if value <= 0.0:
                continue
            weight = density(z)
            for other, wide in others:
                weight *= cdf((value - other) / wide)
            total += weight
        found[name] = (1.0 - nothing) * total * 2.0 * _WIDE / _POINTS
    return found


_WIDE, _POINTS = 4.0, 48
