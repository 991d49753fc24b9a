"""What a chooser of styles speaks of: a choice with its exact chances, a person's tally, what was learnt of all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chiron.core.errors import InvalidInput

Floats = Any
"""Arrays; this module loads no NumPy."""

WHOLE = 1_000_000
"""Chances are whole parts of a million: they add up exactly, and a log keeps them as they were."""

KEEPS = (1.0, 0.97, 0.9)
"""How much of what was learnt stays at each further judgement of the same person. Which of them holds is learnt."""

FEWEST, MOST = 2, 10
"""How many styles there may be."""

BOUND = 10.0
"""A judgement is a number no further from 0 than this; as a rule it lies between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set of a chooser.

    ``floor``: parts of a million that are spread evenly over the allowed styles, so that each has a chance that
    estimates from the log can divide by. ``curiosity``: how many standard deviations of what is not yet known of the
    segment are tried. ``patience``: how much of the turns still to come counts for trying a style now; less than one,
    as what is not tried now may be tried later.
    """

    floor: int = 10_000
    curiosity: float = 0.35
    patience: float = 0.3

    def __post_init__(self) -> None:
        """Raises InvalidInput for settings that mean nothing."""
        if not 0 <= self.floor <= WHOLE:
            raise InvalidInput(f"The floor is a part of {WHOLE}.", field="floor")
        if not (0 <= self.curiosity <= 3 and 0 <= self.patience <= 3):
            raise InvalidInput("Curiosity and patience lie between 0 and 3.", field="curiosity")


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator said of a chooser. ``pinned``: this style and no other, where the guards allow it.

    ``epoch`` grows with each reset; what was chosen in an earlier epoch teaches nothing any more. ``frozen``: nothing
    is learnt, and choices go on from what was believed.
    """

    epoch: int = 0
    frozen: bool = False
    pinned: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. ``parts`` are the exact chances of all styles, in millionths; ``reason`` names how it came about."""

    style: str
    parts: Mapping[str, int]
    fit: str
    epoch: int
    reason: str

    def chance(self, style: str | None = None) -> float:
        """The chance that a style had, this one's without a name: what an off-policy estimate divides by."""
        return self.parts.get(self.style if style is None else style, 0) / WHOLE


@dataclass(frozen=True, slots=True)
class Row:
    """What judgements said of each style, older ones weighing less: weights, weighted sums, and the sum of squares.

    ``missed`` is the sum of squared errors of plain forecasts made from this row before each judgement.
    """

    weights: tuple[float, ...]
    sums: tuple[float, ...]
    squares: float = 0.0
    missed: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of one person: a row for each of ``KEEPS``, how many turns were chosen for, and what is still open.

    ``open`` are choices that were not judged yet, by their id, oldest first: the style's place and the epoch.
    """

    epoch: int
    turns: int
    rows: tuple[Row, ...]
    open: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt of all people: a normal prior over what each style is worth to somebody of a segment.

    ``means`` and ``spreads`` (covariances of what is not known of the segment's mean) have one entry a segment, and a
    last one for people of no known segment. ``within`` is the covariance of people of one segment about its mean,
    ``noise`` the variance of a judgement about its worth. ``keep`` is a place in ``KEEPS``. ``ahead[n]`` is how many
    turns are to come, on average, for somebody who had n; the last entry stands for more. ``people`` were used.
    """

    version: str
    styles: tuple[str, ...]
    segments: tuple[str, ...]
    means: Floats
    spreads: Floats
    within: Floats
    between: Floats
    centre: Floats
    noise: float
    keep: int = 0
    ahead: tuple[float, ...] = (20.0,)
    people: frozenset[str] = frozenset()

    def place(self, segment: str | None) -> int:
        """The entry of a segment."""
        return self.segments.index(segment) if segment in self.segments else len(self.segments)


def checked(styles: tuple[str, ...]) -> tuple[str, ...]:
    """The names of styles. Raises InvalidInput where there are too few, too many, or two of one name."""
    if len(set(styles)) != len(styles) or not FEWEST <= len(styles) <= MOST:
        raise InvalidInput(f"There are {FEWEST} to {MOST} styles, each with a name of its own.", field="styles")
    return styles


def judgement(worth: float) -> float:
    """A judgement as it may be learnt from. Raises InvalidInput where it is no number or lies beyond ``BOUND``."""
    if not math.isfinite(worth) or abs(worth) > BOUND:
        raise InvalidInput(f"A judgement is a number between {-BOUND:g} and {BOUND:g}.", field="worth")
    return float(worth)
