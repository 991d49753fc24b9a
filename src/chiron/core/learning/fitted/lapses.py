"""Slips and luck by kind of interaction, from what was believed as each answer came.

An answer is a mixture: guessed in the kind's own way (chance g, right), lucky (c of the rest, right), a slip (s of what
is left, wrong), or by ability (right with chance p). Expectation-maximisation (Dempster, Laird & Rubin 1977) gives c
and s; a Beta prior worth PRIOR answers around the course's own shrinks a kind of which little is known to these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chiron.core.learning.fitted.parameters import Lapse

PRIOR = 200.0
"""So many answers is the course's own slip and luck worth for each kind."""
ROUNDS, SETTLED = 60, 1e-4
"""At most so many rounds, and none once one moves both by less."""
LATEST = 30_000
"""So many of the latest answers are looked at: those before which difficulties were known best."""


class Said(NamedTuple):
    """One answer without help: its ``kind``, the kind's own chance of a ``guess``, the chance that it is right ``by
    ability`` alone, and whether it was."""

    kind: str
    guess: float
    able: float
    right: bool


def lapses(answers: Sequence[Said], slip: float, lucky: float) -> dict[str, Lapse]:
    """Slip and luck of each kind that was answered; ``slip`` and ``lucky`` are the course's own, in (0, 1)."""
    by_kind: dict[str, list[Said]] = {}
    for one in answers[-LATEST:]:
        by_kind.setdefault(one.kind, []).append(one)
    return {kind: _of(told, slip, lucky) for kind, told in sorted(by_kind.items())}


def _of(told: Sequence[Said], slip: float, lucky: float) -> Lapse:
    now = (slip, lucky)
    for _ in range(ROUNDS):
        was, now = now, _round(told, *now, (slip, lucky))
        if max(abs(a - b) for a, b in zip(was, now, strict=True)) < SETTLED:
            break
    return Lapse(*now, len(told))


def _round(told: Iterable[Said], s: float, c: float, usual: tuple[float, float]) -> tuple[float, float]:
    """New slip and luck: expected numbers over expected chances to have one."""
    slips, slip_times = PRIOR * usual[0], PRIOR
    lucks, luck_times = PRIOR * usual[1], PRIOR
    for one in told:
        without = one.guess + (1 - one.guess) * c
        if one.right:
            whole = without + (1 - without) * (1 - s) * one.able
            lucks += (1 - one.guess) * c / whole
            luck_times += 1 - one.guess / whole
            slip_times += 1 - without / whole
        else:
            slips += s / (1 - (1 - s) * one.able)
            luck_times += 1
            slip_times += 1
    return slips / slip_times, lucks / luck_times


def course_wide(found: Mapping[str, Lapse], slip: float, lucky: float) -> tuple[float, float]:
    """Slip and luck of a kind that nobody has answered: the mean of the others, each by its answers."""
    answers = sum(lapse.answers for lapse in found.values())
    slips = sum(lapse.slip * lapse.answers for lapse in found.values())
    lucks = sum(lapse.lucky * lapse.answers for lapse in found.values())
    return (slips + PRIOR * slip) / (answers + PRIOR), (lucks + PRIOR * lucky) / (answers + PRIOR)
