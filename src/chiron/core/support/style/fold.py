"""A person's tally as a fold of what was chosen and how it was judged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from chiron.core.support.style.words import KEEPS, WHOLE, Operator, Row, Tally, judgement

OPEN = 50
"""So many choices wait for a judgement; older ones are not judged any more."""

PLAIN = 3.0
"""So many judgements the plain forecast counts for that a keep is judged by."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A style was chosen for a turn. ``chance`` in millionths; a style that the guards forbade has none."""

    id: str
    style: str
    chance: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a choice: a number, as a rule between 0 (of no use) and 1 (solved, bought, rated highest)."""

    choice: str
    worth: float


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The choice was not what the customer saw: a guard or an agent put something else in its place."""

    choice: str


@dataclass(frozen=True, slots=True)
class Reset:
    """An operator has the chooser begin anew, for this person or for all."""

    epoch: int


Happening = Chosen | Judged | Withdrawn | Reset


def empty(styles: int, epoch: int = 0) -> Tally:
    """Nothing known yet."""
    return Tally(epoch, 0, tuple(Row((0.0,) * styles, (0.0,) * styles) for _ in KEEPS))


def folded(
    tally: Tally, event: Happening, styles: tuple[str, ...], operator: Operator, forbidden: Collection[str] = ()
) -> Tally:
    """The tally after an event. What is said twice, late, of nothing, or while frozen changes no belief.

    Nothing is learnt of a style that is ``forbidden``, nor of a choice that had no chance: a guard had ruled it out.
    Raises InvalidInput where a judgement is no number that one may learn from.
    """
    if isinstance(event, Reset):
        return empty(len(styles), event.epoch) if event.epoch > tally.epoch else tally
    if isinstance(event, Chosen):
        return _chosen(tally, event, styles)
    if isinstance(event, Withdrawn):
        return replace(tally, open={key: kept for key, kept in tally.open.items() if key != event.choice})
    worth = judgement(event.worth)
    place, epoch = tally.open.get(event.choice, (-1, -1))
    if place < 0:
        return tally
    waiting = {key: kept for key, kept in tally.open.items() if key != event.choice}
    closed = replace(tally, open=waiting)
    if operator.frozen or epoch < max(tally.epoch, operator.epoch) or styles[place] in forbidden:
        return closed
    rows = [_learnt(row, keep, place, worth) for row, keep in zip(tally.rows, KEEPS, strict=True)]
    return replace(closed, rows=tuple(rows))


def _chosen(tally: Tally, event: Chosen, styles: tuple[str, ...]) -> Tally:
    """One more turn; it waits for its judgement where chance could have given it."""
    if event.id in tally.open:
        return tally
    if event.style not in styles or not 0 < event.chance <= WHOLE or event.epoch < tally.epoch:
        return replace(tally, turns=tally.turns + 1)
    waiting = {**tally.open, event.id: (styles.index(event.style), event.epoch)}
    return replace(tally, turns=tally.turns + 1, open=dict(list(waiting.items())[-OPEN:]))


def _learnt(row: Row, keep: float, place: int, worth: float) -> Row:
    """A row after one more judgement; what was there before weighs ``keep`` of what it did."""
    total = sum(row.weights)
    mean = sum(row.sums) / total if total else worth
    plain = (row.sums[place] + PLAIN * mean) / (row.weights[place] + PLAIN)
    weights = [keep * each for each in row.weights]
    sums = [keep * each for each in row.sums]
    weights[place] += 1.0
    sums[place] += worth
    return Row(tuple(weights), tuple(sums), keep * row.squares + worth * worth, row.missed + (worth - plain) ** 2)
