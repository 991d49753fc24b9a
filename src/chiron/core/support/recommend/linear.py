"""Closed forms of an item-item model: four ways to say how much meeting one item speaks for another.

Each takes ``cells`` (people by items, sparse, confidences) and gives a dense matrix, items by items, float32, its
diagonal 0: entry (i, j) is how much having met i speaks for j. All are linear in what a person met, so that a sum of
them is one such matrix too, and what a basket gets is one product.

- :func:`ease`: H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019), here with people weighted
  by how little they met and the ridge growing with how often an item was met, as dropping out its cells would do
  (H. Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020, with another power).
- :func:`paths`: walks of three steps, RP3beta (B. Paudel et al., "Updatable, Accurate, Diverse, and Scalable
  Recommendations for Interactive Applications", TiiS 2017).
- :func:`smooth`: the smoothest signals of the graph of items, after Y. Shen et al., "How Powerful is Graph Convolution
  for Recommendation?" (CIKM 2021).
- :func:`cosine`: shrunk cosine, uneven in its two sides (F. Aiolli, "Efficient top-N recommendation for very large
  scale binary rated datasets", RecSys 2013).
"""

from __future__ import annotations

from typing import Any

PEOPLE = 0.5
"""Power by which a person who met much counts less for each item."""
OFTEN = 0.5
"""Power by which the ridge grows with how often an item was met."""


def ease(cells: Any, ridge: float, people: float = PEOPLE, often: float = OFTEN) -> Any:
    """Least squares of every item upon all others. ``ridge`` is in units of the mean count of an item.

    Where there are fewer people than items, the inverse is taken among the people (Woodbury), which is the same.
    """
    import numpy as np
    from scipy import linalg, sparse

    counts = np.maximum(_sums(cells, 0), 1e-6)
    met = np.maximum(_sums(cells, 1), 1e-6)
    weighed = sparse.diags((met / met.mean()) ** (-people / 2)).dot(cells).tocsr().astype(np.float32)
    ridges = (ridge * counts.mean() * np.maximum(counts / counts.mean(), 0.02) ** often).astype(np.float32)
    many, size = cells.shape
    if many < size:
        scaled = weighed.dot(sparse.diags(1 / ridges)).tocsr().astype(np.float32)
        among = scaled.dot(weighed.T).toarray() + np.eye(many, dtype=np.float32)
        solved = linalg.cho_solve(linalg.cho_factor(among, overwrite_a=True, check_finite=False), scaled.toarray(),
                                  overwrite_b=True, check_finite=False)  # fmt: skip
        precision = -scaled.T.dot(solved)
        precision[np.diag_indices(size)] += 1 / ridges
    else:
        gram = weighed.T.dot(weighed).toarray()
        gram[np.diag_indices(size)] += ridges
        precision = _inverse(gram)
    weights = precision / -np.diag(precision)
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32)


def paths(cells: Any, beta: float, alpha: float = 0.6) -> Any:
    """Chances of walking from an item over a person to another, to the power ``alpha``, less for items often met."""
    import numpy as np
    from scipy import sparse

    counts = np.maximum(_sums(cells, 0), 1e-6)
    met = np.maximum(_sums(cells, 1), 1e-6)
    to_item = sparse.diags(1 / met).dot(cells).tocsr()
    to_person = sparse.diags(1 / counts).dot(cells.T).tocsr()
    to_item.data **= alpha
    to_person.data **= alpha
    weights = to_person.dot(to_item).toarray() / (counts**beta)[None, :]
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32)


def smooth(cells: Any, rank: int) -> Any:
    """Projection upon the ``rank`` smoothest signals of the graph in which items share people."""
    import numpy as np
    from scipy import linalg, sparse

    roots = np.sqrt(np.maximum(_sums(cells, 0), 1e-6)).astype(np.float32)
    met = np.maximum(_sums(cells, 1), 1e-6)
    even = sparse.diags(met**-0.5).dot(cells).dot(sparse.diags(1 / roots)).tocsr().astype(np.float32)
    many, size = cells.shape
    rank = max(1, min(rank, many, size))
    across = (even.dot(even.T) if many < size else even.T.dot(even)).toarray()
    last = across.shape[0] - 1
    values, vectors = linalg.eigh(across, subset_by_index=(last - rank + 1, last), overwrite_a=True, check_finite=False)
    if many < size:
        vectors = even.T.dot(vectors) / np.sqrt(np.maximum(values, 1e-9))
    weights = (vectors / roots[:, None]) @ (vectors * roots[:, None]).T
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32)


def cosine(cells: Any, lean: float = 0.5, shrink: float = 5.0) -> Any:
    """The root of a cosine whose norm leans to the item that was met (1 - ``lean``), shrunk where little was met."""
    import numpy as np
    from scipy import sparse

    met = np.maximum(_sums(cells, 1), 1e-6)
    share = sparse.diags(met**-0.5)
    counts = np.maximum(_sums(share.dot(cells), 0), 1e-9)
    shared = cells.T.dot(share.dot(cells)).toarray()
    norms = counts[:, None] ** (1 - lean) * counts[None, :] ** lean
    weights = np.sqrt(shared / (norms + shrink * float((met**-0.5).mean())))
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32)


def _sums(cells: Any, axis: int) -> Any:
    import numpy as np

    return np.asarray(cells.sum(axis=axis)).ravel()


def _inverse(symmetric: Any) -> Any:
    """The inverse of a positive definite matrix, by Cholesky: half the work of a general one."""
    import numpy as np
    from scipy import linalg

    factor, _ = linalg.lapack.spotrf(symmetric, lower=1, overwrite_a=1)
    half, _ = linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    lower = np.tril(half)
    return lower + np.tril(lower, -1).T
