"""The heads that judge a message, how they are pooled, and what tells whether it is in scope at all. Pure.

Every head gives a score a kind, and one for outside in the last column. By words: kernel ridge regression and the
nearest example; by meaning: the same and the cosine with each kind's mean ("prototypes": J. Snell, K. Swersky and
R. Zemel, "Prototypical networks for few-shot learning", NIPS 2017). The two regressions choose the intent, all five
tell scope: crowds write one example much like another, so that the nearest looks better in training than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chiron.core.language.classify.calibration import Odds

SHARP_WORDS = SHARP_MEANING = 2.0
"""How sharply the kernels fall with likeness: exp(sharp (likeness - 1))."""
CHOOSING = (0, 2)
"""Which heads choose the intent: the two regressions, where there is the second."""


def kernel(likeness: Any, sharp: float) -> Any:
    """The similarity that ridge regression works on."""
    import numpy as np

    return np.exp(sharp * (likeness - 1))


def pooled(heads: list[Any], weights: Any) -> Any:
    """Logits of the kinds (texts x kinds): the weighted sum of the heads without the column of outside."""
    total = None
    for head, weight in zip(heads, weights, strict=True):
        if weight:
            total = head[:, :-1] * weight if total is None else total + head[:, :-1] * weight
    return heads[0][:, :-1] * 0.0 if total is None else total


def numbers(heads: list[Any], logits: Any, strange: Any) -> Any:
    """What tells whether texts are in scope (texts x numbers).

    Of the pooled logits: the greatest, how far it is before the next, their energy (W. Liu et al., "Energy-based
    out-of-distribution detection", NeurIPS 2020); of each head: the greatest, and what it says of outside; and the
    share of the text's words that no example has (``strange``).
    """
    import numpy as np

    ordered = np.sort(logits, axis=1)
    top = ordered[:, -1]
    ahead = top - ordered[:, -2] if ordered.shape[1] > 1 else np.zeros_like(top)
    energy = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    best = [head[:, :-1].max(axis=1) for head in heads]
    outside = [head[:, -1] for head in heads]
    return np.column_stack([top, ahead, energy, *best, *outside, strange])


@dataclass(frozen=True, slots=True)
class Voice:
    """How heads are pooled, and from what probability of being in scope on a message is answered."""

    weights: tuple[float, ...]
    scope: Odds
    least: float


def weigh(heads: list[Any], kinds: Any) -> tuple[float, ...]:
    """The weights under which the heads that choose (each texts x kinds + 1, of texts they were not fitted on) make
    the true kinds most probable: a log-linear pool, calibrated in the same step. The other heads weigh nought."""
    import numpy as np
    from scipy.optimize import minimize

    choosing = [at for at in CHOOSING if at < len(heads)]
    table = np.stack([heads[at][:, :-1] for at in choosing]).astype(np.float32)
    rows = np.arange(len(kinds))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = np.tensordot(weights.astype(np.float32), table, 1)
        top = scores.max(axis=1, keepdims=True)
        up = np.exp(scores - top)
        total = up.sum(axis=1, keepdims=True)
        off = up / total
        each = np.log(total[:, 0]) + top[:, 0] - scores[rows, kinds]
        off[rows, kinds] -= 1
        slope = np.array([np.vdot(off, head) for head in table], float)
        hold = 1e-3 * weights
        return float(each.sum() + hold @ weights / 2), slope + hold

    start, bounds = np.full(len(choosing), 4.0), [(0, 200)] * len(choosing)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 40}).x
    weights = dict(zip(choosing, map(float, found), strict=True))
    return tuple(weights.get(at, 0.0) for at in range(len(heads)))
