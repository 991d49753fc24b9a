"""How good a ranking is: what was held back, and how far up it stands."""

from __future__ import annotations

from typing import Any


def ranked(scores: Any, top: int) -> Any:
    """The columns of the ``top`` highest scores of each row, the highest first; (rows, top) places."""
    import numpy as np

    top = min(top, scores.shape[1])
    first = np.argpartition(-scores, top - 1, axis=1)[:, :top]
    rows = np.arange(len(scores))[:, None]
    return first[rows, np.argsort(-scores[rows, first], axis=1, kind="stable")]


def ndcg(scores: Any, met: Any, held: Any, top: int) -> tuple[float, float]:
    """nDCG and recall among the first ``top``, each the mean over people with something held back.

    ``scores`` is people by items; ``met`` (sparse) is left out of the ranking; ``held`` (sparse) is what counts as
    right, all of it alike. (K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002.)
    """
    import numpy as np

    open_to = np.array(scores, dtype=np.float32)
    open_to[met.nonzero()] = -np.inf
    counts = np.asarray((held > 0).sum(axis=1)).ravel()
    asked = np.flatnonzero(counts)
    if not len(asked):
        return 0.0, 0.0
    places = ranked(open_to[asked], top)
    right = np.zeros(held.shape, bool)
    right[held.nonzero()] = True
    hits = right[asked[:, None], places]
    worth = 1 / np.log2(np.arange(2, places.shape[1] + 2))
    best = np.r_[0.0, np.cumsum(worth)][np.minimum(counts[asked], places.shape[1])]
    return float(((hits * worth).sum(axis=1) / best).mean()), float((hits.sum(axis=1) / counts[asked]).mean())


def held_back(cells: Any, share: float, seed: int) -> tuple[Any, Any]:
    """``cells`` in two: what stays and what is held back, ``share`` of each person's, by chance from ``seed``.

    Who met one thing keeps it.
    """
    import numpy as np
    from scipy import sparse

    whole = cells.tocoo()
    chance = np.random.default_rng(seed).random(len(whole.data))
    order = np.lexsort((chance, whole.row))
    rows = whole.row[order]
    first = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.zeros(0, int)
    many = np.diff(np.r_[first, len(rows)])
    place = np.arange(len(rows)) - np.repeat(first, many)
    out: Any = np.zeros(len(rows), bool)
    out[order] = place < np.repeat(np.round(many * share), many)
    parts = (
        sparse.csr_matrix((whole.data[mask], (whole.row[mask], whole.col[mask])), shape=cells.shape)
        for mask in (~out, out)
    )
    kept, held = parts
    return kept, held
