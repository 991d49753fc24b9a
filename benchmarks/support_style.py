"""The chooser of styles against others, in made worlds (``support_style_worlds``).

Gain over choosing evenly, as a share of what always choosing each customer's best gains. The references stand on the
same normal hierarchy, learnt by the same expectation-maximisation with the same refits, styles independent of one
another as is usual: hierarchical Thompson sampling (Thompson 1933; hierarchical as in Hong et al. 2022); Thompson
sampling of the population's or the segment's mean alone; Thompson sampling for each person alone from a flat mean. Each
is measured as it is and with its draws narrowed to the best of .25, .5 and .75 of a standard deviation, and the better
one is what ours is held against. The narrowing of each, and ``Settings`` of ours, were chosen on seeds 1000-1009 of all
worlds; figures are of seeds 0-11. Ours is told no number of turns: it learns how long customers stay.

The note tells the paired 95 % intervals (Student, over seeds): of the mean of the worlds, and of each world.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_style_worlds import WORLDS, Maker, World, earned
from chiron.core.support.style.beliefs import posterior
from chiron.core.support.style.choose import AWAITED, People, at_nodes
from chiron.core.support.style.fitting import coming, forgets
from chiron.core.support.style.hierarchy import Evidence, first, learnt
from chiron.core.support.style.nodes import BLOCKS, NODES, blocks
from chiron.core.support.style.words import KEEPS, WHOLE, Fit, Settings

Floats = Any

SEEDS = 12
STUDENT = 2.201
"""The 97.5 % point of Student's t with 11 degrees of freedom."""

REFERENCES = {
    "population": (1.0, 0.5), "segment": (1.0, 0.5), "person": (1.0, 0.25), "hierarchical": (1.0, 0.25),
}  # fmt: skip
"""Standard deviations of a draw: Thompson sampling as it is, and narrowed to what served best on other seeds."""

EVERY, ROUNDS = 8, 3
"""A refit every eight rounds, and after each of the first eight; it goes on from the last."""


class Learning:
    """What all choosers share: tallies, and the hierarchy learnt from them."""

    def __init__(self, world: World, segments: Floats, chance: Any, diagonal: bool = False) -> None:
        """Know nothing yet."""
        self.world, self.chance, self.diagonal = world, chance, diagonal
        self.segments, self.groups = segments, world.segments
        self.weights, self.sums = np.zeros((2, len(KEEPS), world.people, world.styles))
        self.squares, self.missed = np.zeros((2, len(KEEPS), world.people))
        self.turns = np.zeros(world.people, int)
        self.keep = 0
        self.ahead: tuple[float, ...] = (20.0,)
        self.parts = first(world.styles, self.groups)

    def hear(self, people: Floats, styles: Floats, worth: Floats) -> None:
        """Fold judgements into the tallies, as ``fold`` does for one person."""
        for row, keep in enumerate(KEEPS):
            weights, sums = self.weights[row], self.sums[row]
            total = weights[people].sum(1)
            mean = np.where(total > 0, sums[people].sum(1) / np.maximum(total, 1e-9), worth)
            plain = (sums[people, styles] + 3 * mean) / (weights[people, styles] + 3)
            self.missed[row, people] += (worth - plain) ** 2
            weights[people] *= keep
            sums[people] *= keep
            weights[people, styles] += 1
            sums[people, styles] += worth
            self.squares[row, people] = keep * self.squares[row, people] + worth**2

    def close(self, number: int, ended: Floats) -> None:
        """Refit now and then."""
        if number % EVERY and number >= 8:
            return
        met = np.flatnonzero(self.turns)
        row = self.keep = self.kept(self.missed[:, met].T)
        told = Evidence(self.weights[row, met], self.sums[row, met], self.squares[row, met], self.segments[met])
        self.parts = learnt(told, self.groups, self.parts, ROUNDS, self.diagonal)
        self.ahead = coming([(int(self.turns[who]), bool(ended[who])) for who in met])

    def kept(self, missed: Floats) -> int:
        """The row of ``KEEPS`` that is used."""
        return forgets(missed.tolist())


class Ours(Learning):
    """The chooser that ships, for many people at once."""

    def __init__(self, world: World, segments: Floats, chance: Any, settings: Settings) -> None:
        """Begin with settings."""
        super().__init__(world, segments, chance)
        self.settings = settings
        self.asked = np.full((world.people, world.turns), -1)

    def choose(self, there: Floats, turns: Floats) -> Floats:
        """As ``choose.choose``, each at the one point on which chance fell."""
        self.turns[there] = turns + 1
        parts, styles = self.parts, self.world.styles
        fit = Fit("", (), (), parts.means, parts.spreads, parts.within, parts.between, parts.centre, parts.noise,
                  self.keep, self.ahead)  # fmt: skip
        who = People(self.weights[self.keep, there], self.sums[self.keep, there], self.awaited(there),
                     self.segments[there], turns)  # fmt: skip
        spot = (self.chance.random(len(there)) * WHOLE).astype(int) - self.settings.floor
        place = np.clip(spot * NODES // (WHOLE - self.settings.floor), 0, NODES - 1)
        best = at_nodes(fit, who, np.ones(styles, bool), self.settings, blocks(styles)[turns % BLOCKS, place])
        even = (spot + self.settings.floor) * styles // max(self.settings.floor, 1)
        picked = np.where(spot < 0, even, best)
        self.asked[there, turns] = picked
        return picked

    def awaited(self, there: Floats) -> Floats:
        """How many of the latest choices are not judged yet, by style (A, K)."""
        rank = np.cumsum((self.asked[there] >= 0)[:, ::-1], 1)[:, ::-1]
        late = np.where(rank <= AWAITED, self.asked[there], -1)
        return (late[:, :, None] == np.arange(self.world.styles)).sum(1)

    def hear(self, people: Floats, styles: Floats, worth: Floats) -> None:
        """What is judged is no longer awaited."""
        super().hear(people, styles, worth)
        first_ = (self.asked[people] == styles[:, None]).argmax(1)
        self.asked[people, first_] = -1


class Thompson(Learning):
    """Thompson sampling from what is believed of the population, of the segment, of the person alone, or of all."""

    def __init__(self, world: World, segments: Floats, chance: Any, of: str, narrow: float) -> None:
        """Begin. ``narrow``: standard deviations of a draw."""
        super().__init__(world, segments, chance, diagonal=True)
        self.of, self.narrow = of, narrow
        if of in ("population", "person"):
            self.segments, self.groups = np.zeros_like(segments), 1
            self.parts = first(world.styles, 1)

    def choose(self, there: Floats, turns: Floats) -> Floats:
        """The best of one draw each."""
        self.turns[there] = turns + 1
        parts, places = self.parts, self.segments[there]
        mean, spread = parts.means[places], parts.spreads[places]
        if self.of in ("person", "hierarchical"):
            if self.of == "person":
                mean = np.full_like(mean, parts.centre.mean())
                spread = np.broadcast_to(np.diag(np.diag(parts.within) + parts.centre.var()), spread.shape)
            else:
                spread = spread + parts.within
            mean, spread = posterior(
                mean, spread, self.weights[self.keep, there], self.sums[self.keep, there], parts.noise
            )
        root = np.linalg.cholesky(spread + 1e-12 * np.eye(self.world.styles))
        draws = self.chance.normal(size=(len(there), self.world.styles))
        return (mean + self.narrow * (root @ draws[..., None])[..., 0]).argmax(1)


def ours(settings: Settings | None = None) -> Maker:
    """A maker of ours."""
    return lambda world, segments, chance: Ours(world, segments, chance, settings or Settings())


def thompson(of: str, narrow: float) -> Maker:
    """A maker of a reference."""
    return lambda world, segments, chance: Thompson(world, segments, chance, of, narrow)


@cache
def shares(world: World, of: str, narrow: float = 1.0) -> Floats:
    """Gains (SEEDS, 2), over all turns and over the first five, of a reference, or of ``ours``."""
    maker = ours() if of == "ours" else thompson(of, narrow)
    return np.array([earned(world, maker, seed) for seed in range(SEEDS)])


def lead(gained: Floats, other: Floats) -> tuple[float, float]:
    """By how much more was gained, and half the paired 95 % interval of it."""
    more = gained - other
    return float(more.mean()), STUDENT * float(more.std(ddof=1)) / SEEDS**0.5


def held_against(of: str, first_five: bool, progress: Progress) -> Figure:
    """Our mean gain over all worlds and a reference's, with the paired intervals of all worlds and of each."""
    column = int(first_five)
    mine, theirs, notes = [], [], []
    for world in WORLDS:
        progress(f"{of}: {world.name}")
        mine.append(shares(world, "ours")[:, column])
        theirs.append([shares(world, of, size)[:, column] for size in REFERENCES[of]])
    better = max(range(len(REFERENCES[of])), key=lambda size: float(np.mean([each[size] for each in theirs])))
    for world, gained, others in zip(WORLDS, mine, theirs, strict=True):
        more, half = lead(gained, others[better])
        notes.append(f"{world.name} {gained.mean():.3f} to {others[better].mean():.3f}, {more:+.3f} \u00b1 {half:.3f}")
    more, half = lead(np.mean(mine, 0), np.mean([each[better] for each in theirs], 0))
    plain = np.mean([each[0] for each in theirs])
    means = (
        f"lead {more:+.3f} \u00b1 {half:.3f}; reference with draws of {REFERENCES[of][better]}, as it is {plain:.3f}; "
    )
    return Figure(float(np.mean(mine)), float(np.mean([each[better] for each in theirs])), means + "; ".join(notes))


def declared(of: str, first_five: bool) -> None:
    """Register the comparison with a reference."""
    when = "first" if first_five else "all"

    @benchmark(
        f"support.style.{when}.{of}",
        f"gain as a share of the best's, {'first five' if first_five else 'all'} turns, mean of seven worlds",
        "share",
        goal=Goal(1.0, of="ratio", at="least"),
        reference=f"{of} Thompson sampling",
    )
    def measure(progress: Progress) -> Figure:
        """The lead."""
        return held_against(of, first_five, progress)


for reference in REFERENCES:
    declared(reference, False)
    declared(reference, True)
