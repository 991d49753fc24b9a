"""What a learner knew before the first answer, by all their answers and the course's order.

Nobody knows a skill without what it needs, so what was known at the start is closed under prerequisites. Where all that
a skill needs was known, it was known with the learner's own share. Messages go up from what builds on a skill and down
again (Pearl 1988): exact on a tree, near elsewhere. The share is learnt beside ``firm`` usual skills.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

ROUNDS = 2
LEAST = 0.003


def origins(
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    ratios: Mapping[str, float],
    usual: float,
    firm: float,
) -> dict[str, float]:
    """The chance that each skill was known at the start. ``order`` has every skill after those it needs.

    ``ratios`` say of answered skills how much likelier their answers are if it was known than if it was not; ``usual``
    is the share of skills that a learner knows where what they need is known.
    """
    hits, count = firm * usual, firm
    found = dict.fromkeys(order, 0.5)
    for _ in range(ROUNDS):
        share = hits / count
        speaks = _speaks(order, before, after, ratios, share, found)
        hits, count, found = firm * usual, firm, dict[str, float]()
        for name in order:
            needed = math.prod(found[p] for p in before[name] if p in found)
            known = share * speaks[name]
            found[name] = needed * known / (1.0 - share + known) * (1.0 - 3 * LEAST) + LEAST
            told = 1.0 if name in ratios else 1.0 - min(speaks[name], 1.0 / speaks[name])
            hits, count = hits + told * found[name], count + told * needed
    return found


def _speaks(
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    ratios: Mapping[str, float],
    share: float,
    last: Mapping[str, float],
) -> dict[str, float]:
    """How much likelier all answers in a skill and in what builds on it are if it was known than if it was not."""
    found: dict[str, float] = {}
    for name in reversed(order):
        ratio = ratios.get(name, 1.0)
        for other in after[name]:
            if other in found:
                open_ = share * math.prod(last[p] for p in before[other] if p != name)
                ratio *= 1.0 + open_ * (found[other] - 1.0)
        found[name] = min(max(ratio, 1e-12), 1e12)
    return found


def without(known: float, ratio: float) -> float:
    """The chance before a piece of evidence, from that after it and its likelihood ratio."""
    odds = known / (1.0 - known) / ratio
    return min(max(odds / (1.0 + odds), 0.005), 0.995)
