"""Kernel ridge regression over landmarks, with what it would have said of each text without it, in closed form. Pure.

Landmarks: C. K. I. Williams and M. Seeger, "Using the Nystrom method to speed up kernel machines", NIPS 2000. What is
said without one text is as in R. M. Rifkin and R. A. Lippert, "Notes on regularized least squares", MIT-CSAIL-TR-2007,
and without a whole group the same in blocks: y_B = (I - H_BB)^-1 (H y - H_BB y_B), H being the hat matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

JITTER = 1e-3
"""What is added to the landmarks' own similarities, so that equal texts do no harm."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """``weights`` (landmarks x columns): a text's scores are its similarities to the landmarks times these.

    ``alone`` and ``without`` (texts x columns): the scores of each text had it, or its whole group, not been there.
    """

    weights: Any
    alone: Any
    without: Any


def ridge(near: Any, among: Any, aims: Any, groups: Any, hold: float) -> Fitted:
    """Fit ``aims`` (texts x columns) by similarities ``near`` (texts x landmarks), those of the landmarks ``among``
    themselves, with the penalty ``hold``. ``groups``: each text's group; one below 0 is a group of itself.
    """
    import numpy as np
    from scipy.linalg import cholesky, solve_triangular

    many = len(among)
    root = cholesky(np.asarray(among, np.float64) + JITTER * np.eye(many), lower=True).astype(np.float32)
    spread = solve_triangular(root, np.ascontiguousarray(near.T), lower=True, overwrite_b=True, check_finite=False)
    gram = (spread @ spread.T).astype(np.float64)
    gram[np.diag_indices(many)] += hold
    held = cholesky(gram, lower=True, overwrite_a=True).astype(np.float32)
    hat = solve_triangular(held, spread, lower=True, overwrite_b=True, check_finite=False)
    wanted = np.asarray(aims, np.float32)
    inner = solve_triangular(held, hat @ wanted, lower=True, trans="T")
    weights = solve_triangular(root, inner, lower=True, trans="T")
    fitted = hat.T @ (hat @ wanted)
    own = np.minimum((hat * hat).sum(axis=0), 1 - 1e-4)[:, None]
    alone = (fitted - own * wanted) / (1 - own)
    without = alone.copy()
    for group in np.unique(groups[groups >= 0]):
        here = np.flatnonzero(groups == group)
        block = hat[:, here].T @ hat[:, here]
        without[here] = np.linalg.solve(np.eye(len(here)) - block, fitted[here] - block @ wanted[here])
    return Fitted(np.ascontiguousarray(weights, np.float32), alone, without)
