"""Fit the residual learner's tables: how easy items and skills are, what follows what, who is answered alike.

Needs numpy and scipy (the extra ``fit``), imported when called. Ease comes from a logistic model with a Gaussian prior
on every learner, skill and item (Rasch 1960, maximum a posteriori by Newton steps in turn); likeness from a truncated
singular value decomposition of the residuals of learners by items and learners by skills.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import Any

from chiron.core.learning.residual import History, Item, Response, Skill, Tables, contexts, fold, skill_of
from chiron.core.learning.residual.features import CONTEXTS
from chiron.core.learning.residual.tables import ITEM_CONTEXT, SKILL_CONTEXT, WIDTH

Log = Mapping[str, Sequence[Response]]
"""learner -> their answers in order."""
VARIANCES = (1.0, 1.0, 0.5)
"""Of learners, skills and items, a priori."""
SWEEPS = 15
SEEN = 3
"""In how many answers a context must have been seen."""
ITEM_KINDS = frozenset({"pair", "after", "order"})


@dataclass(slots=True)
class Codes:
    """Names as whole numbers in the order in which they are first met."""

    of: dict[str, int] = field(default_factory=dict)

    def code(self, name: str) -> int:
        """The number of a name."""
        return self.of.setdefault(name, len(self.of))


@dataclass(frozen=True, slots=True)
class Coded:
    """A log as arrays, one entry an answer: learner, item (-1: none), skill, outcome, contexts, traits."""

    learners: Codes
    items: Codes
    skills: Codes
    keys: tuple[Codes, ...]
    learner: Any
    item: Any
    skill: Any
    right: Any
    context: Any
    traits: Any


def coded(log: Log) -> Coded:
    """The arrays of a log; nothing is fitted."""
    import numpy as np

    learners, items, skills = Codes(), Codes(), Codes()
    keys = tuple(Codes() for _ in CONTEXTS)
    ids: list[tuple[int, int, int, bool]] = []
    context: list[list[int]] = []
    traits: list[tuple[float, float, float, float]] = []
    nothing = Tables()
    for who, answers in log.items():
        learner, h = learners.code(who), History()
        for answer in answers:
            name = skill_of(answer)
            place = h.run if name == h.skill else 0
            ids.append((learner, items.code(answer.item) if answer.item else -1, skills.code(name), answer.right))
            context.append([k.code(key) for k, key in zip(keys, contexts(h, answer), strict=True)])
            traits.append((float(h.n > 0 and not h.was_right), float(place == 0), log1p(h.n), log1p(place)))
            fold(h, answer, nothing)
    learner_of, item_of, skill_of_, right = (np.array(column) for column in zip(*ids, strict=True))
    return Coded(
        learners, items, skills, keys,
        learner_of, item_of, skill_of_, right.astype(float), np.array(context, np.int32), np.array(traits, np.float32),
    )  # fmt: skip


def tables(log: Coded, chosen: Any) -> Tables:
    """The tables of the answers ``chosen`` (a boolean array, one entry an answer; whole learners)."""
    import numpy as np

    learner, item, skill, right = (a[chosen] for a in (log.learner, log.item, log.skill, log.right))
    items, met = len(log.items.of), item >= 0
    fitted = _ease(learner, item, skill, right, (len(log.learners.of), len(log.skills.of), items))
    expected = _chance(fitted.logits)
    beyond, information = right - expected, expected * (1 - expected)
    skill_vectors = _likeness(learner, skill, beyond, information, len(log.skills.of))
    item_vectors = _likeness(learner[met], item[met], beyond[met], information[met], items)
    skill_n, item_n = np.bincount(skill, minlength=len(log.skills.of)), np.bincount(item[met], minlength=items)
    sums = [np.bincount(item[met], column, items) for column in log.traits[chosen][met].T]
    traits = np.stack(sums, axis=1) / np.maximum(item_n, 1)[:, None]
    return Tables(
        round(fitted.middle, 5),
        {
            name: Skill(_short(fitted.skills[k]), int(skill_n[k]), _shorts(skill_vectors[k]))
            for name, k in log.skills.of.items()
            if skill_n[k]
        },
        {
            name: Item(
                _short(fitted.items[k]), _short(fitted.variances[k]), int(item_n[k]),
                _shorts(traits[k]), _shorts(item_vectors[k]),
            )
            for name, k in log.items.of.items()
            if item_n[k]
        },
        _effects(log, log.context[chosen], beyond, information),
        VARIANCES[2],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ease:
    middle: float
    skills: Any
    items: Any
    variances: Any
    logits: Any


def _ease(learner: Any, item: Any, skill: Any, right: Any, sizes: tuple[int, int, int]) -> _Ease:
    import numpy as np

    met = item >= 0
    item_or_none = np.where(met, item, sizes[2])
    share = min(max(float(right.mean()), 0.01), 0.99)
    middle = float(np.log(share / (1 - share)))
    which = (learner, skill, item_or_none)
    parts = [np.zeros(size) for size in (*sizes[:2], sizes[2] + 1)]
    logits = np.full(len(right), middle)
    precision = np.zeros(sizes[2] + 1)
    for _ in range(SWEEPS):
        for index, part, variance in zip(which, parts, VARIANCES, strict=True):
            p = _chance(logits)
            slope = np.bincount(index, right - p, len(part)) - part / variance
            precision = np.bincount(index, p * (1 - p), len(part)) + 1 / variance
            step = slope / precision
            if index is item_or_none:
                step[-1] = 0.0
            part += step
            logits += step[index]
        p = _chance(logits)
        nudge = float((right - p).sum() / max(float((p * (1 - p)).sum()), 1e-9))
        middle, logits = middle + nudge, logits + nudge
    return _Ease(middle, parts[1], parts[2][:-1], 1 / precision[:-1], logits)


def _likeness(learner: Any, thing: Any, beyond: Any, information: Any, things: int) -> Any:
    """A vector a thing (things by WIDTH), so that the inner product of two is large where they are answered alike."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import svds

    if min(len(set(learner.tolist())), len(set(thing.tolist()))) <= WIDTH:
        return np.zeros((things, WIDTH))
    cells, place = np.unique(learner.astype(np.int64) * things + thing, return_inverse=True)
    values = np.bincount(place, beyond) / (np.bincount(place, information) + 1.0)
    rows, columns = cells // things, cells % things
    people = int(rows.max()) + 1
    _, strength, right = svds(csr_array((values, (rows, columns)), shape=(people, things)), k=WIDTH, v0=_start(min(people, things)))
    return np.nan_to_num((right * strength[:, None]).T * (3.0 / np.sqrt(people)))


def _start(size: int) -> Any:
    """Where the decomposition begins: fixed, so that the same log gives the same vectors."""
    import numpy as np

    return np.cos(np.arange(size, dtype=float)) + 0.1


def _effects(log: Coded, context: Any, beyond: Any, information: Any) -> dict[str, tuple[float, int]]:
    import numpy as np

    found: dict[str, tuple[float, int]] = {}
    for column, (kind, keys) in enumerate(zip(CONTEXTS, log.keys, strict=True)):
        codes, shrunk = context[:, column], ITEM_CONTEXT if kind in ITEM_KINDS else SKILL_CONTEXT
        n = np.bincount(codes, minlength=len(keys.of))
        weight = np.bincount(codes, information, len(keys.of)) + shrunk
        effect = np.bincount(codes, beyond, len(keys.of)) / weight
        enough = n >= SEEN
        found.update(
            (key, (_short(effect[code]), int(n[code]))) for key, code in keys.of.items() if key and enough[code]
        )
    return found


def _chance(logits: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def _short(value: Any) -> float:
    """Four places: more would be noise and fill the artefact."""
    return round(float(value), 4)


def _shorts(values: Any) -> tuple[float, ...]:
    return tuple(round(v, 4) for v in values.tolist())
