"""Fit a residual learner: tables and features out of fold, boosted trees on what the explainable part leaves over.

Needs the extra ``fit`` (LightGBM, numpy, scipy), imported when called; without it, ``fit`` raises Missing. Friedman
(2001), "Greedy function approximation: a gradient boosting machine"; Ke et al. (2017), "LightGBM".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log as ln
from typing import Any
from zlib import crc32

from chiron.core.learning import prediction
from chiron.core.learning.residual import (
    NAMES,
    Gain,
    Held,
    History,
    Residual,
    Response,
    Tables,
    Tree,
    features,
    fold,
    gains,
    was_right,
)
from chiron.core.learning.residual.artefact import held
from chiron.engine.fits.copies import groups
from chiron.engine.fits.residual_tables import Coded, Log, coded, tables

Base = Callable[[Sequence[Response]], Sequence[float]]
"""The explainable part's logit of each of one learner's answers, each from those before it."""
BaseFitter = Callable[[Log], Base]
"""Fits an explainable part to a log."""
Say = Callable[[str], None]
MANY = 100_000
"""From so many answers on, trees may be larger."""
JUDGED = 40
"""On so many learners a gain is judged, where there are so many."""
BAGS = 3
"""With fewer answers, the mean of so many forests that drew differently: one alone would still be uncertain."""
RASCH = NAMES.index("rasch")


def silent(_: str) -> None:
    """Say nothing."""


class Missing(RuntimeError):
    """The extra that fitting needs is not installed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How trees are grown. Chosen once on validation splits of the training parts of ASSISTments 2009, Algebra 2005 and
    ASSISTments 2015, the copies of validation learners left out. ``leaves`` and ``least`` (answers a leaf) None: by how
    many answers there are."""

    rounds: int = 300
    rate: float = 0.05
    leaves: int | None = None
    least: int | None = None
    folds: int = 5
    threads: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether the residual learner earns its place, why, and it itself where it does: fitted to everybody. ``held``
    are the answers by which it was judged."""

    gain: Gain
    residual: Residual | None
    held: Mapping[str, Sequence[Held]]


def choose(log: Log, base: BaseFitter | None = None, settings: Settings | None = None, say: Say = silent) -> Choice:
    """What is switched on for a course by itself: fitted and judged on learners held out, then fitted to all. Raises
    as ``fit`` does."""
    held = left_out(log, base, settings, say)
    gain = gains(held)
    return Choice(gain, fit(log, base, settings, say) if gain.on else None, held)


def explainable(begin_with: prediction.Parameters | None = None) -> BaseFitter:
    """The explainable part as a base, its fit begun with the author's word (``prediction.begun``)."""

    def fitter(log: Log) -> Base:
        known = prediction.fit(log, begin_with)
        return lambda answers: [ln(chance / (1 - chance)) for chance in prediction.replay(known, answers)]

    return fitter


def fit(log: Log, base: BaseFitter | None = None, settings: Settings | None = None, say: Say = silent) -> Residual:
    """A residual learner of a log: learner -> answers in order.

    Every row's tables and base come from the other folds' learners, so that trees see what a new learner would bring.
    ``base`` None: the ability and ease of the tables stand for the explainable part. Raises Missing, and ValueError
    for a log of fewer than two learners a fold or of one outcome alone.
    """
    chosen = settings or Settings()
    boost = _boosting()
    array = coded(log)
    _check(log, array, chosen)
    rows, bases = out_of_fold(log, array, base, chosen, say)
    say(f"growing {chosen.rounds} trees on {len(rows)} answers")
    trees = _grow(boost, rows, array.right, bases, chosen)
    import numpy as np

    learners = tuple(sorted(who for who in log if log[who]))
    return Residual(tables(array, np.ones(len(array.right), bool)), trees, learners)


def judged(log: Log, base: BaseFitter | None = None, settings: Settings | None = None, say: Say = silent) -> Gain:
    """Whether a residual learner would gain, by ``left_out``."""
    return gains(left_out(log, base, settings, say))


def left_out(
    log: Log, base: BaseFitter | None = None, settings: Settings | None = None, say: Say = silent
) -> dict[str, list[Held]]:
    """Both chances of learners left out: fitted to four fifths of the learners, judged on the others; where those are
    few, the next fifth is judged as well, until JUDGED learners are or everybody is."""
    lead = groups(log)
    fifth = {who: crc32(f"judge {lead[who]}".encode()) % 5 for who in log}
    held = dict[str, list[Held]]()
    for one in range(5):
        if len(held) < JUDGED:
            say(f"judging part {one + 1}")
            kept = {who: answers for who, answers in log.items() if fifth[who] != one}
            fitted, explained = fit(kept, base, settings, say), base(kept) if base else None
            held |= {who: held_out(fitted, log[who], explained) for who in log if fifth[who] == one}
    return held


def held_out(residual: Residual, answers: Sequence[Response], base: Base | None = None) -> list[Held]:
    """Both logits of every answer of a learner whom neither was fitted to."""
    h, found = History(), list[Held]()
    logits = base(answers) if base else None
    for place, answer in enumerate(answers):
        before = held(logits[place]) if logits else rasch(residual.tables, h, answer)
        found.append(Held(before, residual.logit(h, answer, before), was_right(answer)))
        residual.fold(h, answer)
    return found


def rasch(known: Tables, history: History, answer: Response) -> float:
    """The logit of ability plus ease: what stands for the explainable part where none is given."""
    return features(history, answer, known, 0.0)[RASCH]


def folds_of(log: Log, folds: int) -> dict[str, int]:
    """learner -> fold, always the same; copies of one learner are in one fold."""
    return {who: crc32(f"fold {lead}".encode()) % folds for who, lead in groups(log).items()}


def out_of_fold(log: Log, array: Coded, base: BaseFitter | None, settings: Settings, say: Say) -> tuple[Any, Any]:
    """The feature rows (answers by NAMES) and base logits, each learner's from the other folds."""
    import numpy as np

    place_of = folds_of(log, settings.folds)
    part = np.array([place_of[who] for who in array.learners.of])[array.learner]
    rows, bases = np.zeros((len(part), len(NAMES))), np.zeros(len(part))
    starts: Any = np.searchsorted(array.learner, np.arange(len(array.learners.of)))
    for one in range(settings.folds):
        say(f"fold {one + 1} of {settings.folds}")
        known = tables(array, part != one)
        explained = base({w: a for w, a in log.items() if place_of[w] != one}) if base else None
        for (who, answers), start in zip(log.items(), starts.tolist(), strict=True):
            if answers and place_of[who] == one:
                logits = list(explained(answers)) if explained else None
                _fill(rows, bases, start, answers, known, logits)
    return rows, bases


def _fill(
    rows: Any, bases: Any, start: int, answers: Sequence[Response], known: Tables, logits: list[float] | None
) -> None:
    h = History()
    for place, answer in enumerate(answers):
        row = features(h, answer, known, held(logits[place]) if logits else 0.0)
        if logits is None:
            row[0] = row[RASCH]
        rows[start + place], bases[start + place] = row, row[0]
        fold(h, answer, known)


def _check(log: Log, array: Coded, settings: Settings) -> None:
    folds = set(folds_of(log, settings.folds).values())
    if len(array.learners.of) < 2 * settings.folds or len(folds) < settings.folds:
        raise ValueError(
            f"{len(array.learners.of)} learners are too few to fit a residual learner in {settings.folds} folds"
        )
    if array.right.min() == array.right.max():
        raise ValueError("every answer has the same outcome: there is nothing to learn")


def _boosting() -> Any:
    try:
        import lightgbm
    except ImportError as why:
        raise Missing("a residual learner is fitted with LightGBM: install chiron-tutor[fit]") from why
    return lightgbm


def _grow(boost: Any, rows: Any, right: Any, bases: Any, settings: Settings) -> tuple[Tree, ...]:
    many = len(rows) >= MANY
    leaves = settings.leaves or (63 if many else 15)
    least = settings.least or (100 if many else 200)
    # use_missing=False: no feature is ever missing, so a node is one comparison. Two threads on shared cores were ten
    # times slower than one, as each waits busily for the other: hence one unless told.
    how = {
        "objective": "binary",
        "learning_rate": settings.rate,
        "num_leaves": leaves,
        "min_data_in_leaf": min(least, max(len(rows) // 50, 1)),
        "feature_fraction": 0.4 if many else 0.25,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "max_bin": 127,
        "use_missing": False,
        "num_threads": settings.threads,
        "deterministic": True,
        "force_col_wise": True,
        "verbose": -1,
    }
    data = boost.Dataset(rows, right, init_score=bases, feature_name=list(NAMES), params=how, free_raw_data=False)
    seeds = range(settings.seed, settings.seed + (1 if many else BAGS))
    found = [grown(boost.train({**how, "seed": seed}, data, settings.rounds).dump_model()) for seed in seeds]
    return tuple(scaled(tree, 1 / len(found)) for trees in found for tree in trees)


def grown(dumped: dict[str, Any]) -> tuple[Tree, ...]:
    """The trees of LightGBM's dump."""
    return tuple(_tree(one["tree_structure"]) for one in dumped["tree_info"])


def scaled(tree: Tree, by: float) -> Tree:
    """The tree with its leaves multiplied."""
    return replace(tree, leaf=tuple(value * by for value in tree.leaf))


def _tree(root: dict[str, Any]) -> Tree:
    feature, threshold, left, right, leaf = list[int](), list[float](), list[int](), list[int](), list[float]()

    def add(node: dict[str, Any]) -> int:
        if "split_feature" not in node:
            leaf.append(float(node["leaf_value"]))
            return ~(len(leaf) - 1)
        here = len(feature)
        feature.append(int(node["split_feature"]))
        threshold.append(float(node["threshold"]))
        left.append(0)
        right.append(0)
        left[here], right[here] = add(node["left_child"]), add(node["right_child"])
        return here

    add(root)
    return Tree(tuple(feature), tuple(threshold), tuple(left), tuple(right), tuple(leaf))
