"""Gradient boosting of small trees for one of several kinds, in NumPy alone: what comes next, from what was so far.

Each round fits one tree to the slopes of the multinomial log loss (J. H. Friedman, "Greedy function approximation: a
gradient boosting machine", Annals of Statistics 29, 2001) whose leaves hold a step for every kind. Splits are sought
over binned features in a few random mixtures of the kinds' slopes (L. Iosipoi and A. Vakhrushev, "SketchBoost: fast
gradient boosted decision tree for multioutput problems", NeurIPS 2022), so that many kinds cost little more than few;
leaves are of second order (T. Chen and C. Guestrin, "XGBoost", KDD 2016). Pure: chance comes by a seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Growing:
    """How trees grow. ``rate``: the share of each leaf that counts; ``rows``, ``features``: shares drawn a tree."""

    rounds: int = 200
    rate: float = 0.08
    depth: int = 4
    rows: float = 0.7
    features: float = 0.5
    ridge: float = 1.0
    """Added to a leaf's summed curvature, and to a side's weight when splits are compared."""
    least: float = 10.0
    """A split leaves at least this weight of rows to each side."""
    bins: int = 64
    mixtures: int = 3


@dataclass(frozen=True, slots=True)
class Forest:
    """Fitted trees: of round r, node n splits feature ``splits[r, n]`` above bin ``bounds[r, n]``.

    ``edges``: the upper bounds of the bins of each feature, features x (bins - 1). ``leaves``: rounds x 2^depth x
    kinds, the rate included. ``base``: log of each kind's share.
    """

    edges: Any
    splits: Any
    bounds: Any
    leaves: Any
    base: Any

    def scores(self, rows: Any, rounds: int | None = None) -> Any:
        """Log-odds up to a constant, rows x kinds, by the first ``rounds`` rounds."""
        import numpy as np

        codes = binned(np.atleast_2d(np.asarray(rows, float)), self.edges)
        many = len(self.splits) if rounds is None else min(rounds, len(self.splits))
        scores = np.repeat(self.base[None, :], len(codes), axis=0)
        if len(codes) == 1:
            return scores + self._alone(codes[0], many)
        for splits, bounds, leaves in zip(self.splits[:many], self.bounds[:many], self.leaves[:many], strict=True):
            scores += leaves[_fall(codes, splits, bounds)]
        return scores

    def _alone(self, codes: Any, many: int) -> Any:
        """The sum of all trees for one row, every tree walked at once."""
        import numpy as np

        trees: Any = np.arange(many)
        place: Any = np.zeros(many, np.int64)
        inner = self.splits.shape[1]
        for _ in range(inner.bit_length()):
            place = 2 * place + 1 + (codes[self.splits[trees, place]] > self.bounds[trees, place])
        return self.leaves[trees, place - inner].sum(axis=0)


def _fall(codes: Any, splits: Any, bounds: Any) -> Any:
    """The leaf of each row in one tree."""
    import numpy as np

    rows: Any = np.arange(len(codes))
    place: Any = np.zeros(len(codes), np.int64)
    for _ in range(len(splits).bit_length()):
        place = 2 * place + 1 + (codes[rows, splits[place]] > bounds[place])
    return place - len(splits)


def edges_of(rows: Any, bins: int) -> Any:
    """Upper bounds of the bins, features x (bins - 1): between distinct values where few, else at even shares."""
    import numpy as np

    edges = np.full((rows.shape[1], bins - 1), np.inf)
    for place, column in enumerate(rows.T):
        values = np.unique(column)
        if len(values) > bins:
            values = np.unique(np.quantile(column, np.linspace(0, 1, bins), method="nearest"))
        edges[place, : len(values) - 1] = (values[1:] + values[:-1]) / 2
    return edges


def binned(rows: Any, edges: Any) -> Any:
    """The bin of each value, rows x features."""
    import numpy as np

    codes = np.empty(rows.shape, np.uint8)
    for place in range(rows.shape[1]):
        codes[:, place] = np.searchsorted(edges[place], rows[:, place])
    return codes


def softmax(scores: Any) -> Any:
    """Probabilities of rows of log-odds."""
    import numpy as np

    up = np.exp(scores - scores.max(axis=1, keepdims=True))
    return up / up.sum(axis=1, keepdims=True)


def grown(
    rows: Any,
    kinds: Any,
    many: int,
    how: Growing,
    *,
    weight: Any = None,
    seed: int = 0,
    enough: Callable[[Forest], bool] | None = None,
) -> Forest:
    """Fit a forest. ``rows``: rows x features; ``kinds``: the kind of each, 0 to ``many`` - 1; ``weight``: of each.

    ``enough`` is shown each new tree as a forest of its own, with the base of all; its True ends the fit.
    """
    import numpy as np

    chance = np.random.Generator(np.random.PCG64(seed))
    rows = np.asarray(rows, float)
    edges = edges_of(rows, how.bins)
    codes = binned(rows, edges).astype(np.int32)
    counts = np.ones(len(rows)) if weight is None else np.asarray(weight, float)
    shares = np.bincount(kinds, counts, many) + 0.1
    base = np.log(shares / shares.sum())
    aims = np.eye(many)[kinds]
    scores = np.repeat(base[None, :], len(rows), axis=0)
    taken, drawn = max(1, round(len(rows) * how.rows)), max(1, round(rows.shape[1] * how.features))
    trees: list[tuple[Any, Any, Any]] = []
    for _ in range(how.rounds):
        some = np.sort(chance.permutation(len(rows))[:taken])
        features = np.sort(chance.permutation(rows.shape[1])[:drawn])
        chances, weights = softmax(scores[some]), counts[some][:, None]
        slope = (chances - aims[some]) * weights
        mixed = slope @ chance.standard_normal((many, how.mixtures)) if many > how.mixtures else slope
        splits, bounds, place = _tree(codes[np.ix_(some, features)], mixed, counts[some], features, how)
        bend = chances * (1 - chances) * weights
        leaves = -how.rate * _summed(place, slope, how) / (_summed(place, bend, how) + how.ridge)
        trees.append((splits, bounds, leaves))
        scores += leaves[_fall(codes, splits, bounds)]
        if enough and enough(Forest(edges, splits[None], bounds[None], leaves[None], base)):
            break
    splits, bounds, leaves = (np.array(part) for part in zip(*trees, strict=True))
    return Forest(edges, splits, bounds, leaves, base)


def _summed(place: Any, values: Any, how: Growing) -> Any:
    """Values of rows summed by leaf: leaves x kinds."""
    import numpy as np

    return np.stack([np.bincount(place, column, 2**how.depth) for column in values.T], axis=1)


def _tree(codes: Any, mixed: Any, counts: Any, features: Any, how: Growing) -> tuple[Any, Any, Any]:
    """Splits and bounds of one tree over the drawn rows and features, and each row's leaf."""
    import numpy as np

    many, width = codes.shape[1], how.bins
    flat = codes + np.arange(many, dtype=np.int32) * width
    inner = 2**how.depth - 1
    splits, bounds = np.zeros(inner, np.int64), np.full(inner, 255, np.int64)
    rows: Any = np.arange(len(codes))
    mine: Any = np.zeros(len(codes), np.int64)
    spread: list[Any] = [np.repeat(column, many) for column in (*mixed.T, counts)]
    for level in range(how.depth):
        first, here = 2**level - 1, 2**level
        at = ((mine * (many * width))[:, None] + flat).ravel()
        sums = [np.bincount(at, column, here * many * width) for column in spread]
        feature, bound, good = _best(*(np.array(sums).reshape(-1, here, many, width).cumsum(axis=3),), how)
        splits[first : first + here] = np.where(good, features[feature], 0)
        bounds[first : first + here] = np.where(good, bound, 255)
        mine = 2 * mine + (good[mine] & (codes[rows, feature[mine]] > bound[mine]))
    return splits, bounds, mine


def _best(sums: Any, how: Growing) -> tuple[Any, Any, Any]:
    """The best feature and bin of each node, and whether it is worth a split.

    ``sums``: of each mixture and, last, of the weight: values up to each bin, (mixtures + 1) x nodes x features x bins.
    """
    import numpy as np

    down, curve = sums[:-1], sums[-1]
    whole, bent = down[..., -1:], curve[..., -1:]
    gain = (down**2).sum(axis=0) / (curve + how.ridge)
    gain += ((whole - down) ** 2).sum(axis=0) / (bent - curve + how.ridge)
    gain -= (whole**2).sum(axis=0) / (bent + how.ridge)
    gain[(curve < how.least) | (bent - curve < how.least)] = 0.0
    nodes = gain.reshape(len(gain), -1)
    best = nodes.argmax(axis=1)
    width = curve.shape[2]
    return best // width, best % width, nodes[np.arange(len(nodes)), best] > 1e-9
