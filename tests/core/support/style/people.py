"""Some people with tastes of their own, as tallies: newcomers like it warm, loyal customers brief."""

from __future__ import annotations

import random

from chiron.core.support.style.fitting import Person
from chiron.core.support.style.fold import Chosen, Judged, empty, folded
from chiron.core.support.style.words import Operator

STYLES = ("brief", "warm", "plain", "long")

LIKED = {"new": {"brief": 0.3, "warm": 0.65, "plain": 0.45, "long": 0.45},
         "loyal": {"brief": 0.7, "warm": 0.4, "plain": 0.45, "long": 0.4}}  # fmt: skip


def liking(style: str, chance: random.Random, segment: str = "loyal", wordy: float = 0.0) -> float:
    """A judgement; ``wordy`` people like it long, and plain."""
    more = wordy if style in ("long", "plain") else 0.0
    return LIKED[segment][style] + more + chance.gauss(0, 0.15)


def population(people: int = 60, seed: int = 1) -> list[Person]:
    """People who met every style thrice."""
    chance = random.Random(seed)
    made = []
    for number in range(people):
        segment = ("new", "loyal")[number % 2]
        wordy = chance.gauss(0, 0.15)
        tally = empty(len(STYLES))
        for turn, style in enumerate(STYLES * 3):
            tally = folded(tally, Chosen(str(turn), style, 1, 0), STYLES, Operator())
            tally = folded(tally, Judged(str(turn), liking(style, chance, segment, wordy)), STYLES, Operator())
        made.append(Person(f"p{number}", segment, tally, ended=number % 3 == 0))
    return made
