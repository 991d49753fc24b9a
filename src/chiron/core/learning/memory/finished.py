"""The finished items that a memory was made from, so that it can follow when an answer is judged otherwise later.

FSRS goes from review to review, so one review judged otherwise changes all that came after it. The latest ``KEPT``
finished items of a skill are kept with the memory as it was before the first of them; the memory is always
``remembered(earlier, finished)``, together with what the skill's cards showed ``elsewhere``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from chiron.core.learning.memory import Memory, rating, review
from chiron.core.learning.memory.elsewhere import Elsewhere, beginning, begun_with
from chiron.core.learning.memory.fsrs6 import USUAL, Scales
from chiron.core.words import Outcome

KEPT = 12
"""How many of the latest finished items a skill keeps. An answer in an older one no longer changes the memory."""
JUDGED = (Outcome.CORRECT, Outcome.INCORRECT, Outcome.PARTLY)
AT_ONCE = "at-once"
"""The skill was demonstrated when the item was finished."""


class Try(NamedTuple):
    """One try at a step, by its event's key. ``rungs`` of hints came before it; ``own``: judged by the learner."""

    key: str
    outcome: Outcome
    rungs: int = 0
    own: bool = False


class Step(NamedTuple):
    """The tries at a step in their order, the ``rungs`` taken in all, and whether its solution was shown."""

    tries: tuple[Try, ...]
    rungs: int = 0
    shown: bool = False


class Finished(NamedTuple):
    """A finished item. ``retention`` is the recall that was wanted of it.

    ``begins`` lets the memory begin with it: AT_ONCE, or the key of the attempt that was judged right afterwards; ""
    where it does not. ``learnt``: the learner's forgetting curve learnt from it when it was finished.
    """

    at: datetime
    retention: float
    steps: tuple[Step, ...]
    begins: str = ""
    learnt: bool = False


def rate(one: Finished) -> int | None:
    """The FSRS rating of a finished item by how its steps went until each was right; None where nothing is judged.

    Hints and tries after a right one do not count: had it been judged so at once, they would not have been taken. A
    learner's own word that it is right counts as a try that needed a hint.
    """
    went = [_went(step) for step in one.steps if step.shown or _counted(step)]
    if not went:
        return None
    credit = sum(right for right, _, _ in went) / len(went)
    return rating(credit, sum(hints for _, hints, _ in went), 1 + sum(tries - 1 for _, _, tries in went))


def _went(step: Step) -> tuple[bool, int, int]:
    """Whether it was right in the end, with how many hints, at which try."""
    counted = _counted(step)
    for place, one in enumerate(counted, 1):
        if one.outcome is Outcome.CORRECT:
            return True, one.rungs + int(one.own), place
    return False, step.rungs, max(1, len(counted))


def _counted(step: Step) -> list[Try]:
    return [one for one in step.tries if one.outcome in JUDGED]


def after(
    memory: Memory | None, one: Finished, scales: Scales = USUAL, elsewhere: Elsewhere | None = None
) -> Memory | None:
    """The memory after a finished item; none begins with an item that does not begin one. ``scales`` as ``review``.

    What was reviewed ``elsewhere`` before it comes first.
    """
    rated = rate(one)
    if rated is None or (memory is None and not one.begins):
        return memory
    before = begun_with(memory, elsewhere, one.at) if memory is not None else beginning(elsewhere, one.at)
    return review(before, rated, one.at, one.retention, scales)


def _passed(
    earlier: Memory | None, finished: Iterable[Finished], scales: Scales, elsewhere: Elsewhere | None
) -> Memory | None:
    for one in finished:
        earlier = after(earlier, one, scales, elsewhere)
    return earlier


def remembered(
    earlier: Memory | None, finished: Iterable[Finished], scales: Scales = USUAL, elsewhere: Elsewhere | None = None
) -> Memory | None:
    """The memory after these items, from the one before them, with what was reviewed elsewhere since."""
    memory = _passed(earlier, finished, scales, elsewhere)
    last = None if elsewhere is None or elsewhere.memory is None else elsewhere.memory.last
    return memory if last is None else begun_with(memory, elsewhere, last)


def kept(
    earlier: Memory | None,
    finished: Sequence[Finished],
    scales: Scales = USUAL,
    elsewhere: Elsewhere | None = None,
) -> tuple[Memory | None, tuple[Finished, ...]]:
    """The same with the latest KEPT items only; what older ones did goes into the memory before them."""
    old = max(0, len(finished) - KEPT)
    return _passed(earlier, finished[:old], scales, elsewhere), tuple(finished[old:])


def holds(finished: Iterable[Finished], attempt: str) -> bool:
    """Whether an attempt is one of their tries."""
    return any(one.key == attempt for item in finished for step in item.steps for one in step.tries)


def judged_otherwise(finished: Iterable[Finished], attempt: str, outcome: Outcome, own: bool) -> tuple[Finished, ...]:
    """The same items with one attempt judged so. What began because it was right does so no longer where it is not."""
    return tuple(
        item._replace(
            steps=tuple(step._replace(tries=_ruled(step.tries, attempt, outcome, own)) for step in item.steps),
            begins="" if item.begins == attempt and outcome is not Outcome.CORRECT else item.begins,
        )
        for item in finished
    )


def _ruled(tries: tuple[Try, ...], attempt: str, outcome: Outcome, own: bool) -> tuple[Try, ...]:
    return tuple(one._replace(outcome=outcome, own=own) if one.key == attempt else one for one in tries)
