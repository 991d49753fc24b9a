"""Boosted trees as plain numbers, and their sum for one row: what LightGBM would answer, without LightGBM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree: node n asks whether ``row[feature[n]] <= threshold[n]`` and goes left or right; a negative number leads
    to the leaf ``~number``. A tree without nodes has one leaf."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaf: tuple[float, ...]

    def sound(self, width: int) -> bool:
        """Whether every node names a feature below ``width`` and leads on, so that no row is lost in it."""
        nodes, leaves = len(self.feature), len(self.leaf)
        if not (nodes == len(self.threshold) == len(self.left) == len(self.right) == leaves - 1):
            return False
        pairs = [(n, to) for n in range(nodes) for to in (self.left[n], self.right[n])]
        # Children stand after their parents, so a walk always ends.
        return all(0 <= f < width for f in self.feature) and all(
            n < to < nodes if to >= 0 else ~to < leaves for n, to in pairs
        )


def total(trees: Sequence[Tree], row: Sequence[float]) -> float:
    """The sum of all trees' leaves for a row, in logits."""
    found = 0.0
    for tree in trees:
        feature, threshold, left, right = tree.feature, tree.threshold, tree.left, tree.right
        node = 0 if feature else -1
        while node >= 0:
            node = left[node] if row[feature[node]] <= threshold[node] else right[node]
        found += tree.leaf[~node]
    return found
