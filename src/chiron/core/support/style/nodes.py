"""The points between which chance decides: fixed, spread evenly, and few, so that chances can be counted."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np

PAIRS = 32
"""So many points and as many opposite ones."""

NODES = 2 * PAIRS
"""How many points there are."""


BLOCKS = 16
"""So many sets of points take turns, so that a person is not always led between the same few."""


def nodes(styles: int, turns: int) -> Any:
    """The points (NODES, styles) of somebody who had so many turns."""
    return blocks(styles)[turns % BLOCKS]


@cache
def blocks(styles: int) -> Any:
    """All points (BLOCKS, NODES, styles); each set has mean 0, variance 1, no correlation, and no chance in it.

    The additive sequence of the generalised golden ratio (Roberts 2018), through the normal quantile, with opposites.
    """
    ratio = 2.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (styles + 1))
    steps = np.array([ratio ** -(place + 1) for place in range(styles)])
    spots = (0.5 + np.arange(1, BLOCKS * PAIRS + 1)[:, None] * steps) % 1.0
    quantile = NormalDist().inv_cdf
    half = np.array([[quantile(min(max(spot, 1e-6), 1 - 1e-6)) for spot in row] for row in spots])
    sets = half.reshape(BLOCKS, PAIRS, styles)
    both = np.concatenate([sets, -sets], 1)
    size = np.linalg.cholesky(both.transpose(0, 2, 1) @ both / NODES)
    made = both @ np.linalg.inv(size).transpose(0, 2, 1)
    made.setflags(write=False)
    return made
