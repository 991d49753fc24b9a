"""Puts different things beside one another: no list of five jackets for somebody who looked at one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

ALIKE = 0.3
"""How much being like what already stands there takes away."""


def diverse(
    scores: Mapping[str, float],
    near: Callable[[str, str], float],
    group: Mapping[str, str],
    count: int,
    most: int | None = 2,
    alike: float = ALIKE,
) -> list[str]:
    """``count`` names by score, less for being like one chosen before, and no more than ``most`` of a group.

    The best comes first, always. (Maximal marginal relevance: J. Carbonell, J. Goldstein, SIGIR 1998.)
    Scores count by their share of the best; where all are worse than nothing, by their order.
    """
    ordered = sorted(scores, key=lambda name: (-scores[name], name))[: max(50, 5 * count)]
    worth = _shares(scores, ordered)
    chosen: list[str] = []
    groups: Counter[str] = Counter()
    closest: dict[str, float] = dict.fromkeys(ordered, 0.0)
    while len(chosen) < count:
        left = [name for name in ordered if name not in chosen and (most is None or groups[group[name]] < most)]
        if not left:
            break
        best = max(left, key=lambda name: worth[name] - alike * closest[name])
        chosen.append(best)
        groups[group[best]] += 1
        for name in left:
            closest[name] = max(closest[name], near(name, best))
    return chosen


def _shares(scores: Mapping[str, float], ordered: Sequence[str]) -> dict[str, float]:
    if ordered and scores[ordered[0]] > 0:
        return {name: scores[name] / scores[ordered[0]] for name in ordered}
    return {name: 1 - place / len(ordered) for place, name in enumerate(ordered)}
