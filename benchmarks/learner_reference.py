"""The references: the moving average that peers ship, and the logistic regression of the literature on the same rows.

Best-LR (Gervet, Koedinger, Schneider & Mitchell 2020): one weight for each item and each skill, and for the logarithms
of earlier right answers and of earlier answers, in each skill (weights of its own), on the item, and overall; ridge of
1 as in scikit-learn's default. Fitted by twelve passes of AdaGrad (Duchi, Hazan & Singer 2011) in a fixed order and ten
steps of limited-memory BFGS (Liu & Nocedal 1989), which came within .0001 (ASSISTments) and .004 (Algebra) of the AUC
at convergence; without items a third of that is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log, log1p, sqrt
from operator import mul
from random import Random

from benchmarks.logs import Answer, Log
from chiron.core.learning.simulate import moving_average

Sparse = list[tuple[int, float]]


def moving(answers: list[Answer]) -> list[float]:
    """The share right of the last five answers in the (first) skill, before each answer."""
    return [chance for chance, _ in moving_average((a.skills[0] if a.skills else "", a.right) for a in answers)]


class BestLr:
    """See the module."""

    def __init__(self, train: Log) -> None:
        self._columns: dict[str, int] = {}
        rows = [(row, float(right)) for answers in train.values() for row, right in self._rows(answers, grow=True)]
        self.weights = [0.0] * len(self._columns)
        seen = [1e-3] * len(self._columns)
        often = [0] * len(self._columns)
        for row, _ in rows:
            for place, _ in row:
                often[place] += 1
        ridge = [1.0 / max(n, 1) for n in often]
        order = list(range(len(rows)))
        for turn in range(12 if any(name[0] == "i" for name in self._columns) else 4):
            Random(turn).shuffle(order)
            for number in order:
                self._learn(*rows[number], seen, ridge, 1.0)
        self._polish(rows, often)

    def _learn(self, row: Sparse, right: float, seen: list[float], ridge: list[float], rate: float) -> None:
        weights = self.weights
        miss = self._chance(row) - right
        for place, x in row:
            slope = miss * x + ridge[place] * weights[place]
            seen[place] += slope * slope
            weights[place] -= rate * slope / sqrt(seen[place])

    def _polish(self, rows: list[tuple[Sparse, float]], often: list[int], steps: int = 10, kept: int = 8) -> None:
        """Limited-memory BFGS from where AdaGrad ended, scaled by how often a column is there."""
        scale = [1.0 / (0.2 * n + 1.0) for n in often]
        pairs: list[tuple[list[float], list[float], float]] = []
        value, slope = self._loss(rows)
        for _ in range(steps):
            way, used = slope[:], []
            for moved, turned, inner in reversed(pairs):
                along = sum(map(mul, moved, way)) / inner
                used.append(along)
                way = [w - along * t for w, t in zip(way, turned, strict=True)]
            way = list(map(mul, way, scale))
            for (moved, turned, inner), along in zip(pairs, reversed(used), strict=True):
                back = along - sum(map(mul, turned, way)) / inner
                way = [w + back * m for w, m in zip(way, moved, strict=True)]
            before, length = self.weights, 1.0
            for _ in range(6):
                self.weights = [w - length * d for w, d in zip(before, way, strict=True)]
                new, turned_to = self._loss(rows)
                if new < value:
                    break
                length /= 3.0
            else:
                self.weights = before
                return
            moved = [after - was for after, was in zip(self.weights, before, strict=True)]
            turned = [after - was for after, was in zip(turned_to, slope, strict=True)]
            if (inner := sum(map(mul, moved, turned))) > 1e-12:
                pairs = [*pairs, (moved, turned, inner)][-kept:]
            value, slope = new, turned_to

    def _loss(self, rows: list[tuple[Sparse, float]]) -> tuple[float, list[float]]:
        """Minus the log posterior and its gradient."""
        value, slope = 0.5 * sum(w * w for w in self.weights), list(self.weights)
        for row, right in rows:
            chance = self._chance(row)
            value -= log(chance if right else 1.0 - chance)
            miss = chance - right
            for place, x in row:
                slope[place] += miss * x
        return value, slope

    def _chance(self, row: Sparse) -> float:
        weights = self.weights
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, sum([weights[place] * x for place, x in row])))))

    def chances(self, answers: list[Answer]) -> list[float]:
        """What it says before each answer of one learner."""
        return [self._chance(row) for row, _ in self._rows(answers, grow=False)]

    def _rows(self, answers: list[Answer], grow: bool) -> Iterator[tuple[Sparse, bool]]:
        told: dict[str, list[int]] = {}
        for answer in answers:
            names = [("1", 1.0), *((f"s{skill}", 1.0) for skill in answer.skills)]
            counted = ["total", *(f"k{skill}" for skill in answer.skills)]
            if answer.item:
                names.append((f"i{answer.item}", 1.0))
                counted.append(f"i{answer.item}")
            for one in counted:
                right, every = told.setdefault(one, [0, 0])
                name = "item" if one[0] == "i" else one
                names += [(f"w {name}", log1p(right)), (f"a {name}", log1p(every))]
            yield self._sparse(names, grow), answer.right
            for one in counted:
                told[one][0] += answer.right
                told[one][1] += 1

    def _sparse(self, names: list[tuple[str, float]], grow: bool) -> Sparse:
        found = []
        for name, value in names:
            place = self._columns.setdefault(name, len(self._columns)) if grow else self._columns.get(name)
            if place is not None and value:
                found.append((place, value))
        return found
