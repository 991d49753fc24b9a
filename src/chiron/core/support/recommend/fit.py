"""Fits the item-item model: chooses among the closed forms by an inner split, adds up the best, keeps near neighbours.

The choice is made anew for each table and by nothing but the table: parts of what each person met are held back, every
candidate is learnt from the rest, and they are added up greedily as long as nDCG on what was held back grows
(R. Caruana et al., "Ensemble selection from libraries of models", ICML 2004). Then the chosen ones are learnt from all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.support.recommend import linear
from chiron.core.support.recommend.model import Model
from chiron.core.support.recommend.ranking import held_back, ndcg
from chiron.core.support.recommend.table import Table

MOST_ITEMS = 8_000
"""A dense matrix of so many items takes 256 MB. Of a larger catalogue the most often met are learnt."""

Aspects = Mapping[str, Mapping[str, float]]
"""What items are, by item: how strongly each aspect holds, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is fitted. ``top``: how far down a ranking counts; ``splits`` and ``held``: how many inner splits,
    and the share of each person's that is held back in them; ``near``: neighbours kept for an item; ``judged``: people
    at most by whom candidates are judged; ``aspect``: how much an aspect counts beside one person's meeting.

    ``top`` is deeper than what is shown: on a small table the first ten of a ranking decide by chance. Little is held
    back, as a thinner table asks for plainer forms than the whole one.
    """

    top: int = 50
    splits: int = 2
    held: float = 0.12
    near: int = 400
    steps: int = 10
    judged: int = 1_500
    aspect: float = 2.0
    seed: int = 11


Form = Callable[[Any], Any]
RIDGES = (5, 10, 20)
BETAS = (0.2, 0.3, 0.4, 0.6)
RANKS = (30, 60, 120)
EVENNESS = (0.0, 0.05, 0.1, 0.2)
"""Powers by which items that many met are held down, as in ``paths``; which of them is chosen like everything else."""


def forms() -> dict[str, dict[str, Form]]:
    """The candidates that look at nothing but the table, by kind and name."""
    return {
        "ease": {f"ease {ridge}": partial(linear.ease, ridge=ridge) for ridge in RIDGES},
        "paths": {f"paths {beta}": partial(linear.paths, beta=beta) for beta in BETAS},
        "smooth": {f"smooth {rank}": partial(linear.smooth, rank=rank) for rank in RANKS},
        "cosine": {"cosine": linear.cosine},
    }


def with_aspects(form: Form, rows: Any) -> Form:
    """A form that reads aspects (sparse, aspects by items) as if each were one more person who met its items.

    Items that few people met so take from what they are (O. Jeunen et al., "Closed-Form Models for Collaborative
    Filtering with Side-Information", RecSys 2020).
    """
    from scipy import sparse

    return lambda cells: form(sparse.vstack([cells, rows]).tocsr())


def fit(table: Table, aspects: Aspects | None = None, settings: Settings | None = None) -> Model:
    """The model of a table. Raises InvalidInput where there are fewer than two people or items to learn from."""
    settings = settings or Settings()
    table = _most_met(table)
    if len(table.people) < 2 or len(table.items) < 2:
        raise InvalidInput("Recommendations need at least two people and two items.", field="met")
    kinds = forms()
    rows = _rows_of(aspects, table.items, settings.aspect)
    every = {name: form for named in kinds.values() for name, form in named.items()}
    if rows is not None:
        every |= {f"{name} with aspects": with_aspects(form, rows) for name, form in kinds["ease"].items()}
    chosen = _choose(table.cells, kinds, every, settings)
    weights: Any = 0.0
    for name, share in chosen.shares.items():
        found = every[name](table.cells)
        weights = weights + found * (share / _spread(_some(table.cells).dot(found)))
    weights /= _often(table.cells) ** chosen.even
    shown = {**chosen.shares, "even": chosen.even}
    return Model.of(table, weights, shown, chosen.measured, settings.near)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """How much of each candidate, how evenly, and the nDCG of the sum on what was held back."""

    shares: dict[str, float]
    even: float = 0.0
    measured: float = 0.0


@dataclass(frozen=True, slots=True)
class _Split:
    """What stays, what is held back, the rows of those who judge, and how often each item was met in what stays."""

    kept: Any
    held: Any
    rows: Any
    often: Any


def _choose(
    cells: Any, kinds: Mapping[str, Mapping[str, Form]], every: Mapping[str, Form], settings: Settings
) -> _Chosen:
    inner = [
        _judged(*held_back(cells, settings.held, settings.seed + turn), settings) for turn in range(settings.splits)
    ]
    if not any(len(split.rows) for split in inner):
        return _Chosen({"cosine": 1.0})  # everybody met one thing: nothing can be held back
    scored: dict[str, list[Any]] = {}

    def best_of(names: Iterable[str]) -> str:
        tried = {name: [_scores(split, every[name](split.kept)) for split in inner] for name in names}
        best = max(tried, key=lambda name: _mean(tried[name], inner, settings.top))
        scored[best] = tried[best]
        return best

    for named in kinds.values():
        best_with = f"{best_of(named)} with aspects"
        if best_with in every:
            best_of([best_with])
    return _greedy(scored, inner, settings)


def _greedy(scored: Mapping[str, Sequence[Any]], inner: Sequence[_Split], settings: Settings) -> _Chosen:
    counts = dict.fromkeys(scored, 0)
    total: list[Any] = [0.0] * len(inner)
    best = -1.0
    for _ in range(settings.steps):
        sums = {name: [a + b for a, b in zip(total, each, strict=True)] for name, each in scored.items()}
        found = {name: _mean(each, inner, settings.top) for name, each in sums.items()}
        name = max(found, key=lambda one: found[one])
        if found[name] <= best:
            break
        best, total = found[name], sums[name]
        counts[name] += 1
    shares = {name: count / sum(counts.values()) for name, count in counts.items() if count}
    evened = {
        even: _mean([one / split.often**even for one, split in zip(total, inner, strict=True)], inner, settings.top)
        for even in EVENNESS
    }
    even = max(evened, key=lambda one: evened[one])
    return _Chosen(shares, even, evened[even])


def _judged(kept: Any, held: Any, settings: Settings) -> _Split:
    """A split with the people who judge: those with something held back, at most so many by chance."""
    import numpy as np

    rows = np.flatnonzero(np.diff(held.indptr))
    if len(rows) > settings.judged:
        rows = np.sort(np.random.default_rng(settings.seed).choice(rows, settings.judged, replace=False))
    return _Split(kept, held[rows], rows, _often(kept))


def _scores(split: _Split, weights: Any) -> Any:
    scores = split.kept[split.rows].dot(weights)
    return scores / _spread(scores)


def _mean(scores: Sequence[Any], inner: Sequence[_Split], top: int) -> float:
    every = zip(scores, inner, strict=True)
    return sum(ndcg(one, split.kept[split.rows], split.held, top)[0] for one, split in every) / len(inner)


def _often(cells: Any) -> Any:
    """How often each item was met, once at least."""
    import numpy as np

    return np.maximum(np.asarray(cells.sum(axis=0)).ravel(), 1.0).astype(np.float32)


def _spread(scores: Any) -> float:
    """The standard deviation of scores: by it candidates of any unit are added up."""
    return float(scores.std()) or 1.0


def _some(cells: Any) -> Any:
    """Every n-th person, 500 or a few more."""
    return cells[:: max(1, cells.shape[0] // 500)]


def _rows_of(aspects: Aspects | None, items: Sequence[str], strength: float) -> Any:
    """Aspects by items as a sparse matrix; None where nothing is known of any."""
    import numpy as np
    from scipy import sparse

    cells = [
        (name, place, strength * value)
        for place, item in enumerate(items)
        for name, value in (aspects or {}).get(item, {}).items()
        if value > 0
    ]
    if not cells:
        return None
    names = {name: row for row, name in enumerate(sorted({name for name, _, _ in cells}))}
    rows, columns, values = zip(*((names[name], place, value) for name, place, value in cells), strict=True)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(names), len(items)), dtype=np.float32)


def _most_met(table: Table) -> Table:
    import numpy as np

    if len(table.items) <= MOST_ITEMS:
        return table
    counts = np.diff(table.cells.tocsc().indptr)
    kept = np.sort(np.argsort(-counts, kind="stable")[:MOST_ITEMS])
    return Table(table.people, tuple(table.items[place] for place in kept), table.cells[:, kept], table.bought[:, kept])
