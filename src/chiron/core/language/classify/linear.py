"""Linear heads: multinomial logistic regression over sparse or dense features, by L-BFGS. Pure, deterministic.

D. C. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45,
1989, as SciPy has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (features x classes) and a base a class."""

    weights: Any
    base: Any

    def scores(self, rows: Any) -> Any:
        """Log-odds up to a constant a row: an array of rows x classes. ``rows`` is dense or CSR."""
        import numpy as np

        return np.asarray(rows @ self.weights) + self.base


def softmax(scores: Any) -> Any:
    """Probabilities of rows of scores."""
    import numpy as np

    up = np.exp(scores - scores.max(axis=1, keepdims=True))
    return up / up.sum(axis=1, keepdims=True)


def logistic(rows: Any, kinds: Any, many: int, *, ridge: float = 1.0, weight: Any = None, rounds: int = 100) -> Linear:
    """Multinomial logistic regression, maximum a posteriori.

    ``rows``: texts x features, dense or CSR; ``kinds``: the class of each from 0 to ``many`` - 1, or its share in each
    class (texts x many); ``ridge``: the penalty on half the squared weights, against the summed loss; ``weight``: what
    each text counts for, 1 where none is told. The base is not penalised.
    """
    import numpy as np
    from scipy.optimize import minimize

    aims = np.asarray(kinds)
    if aims.ndim == 1:
        aims = np.eye(many, dtype=np.float32)[aims]
    counts = np.ones(len(aims), np.float32) if weight is None else np.asarray(weight, np.float32)
    size = rows.shape[1]
    across = rows.T.tocsr() if hasattr(rows, "tocsr") else rows.T

    def loss(flat: Any) -> tuple[float, Any]:
        table = flat.reshape(size + 1, many)
        scores = np.asarray(rows @ table[:size].astype(np.float32)) + table[size]
        top = scores.max(axis=1, keepdims=True)
        up = np.exp(scores - top)
        total = up.sum(axis=1, keepdims=True)
        each = (np.log(total) + top)[:, 0] - (aims * scores).sum(axis=1)
        off = ((up / total - aims) * counts[:, None]).astype(np.float32)
        slope = np.empty_like(table)
        slope[:size] = across @ off + ridge * table[:size]
        slope[size] = off.sum(axis=0)
        return float(counts @ each + ridge / 2 * (table[:size] ** 2).sum()), slope.ravel()

    start = np.zeros((size + 1) * many)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 10}).x
    table = found.reshape(size + 1, many).astype(np.float32)
    return Linear(table[:size], table[size])
