"""The points between which chance decides: fixed, spread evenly, and few, so that chances can be counted."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np

PAIRS = 16
"""So many points and as many opposite ones."""

NODES = 2 * PAIRS
"""How many points there are."""


@cache
def nodes(styles: int) -> Any:
    """Points (NODES, styles), as good as standard normal: of mean 0, variance 1 and no correlation, no chance in them.

    The additive sequence of the generalised golden ratio (Roberts 2018), through the normal quantile, with opposites.
    """
    ratio = 2.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (styles + 1))
    steps = np.array([ratio ** -(place + 1) for place in range(styles)])
    spots = (0.5 + np.arange(1, PAIRS + 1)[:, None] * steps) % 1.0
    quantile = NormalDist().inv_cdf
    half = np.array([[quantile(min(max(spot, 1e-6), 1 - 1e-6)) for spot in row] for row in spots])
    both = np.concatenate([half, -half])
    made = both @ np.linalg.inv(np.linalg.cholesky(both.T @ both / NODES)).T
    made.setflags(write=False)
    return made
