"""Chooses a style. Chance is passed in, and the chance that each style had is counted, not estimated.

A chance in [0, 1) falls on one of fixed masses: a small one for each allowed style, and one for each of the fixed
points of ``nodes``. A point stands for one way in which the segment may differ from what is believed of it; the style
taken there is the one that is worth most over the turns still expected (``beliefs.lookahead``). The chance of a style
is the sum of the masses that lead to it, a whole number of millionths.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chiron.core.errors import InvalidInput
from chiron.core.support.style.beliefs import lookahead, narrowed, posterior, prior, supposed
from chiron.core.support.style.nodes import NODES, nodes
from chiron.core.support.style.words import WHOLE, Choice, Fit, Operator, Settings, Tally

Floats = Any

AWAITED = 10
"""So many of the latest choices are awaited; a judgement that took longer seldom comes."""

ALIKE = 9
"""Values are compared to so many digits, so that the last bits of a machine's arithmetic choose nothing."""


@dataclass(frozen=True, slots=True)
class People:
    """Some people at once: weights and sums (P, K), places of their segments (P,), and their turns so far (P,).

    ``awaited`` (P, K) counts choices whose judgement is still to come: nothing is known of it, but it was asked for.
    """

    weights: Floats
    sums: Floats
    awaited: Floats
    places: Floats
    turns: Floats


def choose(
    fit: Fit,
    tally: Tally,
    segment: str | None,
    allowed: Collection[str],
    chance: float,
    operator: Operator | None = None,
    settings: Settings | None = None,
) -> Choice:
    """A style of those allowed. The same arguments give the same choice.

    ``allowed`` is what the guards leave; what is not among it has chance 0. Raises InvalidInput where nothing is left,
    where something is no style, or where ``chance`` is not in [0, 1).
    """
    said, set_to = operator or Operator(), settings or Settings()
    left = [style for style in fit.styles if style in allowed]
    if not left or not set(allowed) <= set(fit.styles):
        raise InvalidInput("A style is chosen among some of those that there are.", field="allowed")
    if not 0 <= chance < 1:
        raise InvalidInput("A chance is at least 0 and less than 1.", field="chance")
    if said.pinned is not None and said.pinned in left:
        return Choice(said.pinned, {said.pinned: WHOLE}, fit.version, said.epoch, "pinned")
    if len(left) == 1:
        return Choice(left[0], {left[0]: WHOLE}, fit.version, said.epoch, "only")
    may = np.array([style in left for style in fit.styles])
    known = one(fit, tally if tally.epoch >= said.epoch else None, segment)
    masses = shares(set_to.floor, may, at_nodes(fit, known, may, set_to, nodes(len(fit.styles), int(known.turns[0]))))
    parts: dict[str, int] = {}
    for style, mass in masses:
        parts[fit.styles[style]] = parts.get(fit.styles[style], 0) + mass
    picked = fit.styles[drawn(masses, chance)]
    likely = parts[picked] == max(parts.values())
    return Choice(picked, parts, fit.version, said.epoch, "best" if likely else "tried")


def one(fit: Fit, tally: Tally | None, segment: str | None) -> People:
    """One person as the arrays that are worked with."""
    styles = len(fit.styles)
    place = np.array([fit.place(segment)])
    if tally is None:
        none = np.zeros((1, styles))
        return People(none, none, none, place, np.zeros(1, int))
    row = tally.rows[fit.keep]
    if len(row.weights) != styles:
        raise InvalidInput("The tally speaks of other styles than the fit.", field="tally")
    awaited = np.bincount([at for at, _ in list(tally.open.values())[-AWAITED:]], minlength=styles)[None]
    return People(np.array([row.weights]), np.array([row.sums]), awaited, place, np.array([tally.turns]))


def at_nodes(fit: Fit, people: People, allowed: Floats, settings: Settings, points: Floats) -> Floats:
    """The places (P or R,) of the styles worth most, at some points (R, K). One person at R points, or R people.

    ``allowed`` (K,) or (R, K) says which styles may be taken.
    """
    mean, spread = prior(fit.means[people.places], fit.spreads[people.places], fit.within)
    mean, _ = posterior(mean, spread, people.weights, people.sums, fit.noise)
    spread = narrowed(spread, people.weights + people.awaited, fit.noise)
    off = settings.curiosity * points
    means = supposed(mean, fit.spreads[people.places], fit.within, people.weights, fit.noise, off)
    coming = np.array(fit.ahead)[np.minimum(people.turns, len(fit.ahead) - 1)]
    ahead = np.maximum(settings.patience * coming, 1.0)
    worth = lookahead(means, spread, fit.noise, ahead)
    return np.where(allowed, np.round(worth, ALIKE), -np.inf).argmax(1)


def shares(floor: int, allowed: Floats, bests: Floats) -> list[tuple[int, int]]:
    """The masses, in a fixed order, each with the style that it leads to: the even ones, then one a point."""
    places = [int(place) for place in np.flatnonzero(allowed)]
    even, over = divmod(floor, len(places))
    masses = [(place, even + (rank < over)) for rank, place in enumerate(places)]
    each, rest = divmod(WHOLE - floor, NODES)
    return masses + [(int(best), each + (rank < rest)) for rank, best in enumerate(bests)]


def drawn(masses: list[tuple[int, int]], chance: float) -> int:
    """Where a chance falls."""
    spot = int(chance * WHOLE)
    for style, mass in masses:
        if spot < mass:
            return style
        spot -= mass
    return masses[-1][0]


def estimated(kept: Collection[tuple[Mapping[str, int], str, float]], style: str) -> float:
    """What always taking a style would have been worth, from a log of (parts, style taken, worth); 0 of an empty log.

    Weights are one over the chance that the style taken had, in Hajek's form.
    """
    weighed = [(WHOLE / parts[taken], worth) for parts, taken, worth in kept if taken == style and parts.get(taken, 0)]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * worth for weight, worth in weighed) / total if total else 0.0
