"""Fit the residual learner's tables: how easy items and skills are, what follows what.

Needs numpy (in the extra ``fit``), imported when called. Ease comes from a logistic model with a Gaussian prior
on every learner, skill, combination of skills and item (Rasch 1960; Fischer 1973 for skills in combinations), maximum a
posteriori by Newton steps in turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import Any

from chiron.core.learning.residual import History, Item, Response, Skill, Tables, contexts, fold, skill_of, was_right
from chiron.core.learning.residual.features import CONTEXTS
from chiron.core.learning.residual.tables import ITEM_CONTEXT, SKILL_CONTEXT

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
    """A log as arrays, one entry an answer: learner, item (-1: none), skill, outcome, contexts, traits.

    ``parts``: the skills in each combination, a matrix of combinations by skills whose rows add up to one.
    """

    learners: Codes
    items: Codes
    skills: Codes
    singles: Codes
    keys: tuple[Codes, ...]
    parts: Any
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
    nothing, made = Tables(), dict[str, tuple[str, ...]]()
    for who, answers in log.items():
        learner, h = learners.code(who), History()
        for answer in answers:
            name = skill_of(answer)
            made.setdefault(name, answer.skills)
            place = h.run if name == h.skill else 0
            ids.append((learner, items.code(answer.item) if answer.item else -1, skills.code(name), was_right(answer)))
            context.append([k.code(key) for k, key in zip(keys, contexts(h, answer), strict=True)])
            traits.append((float(h.n > 0 and not h.was_right), float(place == 0), log1p(h.n), log1p(place)))
            fold(h, answer, nothing)
    singles = Codes({name: k for k, name in enumerate(sorted({part for parts in made.values() for part in parts}))})
    learner_of, item_of, skill_of_, right = (np.array(column) for column in zip(*ids, strict=True))
    return Coded(
        learners, items, skills, singles, keys, _parts(skills, singles, made),
        learner_of, item_of, skill_of_, right.astype(float), np.array(context, np.int32), np.array(traits, np.float32),
    )  # fmt: skip


def _parts(skills: Codes, singles: Codes, made: Mapping[str, tuple[str, ...]]) -> Any:
    import numpy as np

    found = np.zeros((len(skills.of), len(singles.of)))
    for name, row in skills.of.items():
        for part in made[name]:
            found[row, singles.of[part]] += 1 / len(made[name])
    return found


def tables(log: Coded, chosen: Any) -> Tables:
    """The tables of the answers ``chosen`` (a boolean array, one entry an answer; whole learners)."""
    import numpy as np

    learner, item, skill, right = (a[chosen] for a in (log.learner, log.item, log.skill, log.right))
    items, met = len(log.items.of), item >= 0
    sizes = (len(log.learners.of), len(log.skills.of), items)
    fitted = _ease(learner, item, skill, right, log.parts, sizes)
    expected = _chance(fitted.logits)
    beyond, information = right - expected, expected * (1 - expected)
    skill_n, item_n = np.bincount(skill, minlength=len(log.skills.of)), np.bincount(item[met], minlength=items)
    sums = [np.bincount(item[met], column, items) for column in log.traits[chosen][met].T]
    traits = np.stack(sums, axis=1) / np.maximum(item_n, 1)[:, None]
    return Tables(
        round(fitted.middle, 5),
        {
            name: Skill(_short(fitted.skills[k]), int(skill_n[k]))
            for name, k in log.skills.of.items()
            if skill_n[k]
        },
        {name: _short(fitted.parts[k]) for name, k in log.singles.of.items()},
        {
            name: Item(
                _short(fitted.items[k]), _short(fitted.variances[k]), int(item_n[k]),
                _shorts(traits[k]),
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
    parts: Any
    items: Any
    variances: Any
    logits: Any


def _ease(learner: Any, item: Any, skill: Any, right: Any, made: Any, sizes: tuple[int, int, int]) -> _Ease:
    import numpy as np

    met = item >= 0
    item_or_none = np.where(met, item, sizes[2])
    share = min(max(float(right.mean()), 0.01), 0.99)
    middle = float(np.log(share / (1 - share)))
    which = (learner, skill, item_or_none)
    parts = [np.zeros(size) for size in (*sizes[:2], sizes[2] + 1)]
    logits = np.full(len(right), middle)
    precision, singles = np.zeros(sizes[2] + 1), np.zeros(made.shape[1])
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
        # Skills share their combinations, so all step at once by a bound of the curvature, which cannot overshoot.
        p = _chance(logits)
        slope = np.bincount(skill, right - p, sizes[1]) @ made - singles / VARIANCES[1]
        step = slope / (np.bincount(skill, p * (1 - p), sizes[1]) @ made + 1 / VARIANCES[1])
        singles += step
        logits += (made @ step)[skill]
        p = _chance(logits)
        nudge = float((right - p).sum() / max(float((p * (1 - p)).sum()), 1e-9))
        middle, logits = middle + nudge, logits + nudge
    return _Ease(middle, parts[1] + made @ singles, singles, parts[2][:-1], 1 / precision[:-1], logits)


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
